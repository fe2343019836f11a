"""The queue of a review that is kept in a folder, with decisions beside the results.

Images with the same bytes are decided together.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from skinvl.contract.finding import Finding
from skinvl.desktop.core.review.journal import Journal
from skinvl.desktop.core.review.listing import Listing, arrange, select_rows
from skinvl.desktop.core.review.queue import Item, Undone, Wanted, read_item
from skinvl.desktop.core.store.decisions import Kind
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.opinions import Suspicion

_VERDICTS = {
    "accept": "accepted", "override": "overridden", "flag": "flagged", "skip": "skipped",
    "bad-image": "bad-image",
}  # fmt: skip
# A DICOM file that names another patient than the table: whose it is would be a guess.
_CONTRADICTED = "f.patient <> '' AND r.named <> '' AND lower(r.named) <> lower(f.patient)"
_ENTRIES = f"""SELECT f.id, f.path,
    CASE f.state WHEN 'waiting' THEN 'unread' WHEN 'failed' THEN 'failed'
        ELSE coalesce(r.verdict, 'open') END AS state,
    f.reason, f.sha256, r.malignant, coalesce(r.abstained, 0) AS abstained,
    coalesce(r.low_quality, 0) AS low_quality, r.decided,
    CASE WHEN {_CONTRADICTED} THEN '' ELSE f.patient END AS patient,
    CASE WHEN {_CONTRADICTED} THEN '' ELSE f.lesion END AS lesion,
    NULL AS photograph_id, NULL AS reading_id,
    CASE WHEN {_CONTRADICTED} THEN f.patient ELSE '' END AS said, coalesce(r.named, '') AS named
FROM files AS f LEFT JOIN results AS r ON r.sha256 = f.sha256 AND f.state = 'done'
WHERE f.state NOT IN ('gone', 'left out')"""


class JournalQueue:
    """Images of a journal; see `queue.ReviewQueue`."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._root = Path(journal.conditions["folder"])

    @property
    def title(self) -> str:
        """The folder that is reviewed."""
        return str(self._root)

    def arrange(self, wanted: Wanted) -> Listing:
        """The images that are wanted, in order, and the counts."""
        counts = self._journal.counts()
        pages = self._journal.stream(select_rows(_ENTRIES))
        return arrange(pages, wanted, counts["left out"], counts["gone"])

    def items(self, ids: Sequence[int]) -> list[Item]:
        """The images with these ids, in this order; one that is gone is left out."""
        marks = ", ".join("?" * len(ids))
        rows = self._journal.query(f"SELECT * FROM ({_ENTRIES}) WHERE id IN ({marks})", tuple(ids))
        found = {row[0]: read_item(row, os.fsdecode(row[1])) for row in rows}
        return [found[number] for number in ids if number in found]

    def siblings(self, item: Item) -> list[Item]:
        """The images of the same lesion, this one among them."""
        if not item.lesion:
            return [item]
        rows = self._journal.query(
            f"SELECT * FROM ({_ENTRIES}) WHERE patient = ? AND lesion = ? ORDER BY path",
            (item.patient, item.lesion),
        )
        return [read_item(row, os.fsdecode(row[1])) for row in rows]

    def content(self, item: Item) -> bytes:
        """The bytes that were analysed.

        Raises:
            DataError: the file is gone, or is another one by now.
        """
        return self._journal.content(item.path, item.sha256)

    def finding(self, item: Item) -> Finding | None:
        """What the model found."""
        rows = self._journal.query("SELECT finding FROM results WHERE sha256 = ?", (item.sha256,))
        return Finding.from_json(json.loads(rows[0][0])) if rows and item.is_read else None

    def decide(self, item: Item, kind: Kind, code: str | None = None, comment: str = "") -> None:
        """Keep a decision.

        Raises:
            RecordConflict: there is no result yet, or an accept without a diagnosis.
        """
        if not item.is_read:
            raise RecordConflict(item.path, "has no result to decide on")
        if kind in ("accept", "override") and code is None:
            raise RecordConflict("decision", "needs a diagnosis")
        if kind == "comment" and not comment.strip():
            raise RecordConflict("comment", "is empty")
        with self._journal.writing() as connection:
            _add(connection, item, kind, code, comment.strip(), None)

    def undo(self) -> Undone | None:
        """Withdraw the newest decision that holds; None where there is none."""
        with self._journal.writing() as connection:
            row = connection.execute(
                "SELECT d.id, d.file, d.kind, d.sha256 FROM decisions AS d "
                "WHERE d.kind NOT IN ('withdraw', 'opinion') AND NOT EXISTS "
                "(SELECT 1 FROM decisions AS w WHERE w.withdraws = d.id) ORDER BY d.id DESC LIMIT 1"
            ).fetchone()
            if row is None:
                return None
            connection.execute(
                "INSERT INTO decisions (sha256, file, kind, comment, withdraws, at) "
                "VALUES (?, ?, 'withdraw', '', ?, ?)",
                (row[3], row[1], row[0], _now()),
            )
            _refresh(connection, row[3])
        return Undone(row[2], row[1])

    def history(self, item: Item) -> list[tuple[str, str | None, str]]:
        """Kind, code and comment of every decision, newest first, undone ones too."""
        sql = (
            "SELECT kind, code, comment FROM decisions WHERE sha256 = ? AND kind <> 'opinion' "
            "ORDER BY id DESC"
        )
        return [(row[0], row[1], row[2]) for row in self._journal.query(sql, (item.sha256,))]

    def has_opinion(self, item: Item) -> bool:
        """Whether an opinion on this image was given."""
        sql = "SELECT 1 FROM decisions WHERE sha256 = ? AND kind = 'opinion' LIMIT 1"
        return bool(self._journal.query(sql, (item.sha256,)))

    def add_opinion(self, item: Item, code: str, suspicion: Suspicion, confidence: float) -> None:
        """Keep the own opinion."""
        with self._journal.writing() as connection:
            _add(connection, item, "opinion", code, f"{suspicion}, {confidence:.0%} sure", None)

    def note_reveal(self, item: Item) -> None:
        """Nothing: without accounts nobody can say to whom a result was shown."""


def _add(
    connection: sqlite3.Connection,
    item: Item,
    kind: str,
    code: str | None,
    comment: str,
    withdraws: int | None,
) -> None:
    connection.execute(
        "INSERT INTO decisions (sha256, file, kind, code, comment, withdraws, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (item.sha256, item.id, kind, code, comment, withdraws, _now()),
    )
    _refresh(connection, str(item.sha256))


def _refresh(connection: sqlite3.Connection, sha256: str) -> None:
    """Bring the columns that follow from the decisions up to date, in the same transaction."""
    row = connection.execute(
        "SELECT kind, code, comment FROM decisions AS d WHERE sha256 = ? AND kind IN "
        "('accept', 'override', 'flag', 'skip', 'bad-image') AND NOT EXISTS "
        "(SELECT 1 FROM decisions AS w WHERE w.withdraws = d.id) ORDER BY id DESC LIMIT 1",
        (sha256,),
    ).fetchone()
    kind, code, comment = row or (None, None, None)
    connection.execute(
        "UPDATE results SET verdict = ?, decided = ?, comment = ? WHERE sha256 = ?",
        (_VERDICTS[kind] if kind else None, code, comment, sha256),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
