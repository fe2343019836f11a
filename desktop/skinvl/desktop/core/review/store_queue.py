"""The queue of a review that is kept in the store; decisions are those of the photographs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from skinvl.contract.finding import Finding
from skinvl.desktop.core.review.listing import Listing, arrange, select_rows
from skinvl.desktop.core.review.queue import Item, Undone, Wanted, read_item
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.batches import Batch
from skinvl.desktop.core.store.decisions import DecisionId, Kind
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.images import PhotographId
from skinvl.desktop.core.store.opinions import Suspicion
from skinvl.desktop.core.store.readings import ReadingId

_VERDICTS = "('accepted', 'overridden', 'flagged', 'skipped', 'bad-image')"

# The table names a patient of the store, and yet the photograph was filed with nobody.
_REFUSED = "f.id IS NOT NULL AND f.patient_id IS NULL AND t.id IS NOT NULL"


class StoreQueue:
    """Images of a batch; see `queue.ReviewQueue`."""

    def __init__(self, store: Store, batch: Batch) -> None:
        self.store = store
        self.batch = batch
        self._entries = f"""SELECT b.id, b.path,
            CASE WHEN b.state = 'waiting' THEN 'unread' WHEN b.state = 'failed' THEN 'failed'
                WHEN f.state IN {_VERDICTS} THEN f.state ELSE 'open' END AS state,
            b.reason, b.sha256, b.malignant, b.abstained, b.low_quality, d.code AS decided,
            CASE WHEN {_REFUSED} THEN '' ELSE coalesce(p.number, b.patient) END AS patient,
            CASE WHEN {_REFUSED} THEN '' ELSE coalesce(l.label, b.lesion) END AS lesion,
            b.photograph_id, f.reading_id,
            CASE WHEN {_REFUSED} THEN b.patient ELSE '' END AS said, '' AS named
        FROM batch_file AS b
            LEFT JOIN photograph AS f ON f.id = b.photograph_id
            LEFT JOIN decision AS d ON d.id = f.decision_id
            LEFT JOIN patient AS p ON p.id = f.patient_id
            LEFT JOIN patient AS t ON t.number = b.patient
            LEFT JOIN lesion AS l ON l.id = f.lesion_id
        WHERE b.batch_id = {int(batch.id)} AND b.state NOT IN ('gone', 'left out')"""

    @property
    def title(self) -> str:
        """The folder that is reviewed."""
        return self.batch.folder

    def arrange(self, wanted: Wanted) -> Listing:
        """The images that are wanted, in order, and the counts."""
        counts = self.store.batches.counts(self.batch.id)
        rows = self._query(select_rows(self._entries))
        pages = [rows] if rows else []
        return arrange(pages, wanted, counts.get("left out", 0), counts.get("gone", 0))

    def items(self, ids: Sequence[int]) -> list[Item]:
        """The images with these ids, in this order; one that is gone is left out."""
        marks = ", ".join("?" * len(ids))
        sql = f"{self._entries} AND b.id IN ({marks})"
        found = {row[0]: read_item(row, os.fsdecode(row[1])) for row in self._query(sql, (*ids,))}
        return [found[number] for number in ids if number in found]

    def siblings(self, item: Item) -> list[Item]:
        """The images of the same lesion in this batch, this one among them."""
        if not item.lesion:
            return [item]
        sql = f"SELECT * FROM ({self._entries}) WHERE patient = ? AND lesion = ? ORDER BY path"
        found = self._query(sql, (item.patient, item.lesion))
        return [read_item(row, os.fsdecode(row[1])) for row in found]

    def content(self, item: Item) -> bytes:
        """The bytes that were analysed.

        Raises:
            ImageDamaged: the image file is missing or damaged; names it.
        """
        return self.store.images.read(self.store.images.get(self._photograph(item)))

    def finding(self, item: Item) -> Finding | None:
        """What the model found."""
        if item.reading_id is None:
            return None
        return self.store.readings.finding(ReadingId(item.reading_id))

    def decide(self, item: Item, kind: Kind, code: str | None = None, comment: str = "") -> None:
        """Keep a decision.

        Raises:
            StaleResult: another result has superseded the one in `item`.
            RecordConflict: there is no result yet, or an accept without a diagnosis.
        """
        photograph = self._photograph(item)
        verbs = self.store.decisions
        reading = None if item.reading_id is None else ReadingId(item.reading_id)
        if kind in ("accept", "override") and code is None:
            raise RecordConflict("decision", "needs a diagnosis")
        if kind == "accept":
            if reading is None:
                raise RecordConflict(item.path, "has no result to accept")
            verbs.accept(photograph, reading, str(code), comment)
        elif kind == "override":
            verbs.override(photograph, reading, str(code), comment)
        elif kind == "flag":
            verbs.flag(photograph, reading, comment)
        elif kind == "skip":
            verbs.skip(photograph, reading, comment)
        elif kind == "bad-image":
            verbs.mark_bad(photograph, reading, comment)
        else:
            verbs.comment(photograph, comment)

    def undo(self) -> Undone | None:
        """Withdraw the user's newest decision in this batch that holds; None for none."""
        found = self._query(
            "SELECT d.id, d.kind, min(b.id) FROM decision AS d "
            "JOIN batch_file AS b ON b.photograph_id = d.photograph_id AND b.batch_id = ? "
            "WHERE d.kind <> 'withdraw' AND d.created_by = ? AND NOT EXISTS "
            "(SELECT 1 FROM decision AS w WHERE w.withdraws = d.id) "
            "GROUP BY d.id ORDER BY d.id DESC LIMIT 1",
            (self.batch.id, self.store.user.id),
        )
        if not found:
            return None
        decision, kind, item = found[0]
        self.store.decisions.withdraw(DecisionId(decision))
        return Undone(kind, item)

    def history(self, item: Item) -> list[tuple[str, str | None, str]]:
        """Kind, code and comment of every decision, newest first, undone ones too."""
        found = self.store.decisions.list(self._photograph(item))
        return [(row.kind, row.code, row.comment) for row in found]

    def has_opinion(self, item: Item) -> bool:
        """Whether the user has given an opinion on this image."""
        return self.store.opinions.own(self._photograph(item)) is not None

    def add_opinion(self, item: Item, code: str, suspicion: Suspicion, confidence: float) -> None:
        """Keep the user's own opinion."""
        self.store.opinions.add(self._photograph(item), code, suspicion, confidence)

    def note_reveal(self, item: Item) -> None:
        """Record that the result is being shown; called before it is shown."""
        photograph = self._photograph(item)
        if not self.store.opinions.is_revealed(photograph):
            self.store.opinions.note_reveal(photograph)

    def _photograph(self, item: Item) -> PhotographId:
        if item.photograph_id is None:
            raise RecordConflict(item.path, "has no result to decide on")
        return PhotographId(item.photograph_id)

    def _query(self, sql: str, values: tuple[Any, ...] = ()) -> tuple[tuple[Any, ...], ...]:
        return self.store.batches.query(sql, values)
