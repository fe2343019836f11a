"""Which cases an export is about, and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skinvl.desktop.core import messages
from skinvl.desktop.core.report_case import CaseFile, explain_stale_case, gather_case
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.images import PhotographId

Progress = Callable[[int, int], None]
"""Called with cases done and cases in all; raise in it to give up."""


@dataclass(frozen=True)
class Exported:
    """``place`` is the file or folder; ``left_out`` are (name of the photograph, reason)."""

    place: Path
    exported: int
    left_out: tuple[tuple[str, str], ...]

    @property
    def asked(self) -> int:
        """How many cases were asked for."""
        return self.exported + len(self.left_out)

    @property
    def words(self) -> str:
        """The outcome in a sentence."""
        return f"{self.exported} of {self.asked} exported to {self.place}"


def choose_cases(photographs: Sequence[PhotographId]) -> tuple[PhotographId, ...]:
    """Each photograph once, in the order given.

    Raises:
        RecordConflict: there is none.
    """
    chosen = tuple(dict.fromkeys(photographs))
    if not chosen:
        raise RecordConflict("export", "no photograph was chosen")
    return chosen


def gather_cases(
    store: Store, photographs: Sequence[PhotographId], progress: Progress | None
) -> list[CaseFile]:
    """The records of the chosen photographs, all of them or an error."""
    chosen = choose_cases(photographs)
    cases = []
    for number, photograph in enumerate(chosen):
        if progress is not None:
            progress(number, len(chosen))
        cases.append(gather_case(store, photograph))
    return cases


def explain_refusal(case: CaseFile, model: messages.Ready | None) -> str | None:
    """Why a case cannot go to another clinical system; None where it can.

    There nobody can ask back, so that a result that is out of date stays at home.
    """
    if case.patient is None:
        return "belongs to no patient"
    if case.finding is None:
        return "has no result"
    stale = explain_stale_case(case, model)
    if stale is not None:
        return f"is out of date: {stale}"
    if case.is_signed and not case.is_reported:
        return "result or decision are newer than the signed report; amend that first"
    return None


def note_export(store: Store, kind: str, exported: Exported, **detail: Any) -> None:
    """Enter an export in the audit log: kind and counts, never names."""
    store.audit.note(
        "export", kind, cases=exported.exported, left_out=len(exported.left_out), **detail
    )
