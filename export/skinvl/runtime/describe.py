"""The drafted description, and what is said when it cannot be relied on.

The calibrated head decides the differential; the language model only words what it sees. A text
that is not of the answer grammar is not shown as a description, and a text that names another
diagnosis or modality than the head says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from skinvl.contract.answer import Description, parse_answer
from skinvl.contract.errors import AnswerError
from skinvl.contract.ontology import ontology
from skinvl.runtime.beyond_image import BEYOND_IMAGE, is_beyond_image
from skinvl.runtime.question_language import NOT_ENGLISH, is_foreign
from skinvl.runtime.scores import HeadOutput

DESCRIPTION_TOKENS = 128
WITHHELD = "No answer is given: "
"""How a sentence begins that stands in place of an answer."""
UNRELIABLE = "No reliable description could be written."


@dataclass(frozen=True)
class Reviewed:
    """A text after review: what to show, what to append to a text already shown, agreement.

    `agrees` is None where there is nothing to compare.
    """

    text: str
    note: str
    agrees: bool | None


def withhold_description(reason: str) -> str:
    """The sentence that stands in place of a description when the head abstains."""
    return f"No description is given: {reason}."


def withhold_answer(question: str, reason: str | None) -> str | None:
    """The sentence that stands in place of an answer; None where the model may answer.

    Args:
        question: as it was asked; what no image shows, or is not in English, is not answered.
        reason: why the head abstains, None where it does not.
    """
    if reason is None and is_beyond_image(question):
        reason = BEYOND_IMAGE
    if reason is None and is_foreign(question):
        reason = NOT_ENGLISH
    return None if reason is None else f"{WITHHELD}{reason}."


def review_description(text: str, head: HeadOutput) -> Reviewed:
    """Read a generated text back and compare it with the head.

    A diagnosis that is a kind of the head's first, or the other way round, does not contradict it.
    """
    try:
        description = parse_answer(text.strip())
    except AnswerError:
        return Reviewed(UNRELIABLE, f" Note: {UNRELIABLE}", None)
    note = "".join((_note_diagnosis(description, head), _note_modality(description, head)))
    agrees = None if description.diagnosis is None and not note else not note
    return Reviewed(text.strip() + note, note, agrees)


def _note_diagnosis(description: Description, head: HeadOutput) -> str:
    if description.diagnosis is None:
        return ""
    first, terms = head.differential[0], ontology()
    related = terms.ancestor_among(description.diagnosis, [first.code]) or terms.ancestor_among(
        first.code, [description.diagnosis]
    )
    return "" if related else f" Note: the calibrated head ranks {first.name} first."


def _note_modality(description: Description, head: HeadOutput) -> str:
    found = head.top_modality
    if description.modality == found:
        return ""
    return f" Note: the calibrated modality verdict is {found}."
