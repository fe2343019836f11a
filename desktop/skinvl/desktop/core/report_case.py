"""Everything that the store holds about one photograph, read at one moment, for what leaves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from skinvl.contract.finding import Finding
from skinvl.desktop.core import messages
from skinvl.desktop.core.language import translate
from skinvl.desktop.core.marks import Mark, read_marks
from skinvl.desktop.core.reading import explain_staleness
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.annotations import Annotation
from skinvl.desktop.core.store.checklists import StoredChecklist
from skinvl.desktop.core.store.decisions import Decision
from skinvl.desktop.core.store.descriptions import DescriptionEdit
from skinvl.desktop.core.store.errors import StoreDamaged
from skinvl.desktop.core.store.exchanges import StoredExchange
from skinvl.desktop.core.store.images import Photograph, PhotographId
from skinvl.desktop.core.store.lesions import Lesion
from skinvl.desktop.core.store.opinions import Opinion
from skinvl.desktop.core.store.patients import Patient
from skinvl.desktop.core.store.readings import StoredReading
from skinvl.desktop.core.store.reports import StoredReport
from skinvl.desktop.core.store.second_reads import Consensus, SecondRead
from skinvl.desktop.core.store.session import UserId

VERDICTS = ("accept", "override", "bad-image")
"""Decisions that settle a case; a flagged or skipped one is still open."""


@dataclass(frozen=True)
class CaseFile:
    """The records about a photograph; lists are newest first.

    ``finding`` is None where the photograph was never read or the reading failed. ``checklists``
    holds the newest of each kind. ``people`` are the names of the users.
    """

    photograph: Photograph
    patient: Patient | None
    lesion: Lesion | None
    reading: StoredReading | None
    finding: Finding | None
    decision: Decision | None
    opinions: tuple[Opinion, ...]
    comments: tuple[Decision, ...]
    edit: DescriptionEdit | None
    exchanges: tuple[StoredExchange, ...]
    checklists: tuple[StoredChecklist, ...]
    second_reads: tuple[SecondRead, ...]
    consensus: Consensus | None
    second_read_due: bool
    marks: tuple[Mark, ...]
    reports: tuple[StoredReport, ...]
    people: Mapping[UserId, str]

    @property
    def report(self) -> StoredReport | None:
        """The report that holds."""
        return self.reports[0] if self.reports else None

    @property
    def is_signed(self) -> bool:
        """Whether a person has signed a report about it."""
        return self.report is not None and self.report.status != "preliminary"

    @property
    def is_reported(self) -> bool:
        """Whether the signed report is about the result and the decision of now."""
        report = self.report
        if report is None or not self.is_signed or self.reading is None:
            return False
        later = self.decision is not None and self.decision.created_at > report.created_at
        return report.reading_id == self.reading.id and not later

    def name_person(self, user: UserId | None) -> str:
        """The name of a user."""
        return self.people.get(user, "unknown") if user is not None else "unknown"


def gather_case(store: Store, photograph_id: PhotographId) -> CaseFile:
    """Read the records about a photograph.

    Raises:
        RecordMissing: there is no such photograph.
        StoreDamaged: a record cannot be read.
    """
    photograph = store.images.get(photograph_id)
    reading = store.readings.current(photograph_id)
    finding = store.readings.finding(reading.id) if reading is not None else None
    if finding is not None and finding.status != "ok":
        finding = None
    withdrawn = store.decisions.list_withdrawn(photograph_id)
    kinds: dict[str, StoredChecklist] = {}
    for checklist in store.checklists.list(photograph_id):
        kinds.setdefault(checklist.kind, checklist)
    drawn = store.annotations.current(photograph_id)
    return CaseFile(
        photograph=photograph,
        patient=store.patients.get(photograph.patient_id) if photograph.patient_id else None,
        lesion=store.lesions.get(photograph.lesion_id) if photograph.lesion_id else None,
        reading=reading,
        finding=finding,
        decision=store.decisions.current(photograph_id),
        opinions=store.opinions.list(photograph_id),
        comments=tuple(
            row
            for row in store.decisions.list(photograph_id)
            if row.kind == "comment" and row.id not in withdrawn
        ),
        edit=store.descriptions.current(reading.id) if reading is not None else None,
        exchanges=store.exchanges.list(photograph_id),
        checklists=tuple(kinds[kind] for kind in sorted(kinds)),
        second_reads=store.second_reads.list(photograph),
        consensus=store.second_reads.consensus(photograph),
        second_read_due=store.second_reads.is_due(photograph_id),
        marks=_read_marks(drawn),
        reports=store.reports.list(photograph_id),
        people={user.id: user.name for user in store.users.list()},
    )


def _read_marks(drawn: Annotation | None) -> tuple[Mark, ...]:
    if drawn is None:
        return ()
    try:
        return read_marks(drawn.overlay)
    except ValueError as error:
        raise StoreDamaged(f"annotation {drawn.id}", str(error)) from error


def explain_stale_case(case: CaseFile, model: messages.Ready | None) -> str | None:
    """Why the result is not the one that the model of today would give; None where it is.

    A photograph without a result has none that could be stale.
    """
    if case.finding is None:
        return None
    return explain_staleness(case.finding.stamp, model, case.photograph.image_sha256)


def list_hindrances(
    case: CaseFile, model: messages.Ready | None, *, draft_included: bool
) -> tuple[str, ...]:
    """Why a report cannot be signed, one sentence each; empty where it can.

    Args:
        case: what it would be about.
        model: that reads now, None while none is loaded.
        draft_included: whether the report would carry the description as the model wrote it,
            neither edited nor confirmed by a person.
    """
    found = []
    if case.patient is None:
        found.append(translate("Report", "The photograph belongs to no patient; file it first."))
    if case.finding is None:
        found.append(translate("Report", "There is no result; read the image first."))
    stale = explain_stale_case(case, model)
    if stale is not None:
        found.append(f"{stale} {advise_again()}")
    decision = case.decision
    if decision is None or decision.kind not in VERDICTS:
        found.append(
            translate(
                "Report",
                "Nobody has decided yet: accept or override the result, or call it a bad image.",
            )
        )
    elif (
        case.reading is not None
        and decision.reading_id is not None
        and decision.reading_id != case.reading.id
    ):
        found.append(translate("Report", "The decision is about an older result; decide again."))
    dissent = _explain_dissent(case)
    if dissent is not None:
        found.append(dissent)
    if draft_included and case.finding is not None and case.finding.description:
        found.append(
            translate(
                "Report",
                "The description is a draft of the language model: edit it, confirm that you have "
                "read it, or leave it out.",
            )
        )
    return tuple(found)


def warn_of_second_read(case: CaseFile) -> str | None:
    """What signing does to a second read that nobody has made yet; None where none is due."""
    if not case.second_read_due:
        return None
    return translate(
        "Report",
        "Nobody has read this image a second time yet. Signing does not wait for that: a second "
        "reader who differs later makes an amendment necessary.",
    )


def advise_again() -> str:
    """What to do about a stale result."""
    return translate("Report", "Read the image again.")


def _explain_dissent(case: CaseFile) -> str | None:
    """Why a second read stands against the decision; None where none does."""
    decision = case.decision
    for read in case.second_reads:
        if decision is None or read.decision_id != decision.id or read.agrees:
            continue
        settled = case.consensus is not None and case.consensus.second_read_id == read.id
        if not settled or case.consensus is None:
            return translate("Report", "The second reader differs; settle on a consensus first.")
        if case.consensus.code != decision.code:
            return translate(
                "Report", "The consensus differs from the decision; decide again in its sense."
            )
    return None
