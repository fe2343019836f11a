"""What a reader decides about one image, with a history that only grows.

Where the image is filed the rows are the store's; where nothing is kept they live as long as the
reading. Undo withdraws the newest row that holds, redo withdraws the newest withdrawal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from skinvl.contract.finding import Finding
from skinvl.contract.ontology import ontology
from skinvl.desktop.core.language import name_diagnosis, translate
from skinvl.desktop.core.language.voice import QT_TRANSLATE_NOOP
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.decisions import Decision, DecisionId, Kind
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.images import PhotographId
from skinvl.desktop.core.store.readings import ReadingId
from skinvl.desktop.core.store.session import UserId
from skinvl.desktop.core.store.standing import VERDICTS, list_withdrawn

UNKEPT_BY = UserId(0)
"""Who decided where nothing is kept: nobody who could be named."""
KIND_NAMES: dict[Kind, str] = {
    "accept": QT_TRANSLATE_NOOP("Decision", "Accepted"),
    "override": QT_TRANSLATE_NOOP("Decision", "Overridden"),
    "flag": QT_TRANSLATE_NOOP("Decision", "Flagged"),
    "skip": QT_TRANSLATE_NOOP("Decision", "Skipped"),
    "bad-image": QT_TRANSLATE_NOOP("Decision", "Bad image"),
    "comment": QT_TRANSLATE_NOOP("Decision", "Comment"),
    "withdraw": QT_TRANSLATE_NOOP("Decision", "Undone"),
}
"""In English, as files for other programs carry them; `name_kind` says them."""


class DecisionBook(Protocol):
    """Where decisions are kept."""

    def add(self, kind: Kind, code: str | None = None, comment: str = "") -> None:
        """Keep a decision."""

    def withdraw(self, decision: DecisionId) -> None:
        """Undo a row."""

    def list(self) -> tuple[Decision, ...]:
        """The whole history, newest first."""


class StoredDecisions:
    """The decisions of a photograph in the store."""

    def __init__(
        self, store: Store, photograph_id: PhotographId, reading_id: ReadingId | None
    ) -> None:
        self._store = store
        self._photograph_id = photograph_id
        self._reading_id = reading_id

    def add(self, kind: Kind, code: str | None = None, comment: str = "") -> None:
        """Keep a decision.

        Raises:
            StaleResult: another reading has superseded the one on the screen.
            RecordConflict: accepting without a result, or an override without a diagnosis.
        """
        verbs = self._store.decisions
        where, reading = self._photograph_id, self._reading_id
        _check(kind, code)
        if kind == "accept":
            if reading is None:
                raise RecordConflict("decision", "there is no result that could be accepted")
            verbs.accept(where, reading, str(code), comment)
        elif kind == "override":
            verbs.override(where, reading, str(code), comment)
        elif kind == "flag":
            verbs.flag(where, reading, comment)
        elif kind == "skip":
            verbs.skip(where, reading, comment)
        elif kind == "bad-image":
            verbs.mark_bad(where, reading, comment)
        else:
            verbs.comment(where, comment)

    def withdraw(self, decision: DecisionId) -> None:
        """Undo a row."""
        self._store.decisions.withdraw(decision)

    def list(self) -> tuple[Decision, ...]:
        """The whole history, newest first."""
        return self._store.decisions.list(self._photograph_id)


class UnkeptDecisions:
    """Decisions about an image that is filed with nobody."""

    def __init__(self) -> None:
        self._rows: list[Decision] = []

    def add(self, kind: Kind, code: str | None = None, comment: str = "") -> None:
        """Note a decision.

        Raises:
            RecordConflict: a comment without words, or a verdict without a diagnosis.
        """
        _check(kind, code)
        if kind == "comment" and not comment.strip():
            raise RecordConflict("comment", "is empty")
        self._append(kind, code, comment.strip(), None)

    def withdraw(self, decision: DecisionId) -> None:
        """Undo a row."""
        self._append("withdraw", None, "", decision)

    def list(self) -> tuple[Decision, ...]:
        """The whole history, newest first."""
        return tuple(reversed(self._rows))

    def _append(
        self, kind: Kind, code: str | None, comment: str, withdraws: DecisionId | None
    ) -> None:
        number = len(self._rows) + 1
        self._rows.append(
            Decision(
                id=DecisionId(number),
                photograph_id=PhotographId(0),
                reading_id=None,
                kind=kind,
                code=code,
                comment=comment,
                supersedes=None,
                withdraws=withdraws,
                created_at=datetime.now(UTC),
                created_by=UNKEPT_BY,
            )
        )


def _check(kind: Kind, code: str | None) -> None:
    if kind in ("accept", "override") and code is None:
        raise RecordConflict("decision", "needs a diagnosis")
    if kind == "withdraw":
        raise RecordConflict("decision", "is undone by its number")


@dataclass(frozen=True)
class Line:
    """One row of the history in words; ``holds`` is False where it was undone."""

    decision: Decision
    holds: bool
    text: str


@dataclass(frozen=True)
class History:
    """The decisions of an image, newest first."""

    rows: tuple[Decision, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The history in words, newest first."""
        withdrawn = list_withdrawn((row.id, row.withdraws) for row in self.rows)
        return tuple(Line(row, row.id not in withdrawn, self._tell(row)) for row in self.rows)

    @property
    def standing(self) -> Decision | None:
        """The verdict that holds."""
        return next(
            (line.decision for line in self.lines if line.holds and line.decision.kind in VERDICTS),
            None,
        )

    @property
    def undoable(self) -> Decision | None:
        """The newest row that holds and is no withdrawal."""
        return next(
            (
                line.decision
                for line in self.lines
                if line.holds and line.decision.kind != "withdraw"
            ),
            None,
        )

    @property
    def redoable(self) -> Decision | None:
        """The withdrawal that redo takes back: only while it is the newest thing that was done."""
        lines = self.lines
        if not lines or lines[0].decision.kind != "withdraw":
            return None
        for line in lines:
            if line.decision.kind != "withdraw":
                return None
            target = self._find(line.decision.withdraws)
            if line.holds and target is not None and target.kind != "withdraw":
                return line.decision
        return None

    def _find(self, number: DecisionId | None) -> Decision | None:
        return next((item for item in self.rows if item.id == number), None)

    def _tell(self, row: Decision) -> str:
        name = name_kind(row.kind)
        if row.kind == "withdraw":
            target = self._find(row.withdraws)
            if target is None:
                return name
            if target.kind == "withdraw":
                original = self._find(target.withdraws)
                redone = translate("Decision", "Redone")
                return redone if original is None else f"{redone}: {self._tell(original)}"
            return f"{name}: {self._tell(target)}"
        parts = [name_diagnosis(row.code)] if row.code is not None else []
        parts += [row.comment] if row.comment else []
        return f"{name}: {' - '.join(parts)}" if parts else name


