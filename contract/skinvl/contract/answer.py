"""The answer grammar: descriptions as sentences that can be read back without loss.

``render_answer`` writes a `Description` as plain sentences, ``parse_answer`` reads exactly these
sentences, and ``parse_answer(render_answer(x)) == x`` for every description. Attributes that are
not known (None) are left out of the text.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from skinvl.contract.errors import AnswerError
from skinvl.contract.ontology import DiagnosisCode, ontology

GRAMMAR_VERSION = "1"

SkinModality = Literal["dermoscopy", "clinical"]
Asymmetry = Literal[0, 1, 2]
Border = Literal["regular", "slightly irregular", "irregular"]
Size = Literal["small", "medium", "large"]
Colour = Literal["white", "red", "light brown", "dark brown", "blue-grey", "black"]
COLOURS: tuple[Colour, ...] = get_args(Colour)
"""The six colours of dermoscopy's ABCD rule (Stolz et al. 1994), in the order they are named."""

_OPENINGS: dict[SkinModality, str] = {
    "dermoscopy": "Dermoscopic image.",
    "clinical": "Clinical photograph.",
}
_ASYMMETRY: dict[Asymmetry, str] = {
    0: "symmetric",
    1: "asymmetric in one axis",
    2: "asymmetric in two axes",
}
_BORDER: dict[Border, str] = {
    "regular": "a regular border",
    "slightly irregular": "a slightly irregular border",
    "irregular": "an irregular border",
}
_SIZE: dict[Size, str] = {
    "small": "small in the frame",
    "medium": "medium-sized in the frame",
    "large": "large in the frame",
}
_NO_COLOUR = "none of the six"
_HAIR = {True: "Hair is present.", False: "No hair."}
_INK = {True: "Ink marks are present.", False: "No ink marks."}
_RULER = {True: "A ruler is present.", False: "No ruler."}
_CONCLUSION = "Most consistent with "


@dataclass(frozen=True)
class Description:
    """What is said of one image.

    ``asymmetry`` counts the asymmetric axes; ``size`` is relative to the frame; ``colours`` are
    in the order of `COLOURS`, each once, and an empty tuple means that none was found. None means
    "not known" everywhere.

    Raises:
        ValueError: a value outside its list, or colours out of order.
    """

    modality: SkinModality
    diagnosis: DiagnosisCode | None = None
    asymmetry: Asymmetry | None = None
    border: Border | None = None
    size: Size | None = None
    colours: tuple[Colour, ...] | None = None
    hair: bool | None = None
    ink: bool | None = None
    ruler: bool | None = None

    def __post_init__(self) -> None:
        if self.modality not in _OPENINGS:
            raise ValueError(f"modality: {self.modality!r} is not allowed")
        allowed: dict[str, Mapping[Any, str]] = {
            "asymmetry": _ASYMMETRY,
            "border": _BORDER,
            "size": _SIZE,
        }
        for name, values in allowed.items():
            value = getattr(self, name)
            if value is not None and value not in values:
                raise ValueError(f"{name}: {value!r} is not allowed")
        if self.colours is not None and self.colours != order_colours(self.colours):
            raise ValueError(
                f"colours: {self.colours!r} are not in the order of the six, each once"
            )


def order_colours(colours: Iterable[str]) -> tuple[Colour, ...]:
    """The colours that are among the six, each once, in the order in which they are named."""
    found = set(colours)
    return tuple(colour for colour in COLOURS if colour in found)


def render_answer(description: Description) -> str:
    """Write `description` as one paragraph.

    Raises:
        UnknownDiagnosis: the diagnosis is not in the ontology.
    """
    sentences = [_OPENINGS[description.modality]]
    lesion = _lesion(description.asymmetry, description.border, description.size)
    if lesion:
        sentences.append(lesion)
    if description.colours is not None:
        sentences.append(f"Colours: {_list(description.colours) or _NO_COLOUR}.")
    for forms, value in (
        (_HAIR, description.hair),
        (_INK, description.ink),
        (_RULER, description.ruler),
    ):
        if value is not None:
            sentences.append(forms[value])
    if description.diagnosis is not None:
        sentences.append(f"{_CONCLUSION}{ontology().get(description.diagnosis).term}.")
    return " ".join(sentences)


