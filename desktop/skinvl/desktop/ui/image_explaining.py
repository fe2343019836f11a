"""Asks for a heat map and an outline once somebody wants them, and measures the outline."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from skinvl.desktop.core import messages
from skinvl.desktop.core.measuring import Measures, measure_lesion
from skinvl.desktop.core.reading import Reading
from skinvl.desktop.ui.checklist_panel import ChecklistPanel
from skinvl.desktop.ui.image_keeping import Keeping
from skinvl.desktop.ui.image_overlays import Overlays
from skinvl.desktop.ui.operations import Operations


class Explaining(QObject):
    """Of the image on the page; nothing is computed before a layer or a suggestion is wanted."""

    changed = Signal()
    failed = Signal(str)

    def __init__(
        self, operations: Operations, overlays: Overlays, checklists: ChecklistPanel
    ) -> None:
        super().__init__(checklists)
        self._operations = operations
        self._overlays = overlays
        self._checklists = checklists
        self._reading: Reading | None = None
        self._wanted = False
        self.measures: Measures | None = None

    def clear(self) -> None:
        """For another image or another result."""
        self._reading = self.measures = None
        self._wanted = False

    def want_measures(self, reading: Reading | None) -> None:
        """A person wants the checklists to be suggested."""
        self._wanted = True
        self._checklists.say(self.tr("The outline is being measured ..."))
        if reading is not None:
            reading.explanation_problem = None
            if reading.explained is not None:
                self._measure(reading, reading.explained)

    def ask(self, reading: Reading | None, *, hidden: bool) -> None:
        """Ask the engine, if somebody wants to see something and nothing was asked yet."""
        layers = self._overlays
        wanted = layers.shows_heat or layers.shows_outline or self._wanted
        if reading is None or reading.image is None or not wanted or hidden:
            return
        idle = reading.explained is None and reading.explaining is None
        if reading.can_explain and idle and reading.explanation_problem is None:
            reading.explain(self._operations.explain(reading.image))

    def take(self, reading: Reading, event: messages.Explained) -> None:
        """Take the answer of the engine about the reading on the screen."""
        self._overlays.take(event)
        self._measure(reading, event)

    def suggest(self, keeping: Keeping | None, *, hidden: bool) -> None:
        """Show suggestions, once they were asked for and there are measures."""
        if self._wanted and self.measures is not None and keeping is not None and not hidden:
            self._checklists.show_measures(self.measures, keeping.mm_per_px)

    def _measure(self, reading: Reading, event: messages.Explained) -> None:
        self._reading, image = reading, reading.image
        if not event.reliable or image is None:
            reason = event.doubt or self.tr("no outline was found")
            if self._wanted:
                self._checklists.say(self.tr("No suggestions: {reason}.").format(reason=reason))
            return
        self._operations.run(
            lambda: measure_lesion(image.rgb, event.outline),
            lambda found: self._take_measures(reading, found),
            lambda error: self.failed.emit(str(error)),
        )

    def _take_measures(self, reading: Reading, found: Measures | None) -> None:
        if reading is self._reading:
            self.measures = found
            self.changed.emit()
