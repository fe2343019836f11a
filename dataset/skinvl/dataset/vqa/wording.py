"""The words of questions and short answers.

Answers come from a closed grammar: ``yes`` or ``no``, the term of a diagnosis, the name of a kind
of image, or a list of colours. Age, sex and site are never an answer; they may stand before a
question about the diagnosis.
"""

from __future__ import annotations

from collections.abc import Sequence

from skinvl.contract.answer import Colour
from skinvl.contract.sample import Modality, Sample

YES, NO = "yes", "no"
KIND_OF_IMAGE: dict[Modality, str] = {
    "clinical": "clinical photograph",
    "dermoscopy": "dermoscopic image",
    "pathology": "histopathology image",
    "other": "image of something other than skin",
}
DESCRIBE = (
    "Describe this image.",
    "Describe the lesion.",
    "What do you see?",
)
SHOWN = ("What is shown?", "What does this image show?")
DIAGNOSIS = (
    "What is the most likely diagnosis?",
    "Which diagnosis fits best?",
)
COLOURS = ("Which colours does the lesion show?", "What colours are present?")
KIND = ("What kind of image is this?", "Which kind of image is shown?")
MALIGNANT = "Is this lesion malignant or pre-malignant?"
ASYMMETRIC = "Is the lesion asymmetric?"
IRREGULAR = "Is the border irregular?"
LARGE = "Is the lesion large in the frame?"
HAIR = "Is there hair over the skin?"
INK = "Are there ink marks on the skin?"

_PLACES = {
    "acral": "on acral skin",
    "genital": "in the genital area",
    "oral/genital": "in the oral or genital area",
    "palms/soles": "on the palm or sole",
    "head/neck": "on the head or neck",
}


def article(noun: str) -> str:
    """`noun` with "a" or "an"."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def join_words(words: Sequence[str], last: str = "and") -> str:
    """Words as a list: "white, red and black"."""
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def name_colours(colours: Sequence[Colour]) -> str:
    """The colours found, or that none of the six was."""
    return join_words(colours) or "none of the six"


def ask_kind(modality: Modality) -> str:
    """Yes/no question whether the image is of a kind."""
    return f"Is this {article(KIND_OF_IMAGE[modality])}?"


def ask_colour(colour: Colour) -> str:
    """Yes/no question about one of the six colours."""
    return f"Is {colour} present in the lesion?"


def ask_diagnosis(term: str) -> str:
    """Yes/no question about one diagnosis."""
    return f"Is this {term}?"


def ask_choice(question: str, choices: Sequence[str]) -> str:
    """A question with its choices named."""
    return f"{question.removesuffix('?')}: {join_words(choices, 'or')}?"


def introduce_patient(sample: Sample) -> str | None:
    """What is known of the patient and the site, as a sentence to stand before a question."""
    person = []
    if sample.age is not None and sample.age >= 1:
        person.append(f"{sample.age:.0f} years old")
    if sample.sex in ("male", "female"):
        person.append(sample.sex)
    clauses = []
    if person:
        clauses.append(f"The patient is {join_words(person)}")
    if sample.site is not None:
        place = _PLACES.get(sample.site, f"on the {sample.site}")
        clauses.append(f"{'the' if clauses else 'The'} lesion is {place}")
    return f"{'; '.join(clauses)}." if clauses else None
