"""The report of a stored case: which of its records are said, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from skinvl.contract import __version__
from skinvl.contract.finding import Finding
from skinvl.desktop.core import wording
from skinvl.desktop.core.checklists import CHECKLISTS
from skinvl.desktop.core.deciding import KIND_NAMES, agrees, name_diagnosis
from skinvl.desktop.core.report import (
    Letterhead,
    Report,
    ReportExchange,
    ReportPatient,
    ReportSection,
    Signature,
    explain_abstention,
    list_rows,
)
from skinvl.desktop.core.report_case import CaseFile
from skinvl.desktop.core.report_picture import draw_overlay
from skinvl.desktop.core.store.checklists import StoredChecklist
from skinvl.desktop.core.store.exchanges import ExchangeId
from skinvl.desktop.core.store.lesions import Lesion
from skinvl.desktop.core.store.opinions import Opinion
from skinvl.desktop.core.store.patients import Patient

STATUS = {
    "preliminary": wording.REPORT_STATUS,
    "final": "Final - signed",
    "amended": "Amended - signed",
}
_SUSPICION = {"no": "not suspicious", "unsure": "unsure", "yes": "suspicious of malignancy"}
_ANSWERS = {True: "yes", False: "no", None: "not judged"}


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
        title=wording.REPORT_TITLE,
        status=STATUS[status],
        notice=wording.NOTICE,
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
        image_notes=finding.notes,
        cannot_say=explain_abstention(finding),
        rows=list_rows(finding),
        malignancy=wording.sum_up_malignancy(finding),
        malignancy_parts=wording.split_malignancy(finding),
        conformal=_tell_set(finding, level),
        description=text,
        description_mark=mark,
        exchanges=tuple(
            ReportExchange(
                item.question, item.answer, "" if item.state == "complete" else item.state
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


def tell_identifiers(patient: Patient) -> str:
    """Birth date, number and sex in one line."""
    born = patient.birth_date
    parts = ["birth date not stated" if born is None else f"born {born.isoformat()}"]
    parts.append(f"no. {patient.number}")
    return "  |  ".join([*parts, *([patient.sex] if patient.sex is not None else [])])


def tell_lesion(lesion: Lesion) -> str:
    """Label and place of a lesion."""
    side = lesion.side if lesion.side in ("left", "right") else None
    place = " ".join(part for part in (side, lesion.site or lesion.site_general) if part)
    return f"{lesion.label}, {place}" if place else lesion.label


def tell_time(time: datetime) -> str:
    """A moment in the time of this place, with its offset from UTC."""
    local = time.astimezone()
    offset = f"{local:%z}"
    return f"{local:%Y-%m-%d %H:%M} (UTC{offset[:3]}:{offset[3:]})"


def _list_sections(case: CaseFile, choice: Choice) -> list[ReportSection]:
    photograph = case.photograph
    scale = photograph.mm_per_px
    facts = [
        ("Lesion", tell_lesion(case.lesion) if case.lesion is not None else "not stated"),
        ("Photograph", photograph.file_name),
        ("Taken on", photograph.taken_on.isoformat() if photograph.taken_on else "not stated"),
        ("Scale", "not calibrated" if scale is None else f"{scale:.4g} mm per pixel"),
    ]
    sections = [ReportSection("Lesion and photograph", tuple(facts)), _tell_decision(case)]
    if choice.opinions and case.opinions:
        lines = tuple(_tell_opinion(case, item) for item in reversed(case.opinions))
        sections.append(ReportSection("Opinions of the readers", lines))
    if case.second_reads:
        sections.append(_tell_second_reads(case))
    if choice.checklists:
        told = (_tell_checklist(case, item) for item in case.checklists)
        sections += [section for section in told if section is not None]
    if choice.comments and case.comments:
        lines = tuple(
            (f"{case.name_person(row.created_by)}, {tell_time(row.created_at)}", row.comment)
            for row in reversed(case.comments)
        )
        sections.append(ReportSection("Comments", lines))
    if choice.notes:
        notes = [("Patient", case.patient.note)] if case.patient is not None else []
        notes += [("Lesion", case.lesion.note)] if case.lesion is not None else []
        lines = tuple((label, text) for label, text in notes if text.strip())
        sections += [ReportSection("Notes", lines)] if lines else []
    return sections


def _tell_decision(case: CaseFile) -> ReportSection:
    title = "Assessment by the reader"
    row = case.decision
    if row is None:
        return ReportSection(title, (("", "Nobody has decided yet."),))
    lines = []
    if row.code is not None:
        lines.append(("Diagnosis", name_diagnosis(row.code)))
    agreement = {
        True: "the same as the first of the model",
        False: "differs from the first of the model",
        None: "not comparable: the model makes no statement or no diagnosis was given",
    }[agrees(case.finding, row.code)]
    lines += [
        ("Decision", KIND_NAMES[row.kind]),
        ("Compared with the model", agreement),
        ("By", f"{case.name_person(row.created_by)}, {tell_time(row.created_at)}"),
    ]
    if row.comment:
        lines.append(("Comment", row.comment))
    return ReportSection(title, tuple(lines))


def _tell_opinion(case: CaseFile, item: Opinion) -> tuple[str, str]:
    when = "before the result was seen" if item.before_ai else "after the result was seen"
    parts = [name_diagnosis(item.code), _SUSPICION[item.suspicion]]
    if item.confidence is not None:
        parts.append(f"confidence {item.confidence:.0%}".replace("%", " %"))
    parts += [item.comment] if item.comment else []
    return f"{case.name_person(item.created_by)}, {when}", "; ".join(parts)


def _tell_second_reads(case: CaseFile) -> ReportSection:
    lines = []
    for read in reversed(case.second_reads):
        verdict = "the same as the first reader" if read.agrees else "differs from the first reader"
        parts = [name_diagnosis(read.code), _SUSPICION[read.suspicion], verdict]
        parts += [read.comment] if read.comment else []
        lines.append((case.name_person(read.created_by), "; ".join(parts)))
    if case.consensus is not None:
        said = [name_diagnosis(case.consensus.code), case.consensus.comment]
        said.append(f"settled by {case.name_person(case.consensus.created_by)}")
        lines.append(("Consensus", "; ".join(part for part in said if part)))
    return ReportSection("Second read", tuple(lines))


def _tell_checklist(case: CaseFile, stored: StoredChecklist) -> ReportSection | None:
    """A list as it was filled in; None where nothing of it was judged."""
    checklist = CHECKLISTS[stored.kind]
    answers = {item.key: stored.items.get(item.key) for item in checklist.items}
    if all(answer is None for answer in answers.values()):
        return None
    lines = [(item.name, _ANSWERS[answers[item.key]]) for item in checklist.items]
    lines.append(("Sum", checklist.score(answers).words))
    lines.append(("By", f"{case.name_person(stored.created_by)}, {tell_time(stored.created_at)}"))
    return ReportSection(f"{checklist.name} ({checklist.applies_to})", tuple(lines))


def _describe(case: CaseFile, choice: Choice) -> tuple[str, str]:
    if not choice.description:
        return "", ""
    if case.edit is not None:
        person = case.name_person(case.edit.created_by)
        return case.edit.text, f"Drafted by the language model, edited by {person}"
    draft = (case.finding.description if case.finding is not None else None) or "Not written."
    if case.reading is not None and case.reading.state != "complete":
        draft = f"{draft} [not complete]"
    if choice.confirmed:
        return draft, "Drafted by the language model, read and confirmed by the one who signs"
    return draft, wording.DRAFT_MARK


def _tell_set(finding: Finding, level: float | None) -> str:
    if level is not None:
        return wording.describe_conformal_set(finding, level)
    names = {ranked.code: ranked.name for ranked in finding.differential}
    chosen: Sequence[str] = [names.get(code, code) for code in finding.conformal_set]
    return f"Prediction set of the model: {wording.join_words(chosen)}." if chosen else ""


def _list_stamp(case: CaseFile) -> tuple[tuple[str, str], ...]:
    photograph = case.photograph
    rows = [
        ("Image", f"{photograph.file_name}, {photograph.width} x {photograph.height} px"),
        ("Image SHA-256", photograph.image_sha256),
    ]
    stamp = case.finding.stamp if case.finding is not None else None
    if stamp is not None:
        rows += [
            ("Model bundle", stamp.bundle),
            ("Bundle SHA-256", stamp.bundle_sha256),
            ("Computed on", f"{stamp.provider}, {stamp.precision}"),
            ("Application", f"{wording.PRODUCT} {stamp.app_version}"),
            ("Time of analysis", stamp.time),
        ]
    return (*rows, ("Report made by", f"{wording.PRODUCT} {__version__}"))
