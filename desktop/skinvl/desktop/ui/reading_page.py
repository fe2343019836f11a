"""The page on which one image is read: the image, its result, what a person says about both."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from skinvl.desktop.core import messages
from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.filing import Recalled
from skinvl.desktop.core.language import tell_number
from skinvl.desktop.core.marks import read_marks
from skinvl.desktop.core.reading import Reading
from skinvl.desktop.core.report import Report, build_report
from skinvl.desktop.core.store.errors import StoreError
from skinvl.desktop.ui.decision_page import DecidingPage
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.image_actions import NUMBERS, build_page_actions, list_page_shortcuts
from skinvl.desktop.ui.image_explaining import Explaining
from skinvl.desktop.ui.image_filing import Filing
from skinvl.desktop.ui.image_keeping import Keeping
from skinvl.desktop.ui.image_view import ImageView
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.result_panel import Around


class ReadingPage(DecidingPage):
    """Shows one reading at a time; what is shown always belongs to the image on the screen."""

    changed = Signal()
    """The reading took something in; actions may have to be enabled or disabled."""
    analysed = Signal(str)
    """A result has come; how long it took, in words."""
    open_chosen = Signal()
    sample_chosen = Signal()

    def __init__(
        self, operations: Operations, desk: Desk | None = None, parent: QWidget | None = None
    ) -> None:
        view = ImageView()
        handlers: dict[str, Callable[..., object]] = {
            "accept": lambda: self.choose_rank(1),
            "search": lambda: self.decisions.open_search(),
            "flag": lambda: self.decide("flag"),
            "skip": lambda: self.decide("skip"),
            "bad": lambda: self.decide("bad-image"),
            "comment": lambda: self.decisions.open_comment(),
            "undo": self.undo_decision,
            "undo-last": self.undo,
            "redo-last": self.redo,
            "reveal": self.reveal,
            "opinion": lambda on: self._ask_opinion(on),
            "heat": view.overlays.show_heat,
            "outline": view.overlays.show_outline,
            "actual": view.show_actual_size,
            "loupe": view.set_loupe,
            "move": lambda on: view.tools.choose("move"),
            "ruler": lambda on: view.tools.choose("ruler" if on else "move"),
            "arrow": lambda on: view.tools.choose("arrow" if on else "move"),
            "freehand": lambda on: view.tools.choose("outline" if on else "move"),
            "text": lambda on: self._take_text_tool(on),
            "wipe": view.drawing.remove_all,
            "turn": lambda: view.turn(1),
            "turn-back": lambda: view.turn(-1),
            "fullscreen": lambda: self.toggle_full_screen(),
            **{number: partial(self.choose_rank, int(number)) for number in NUMBERS},
        }
        filing = Filing(desk if desk is not None else Desk(), operations)
        super().__init__(view, lambda page: build_page_actions(page, handlers), filing, parent)
        self._operations = operations
        self._recalled: Recalled | None = None
        self._started = 0.0
        self._explaining = Explaining(operations, view.overlays, self.checklists)
        self._connect()
        self._refresh()

    @staticmethod
    def list_shortcuts() -> list[tuple[str, str]]:
        """(shortcut, what it does) for the sheet of keys."""
        return list_page_shortcuts()

    def configure(self, values: Configuration) -> None:
        """Take the settings that matter here."""
        self._opinion_first = values.opinion_first
        self._refresh()

    def open(self, request_name: str, shown_name: str, data: bytes | None = None) -> None:
        """Open and analyse an image; the one before is gone at once.

        Args:
            request_name: path of the file, or what to call a pasted image.
            shown_name: how the window calls it.
            data: bytes of a pasted image file.
        """
        self._put_away()
        # Nobody accepts a result that lies behind another tab.
        self.tabs.setCurrentWidget(self.result)
        request = self._operations.open(request_name, data)
        self._reading = Reading(request, shown_name, request_name if data is None else data)
        self.filing.begin(self._reading)
        self._refresh()

    def close_image(self) -> None:
        """Put the image and everything about it away; work on it is given up."""
        self.stop()
        self._put_away()
        self._refresh()

    def finish(self) -> None:
        """Write everything that waits; call it before the store is locked or closed."""
        self.stop()
        self.drafts.stow()
        self.filing.finish()

    def ask(self, question: str) -> None:
        """Ask a question about the image on the screen."""
        reading, keeping = self._reading, self.keeping
        if reading is None or reading.image is None or not reading.can_ask or self.is_hidden:
            return
        reading.ask(self._operations.ask(reading.image, question), question)
        if keeping is not None:
            keeping.keep_exchanges()
        self._refresh()

    def stop(self) -> None:
        """Stop the answer that is being written, or else the analysis or the heat map."""
        reading, keeping = self._reading, self.keeping
        if reading is None:
            return
        exchange = reading.answering
        if exchange is not None:
            self._operations.cancel(exchange.request)
        elif reading.is_running:
            self._operations.cancel(reading.request)
        elif reading.explaining is not None:
            self._operations.cancel(reading.explaining)
            reading.explaining, reading.explanation_problem = None, self.tr("stopped")
        reading.stop()
        if keeping is not None:
            keeping.settle()
        self._refresh()

    def analyse_again(self) -> None:
        """Analyse the image on the screen with the model of now; the result supersedes."""
        reading, keeping = self._reading, self.keeping
        if reading is None or keeping is None or reading.is_running:
            return
        photograph, store = keeping.photograph, keeping.store
        if photograph is None or store is None:
            self._begin_again(reading.source)
            return
        self._operations.run(
            lambda: store.images.read(photograph),
            lambda content: self._begin_again(content) if self._reading is reading else None,
            lambda error: self.failed.emit(str(error)),
        )

    def set_model(self, model: messages.Ready) -> None:
        """The model that reads from now on."""
        self._model = model
        self._refresh()

    def take(self, event: messages.Event, levels: list[QImage] | None) -> None:
        """Take in an event of the engine; one about anything else changes nothing."""
        reading, keeping = self._reading, self.keeping
        if reading is None or keeping is None or not reading.take(event):
            return
        if isinstance(event, messages.Opened) and levels is not None:
            self._show_opened(reading, keeping, levels)
        elif isinstance(event, messages.Found):
            seconds = time.monotonic() - self._started
            self.analysed.emit(_tell_seconds(seconds))
        elif isinstance(event, messages.Explained):
            self._explaining.take(reading, event)
        elif isinstance(event, messages.Failed) and reading.state == "failed":
            self.failed.emit(event.reason)
        if not isinstance(event, messages.Piece):
            keeping.settle()
        self._explaining.ask(reading, hidden=self.is_hidden)
        self._refresh()

    def build_report(self) -> Report | None:
        """The report of the reading on the screen; None where there is none to report."""
        if self._reading is None or self._model is None or not self._reading.can_report:
            return None
        if self.is_hidden or self.staleness is not None:
            return None
        return build_report(self._reading, self._model.conformal_level)

    def _put_away(self) -> None:
        self.filing.leave()
        self.view.clear()
        self.view.set_loupe(False)
        self.questions.clear()
        self.decisions.clear()
        self.checklists.clear()
        self.opinion.clear()
        self.actions_by_name["opinion"].setChecked(False)
        self.result.clear()
        self._reading = self._recalled = None
        self._explaining.clear()

    def _begin_loading(self, name: str) -> None:
        self.stop()
        self._put_away()
        self._refresh()
        self.progress.show_work(self._name_work("opening", name))

    def _take_loaded(self, found: Recalled) -> None:
        name = found.photograph.file_name
        known = found.stored is not None
        request = self._operations.open(name, found.content, look_only=known)
        self._reading = Reading(request, name, found.content, look_only=known)
        self._recalled = found if known else None
        try:
            keeping = self.filing.begin_stored(self._reading, found)
            keeping.marks = read_marks(found.overlay)
        except (StoreError, ValueError) as error:
            self.failed.emit(str(error))
        self._refresh()

    def _begin_again(self, source: str | bytes) -> None:
        before, keeping = self._reading, self.keeping
        if before is None or keeping is None:
            return
        self.drafts.stow()
        data = source if isinstance(source, bytes) else None
        name = before.name if data is not None else cast(str, source)
        self._reading = Reading(self._operations.open(name, data), before.name, source)
        self._reading.exchanges = before.exchanges
        self._recalled = None
        self._explaining.clear()
        keeping.begin_again(self._reading)
        self._refresh()

    def _show_opened(self, reading: Reading, keeping: Keeping, levels: list[QImage]) -> None:
        self._started = time.monotonic()
        self.view.show_levels(levels, reading.name)
        if self._recalled is not None:
            found = self._recalled
            try:
                reading.recall(found.finding, found.state, found.exchanges)
            except ValueError as error:
                self.failed.emit(str(error))
        else:
            self.filing.note_opened()
        self.view.drawing.load(keeping.marks)
        if self._recalled is None and reading.facts is not None and not keeping.is_filed:
            keeping.mm_per_px = reading.facts.mm_per_px
        self._follow_scale(keeping)
        self.checklists.show_answers(keeping.answers)

    def _explain(self) -> None:
        self._explaining.ask(self._reading, hidden=self.is_hidden)
        self._refresh()

    def _want_measures(self) -> None:
        self._explaining.want_measures(self._reading)
        self._explain()

    def _take_text_tool(self, on: bool) -> None:
        self.view.tools.choose("text" if on else "move")
        if on:
            self.bar.words.setFocus()

    def _refresh(self) -> None:
        reading, keeping = self._reading, self.keeping
        level = self._model.conformal_level if self._model is not None else 0.0
        shows = reading is not None and reading.finding is not None and not self._opinion_first
        if keeping is not None and shows and not keeping.is_revealed:
            keeping.reveal()
        hidden = self.is_hidden
        if hidden and (self.view.overlays.shows_heat or self.view.overlays.shows_outline):
            self.view.overlays.show_heat(False)
            self.view.overlays.show_outline(False)
        if reading is None or keeping is None:
            self.result.clear()
        else:
            around = Around(
                level=level,
                stale=self.staleness,
                edited=keeping.edited,
                measures=self._explaining.measures,
                stated=keeping.stated_modality,
                hidden=hidden,
            )
            self.result.show_reading(reading, around)
            self.drafts.offer()
            self.questions.show_reading(reading, hidden=hidden)
            self._follow_scale(keeping)
        self._explaining.suggest(keeping, hidden=hidden)
        self.show_parts(reading, keeping, self.filing, hidden=hidden, can_accept=self._can_accept)
        self._show_facts()
        self.changed.emit()

    def _name_work(self, state: str, name: str) -> str:
        return {
            "opening": self.tr("Opening {name} ..."),
            "analysing": self.tr("Analysing {name} ..."),
            "describing": self.tr("Writing the description ..."),
        }[state].format(name=name)

    def _ask_opinion(self, on: bool) -> None:
        self._refresh()
        if on and not self.opinion_area.isHidden():
            self.opinion.search.line.setFocus()

    def _follow_scale(self, keeping: Keeping) -> None:
        """A photograph that was kept before brings the scale that was measured then."""
        scale = keeping.mm_per_px
        if self.view.has_image and self.view.tools.mm_per_px != scale:
            self.view.tools.set_scale(scale, self._tell_origin(scale))

    def _show_facts(self) -> None:
        reading = self._reading
        if reading is not None and reading.is_running:
            self.progress.show_work(self._name_work(reading.state, reading.name))
        elif reading is not None and reading.image is not None and self.view.has_image:
            height, width = reading.image.rgb.shape[:2]
            facts = f"{reading.name}  |  {width} x {height} px  |  {self.view.zoom * 100:.0f} %"
            if self.view.quarters:
                turned = self.tr("turned by {angle} on the screen alone")
                facts += "  |  " + turned.format(angle=f"{self.view.quarters * 90}\u00b0")
            self.progress.show_facts(facts)
        else:
            self.progress.show_facts("")

    def _connect(self) -> None:
        self.questions.asked.connect(self.ask)
        self.questions.stopped.connect(self.stop)
        self.progress.cancelled.connect(self.stop)
        self.view.zoom_changed.connect(self._show_facts)
        self.start.open_chosen.connect(self.open_chosen)
        self.start.sample_chosen.connect(self.sample_chosen)
        self.result.again_chosen.connect(self.analyse_again)
        self.checklists.measure_wanted.connect(self._want_measures)
        self.view.overlays.switched.connect(self._explain)
        self._explaining.changed.connect(self._refresh)
        self._explaining.failed.connect(self.failed)
        self.view.tools.words_missing.connect(self.bar.words.setFocus)
        self.filing.changed.connect(self._refresh)
        self.filing.failed.connect(self.failed)
        self.filing.loading.connect(self._begin_loading)
        self.filing.loaded.connect(self._take_loaded)
        self.filing.put_away.connect(self.close_image)


def _tell_seconds(seconds: float) -> str:
    shown = tell_number(max(seconds, 0.1), 1)
    if seconds < 0.05:
        return QCoreApplication.translate("ReadingPage", "under {seconds} s").format(seconds=shown)
    return f"{shown} s"
