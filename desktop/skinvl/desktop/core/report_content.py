"""The report of a stored case: which of its records are said, and how."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from skinvl.contract import __version__
from skinvl.contract.finding import Finding
from skinvl.desktop.core import report_sections, wording
from skinvl.desktop.core.language import (
    join_words,
    say,
    translate,
)
from skinvl.desktop.core.language.voice import QT_TRANSLATE_NOOP
from skinvl.desktop.core.patient_line import tell_identifiers, tell_lesion
from skinvl.desktop.core.report import (
    Letterhead,
    Report,
    ReportExchange,
    ReportPatient,
    ReportSection,
    Signature,
    explain_abstention,
    list_provenance,
    list_rows,
    mark_incomplete,
    name_exchange_state,
)
from skinvl.desktop.core.report_case import CaseFile
from skinvl.desktop.core.report_picture import draw_overlay
from skinvl.desktop.core.store.exchanges import ExchangeId

STATUS = {
    "preliminary": wording.REPORT_STATUS,
    "final": QT_TRANSLATE_NOOP("Wording", "Final - signed"),
    "amended": QT_TRANSLATE_NOOP("Wording", "Amended - signed"),
}


@dataclass(frozen=True)
class Choice:
    """What a person wants in the report.

    Patient, decision, the differential with its limits and the stamp are in every report.
    ``confirmed``: the person has read the unedited description and stands by it.
    """

    overlay: bool = False
    opinions: bool = True
    checklists: bool = True
    comments: bool = True
    notes: bool = False
    description: bool = True
    confirmed: bool = False
    exchanges: frozenset[ExchangeId] = frozenset()

    def includes_draft(self, case: CaseFile) -> bool:
        """Whether the description would stand there as the model wrote it, unconfirmed."""
        return self.description and case.edit is None and not self.confirmed


@dataclass(frozen=True)
class Extras:
    """What a report needs beside the records.

    ``image`` is the decoded photograph; ``outline`` of the lesion in its pixels, empty for none;
    ``level`` the coverage of the prediction sets, None where the model of the result is not the
    one that is loaded; ``warnings`` such as a stale result.
    """

    image: NDArray[np.uint8]
    letterhead: Letterhead = Letterhead()  # noqa: RUF009 - frozen
    outline: tuple[tuple[float, float], ...] = ()
    level: float | None = None
    warnings: tuple[str, ...] = ()


def build_case_report(
    case: CaseFile, choice: Choice, extras: Extras, status: str, signature: Signature | None
) -> Report:
    """The report of a stored case.

    Args:
        case: the records.
        choice: what of them.
        extras: picture and setting.
        status: "preliminary", "final" or "amended".
        signature: who signs; None for a preliminary report.

    Raises:
        ValueError: a final report without a signature, or a preliminary one with one.
    """
    if (status == "preliminary") != (signature is None):
        raise ValueError(f"a report that is {status} and its signature do not fit")
    finding = case.finding
    overlay = None
    if choice.overlay and (case.marks or extras.outline):
        overlay = draw_overlay(extras.image, case.marks, extras.outline)
    report = Report(
        title=wording.tell(wording.REPORT_TITLE),
        status=wording.tell(STATUS[status]),
        notice=wording.tell(wording.NOTICE),
        name=case.photograph.file_name,
        image=extras.image,
        quality="",
        modality="",
        image_notes=(),
        cannot_say=None,
        rows=(),
        malignancy="",
        malignancy_parts="",
        conformal="",
        description="",
        description_mark="",
        exchanges=(),
        stamp=_list_stamp(case),
        patient=describe_patient(case),
        letterhead=extras.letterhead,
        overlay=overlay,
        sections=tuple(_list_sections(case, choice)),
        signature=signature,
        warnings=extras.warnings,
        has_result=finding is not None,
    )
    return report if finding is None else _add_result(report, finding, case, choice, extras.level)


def _add_result(
    report: Report, finding: Finding, case: CaseFile, choice: Choice, level: float | None
) -> Report:
    text, mark = _describe(case, choice)
    return replace(
        report,
        quality=wording.name_quality(finding),
        modality=wording.name_modality(finding),
        image_notes=tuple(say(note) for note in finding.notes),
        cannot_say=explain_abstention(finding),
        rows=list_rows(finding),
        malignancy=wording.sum_up_malignancy(finding),
        malignancy_parts=wording.split_malignancy(finding),
        conformal=_tell_set(finding, level),
        description=text,
        description_mark=mark,
        exchanges=tuple(
            ReportExchange(
                item.question, wording.tell_answer(item.answer), name_exchange_state(item.state)
            )
            for item in case.exchanges
            if item.id in choice.exchanges
        ),
    )


def describe_patient(case: CaseFile) -> ReportPatient | None:
    """The two identifiers and the lesion; None where the photograph belongs to nobody."""
    patient = case.patient
    if patient is None:
        return None
    lesion = tell_lesion(case.lesion) if case.lesion is not None else ""
    return ReportPatient(patient.name, tell_identifiers(patient), lesion)


def _list_sections(case: CaseFile, choice: Choice) -> list[ReportSection]:
    found: list[ReportSection | None] = [
        report_sections.tell_photograph(case),
        report_sections.tell_decision(case),
    ]
    if choice.opinions:
        found.append(report_sections.tell_opinions(case))
    found.append(report_sections.tell_second_reads(case))
    if choice.checklists:
        found += [report_sections.tell_checklist(case, item) for item in case.checklists]
    if choice.comments:
        found.append(report_sections.tell_comments(case))
    if choice.notes:
        found.append(report_sections.tell_notes(case))
    return [section for section in found if section is not None]


def _describe(case: CaseFile, choice: Choice) -> tuple[str, str]:
    if not choice.description:
        return "", ""
    if case.edit is not None:
        mark = translate("Report", "Drafted by the language model, edited by {person}")
        return case.edit.text, mark.format(person=case.name_person(case.edit.created_by))
    draft = (case.finding.description if case.finding is not None else None) or translate(
        "Report", "Not written."
    )
    if case.reading is not None and case.reading.state != "complete":
        draft = mark_incomplete(draft)
    if choice.confirmed:
        return draft, translate(
            "Report", "Drafted by the language model, read and confirmed by the one who signs"
        )
    return draft, wording.tell(wording.DRAFT_MARK)


def _tell_set(finding: Finding, level: float | None) -> str:
    if level is not None:
        return wording.describe_conformal_set(finding, level)
    chosen = join_words(wording.name_conformal_set(finding))
    if not chosen:
        return ""
    return translate("Report", "Prediction set of the model: {names}.").format(names=chosen)


def _list_stamp(case: CaseFile) -> tuple[tuple[str, str], ...]:
    photograph = case.photograph
    size = f"{photograph.file_name}, {photograph.width} x {photograph.height} px"
    stamp = case.finding.stamp if case.finding is not None else None
    if stamp is not None:
        made = list_provenance(stamp)
    else:
        made = ((translate("Report", "Image SHA-256"), photograph.image_sha256),)
    by = (translate("Report", "Report made by"), f"{wording.PRODUCT} {__version__}")
    return ((translate("Report", "Image"), size), *made, by)
