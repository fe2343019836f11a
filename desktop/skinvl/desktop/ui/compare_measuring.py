"""Measuring the lesions of two photographs: outlines from the engine, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from skinvl.contract.image import OpenedImage
from skinvl.desktop.core import messages
from skinvl.desktop.core.language import say
from skinvl.desktop.core.measuring import Measures, measure_lesion
from skinvl.desktop.core.store.images import Photograph, PhotographId
from skinvl.desktop.ui.operations import Operations


class CompareMeasuring(QObject):
    """Holds what was measured until `drop`; an answer about anything else changes nothing."""

    changed = Signal()

    def __init__(self, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self._measures: dict[PhotographId, Measures] = {}
        self._requests: dict[int, tuple[Photograph, OpenedImage]] = {}
        self._problems: list[str] = []
        self._epoch = 0
        self._measuring = 0
        operations.happened.connect(self._receive)

    @property
    def is_running(self) -> bool:
        """Whether an outline or a measure is still to come."""
        return bool(self._requests) or self._measuring > 0

    @property
    def words(self) -> str:
        """How it is going, or what could not be measured."""
        if self.is_running:
            return self.tr("Looking for the outlines of the lesions ...")
        return " ".join(self._problems)

    def measures(self, photograph: Photograph) -> Measures | None:
        """What was measured in a photograph."""
        return self._measures.get(photograph.id)

    def start(self, photographs: Sequence[tuple[Photograph, OpenedImage]]) -> None:
        """Measure what has not been measured yet."""
        if self.is_running:
            return
        self._problems.clear()
        for photograph, image in photographs:
            if photograph.id not in self._measures:
                self._requests[self._operations.explain(image)] = (photograph, image)
        self.changed.emit()

    def drop(self) -> None:
        """Forget everything; what is still to come is ignored."""
        self._epoch += 1
        for request in self._requests:
            self._operations.cancel(request)
        self._requests.clear()
        self._measures.clear()
        self._problems.clear()
        self._measuring = 0

    def _receive(self, event: object, levels: object) -> None:
        if isinstance(event, messages.Explained):
            self._take_outline(event)
        elif isinstance(event, messages.Failed | messages.Cancelled):
            reason = (
                event.reason
                if isinstance(event, messages.Failed)
                else self.tr("given up, because another image was opened; measure again")
            )
            self._lose([event.request], reason)
        elif isinstance(event, messages.Stopped):
            self._lose(event.lost, event.reason)
        elif isinstance(event, messages.Unavailable):
            self._lose(tuple(self._requests), self.tr("there is no model that finds outlines"))

    def _lose(self, requests: Sequence[int], reason: str) -> None:
        lost = [self._requests.pop(number) for number in requests if number in self._requests]
        for photograph, _ in lost:
            self._problems.append(f"{photograph.file_name}: {say(reason)}.")
        if lost:
            self.changed.emit()

    def _take_outline(self, event: messages.Explained) -> None:
        found = self._requests.pop(event.request, None)
        if found is None:
            return
        photograph, image = found
        if event.sha256 != photograph.image_sha256 or not event.reliable:
            doubt = event.doubt or self.tr("no outline was found")
            self._problems.append(f"{photograph.file_name}: {doubt}.")
            self.changed.emit()
            return
        epoch, outline = self._epoch, event.outline
        self._measuring += 1
        self._operations.run(
            lambda: measure_lesion(image.rgb, outline),
            lambda measures: self._keep(epoch, photograph, measures),
            lambda error: self._keep(epoch, photograph, None),
        )

    def _keep(self, epoch: int, photograph: Photograph, measures: Measures | None) -> None:
        if epoch != self._epoch:
            return
        self._measuring -= 1
        if measures is None:
            words = self.tr("{name}: the outline holds nothing that can be measured.")
            self._problems.append(words.format(name=photograph.file_name))
        else:
            self._measures[photograph.id] = measures
        self.changed.emit()