def name_kind(kind: Kind) -> str:
    """What was decided, in a word."""
    return translate("Decision", KIND_NAMES[kind])


def find_diagnoses(words: str, most: int = 40) -> tuple[tuple[str, str], ...]:
    """(code, name) of the diagnoses whose name, synonym or code contains every word.

    Names are in the language of the window; the English ones are found as well. Those that
    begin with what was typed come first.
    """
    wanted = words.casefold().split()
    found = []
    for item in ontology():
        name = name_diagnosis(item.code)
        texts = [name, item.name, item.code.replace("-", " "), *item.synonyms, item.icd10 or ""]
        searched = " ".join(texts).casefold()
        if all(word in searched for word in wanted):
            starts = bool(wanted) and name.casefold().startswith(" ".join(wanted))
            found.append((not starts, name, item.code))
    return tuple((code, name) for _, name, code in sorted(found)[:most])


def agrees(finding: Finding | None, code: str | None) -> bool | None:
    """Whether a person's diagnosis is the first of the model's; None where one of them is none."""
    if finding is None or finding.top is None or code is None or finding.abstain.value:
        return None
    return finding.top.code == code


def join_history(rows: Sequence[Decision]) -> History:
    """A history from rows in any order."""
    return History(tuple(sorted(rows, key=lambda row: row.id, reverse=True)))
