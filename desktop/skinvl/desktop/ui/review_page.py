"""The page of a review: a folder is read, and a person goes through it by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QSplitter, QVBoxLayout, QWidget

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.review.control import Progress
from skinvl.desktop.core.review.listing import Listing
from skinvl.desktop.core.review.queue import Balance, Item, ReviewQueue
from skinvl.desktop.core.review.sidecar import Matching
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.review_actions import ReviewActions
from skinvl.desktop.ui.review_counts import BalancePanel
from skinvl.desktop.ui.review_export import choose_export, export_results
from skinvl.desktop.ui.review_grid import QueueGrid, QueueModel
from skinvl.desktop.ui.review_keys import KEYS, KeySheet, explain, read_keys, save_keys
from skinvl.desktop.ui.review_lister import Lister
from skinvl.desktop.ui.review_pictures import Pictures
from skinvl.desktop.ui.review_second import SecondReadDialog
from skinvl.desktop.ui.review_session import ReviewSession, explain_matching
from skinvl.desktop.ui.review_setup import SetupBar
from skinvl.desktop.ui.review_single import SingleView
from skinvl.desktop.ui.review_tools import ReviewTools
from skinvl.desktop.ui.review_walk import ReviewWalk


class ReviewPage(QWidget):
    """Folder, run, counts, tiles and the image under review."""

    failed = Signal(str)
    noted = Signal(str)
    opened = Signal()
    """A photograph was put on the desk to be seen on the page for one image."""

    def __init__(
        self,
        desk: Desk,
        operations: Operations,
        choice: EngineChoice,
        keys_file: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._operations = operations
        self._keys_file = keys_file
        self._keys = read_keys(None, keys_file)
        self._from_top = False
        self.lister = Lister(operations, self)
        self.session = ReviewSession(choice, self)
        self.pictures = Pictures(self)
        self.setup = SetupBar()
        self.balance = BalancePanel()
        self.tools = ReviewTools()
        self.filter = self.tools.filter
        self.opinion_first = self.tools.opinion_first
        self.model = QueueModel(self.pictures, self)
        self.grid = QueueGrid(self.model)
        self.single = SingleView()
        self.walk = ReviewWalk(desk, self.session, self.pictures, self.grid, self.single, self)
        self._build()
        self.keys = self._make_keys()
        self._connect()
        self._change_store()

    @property
    def item(self) -> Item | None:
        """The image under review."""
        return self.single.item

    @property
    def is_settled(self) -> bool:
        """Whether lists and counts show the newest state."""
        return self.lister.is_idle

    def configure(self, values: Configuration) -> None:
        """Take over what is set for the workstation."""
        self.opinion_first.setChecked(values.opinion_first)

    def set_choice(self, choice: EngineChoice) -> None:
        """Read with another model from the next start on."""
        self.session.set_choice(choice)

    def finish(self) -> None:
        """End the run and every thread of the page; before the window closes."""
        self.keys.close()
        self.session.close()
        self.pictures.close()

    def list_shortcuts(self) -> list[tuple[str, str]]:
        """(keys, what they do) for the sheet of keys."""
        return [(", ".join(self._keys[key.name]), explain(key)) for key in KEYS]

    def start(self, *, retry_failed: bool = False) -> None:
        """Read the folder that is entered."""
        sidecar = self.setup.sidecar.text().strip()
        self.walk.touched = False
        try:
            self.session.start(
                Path(self.setup.folder.text().strip()),
                self._out,
                Path(sidecar) if sidecar else None,
                watch=self.setup.watch.isChecked(),
                retry_failed=retry_failed,
            )
        except SkinVLError as error:
            self.failed.emit(str(error))
            return
        self.setup.say(self.tr("Loading the model ..."))
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def look(self) -> None:
        """Open what was read of the folder before."""
        try:
            self.session.look(Path(self.setup.folder.text().strip()), self._out)
        except SkinVLError as error:
            self.failed.emit(str(error))
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the list anew, in order, and go to its first image."""
        self.walk.touched = False
        self._from_top = True
        # An arrow on a closed list is not the last word: Enter must not fall on the first image.
        if not (self.filter.by_arrow and self.filter.isAncestorOf(self.focusWidget())):
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self._refresh()

    def export_to(self, out: Path) -> None:
        """Write the results into a folder."""
        records = self.session.records
        if records is None:
            self.failed.emit(self.tr("There is no review whose results could be written."))
            return
        sidecar = self.setup.sidecar.text().strip()
        self.tools.export.setEnabled(False)

        def done(count: int) -> None:
            self.tools.export.setEnabled(True)
            told = self.tr("Results of {count} images written to {folder}")
            self.noted.emit(told.format(count=count, folder=out))

        def fail(error: Exception) -> None:
            self.tools.export.setEnabled(True)
            self.failed.emit(self.tr("The results were not written ({why})").format(why=error))

        work = lambda: export_results(records, out, Path(sidecar) if sidecar else None)  # noqa: E731
        self._operations.run(work, done, fail)

    def show_keys(self) -> None:
        """Show the sheet of keys, on which they can be changed."""
        sheet = KeySheet(self._keys, self)
        if sheet.exec() == KeySheet.DialogCode.Accepted:
            self.change_keys(sheet.keys)

    def change_keys(self, keys: dict[str, tuple[str, ...]]) -> None:
        """Use other keys, and keep them for the user."""
        try:
            save_keys(keys, self._desk.store, self._keys_file)
        except (SkinVLError, OSError, ValueError) as error:
            self.failed.emit(self.tr("The keys were not changed ({why})").format(why=error))
            return
        self._take_keys(keys)

    def make_second_read(self) -> SecondReadDialog | None:
        """The dialog of second reads, None without a store."""
        store = self._desk.store
        if store is None:
            return None
        self._desk.choose_patient(None)
        dialog = SecondReadDialog(store, self.pictures, self)
        dialog.failed.connect(self.failed)
        self._desk.store_changed.connect(dialog.reject)
        return dialog

    def showEvent(self, event: QShowEvent) -> None:
        """The patient of the image under review is the one in the banner."""
        super().showEvent(event)
        self.walk.followed.begin()
        # Another page may have decided something, or read an image again.
        self.model.forget()
        self.walk.show_current()
        self._refresh()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Other pages get back the patient they had."""
        super().hideEvent(event)
        self.walk.followed.end()

    @property
    def _out(self) -> Path | None:
        text = self.setup.out.text().strip()
        return Path(text) if text and self._desk.store is None else None

    def _refresh(self) -> None:
        if self.session.queue is None:
            self.model.show_ids(None, [])
            self.walk.open_ids = set()
            self._show_balance(Balance())
            self.walk.show_current()
        self.lister.ask(self.session.queue, self.filter.wanted)

    def _take_list(self, queue: ReviewQueue, found: Listing) -> None:
        ids = found.ids
        if queue is not self.session.queue:
            return
        self.walk.open_ids = found.undecided
        self._show_balance(found.balance)
        if self.walk.touched:
            # What a person goes through keeps its order; what is new comes at the end.
            ids = self.model.ids + [number for number in ids if self.model.row_of(number) is None]
        from_top, self._from_top = self._from_top, False
        if ids == self.model.ids and not from_top:
            self.model.refresh(0)
            if self.item is None or not self.item.is_read:
                self.walk.show_current()
            return
        # What the run itself changes never puts another image before the eyes of the reader.
        held = self.item.id if self.item is not None and not from_top else None
        self.grid.selectionModel().blockSignals(True)
        self.model.show_ids(queue, ids)
        row = self.model.row_of(held) if held is not None else None
        if ids:
            self.grid.setCurrentIndex(self.model.index(row or 0))
        self.grid.selectionModel().blockSignals(False)
        self.grid.viewport().update()
        if row is None or self.item is None or not self.item.is_read:
            self.walk.show_current()

    def _show_balance(self, balance: Balance) -> None:
        self.balance.show_balance(balance)
        self.filter.show_balance(balance)
        self.setup.show_failed(balance.failed)
        self.tools.export.setEnabled(self.session.records is not None)

    def _change_store(self) -> None:
        self.single.clear()
        self.model.show_ids(None, [])
        self.pictures.forget()
        store = self._desk.store
        running = self.session.is_running
        self.session.set_store(store)
        self.setup.set_store(store is not None)
        self.tools.second.setEnabled(store is not None)
        self._take_keys(read_keys(store, self._keys_file))
        if running:
            self.setup.say(self.tr("The review stopped, as the store was closed; Start goes on."))
        elif store is not None:
            earlier = store.batches.list(1)
            if earlier and not self.setup.folder.text():
                self.setup.folder.setText(earlier[0].folder)
        elif self._desk.is_locked:
            for line in (self.setup.folder, self.setup.sidecar, self.setup.out):
                line.clear()
        self._refresh()

    def _change_queue(self) -> None:
        self.pictures.forget()
        self.single.clear()
        self.model.show_ids(None, [])
        self._refresh()

    def _end(self, reason: str) -> None:
        if reason:
            self.failed.emit(self.tr("The review stopped: {reason}").format(reason=reason))
        self.setup.say(reason or self.tr("Everything found was read; F5 goes to the first."))
        self._refresh()

    def _show_running(self) -> None:
        self.setup.show_running(self.session.is_running, self.session.is_paused)
        if not self.session.is_running:
            self.setup.say(self.tr("Ended; Start goes on from here."))

    def _take_keys(self, keys: dict[str, tuple[str, ...]]) -> None:
        self._keys = keys
        self.keys.set_keys(keys)

    def _make_keys(self) -> ReviewActions:
        walk = self.walk
        verbs: dict[str, Callable[[], object]] = {
            "accept": walk.accept,
            "search": walk.search,
            "flag": lambda: walk.decide("flag"),
            "skip": lambda: walk.decide("skip"),
            "bad-image": lambda: walk.decide("bad-image"),
            "comment": walk.comment,
            "undo": walk.undo,
            "reveal": walk.reveal,
            "compare": walk.compare,
            "next": lambda: walk.step(1),
            "previous": lambda: walk.step(-1),
            "next-open": walk.go_on,
            "open": walk.open_photograph,
            "fit": self.single.fit,
            "closer": self.single.zoom_in,
            "back": self.single.zoom_out,
            "refresh": self.refresh,
            "sheet": self.show_keys,
        }
        for number in range(1, 10):
            verbs[f"choose-{number}"] = partial(walk.choose, number)
        return ReviewActions(self, verbs)

    def _connect(self) -> None:
        self._desk.store_changed.connect(self._change_store)
        self.setup.start_chosen.connect(self.start)
        self.setup.open_chosen.connect(self.look)
        self.setup.pause_chosen.connect(self.session.pause)
        self.setup.cancel_chosen.connect(self.session.cancel)
        self.setup.retry_chosen.connect(lambda: self.start(retry_failed=True))
        self.session.queue_changed.connect(self._change_queue)
        self.session.running_changed.connect(self._show_running)
        self.session.progressed.connect(self._take_progress)
        self.session.finished.connect(self._end)
        self.session.matched.connect(self._tell_matching)
        self.filter.changed.connect(self.refresh)
        for signal, target in (
            (self.walk.failed, self.failed),
            (self.walk.noted, self.noted),
            (self.walk.opened, self.opened),
        ):
            signal.connect(target)
        self.walk.decided.connect(self._refresh)
        self.lister.listed.connect(self._take_list)
        self.lister.failed.connect(self.failed)
        self.opinion_first.toggled.connect(self._change_blindness)
        self.tools.second.clicked.connect(self._read_second)
        self.tools.export.clicked.connect(self._choose_export)
        self.tools.sheet.clicked.connect(self.show_keys)

    def _take_progress(self, progress: Progress) -> None:
        self.setup.show_progress(progress, self.session.is_paused)
        if self.is_settled:
            self._refresh()

    def _tell_matching(self, matching: Matching) -> None:
        told = explain_matching(matching)
        if told:
            self.noted.emit(self.tr("The table of patients: {told}.").format(told=told))

    def _change_blindness(self, blind: bool) -> None:
        self.walk.blind = blind
        self.filter.set_blind(blind)
        self.single.clear()
        self.refresh()
        self.walk.show_current()

    def _read_second(self) -> None:
        dialog = self.make_second_read()
        if dialog is not None:
            dialog.exec()
            dialog.deleteLater()
            self.walk.show_current()

    def _choose_export(self) -> None:
        records = self.session.records
        if records is not None:
            out = choose_export(self, records)
            if out is not None:
                self.export_to(out)

    def _build(self) -> None:
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.grid)
        parts.addWidget(self.single)
        parts.setStretchFactor(1, 1)
        parts.setSizes([420, 820])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.setup)
        layout.addWidget(self.balance)
        layout.addWidget(self.tools)
        layout.addWidget(parts, 1)
        for bar in (self.setup, self.tools):
            for button in bar.findChildren(QAbstractButton):
                # A click leaves the keys where they are; Tab still reaches every button.
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Review of a folder"))
