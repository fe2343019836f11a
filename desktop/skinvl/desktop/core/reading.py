"""One reading of one image: what was opened, what was found, what was asked.

A reading takes in events of the engine and refuses those that are not about it, so that a result
can never appear beside another image.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from skinvl.contract.finding import Finding
from skinvl.contract.image import OpenedImage
from skinvl.desktop.core import messages

State = Literal["opening", "analysing", "describing", "complete", "stopped", "failed"]
ExchangeState = Literal["answering", "complete", "stopped", "failed"]


@dataclass
class Exchange:
    """A question and its answer, as far as it has come."""

    request: int
    question: str
    answer: str = ""
    state: ExchangeState = "answering"


@dataclass
class Reading:
    """The reading that the request number ``request`` started.

    ``description`` grows while the state is ``describing``; afterwards it is the finding's own.
    ``problem`` says in one line why the state is ``failed``.
    """

    request: int
    name: str
    state: State = "opening"
    image: OpenedImage | None = None
    finding: Finding | None = None
    description: str = ""
    problem: str | None = None
    exchanges: list[Exchange] = field(default_factory=list)

    @property
    def is_running(self) -> bool:
        """Whether the engine still works on the image itself."""
        return self.state in ("opening", "analysing", "describing")

    @property
    def can_ask(self) -> bool:
        """Whether a question can be asked: there is a result and no answer is being written."""
        return self.finding is not None and self.answering is None and not self.is_running

    @property
    def can_report(self) -> bool:
        """Whether the result is settled enough for a report."""
        return self.finding is not None and not self.is_running and self.answering is None

    @property
    def answering(self) -> Exchange | None:
        """The exchange whose answer is being written, if any."""
        return next((item for item in self.exchanges if item.state == "answering"), None)

    def ask(self, request: int, question: str) -> Exchange:
        """Note that a question was sent to the engine.

        Raises:
            ValueError: there is no result yet, or another answer is being written.
        """
        if not self.can_ask:
            raise ValueError("a question needs a result and a free engine")
        exchange = Exchange(request, question)
        self.exchanges.append(exchange)
        return exchange

    def stop(self) -> None:
        """Note that the user stopped what was running; text that has come stays."""
        if self.is_running:
            self.state = "stopped"
        exchange = self.answering
        if exchange is not None:
            exchange.state = "stopped"

    def take(self, event: messages.Event) -> bool:
        """Take in an event.

        Returns:
            False where the event is about another image, another request, or something that was
            stopped; the reading is then unchanged.
        """
        if isinstance(event, messages.Stopped):
            taken = [self._take_failure(request, event.reason) for request in event.lost]
            return any(taken)
        if isinstance(event, messages.Ready | messages.Unavailable):
            return False
        if isinstance(event, messages.Failed):
            return self._take_failure(event.request, event.reason)
        if event.request == self.request:
            return self._take_own(event)
        exchange = self.answering
        if exchange is None or event.request != exchange.request:
            return False
        return self._take_answer(exchange, event)

    def _is_about_image(self, sha256: str) -> bool:
        return self.image is not None and self.image.sha256 == sha256

    def _take_own(self, event: messages.Event) -> bool:
        if isinstance(event, messages.Opened) and self.state == "opening":
            self.image = event.image
            self.state = "analysing"
            return True
        if not isinstance(event, messages.Found | messages.Piece | messages.Described):
            return False
        expected = "analysing" if isinstance(event, messages.Found) else "describing"
        if self.state != expected or not self._is_about_image(event.sha256):
            return False
        if isinstance(event, messages.Found):
            self.finding = event.finding
            self.state = "describing"
        elif isinstance(event, messages.Piece):
            self.description += event.text
        else:
            self.finding = event.finding
            self.description = event.finding.description or ""
            self.state = "complete"
        return True

    def _take_answer(self, exchange: Exchange, event: messages.Event) -> bool:
        if isinstance(event, messages.Piece) and self._is_about_image(event.sha256):
            exchange.answer += event.text
            return True
        if isinstance(event, messages.Answered) and self._is_about_image(event.sha256):
            exchange.state = "complete"
            return True
        return False

    def _take_failure(self, request: int, reason: str) -> bool:
        if request == self.request and self.is_running:
            self.state = "failed"
            self.problem = reason
            return True
        exchange = self.answering
        if exchange is not None and exchange.request == request:
            exchange.state = "failed"
            exchange.answer = reason
            return True
        return False