def parse_answer(text: str) -> Description:
    """Read a paragraph written by `render_answer`.

    Raises:
        AnswerError: `text` is not exactly such a paragraph.
    """
    match = _PATTERN.fullmatch(text)
    if match is None:
        raise AnswerError(text, "a sentence is not one of the grammar's")
    found = match.groupdict()
    diagnosis = None
    if found["diagnosis"] is not None:
        diagnosis = next((d for d in ontology() if d.term == found["diagnosis"]), None)
        if diagnosis is None:
            raise AnswerError(text, f"{found['diagnosis']!r} is not a diagnosis of the ontology")
    lesion = found["lesion"]
    attributes = (None, None, None) if lesion is None else _LESIONS[lesion]
    colours = found["colours"]
    description = Description(
        modality=next(key for key, value in _OPENINGS.items() if value == found["opening"]),
        diagnosis=diagnosis.code if diagnosis else None,
        asymmetry=attributes[0],
        border=attributes[1],
        size=attributes[2],
        colours=None if colours is None else order_colours(re.split(", | and ", colours)),
        hair=_truth(_HAIR, found["hair"]),
        ink=_truth(_INK, found["ink"]),
        ruler=_truth(_RULER, found["ruler"]),
    )
    if render_answer(description) != text:
        raise AnswerError(text, "its colours are not in the grammar's order")
    return description


def begins_answer(text: str) -> bool:
    """Whether `text` is the beginning of a paragraph that `parse_answer` reads, or all of one."""
    rests = {text}
    for sentences, required in _list_sentences():
        following = set() if required else set(rests)
        for rest in rests:
            for sentence in sentences:
                if sentence.startswith(rest):
                    return True
                if rest.startswith(sentence):
                    following.add(rest[len(sentence) :])
        rests = following
    return "" in rests


def is_answer(text: str) -> bool:
    """Whether `parse_answer` reads `text`."""
    try:
        parse_answer(text)
    except AnswerError:
        return False
    return True


def _lesion(asymmetry: Asymmetry | None, border: Border | None, size: Size | None) -> str:
    shape = None if asymmetry is None else _ASYMMETRY[asymmetry]
    edge = None if border is None else _BORDER[border]
    extent = None if size is None else _SIZE[size]
    if shape and edge and extent:
        return f"The lesion is {shape}, with {edge}, and {extent}."
    if shape and edge:
        return f"The lesion is {shape}, with {edge}."
    if edge and extent:
        return f"The lesion has {edge} and is {extent}."
    if edge:
        return f"The lesion has {edge}."
    parts = [part for part in (shape, extent) if part]
    return f"The lesion is {' and '.join(parts)}." if parts else ""


def _list(items: tuple[str, ...]) -> str:
    return " and ".join(part for part in (", ".join(items[:-1]), *items[-1:]) if part)


def _truth(forms: dict[bool, str], sentence: str | None) -> bool | None:
    return None if sentence is None else sentence == forms[True]


_LESIONS: dict[str, tuple[Asymmetry | None, Border | None, Size | None]] = {
    _lesion(asymmetry, border, size): (asymmetry, border, size)
    for asymmetry in (None, *_ASYMMETRY)
    for border in (None, *_BORDER)
    for size in (None, *_SIZE)
    if (asymmetry, border, size) != (None, None, None)
}


@functools.cache
def _list_sentences() -> list[tuple[tuple[str, ...], bool]]:
    """In order: the forms that a sentence may have, and whether it has to be there."""
    colours = [
        _list(tuple(chosen))
        for count in range(1, len(COLOURS) + 1)
        for chosen in itertools.combinations(COLOURS, count)
    ]
    parts: list[list[str]] = [
        list(_LESIONS),
        [f"Colours: {named}." for named in [*colours, _NO_COLOUR]],
        list(_HAIR.values()),
        list(_INK.values()),
        list(_RULER.values()),
        [f"{_CONCLUSION}{diagnosis.term}." for diagnosis in ontology()],
    ]
    optional = [(tuple(f" {sentence}" for sentence in part), False) for part in parts]
    return [(tuple(_OPENINGS.values()), True), *optional]


def _compile() -> re.Pattern[str]:
    def either(options: list[str]) -> str:
        return "|".join(re.escape(option) for option in options)

    colour = either(list(COLOURS))
    return re.compile(
        f"(?P<opening>{either(list(_OPENINGS.values()))})"
        f"( (?P<lesion>{either(list(_LESIONS))}))?"
        f"( Colours: (?P<colours>(?:{colour})(?:(?:, | and )(?:{colour}))*|{_NO_COLOUR})\\.)?"
        f"( (?P<hair>{either(list(_HAIR.values()))}))?"
        f"( (?P<ink>{either(list(_INK.values()))}))?"
        f"( (?P<ruler>{either(list(_RULER.values()))}))?"
        f"( {_CONCLUSION}(?P<diagnosis>[^.]+)\\.)?"
    )


_PATTERN = _compile()
