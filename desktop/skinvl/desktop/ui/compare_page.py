"""Two photographs of one lesion side by side: what has changed, and what cannot be compared."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from skinvl.contract.errors import SkinVLError
from skinvl.contract.image import OpenedImage
from skinvl.desktop.core.comparison import (
    ResultPair,
    Side,
    compare_measures,
    compare_results,
    count_days,
    explain_refusal,
    find_day,
    order_by_day,
)
from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.decoding import decode_apart
from skinvl.desktop.core.language import say, tell_day
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.images import Photograph, PhotographId
from skinvl.desktop.ui.compare_measuring import CompareMeasuring
from skinvl.desktop.ui.compare_panes import ComparePanes
from skinvl.desktop.ui.compare_table import CompareTable
from skinvl.desktop.ui.compare_words import list_rows, tell_refusal
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.image_view import build_levels
from skinvl.desktop.ui.labels import make_label
from skinvl.desktop.ui.lesion_thumbnails import Thumbnails
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.timeline_view import TimelineView


@dataclass(frozen=True, eq=False)
class _Loaded:
    photograph: Photograph
    image: OpenedImage
    levels: list[QImage]


class ComparePage(QWidget):
    """The earlier photograph is always on the left; both are of the lesion on the desk."""

    chosen = Signal()
    """A photograph was put on the desk and is to be shown alone."""
    failed = Signal(str)

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._operations = desk, operations
        self._opinion_first = False
        self._epoch = 0
        self._pair: tuple[Photograph, Photograph] | None = None
        self._loaded: dict[PhotographId, _Loaded] = {}
        self.thumbnails = Thumbnails(desk, operations, self)
        self.measuring = CompareMeasuring(operations, self)
        self.timeline = TimelineView(self.thumbnails)
        self.panes = ComparePanes()
        self.between = make_label()
        self.measure = QPushButton(self.tr("&Measure both"))
        self.table = CompareTable()
        self._words: QLabel = make_label()
        self._build()
        desk.store_changed.connect(self._forget)
        desk.patient_changed.connect(self.refresh)
        desk.photograph_changed.connect(self._refresh_when_seen)

    @property
    def pair(self) -> tuple[Photograph, Photograph] | None:
        """The earlier and the later photograph that are compared."""
        return self._pair

    @property
    def words(self) -> str:
        """What cannot be done and why, or how it is going."""
        return self._words.text()

    def configure(self, values: Configuration) -> None:
        """Take the settings: whether results stay hidden before an own opinion."""
        self._opinion_first = values.opinion_first
        self._show_differences()

    def refresh(self) -> None:
        """Follow the lesion on the desk; what is compared stays while it is of that lesion."""
        store, lesion = self._desk.store, self._desk.lesion
        if store is None or lesion is None:
            self._put_away()
            self.timeline.show_photographs(())
            self._words.setText(self.tr("Choose a lesion of a patient to compare over time."))
            return
        photographs = order_by_day(store.images.list(lesion_id=lesion.id))
        self.timeline.show_photographs(photographs)
        by_id = {item.id: item for item in photographs}
        pair = self._pair
        if pair is not None:
            fresh = [by_id.get(item.id) for item in pair]
            if fresh[0] is None or fresh[1] is None:
                self._put_away()
            else:
                first, second = order_by_day([fresh[0], fresh[1]])
                self._pair = (first, second)
                self._show_differences()
        if self._pair is None and self.isVisible():
            self._choose_latest(photographs)

    def compare(self, first: Photograph, second: Photograph) -> bool:
        """Put two photographs side by side.

        Returns:
            False where they may not be: they are not of one lesion of one patient.
        """
        lesion = self._desk.lesion
        refusal = explain_refusal(first, second)
        if refusal is None and (lesion is None or first.lesion_id != lesion.id):
            refusal = "other lesion"
        if refusal is not None:
            self._words.setText(tell_refusal(self, refusal))
            return False
        earlier, later = order_by_day([first, second])
        self._epoch += 1
        self._pair = (earlier, later)
        kept = {item.id for item in self._pair}
        self._loaded = {key: value for key, value in self._loaded.items() if key in kept}
        self._words.clear()
        self.panes.clear()
        self._show_titles()
        self._load(earlier)
        self._load(later)
        self._show_differences()
        return True

    def showEvent(self, event: object) -> None:
        """The list is as new as its last look."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh()

    def _choose_latest(self, photographs: tuple[Photograph, ...]) -> None:
        """Compare the photograph on the desk, or else the newest, with the one before it."""
        if len(photographs) < 2:
            self._words.setText(
                self.tr("This lesion has fewer than two photographs; there is nothing to compare.")
            )
            return
        held = self._desk.photograph
        ids = [item.id for item in photographs]
        at = ids.index(held.id) if held is not None and held.id in ids else len(ids) - 1
        at = max(at, 1)
        self.compare(photographs[at - 1], photographs[at])

    def _load(self, photograph: Photograph) -> None:
        store = self._desk.store
        if store is None or photograph.id in self._loaded:
            self._show_images()
            return
        epoch = self._epoch
        self._operations.run(
            lambda: _open(store, photograph),
            lambda loaded: self._take(epoch, loaded),
            lambda error: self._fail(epoch, photograph, error),
        )

    def _take(self, epoch: int, loaded: _Loaded) -> None:
        if epoch == self._epoch:
            self._loaded[loaded.photograph.id] = loaded
            self._show_images()

    def _fail(self, epoch: int, photograph: Photograph, error: Exception) -> None:
        if epoch == self._epoch:
            self._words.setText(f"{photograph.file_name}: {say(error)}")
        if not isinstance(error, SkinVLError):
            raise error

    def _show_images(self) -> None:
        if self._pair is None:
            return
        for pane, photograph in zip(self.panes.both, self._pair, strict=True):
            loaded = self._loaded.get(photograph.id)
            if loaded is not None and not pane.has_image:
                words = f"{find_day(photograph)}, {photograph.file_name}"
                pane.show_levels(loaded.levels, words, photograph.mm_per_px)
        self._show_titles()
        self._enable()

    def _show_titles(self) -> None:
        pair = self._pair
        if pair is None:
            self.panes.show_titles("", "")
            self.between.clear()
            return
        titles = []
        for photograph in pair:
            parts = [
                tell_day(photograph.taken_on)
                if photograph.taken_on
                else self.tr("day not known, imported {day}").format(
                    day=tell_day(find_day(photograph))
                ),
                photograph.modality or self.tr("kind not stated"),
                photograph.file_name,
            ]
            titles.append("  |  ".join(parts))
        self.panes.show_titles(*titles)
        days = count_days(*pair)
        between = (
            self.tr("{days} days between them.").format(days=days)
            if days is not None
            else self.tr("The days between them are not known.")
        )
        scale = (
            self.tr("Both are shown at the same scale.")
            if self.panes.left.has_common_scale
            else self.tr("Sizes on the screen do not compare: no scale for both.")
        )
        self.between.setText(f"{between} {scale}")

    def _show_differences(self) -> None:
        """Fill the table; a result is noted as shown before it is."""
        store, pair = self._desk.store, self._pair
        if store is None or pair is None:
            self.table.show_rows(())
            return
        if not self.isVisible():
            return
        sides = (
            Side(pair[0], self.measuring.measures(pair[0])),
            Side(pair[1], self.measuring.measures(pair[1])),
        )
        try:
            results = self._find_results(store, pair)
        except SkinVLError as error:
            self.failed.emit(str(error))
            results = ResultPair(obstacle="no result")
        self.table.show_rows(list_rows(self, compare_measures(*sides), results))
        self._enable()

    def _find_results(self, store: Store, pair: tuple[Photograph, Photograph]) -> ResultPair:
        readings = [store.readings.current(item.id) for item in pair]
        opinions = store.opinions
        unseen = [item.id for item in pair if not opinions.is_revealed(item.id)]
        hidden = self._opinion_first and any(opinions.own(number) is None for number in unseen)
        results = compare_results(readings[0], readings[1], hidden=hidden)
        if results.before is not None:
            for number in unseen:
                opinions.note_reveal(number)
        return results

    def _measure(self) -> None:
        pair = self._pair
        if pair is not None and all(item.id in self._loaded for item in pair):
            self.measuring.start([(item, self._loaded[item.id].image) for item in pair])

    def _take_measures(self) -> None:
        self._words.setText(self.measuring.words)
        self._show_differences()

    def _enable(self) -> None:
        pair = self._pair
        ready = pair is not None and all(item.id in self._loaded for item in pair)
        self.measure.setEnabled(ready and not self.measuring.is_running)

    def _put_away(self) -> None:
        self._epoch += 1
        self._pair = None
        self._loaded.clear()
        self.measuring.drop()
        self.panes.clear()
        self.table.show_rows(())
        self._words.clear()
        self._show_titles()
        self._enable()

    def _forget(self) -> None:
        self._put_away()
        self.refresh()

    def _choose_side(self, photograph: Photograph, other: int) -> None:
        if self._pair is not None:
            self.compare(photograph, self._pair[other])

    def _open(self, photograph: Photograph) -> None:
        store = self._desk.store
        if store is None:
            return
        try:
            store.images.note_view(photograph.id)
            self._desk.choose_photograph(store.images.get(photograph.id))
        except SkinVLError as error:
            self.failed.emit(str(error))
            return
        self.chosen.emit()

    def _refresh_when_seen(self) -> None:
        if self.isVisible():
            self.refresh()

    def _build(self) -> None:
        self.measure.clicked.connect(self._measure)
        self.measuring.changed.connect(self._take_measures)
        self.timeline.left_chosen.connect(lambda photograph: self._choose_side(photograph, 1))
        self.timeline.right_chosen.connect(lambda photograph: self._choose_side(photograph, 0))
        self.timeline.opened.connect(self._open)
        row = QHBoxLayout()
        for part in (self.panes.linked, self.panes.stacked):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.measure)
        above, below = QWidget(), QTabWidget()
        pictures = QVBoxLayout(above)
        pictures.setContentsMargins(0, 0, 0, 0)
        pictures.addWidget(self.panes, 1)
        pictures.addWidget(self.between)
        pictures.addLayout(row)
        pictures.addWidget(self._words)
        changes, lines = QWidget(), QVBoxLayout()
        changes.setLayout(lines)
        lines.addWidget(self.table, 1)
        hint = self.tr(
            "Light, pressure and sharpness change what is measured. A measured change, or none, "
            "decides nothing by itself."
        )
        lines.addWidget(make_label(hint))
        below.addTab(changes, self.tr("What has &changed"))
        below.addTab(self.timeline, self.tr("Over &time"))
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(above)
        split.addWidget(below)
        split.setStretchFactor(0, 1)
        split.setSizes([520, 240])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.addWidget(split)
        self._enable()


def _open(store: Store, photograph: Photograph) -> _Loaded:
    image = decode_apart(store.images.read(photograph), photograph.file_name).image
    return _Loaded(photograph, image, build_levels(image.rgb))
