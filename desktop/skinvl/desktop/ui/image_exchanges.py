"""Keeps questions and answers about a photograph: asked once, finished once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from skinvl.desktop.core.reading import Exchange
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.exchanges import ExchangeId
from skinvl.desktop.core.store.images import Photograph
from skinvl.desktop.core.store.readings import ReadingId
from skinvl.desktop.ui.image_writes import WriteQueue


class ExchangeKeeping:
    """Of one image.

    Args:
        store: where; None keeps nothing.
        writes: the order in which everything is written.
        kept: called when something was written.
        failed: called with what went wrong.
    """

    def __init__(
        self,
        store: Store | None,
        writes: WriteQueue,
        kept: Callable[[], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._store = store
        self._writes = writes
        self._kept = kept
        self._failed = failed
        self._asked: dict[int, ExchangeId | None] = {}
        self._answered: set[int] = set()

    def note_kept(self, exchanges: Sequence[Exchange]) -> None:
        """These are in the store already."""
        self._asked = {exchange.request: None for exchange in exchanges}
        self._answered = set(self._asked)

    def keep(
        self, photograph: Photograph, reading_id: ReadingId | None, exchanges: Sequence[Exchange]
    ) -> None:
        """Keep what is new: a question once it was asked, an answer once it has ended."""
        store = self._store
        if store is None:
            return
        for exchange in exchanges:
            number = exchange.request
            if number not in self._asked:
                self._asked[number] = None
                self._put_question(store, photograph, reading_id, exchange)
            if exchange.state != "answering" and number not in self._answered:
                self._answered.add(number)
                self._put_answer(store, exchange)

    def _put_question(
        self,
        store: Store,
        photograph: Photograph,
        reading_id: ReadingId | None,
        exchange: Exchange,
    ) -> None:
        number, question = exchange.request, exchange.question

        def work() -> None:
            self._asked[number] = store.exchanges.ask(photograph.id, reading_id, question).id

        self._writes.put(work, lambda _: self._kept(), self._failed)

    def _put_answer(self, store: Store, exchange: Exchange) -> None:
        number, answer, state = exchange.request, exchange.answer, exchange.state

        def work() -> None:
            kept = self._asked[number]
            if kept is not None:
                store.exchanges.finish(kept, answer, state)

        self._writes.put(work, lambda _: self._kept(), self._failed)
