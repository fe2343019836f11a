"""One reading of one image: what was opened, what was found, what was asked.

A reading takes in events of the engine and refuses those that are not about it, so that a result
can never appear beside another image.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from skinvl.contract.finding import Finding, Stamp
from skinvl.contract.image import OpenedImage
from skinvl.desktop.core import messages
from skinvl.desktop.core.dicom_facts import DicomFacts
from skinvl.desktop.core.language import translate

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
    ``problem`` says in one line why the state is ``failed``. ``source`` is what the image was
    opened from: the path of a file or the bytes of one. ``look_only``: a stored photograph was
    opened to be looked at; ``finding`` is then its stored result, if it has one. ``facts`` are
    those that a DICOM file states, ``taken_on`` the day that any file states.
    """

    request: int
    name: str
    source: str | bytes = ""
    look_only: bool = False
    state: State = "opening"
    image: OpenedImage | None = None
    facts: DicomFacts | None = None
    taken_on: date | None = None
    finding: Finding | None = None
    description: str = ""
    problem: str | None = None
    exchanges: list[Exchange] = field(default_factory=list)
    explaining: int | None = None
    explained: messages.Explained | None = None
    explanation_problem: str | None = None

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
    def can_explain(self) -> bool:
        """Whether a heat map can be asked for."""
        return self.finding is not None and self.image is not None and not self.is_running

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

    def recall(self, finding: Finding | None, state: State, exchanges: Sequence[Exchange]) -> None:
        """Put a stored result beside a photograph that was opened to be looked at.

        Args:
            finding: the stored result, None where the photograph was never read.
            state: how far that reading had come.
            exchanges: the questions and answers that were kept.

        Raises:
            ValueError: the image is not open, or the result is about another image.
        """
        if self.image is None or not self.look_only:
            raise ValueError("a stored result belongs beside an open stored photograph")
        stamp = finding.stamp if finding is not None else None
        if stamp is not None and stamp.image_sha256 != self.image.sha256:
            raise ValueError(f"{self.name}: the stored result is about another image")
        self.finding, self.state = finding, state
        self.description = (finding.description or "") if finding is not None else ""
        self.exchanges = [*exchanges]

    def explain(self, request: int) -> None:
        """Note that a heat map and an outline were asked for.

        Raises:
            ValueError: there is no result.
        """
        if not self.can_explain:
            raise ValueError("a heat map needs a result")
        self.explaining, self.explanation_problem = request, None

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
        if isinstance(event, messages.Explained):
            return self._take_explanation(event)
        exchange = self.answering
        if exchange is None or event.request != exchange.request:
            return False
        return self._take_answer(exchange, event)

    def _is_about_image(self, sha256: str) -> bool:
        return self.image is not None and self.image.sha256 == sha256

    def _take_own(self, event: messages.Event) -> bool:
        if isinstance(event, messages.Opened) and self.state == "opening":
            self.image, self.facts, self.taken_on = event.image, event.facts, event.taken_on
            self.state = "complete" if self.look_only else "analysing"
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

    def _take_explanation(self, event: messages.Explained) -> bool:
        if event.request != self.explaining or not self._is_about_image(event.sha256):
            return False
        self.explained, self.explaining = event, None
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
        if request == self.explaining:
            self.explaining, self.explanation_problem = None, reason
            return True
        exchange = self.answering
        if exchange is not None and exchange.request == request:
            exchange.state = "failed"
            exchange.answer = reason
            return True
        return False


def explain_staleness(
    stamp: Stamp | None, model: messages.Ready | None, image_sha256: str | None
) -> str | None:
    """Why a result is not what the model of today would say of the image on the screen.

    The bundle, its precision (which follows from the settings) and the image decide. CPU and CUDA
    agree within a tested tolerance, so moving from one to the other makes nothing stale.

    Args:
        stamp: of the result, None where it has none.
        model: that would read now, None while it is not loaded; it then decides nothing.
        image_sha256: of the bytes of the image on the screen, None where there is none.

    Returns:
        One sentence; None where the result is up to date.
    """
    if stamp is None:
        return translate("Report", "The result does not say how it was made.")
    if image_sha256 is not None and stamp.image_sha256 != image_sha256:
        return translate("Report", "The result was made from another image file.")
    if model is None:
        return None
    if stamp.bundle_sha256 != model.bundle_sha256:
        now = f"{model.name} {model.version}"
        if now == stamp.bundle:
            text = translate(
                "Report",
                "The result was made by {before}; the model is now {now} (same name, other "
                "content).",
            )
        else:
            text = translate("Report", "The result was made by {before}; the model is now {now}.")
        return text.format(before=stamp.bundle, now=now)
    if stamp.precision != model.precision:
        return translate(
            "Report", "The result was computed in {before}; the settings now give {now}."
        ).format(before=stamp.precision, now=model.precision)
    return None


def is_stale(stamp: Stamp | None, model: messages.Ready | None, image_sha256: str | None) -> bool:
    """Whether `explain_staleness` has a reason."""
    return explain_staleness(stamp, model, image_sha256) is not None
