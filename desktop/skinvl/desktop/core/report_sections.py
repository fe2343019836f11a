"""What persons have said of a case, as sections of its report."""

from __future__ import annotations

import math
from datetime import datetime

from skinvl.desktop.core.checklists import CHECKLISTS, tell
from skinvl.desktop.core.deciding import agrees, name_kind
from skinvl.desktop.core.language import (
    name_diagnosis,
    tell_day,
    tell_number,
    tell_percent,
    tell_time,
    translate,
)
from skinvl.desktop.core.language.voice import QT_TRANSLATE_NOOP
from skinvl.desktop.core.patient_line import tell_lesion
from skinvl.desktop.core.report import ReportSection
from skinvl.desktop.core.report_case import CaseFile
from skinvl.desktop.core.store.checklists import StoredChecklist
from skinvl.desktop.core.store.opinions import Opinion
from skinvl.desktop.core.store.session import UserId

_SUSPICION = {
    "no": QT_TRANSLATE_NOOP("Report", "not suspicious"),
    "unsure": QT_TRANSLATE_NOOP("Report", "unsure"),
    "yes": QT_TRANSLATE_NOOP("Report", "suspicious of malignancy"),
}
_ANSWERS = {
    True: QT_TRANSLATE_NOOP("Report", "yes"),
    False: QT_TRANSLATE_NOOP("Report", "no"),
    None: QT_TRANSLATE_NOOP("Report", "not judged"),
}


def tell_photograph(case: CaseFile) -> ReportSection:
    """What the photograph shows and when it was taken."""
    photograph = case.photograph
    unknown = translate("Report", "not stated")
    if photograph.mm_per_px is None:
        scale = translate("Report", "not calibrated")
    else:
        number = _tell_briefly(photograph.mm_per_px)
        scale = translate("Report", "{number} mm per pixel").format(number=number)
    lines = (
        (translate("Report", "Lesion"), tell_lesion(case.lesion) if case.lesion else unknown),
        (translate("Report", "Photograph"), photograph.file_name),
        (
            translate("Report", "Taken on"),
            tell_day(photograph.taken_on) if photograph.taken_on else unknown,
        ),
        (translate("Report", "Scale"), scale),
    )
    return ReportSection(translate("Report", "Lesion and photograph"), lines)


def _tell_briefly(value: float) -> str:
    """A number with four digits that count, at most."""
    digits = max(0, 3 - math.floor(math.log10(value)))
    return tell_number(round(value, digits), len(f"{value:.{digits}f}".rstrip("0").split(".")[-1]))


def _sign(case: CaseFile, person: UserId, time: datetime) -> str:
    return f"{case.name_person(person)}, {tell_time(time)}"


def tell_decision(case: CaseFile) -> ReportSection:
    """The decision that holds, beside what the model says first."""
    title = translate("Report", "Assessment by the reader")
    row = case.decision
    if row is None:
        return ReportSection(title, (("", translate("Report", "Nobody has decided yet.")),))
    lines = []
    if row.code is not None:
        lines.append((translate("Report", "Diagnosis"), name_diagnosis(row.code)))
    agreement = {
        True: translate("Report", "the same as the first of the model"),
        False: translate("Report", "differs from the first of the model"),
        None: translate(
            "Report", "not comparable: the model makes no statement or no diagnosis was given"
        ),
    }[agrees(case.finding, row.code)]
    lines += [
        (translate("Report", "Decision"), name_kind(row.kind)),
        (translate("Report", "Compared with the model"), agreement),
        (translate("Report", "By"), _sign(case, row.created_by, row.created_at)),
    ]
    if row.comment:
        lines.append((translate("Report", "Comment"), row.comment))
    return ReportSection(title, tuple(lines))


def tell_opinions(case: CaseFile) -> ReportSection | None:
    """What readers thought, oldest first; None where nobody said."""
    lines = tuple(_tell_opinion(case, item) for item in reversed(case.opinions))
    return ReportSection(translate("Report", "Opinions of the readers"), lines) if lines else None


def _tell_opinion(case: CaseFile, item: Opinion) -> tuple[str, str]:
    if item.before_ai:
        when = translate("Report", "before the result was seen")
    else:
        when = translate("Report", "after the result was seen")
    parts = [name_diagnosis(item.code), _tell_suspicion(item.suspicion)]
    if item.confidence is not None:
        share = tell_percent(item.confidence)
        parts.append(translate("Report", "confidence {share}").format(share=share))
    parts += [item.comment] if item.comment else []
    return f"{case.name_person(item.created_by)}, {when}", "; ".join(parts)


def _tell_suspicion(suspicion: str) -> str:
    return translate("Report", _SUSPICION[suspicion])


def tell_second_reads(case: CaseFile) -> ReportSection | None:
    """What second readers say and what was agreed on; None where nobody read it again."""
    if not case.second_reads:
        return None
    lines = []
    for read in reversed(case.second_reads):
        if read.agrees:
            verdict = translate("Report", "the same as the first reader")
        else:
            verdict = translate("Report", "differs from the first reader")
        parts = [name_diagnosis(read.code), _tell_suspicion(read.suspicion), verdict]
        parts += [read.comment] if read.comment else []
        lines.append((case.name_person(read.created_by), "; ".join(parts)))
    if case.consensus is not None:
        said = [name_diagnosis(case.consensus.code), case.consensus.comment]
        person = case.name_person(case.consensus.created_by)
        said.append(translate("Report", "settled by {person}").format(person=person))
        lines.append((translate("Report", "Consensus"), "; ".join(part for part in said if part)))
    return ReportSection(translate("Report", "Second read"), tuple(lines))


def tell_checklist(case: CaseFile, stored: StoredChecklist) -> ReportSection | None:
    """A list as it was filled in; None where nothing of it was judged."""
    checklist = CHECKLISTS[stored.kind]
    answers = {item.key: stored.items.get(item.key) for item in checklist.items}
    if all(answer is None for answer in answers.values()):
        return None
    lines = [
        (tell(item.name), translate("Report", _ANSWERS[answers[item.key]]))
        for item in checklist.items
    ]
    lines.append((translate("Report", "Sum"), checklist.score(answers).words))
    signed = _sign(case, stored.created_by, stored.created_at)
    lines.append((translate("Report", "By"), signed))
    return ReportSection(f"{tell(checklist.name)} ({tell(checklist.applies_to)})", tuple(lines))


def tell_comments(case: CaseFile) -> ReportSection | None:
    """The comments, oldest first; None where there are none."""
    lines = tuple(
        (_sign(case, row.created_by, row.created_at), row.comment)
        for row in reversed(case.comments)
    )
    return ReportSection(translate("Report", "Comments"), lines) if lines else None


def tell_notes(case: CaseFile) -> ReportSection | None:
    """The notes about patient and lesion; None where there are none."""
    notes = [(translate("Report", "Patient"), case.patient.note)] if case.patient else []
    notes += [(translate("Report", "Lesion"), case.lesion.note)] if case.lesion else []
    lines = tuple((label, text) for label, text in notes if text.strip())
    return ReportSection(translate("Report", "Notes"), lines) if lines else None
