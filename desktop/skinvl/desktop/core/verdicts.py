"""What speaks against relying on an image, in sentences that say what to do."""

from __future__ import annotations

from collections.abc import Mapping

from skinvl.contract.answer import Description, parse_answer
from skinvl.contract.errors import AnswerError
from skinvl.contract.finding import Finding
from skinvl.desktop.core.language import name_modality, translate
from skinvl.desktop.core.language.voice import QT_TRANSLATE_NOOP
from skinvl.desktop.core.measuring import Measures

QUALITY_REASONS: Mapping[str, str] = {
    "blurred": QT_TRANSLATE_NOOP(
        "Verdicts", "Blurred: hold the camera still, focus on the lesion, take it again."
    ),
    "too dark": QT_TRANSLATE_NOOP(
        "Verdicts", "Too dark: more even light, no shadow of the camera."
    ),
    "too bright": QT_TRANSLATE_NOOP(
        "Verdicts", "Too bright: less flash or glare; polarised light where there is."
    ),
    "low contrast": QT_TRANSLATE_NOOP(
        "Verdicts", "Low contrast: clean the lens and avoid haze and glare."
    ),
    "no colour": QT_TRANSLATE_NOOP(
        "Verdicts", "No colour: take a colour photograph; the model was made for colour images."
    ),
    "too small": QT_TRANSLATE_NOOP(
        "Verdicts", "Too few pixels: come closer or use the full resolution of the camera."
    ),
}
_SMALL_IN_FRAME = 0.02


def list_concerns(
    finding: Finding, measures: Measures | None = None, stated: str | None = None
) -> tuple[str, ...]:
    """Everything that speaks against relying on an image, most important first.

    Args:
        finding: of the image.
        measures: of a reliable outline, None where there is none; they tell the framing.
        stated: modality that the person stated, None where nobody did.
    """
    found = [*_doubt_modality(finding, stated)]
    if finding.quality is not None:
        found += [
            translate("Verdicts", QUALITY_REASONS.get(name, name))
            for name in finding.quality.reasons
        ]
    return (*found, *_doubt_framing(measures), *_doubt_surroundings(finding))


def _doubt_modality(finding: Finding, stated: str | None) -> list[str]:
    found = []
    if finding.modality == "other":
        found.append(
            translate(
                "Verdicts",
                "This does not look like skin: the model was made for images of skin.",
            )
        )
    elif finding.modality == "pathology":
        found.append(
            translate(
                "Verdicts",
                "This looks like a microscope slide: the model was made for skin surfaces.",
            )
        )
    if stated is not None and finding.modality is not None and stated != finding.modality:
        found.append(
            translate(
                "Verdicts",
                "Stated: {stated}. It looks like: {seen}. Check which image this is.",
            ).format(stated=name_modality(stated), seen=name_modality(finding.modality))
        )
    return found


def _doubt_framing(measures: Measures | None) -> list[str]:
    if measures is None:
        return []
    if measures.reaches_edge:
        return [
            translate(
                "Verdicts",
                "Framing: the lesion reaches the edge of the image; part of it is not seen.",
            )
        ]
    if measures.area_share < _SMALL_IN_FRAME:
        return [
            translate(
                "Verdicts",
                "Framing: the lesion is small in the image; a closer picture shows more.",
            )
        ]
    return []


def _doubt_surroundings(finding: Finding) -> list[str]:
    described = _read_description(finding)
    if described is None:
        return []
    found = []
    if described.hair:
        found.append(
            translate(
                "Verdicts",
                "Hair seems to lie over the skin (as the draft says): it can hide structures.",
            )
        )
    if described.ink:
        found.append(
            translate(
                "Verdicts",
                "Ink marks seem to be in the image (as the draft says): they can mislead.",
            )
        )
    if described.ruler:
        found.append(
            translate(
                "Verdicts",
                "A ruler seems to be in the image (as the draft says): it can mislead.",
            )
        )
    return found


def _read_description(finding: Finding) -> Description | None:
    if not finding.description or finding.abstain.value:
        return None
    try:
        return parse_answer(finding.description)
    except (AnswerError, ValueError):
        # A text outside the grammar says nothing that could be read without guessing.
        return None
