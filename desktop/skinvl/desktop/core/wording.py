"""The sentences of the workstation: the window and the report say the same thing the same way.

The constants are English, as files for other programs carry them; `tell` says them in the language
of the window, as the functions do.
"""

from __future__ import annotations

from collections.abc import Mapping

from skinvl.contract.finding import Finding, Ranked
from skinvl.desktop.core.language import (
    join_words,
    name_diagnosis,
    name_group,
    say,
    tell_number,
    tell_percent,
    translate,
)
from skinvl.desktop.core.language import name_modality as name_kind_of_image
from skinvl.desktop.core.language.voice import QT_TRANSLATE_NOOP
from skinvl.runtime.describe import WITHHELD
from skinvl.runtime.question_language import NOT_ENGLISH, is_foreign

PRODUCT = "SkinVL"
NOTICE = QT_TRANSLATE_NOOP(
    "Wording",
    "Research software. Not a medical device. Not for diagnosis or treatment decisions; "
    "it cannot rule out skin cancer.",
)
NOTICE_SHORT = QT_TRANSLATE_NOOP(
    "Wording", "Research software. Not a medical device. It cannot rule out skin cancer."
)
DRAFT_MARK = QT_TRANSLATE_NOOP("Wording", "Draft, written by the language model")
REPORT_TITLE = QT_TRANSLATE_NOOP("Wording", "Skin image reading")
REPORT_STATUS = QT_TRANSLATE_NOOP("Wording", "Preliminary - not signed")
CANNOT_SAY = QT_TRANSLATE_NOOP("Wording", "Cannot say")
FOR_INFORMATION = QT_TRANSLATE_NOOP(
    "Wording", "For information only: the model makes no statement on this image."
)
ANSWER_MARK = QT_TRANSLATE_NOOP(
    "Wording", "Drafts, written by the language model. The differential under Result decides."
)
QUALITY_NAMES: Mapping[str, str] = {
    "good": QT_TRANSLATE_NOOP("Wording", "Good image quality"),
    "limited": QT_TRANSLATE_NOOP("Wording", "Limited image quality"),
    "unusable": QT_TRANSLATE_NOOP("Wording", "Unusable image quality"),
}
WARNING_GROUPS = ("malignant", "pre-malignant")
# Only what can be seen in the image: the diagnosis is for the calibrated head to rank. The model
# is asked in English, the language that it was trained in.
SUGGESTED_QUESTIONS = (
    QT_TRANSLATE_NOOP("Wording", "Is the lesion asymmetric?"),
    QT_TRANSLATE_NOOP("Wording", "Is the border irregular?"),
    QT_TRANSLATE_NOOP("Wording", "Which colours does the lesion show?"),
    QT_TRANSLATE_NOOP("Wording", "Is there hair over the skin?"),
    QT_TRANSLATE_NOOP("Wording", "Are there ink marks on the skin?"),
)


def tell(text: str) -> str:
    """A constant of this module in the language of the window."""
    return translate("Wording", text)


def tell_answer(answer: str) -> str:
    """An answer; where none is given, why, in the language of the window."""
    return say(answer) if answer.startswith(WITHHELD) else answer


def warn_of_language(question: str) -> str:
    """Why a question is not put to the model as it is typed; empty where it may be."""
    return say(f"{WITHHELD}{NOT_ENGLISH}.") if is_foreign(question) else ""


def format_percent(probability: float) -> str:
    """A probability (0..1) in percent, never rounded to certainty: "<0.1 %", ">99.9 %"."""
    if probability == 0:
        return "0 %"
    if probability < 0.001:
        return f"<{tell_number(0.1, 1)} %"
    if probability > 0.999:
        return f">{tell_number(99.9, 1)} %"
    return tell_percent(probability, 1)


def name_modality(finding: Finding) -> str:
    """What kind of image it is taken for, with its probability where that is known."""
    modality = finding.modality or ""
    name = name_kind_of_image(modality) or translate("Wording", "Unknown kind of image")
    probability = (finding.modality_probabilities or {}).get(modality)
    return name if probability is None else f"{name} ({format_percent(probability)})"


def name_quality(finding: Finding) -> str:
    """The quality verdict with its reasons."""
    if finding.quality is None:
        return translate("Wording", "Image quality not judged")
    name = tell(QUALITY_NAMES.get(finding.quality.verdict, finding.quality.verdict))
    reasons = ", ".join(say(reason) for reason in finding.quality.reasons)
    return f"{name}: {reasons}" if reasons else name


def advise(finding: Finding) -> str:
    """What to do next where the model makes no statement."""
    if finding.quality is not None and finding.quality.verdict == "unusable":
        return translate(
            "Wording",
            "Take the picture again: in focus, evenly lit, the whole lesion in the frame, without "
            "filters. If that is not possible, judge the lesion without the model.",
        )
    if finding.modality not in ("clinical", "dermoscopy"):
        return translate(
            "Wording", "Open a clinical photograph or a dermoscopic image of the skin."
        )
    return translate(
        "Wording",
        "Judge the lesion without the model. A second picture of the same lesion, taken with a "
        "dermatoscope or closer, may be readable.",
    )


def sum_up_malignancy(finding: Finding) -> str:
    """The total of malignant and pre-malignant diagnoses."""
    return translate("Wording", "Malignant or pre-malignant: {share}").format(
        share=format_percent(finding.malignant or 0.0)
    )


def split_malignancy(finding: Finding) -> str:
    """The parts of that total."""
    parts = join_words(
        [
            f"{name_group(group).lower()} {format_percent(finding.groups.get(group, 0.0))}"
            for group in WARNING_GROUPS
        ]
    )
    return translate("Wording", "The sum over all such diagnoses: {parts}.").format(parts=parts)


def name_conformal_set(finding: Finding) -> list[str]:
    """The diagnoses of the conformal set, named as the differential names them."""
    names = {ranked.code: name_ranked(ranked) for ranked in finding.differential}
    return [names.get(code) or name_diagnosis(code) for code in finding.conformal_set or ()]


def name_ranked(ranked: Ranked) -> str:
    """A diagnosis of the differential; one that the ontology has lost keeps its name."""
    return translate("Diagnosis", ranked.name)


def describe_conformal_set(finding: Finding, level: float) -> str:
    """The conformal set in words.

    Args:
        finding: a finding with a differential.
        level: coverage that the sets were calibrated to, 0..1.
    """
    chosen = name_conformal_set(finding)
    if len(chosen) == 1:
        count = translate("Wording", "one diagnosis")
    else:
        count = translate("Wording", "{count} diagnoses").format(count=len(chosen))
    return translate(
        "Wording",
        "{level} prediction set, {count}: {names}. On images like those it was calibrated on, such "
        "a set holds the correct diagnosis in about {level} of cases.",
    ).format(level=tell_percent(level), count=count, names=join_words(chosen))
