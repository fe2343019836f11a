"""Questions about a photograph and the model's answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NewType

from skinvl.desktop.core.store import rows
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.images import PhotographId
from skinvl.desktop.core.store.readings import ReadingId
from skinvl.desktop.core.store.session import Session, UserId

ExchangeId = NewType("ExchangeId", int)
ExchangeState = Literal["answering", "complete", "stopped", "failed"]


@dataclass(frozen=True)
class StoredExchange:
    """``answer`` is what had come when the state was left; a crash leaves "stopped"."""

    id: ExchangeId
    photograph_id: PhotographId
    reading_id: ReadingId | None
    question: str
    answer: str
    state: ExchangeState
    created_at: datetime
    created_by: UserId


_SELECT = f"SELECT {rows.column_names(StoredExchange)} FROM exchange"


class Exchanges:
    """Verbs on exchanges: asked once, finished once, then unchangeable."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ask(
        self, photograph_id: PhotographId, reading_id: ReadingId | None, question: str
    ) -> StoredExchange:
        """Keep a question before its answer is there.

        Raises:
            RecordConflict: an empty question or no such photograph.
        """
        if not question.strip():
            raise RecordConflict("question", "is empty")
        with self._session.writing() as change:
            exchange_id = change.add(
                "exchange",
                photograph_id=photograph_id,
                reading_id=reading_id,
                question=question.strip(),
                state="answering",
            )
            change.record("create", "exchange", exchange_id, photograph=photograph_id)
        return self.get(ExchangeId(exchange_id))

    def finish(
        self, exchange_id: ExchangeId, answer: str, state: ExchangeState = "complete"
    ) -> StoredExchange:
        """Keep the answer as far as it came.

        Raises:
            RecordConflict: it was finished before.
        """
        if state == "answering":
            raise ValueError("an answer that is being written is not finished")
        with self._session.writing() as change:
            change.execute(
                "UPDATE exchange SET answer = ?, state = ? WHERE id = ?",
                (answer, state, exchange_id),
            )
            change.record("change", "exchange", exchange_id, state=state)
        return self.get(exchange_id)

    def get(self, exchange_id: ExchangeId) -> StoredExchange:
        """One exchange.

        Raises:
            RecordMissing: there is none with this id.
        """
        sql = f"{_SELECT} WHERE id = ?"
        return self._session.read_one(StoredExchange, sql, (exchange_id,), "exchange")

    def list(self, photograph_id: PhotographId) -> tuple[StoredExchange, ...]:
        """The exchanges about a photograph in the order in which they were asked."""
        sql = f"{_SELECT} WHERE photograph_id = ? ORDER BY id"
        return self._session.read_all(StoredExchange, sql, (photograph_id,))
