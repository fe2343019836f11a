"""What speaks against relying on an image, in sentences that say what to do."""

from __future__ import annotations

from collections.abc import Mapping

from skinvl.contract.answer import Description, parse_answer
from skinvl.contract.errors import AnswerError
from skinvl.contract.finding import Finding
from skinvl.desktop.core import wording
from skinvl.desktop.core.measuring import Measures

QUALITY_REASONS: Mapping[str, str] = {
    "blurred": "Blurred: hold the camera still, focus on the lesion, take it again.",
    "too dark": "Too dark: more even light, no shadow of the camera.",
    "too bright": "Too bright: less flash or glare; polarised light where there is.",
    "low contrast": "Low contrast: clean the lens and avoid haze and glare.",
    "too small": "Too few pixels: come closer or use the full resolution of the camera.",
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
    found = []
    if finding.modality == "other":
        found.append("This does not look like skin: the model was made for images of skin.")
    elif finding.modality == "pathology":
        found.append("This looks like a microscope slide: the model was made for skin surfaces.")
    if stated is not None and finding.modality is not None and stated != finding.modality:
        names = wording.MODALITY_NAMES
        found.append(
            f"Stated: {names.get(stated, stated).lower()}. It looks like: "
            f"{names.get(finding.modality, finding.modality).lower()}. Check which image this is."
        )
    if finding.quality is not None:
        found += [QUALITY_REASONS.get(name, name) for name in finding.quality.reasons]
    if measures is not None and measures.reaches_edge:
        found.append("Framing: the lesion reaches the edge of the image; part of it is not seen.")
    elif measures is not None and measures.area_share < _SMALL_IN_FRAME:
        found.append("Framing: the lesion is small in the image; a closer picture shows more.")
    described = _read_description(finding)
    if described is not None and described.hair:
        found.append("Hair seems to lie over the skin (as the draft says): it can hide structures.")
    if described is not None and described.ink:
        found.append("Ink marks seem to be in the image (as the draft says): they can mislead.")
    if described is not None and described.ruler:
        found.append("A ruler seems to be in the image (as the draft says): it can mislead.")
    return tuple(found)


def _read_description(finding: Finding) -> Description | None:
    if not finding.description or finding.abstain.value:
        return None
    try:
        return parse_answer(finding.description)
    except (AnswerError, ValueError):
        # A text outside the grammar says nothing that could be read without guessing.
        return None
