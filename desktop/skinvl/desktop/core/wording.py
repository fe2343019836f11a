"""The sentences of the workstation: the window and the report say the same thing the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from skinvl.contract.finding import Finding

PRODUCT = "SkinVL"
NOTICE = (
    "Research software. Not a medical device. Not for diagnosis or treatment decisions; "
    "it cannot rule out skin cancer."
)
NOTICE_SHORT = "Research software. Not a medical device. It cannot rule out skin cancer."
DRAFT_MARK = "Draft, written by the language model"
REPORT_TITLE = "Skin image reading"
REPORT_STATUS = "Preliminary - not signed"
CANNOT_SAY = "Cannot say"
FOR_INFORMATION = "For information only: the model makes no statement on this image."

MODALITY_NAMES: Mapping[str, str] = {
    "clinical": "Clinical photograph",
    "dermoscopy": "Dermoscopic image",
    "pathology": "Microscope slide",
    "other": "Not a skin image",
}
QUALITY_NAMES: Mapping[str, str] = {
    "good": "Good image quality",
    "limited": "Limited image quality",
    "unusable": "Unusable image quality",
}
GROUP_NAMES: Mapping[str, str] = {
    "malignant": "Malignant",
    "pre-malignant": "Pre-malignant",
    "benign": "Benign",
    "inflammatory": "Inflammatory",
    "infectious": "Infectious",
    "other": "Other",
}
WARNING_GROUPS = ("malignant", "pre-malignant")
ANSWER_MARK = "Drafts, written by the language model. The differential above decides."
# Only what can be seen in the image: the diagnosis is for the calibrated head to rank.
SUGGESTED_QUESTIONS = (
    "Is the lesion asymmetric?",
    "Is the border irregular?",
    "Which colours does the lesion show?",
    "Is there hair over the skin?",
    "Are there ink marks on the skin?",
)


def format_percent(probability: float) -> str:
    """A probability (0..1) in percent, never rounded to certainty: "<0.1 %", ">99.9 %"."""
    if probability == 0:
        return "0 %"
    if probability < 0.001:
        return "<0.1 %"
    if probability > 0.999:
        return ">99.9 %"
    return f"{probability * 100:.1f} %"


def name_modality(finding: Finding) -> str:
    """What kind of image it is taken for, with its probability where that is known."""
    modality = finding.modality or ""
    name = MODALITY_NAMES.get(modality, modality or "Unknown kind of image")
    probability = (finding.modality_probabilities or {}).get(modality)
    return name if probability is None else f"{name} ({format_percent(probability)})"


def name_quality(finding: Finding) -> str:
    """The quality verdict with its reasons."""
    if finding.quality is None:
        return "Image quality not judged"
    name = QUALITY_NAMES.get(finding.quality.verdict, finding.quality.verdict)
    reasons = ", ".join(finding.quality.reasons)
    return f"{name}: {reasons}" if reasons else name


def advise(finding: Finding) -> str:
    """What to do next where the model makes no statement."""
    if finding.quality is not None and finding.quality.verdict == "unusable":
        return (
            "Take the picture again: in focus, evenly lit, the whole lesion in the frame, without "
            "filters. If that is not possible, judge the lesion without the model."
        )
    if finding.modality not in ("clinical", "dermoscopy"):
        return "Open a clinical photograph or a dermoscopic image of the skin."
    return (
        "Judge the lesion without the model. A second picture of the same lesion, taken with a "
        "dermatoscope or closer, may be readable."
    )


def sum_up_malignancy(finding: Finding) -> str:
    """The total of malignant and pre-malignant diagnoses."""
    return f"Malignant or pre-malignant: {format_percent(finding.malignant or 0.0)}"


def split_malignancy(finding: Finding) -> str:
    """The parts of that total."""
    parts = join_words(
        [
            f"{GROUP_NAMES[group].lower()} {format_percent(finding.groups.get(group, 0.0))}"
            for group in WARNING_GROUPS
        ]
    )
    return f"The sum over all such diagnoses: {parts}."


def describe_conformal_set(finding: Finding, level: float) -> str:
    """The conformal set in words.

    Args:
        finding: a finding with a differential.
        level: coverage that the sets were calibrated to, 0..1.
    """
    names = {ranked.code: ranked.name for ranked in finding.differential}
    chosen = [names.get(code, code) for code in finding.conformal_set or ()]
    one = "one diagnosis" if len(chosen) == 1 else f"{len(chosen)} diagnoses"
    return (
        f"{level:.0%} prediction set, {one}: {join_words(chosen)}. On images like those it was "
        f"calibrated on, such a set holds the correct diagnosis in about {level:.0%} of cases."
    ).replace("%", " %")


def join_words(words: Sequence[str]) -> str:
    """ "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def name_group(group: str) -> str:
    """A group of the ontology as it is shown."""
    return GROUP_NAMES.get(group, group)
