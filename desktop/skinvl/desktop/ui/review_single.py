"""One image of the queue: the picture, what the model found, what was decided."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from skinvl.contract.finding import Finding
from skinvl.desktop.core import wording
from skinvl.desktop.core.deciding import KIND_NAMES
from skinvl.desktop.core.language import name_diagnosis, say, translate
from skinvl.desktop.core.report import explain_abstention, list_rows
from skinvl.desktop.core.review.queue import Item
from skinvl.desktop.ui.compare_pane import ZOOM_STEP, Region
from skinvl.desktop.ui.compare_panes import ComparePanes
from skinvl.desktop.ui.decision_search import DiagnosisSearch
from skinvl.desktop.ui.differential_view import DifferentialView
from skinvl.desktop.ui.image_view import ImageView
from skinvl.desktop.ui.labels import enlarge, make_heading, make_label, paint_secondary
from skinvl.desktop.ui.opinion_form import OpinionForm
from skinvl.desktop.ui.review_grid import name_state

_LONGEST_COMMENT = 2000


class SingleView(QWidget):
    """Shows one item, or two of one lesion side by side. It decides nothing itself."""

    searched = Signal(str)
    """A diagnosis was chosen by search."""
    commented = Signal(str)
    left = Signal()
    """An input was left without a choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item: Item | None = None
        self.finding: Finding | None = None
        self.is_ready = False
        self.view = ImageView()
        self.panes = ComparePanes()
        self._beside = QWidget()
        self._levels: list[QImage] = []
        self._title = make_label()
        enlarge(self._title, 1.15, bold=True)
        self._whose = make_label()
        self._problem = make_label()
        self._standing = make_label()
        enlarge(self._standing, 1.05, bold=True)
        self._result = QWidget()
        self._summary = make_label()
        self._abstention = make_label()
        self._differential = DifferentialView()
        self.opinion = OpinionForm()
        self.search = DiagnosisSearch()
        self.comment = QLineEdit()
        self._history = make_label()
        self._build()
        self.clear()

    @property
    def is_hidden(self) -> bool:
        """Whether the result is kept back until an own opinion was given."""
        return not self.opinion.isHidden()

    @property
    def is_typing(self) -> bool:
        """Whether search or comment is open."""
        return not (self.search.isHidden() and self.comment.isHidden())

    @property
    def text(self) -> str:
        """What is said of the image, without the differential."""
        labels = (self._title, self._whose, self._problem, self._standing, self._summary)
        return "\n".join(label.text() for label in labels if not label.isHidden())

    @property
    def differential(self) -> list[str]:
        """The rows of the differential as they are read out; empty while it is hidden."""
        return self._differential.row_names

    def clear(self, text: str = "") -> None:
        """Show no image, and say why."""
        self.item, self.finding, self.is_ready, self._levels = None, None, False, []
        self.view.clear()
        self.hide_other()
        self.close_inputs()
        self.opinion.hide()
        self._result.hide()
        self._title.setText(text or self.tr("No image is chosen."))
        for label in (self._whose, self._problem, self._standing, self._history):
            label.hide()

    def show_item(
        self,
        item: Item,
        whose: str,
        history: list[tuple[str, str | None, str]],
        *,
        kept_back: bool = False,
    ) -> None:
        """Show another image, or another result of it, whose picture is still being made.

        Args:
            item: the image.
            whose: its patient in words.
            history: of its decisions.
            kept_back: whether the reader is to give an opinion before seeing those of others.
        """
        other = _identify(self.item) != _identify(item)
        self.item = item
        if other:
            self.is_ready, self._levels = False, []
            self.finding = None
            self.view.clear()
            self.hide_other()
            self.close_inputs()
            self._problem.hide()
            self._result.hide()
            self.opinion.hide()
        self._title.setText(item.path)
        _say(self._whose, whose)
        told = name_state(item.state, self)
        if kept_back and item.state in ("accepted", "overridden"):
            told = self.tr("decided")
        elif item.decided is not None and item.state in ("accepted", "overridden"):
            told += f": {name_diagnosis(item.decided)}"
        if item.reason is not None:
            told += f" ({say(item.reason)})"
        _say(self._standing, told[:1].upper() + told[1:])
        _say(self._history, "\n".join(_tell(row) for row in history[:6]))

    def show_picture(self, levels: list[QImage]) -> None:
        """Show the picture of the item."""
        assert self.item is not None
        self._levels = levels
        self.view.show_levels(levels, self.item.path)
        self._problem.hide()
        self.is_ready = True

    def show_problem(self, text: str) -> None:
        """Say why there is no picture; nothing can be decided without one."""
        self.is_ready, self._levels = False, []
        self.view.clear()
        self.hide_other()
        self._result.hide()
        _say(self._problem, say(text))

    def ask_opinion(self) -> None:
        """Keep the result back and ask for the reader's own opinion."""
        if self.opinion.isHidden():
            self.opinion.clear()
            self.opinion.set_blind(True)
            self._result.hide()
            self.opinion.show()

    def show_finding(self, finding: Finding) -> None:
        """Show what the model found."""
        self.finding = finding
        self.opinion.hide()
        caution = explain_abstention(finding)
        said = (
            f"{wording.tell(wording.CANNOT_SAY)}. {' '.join(caution)}"
            if caution is not None
            else ""
        )
        _say(self._abstention, said)
        rows = list_rows(finding)
        self._differential.show_rows(rows, muted=caution is not None)
        parts = [wording.sum_up_malignancy(finding), wording.name_quality(finding)]
        if caution is not None:
            parts.insert(0, wording.tell(wording.FOR_INFORMATION))
            paint_secondary(self._summary)
        else:
            self._summary.setStyleSheet("")
        self._summary.setText("\n".join(part for part in parts if part))
        self._result.show()

    def show_other(self, item: Item, levels: list[QImage]) -> None:
        """Show a second image of the same lesion beside the first."""
        name = self.item.path if self.item is not None else ""
        self.panes.show_titles(name, item.path)
        self.panes.left.show_levels(self._levels, name, None)
        self.panes.right.show_levels(levels, item.path, None)
        self.view.hide()
        self._beside.show()

    def hide_other(self) -> None:
        """One image alone."""
        self._beside.hide()
        self.view.show()
        self.panes.clear()

    @property
    def is_comparing(self) -> bool:
        """Whether two images are shown."""
        return not self._beside.isHidden()

    def fit(self) -> None:
        """Show the whole image, or both."""
        if self.is_comparing:
            self._look_at(Region())
        else:
            self.view.fit()

    def zoom_in(self) -> None:
        """One step closer."""
        if self.is_comparing:
            self._come_closer(ZOOM_STEP)
        else:
            self.view.zoom_in()

    def zoom_out(self) -> None:
        """One step back."""
        if self.is_comparing:
            self._come_closer(1 / ZOOM_STEP)
        else:
            self.view.zoom_out()

    def _come_closer(self, factor: float) -> None:
        seen = self.panes.left.region
        self._look_at(Region(seen.closeness * factor, seen.x, seen.y))

    def _look_at(self, region: Region) -> None:
        self.panes.left.look_at(region)
        if self.panes.linked.isChecked():
            self.panes.right.look_at(region)

    def open_search(self) -> None:
        """Search a diagnosis."""
        self.close_inputs()
        self.search.clear()
        self.search.show()
        self.search.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_comment(self) -> None:
        """Write a comment."""
        self.close_inputs()
        self.comment.clear()
        self.comment.show()
        self.comment.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_inputs(self) -> None:
        """Put search and comment away."""
        self.search.hide()
        self.comment.hide()

    def _leave(self) -> None:
        self.close_inputs()
        self.left.emit()

    def _take_comment(self) -> None:
        text = " ".join(self.comment.text().split())
        self._leave()
        if text:
            self.commented.emit(text)

    def _take_search(self, code: str) -> None:
        self._leave()
        self.searched.emit(code)

    def _build(self) -> None:
        self.comment.setPlaceholderText(self.tr("Comment; Enter keeps it"))
        self.comment.setAccessibleName(self.tr("Comment"))
        self.comment.setMaxLength(_LONGEST_COMMENT)
        self.comment.setAcceptDrops(False)
        self.comment.returnPressed.connect(self._take_comment)
        self.search.chosen.connect(self._take_search)
        self.search.left.connect(self._leave)
        self.view.setMinimumSize(220, 180)
        names = (self.tr("Image under review"), self.tr("Another image of the same lesion"))
        for pane, name in zip(self.panes.both, names, strict=True):
            pane.setAccessibleName(name)
            pane.flip_asked.disconnect()
        self.panes.linked.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        beside = QVBoxLayout(self._beside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.panes, 1)
        beside.addWidget(self.panes.linked)
        images = QWidget()
        place = QVBoxLayout(images)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self.view, 1)
        place.addWidget(self._beside, 1)
        result = QVBoxLayout(self._result)
        result.setContentsMargins(0, 0, 0, 0)
        result.addWidget(make_heading(self.tr("What the model found")))
        for label in (self._abstention, self._summary):
            result.addWidget(label)
        result.addWidget(self._differential)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(10, 6, 10, 6)
        for widget in (
            self._title, self._whose, self._problem, self._standing, self.search, self.comment,
            self.opinion, self._result, self._history,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumWidth(300)
        scroll.setWidget(inside)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(images)
        parts.addWidget(scroll)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 1)
        parts.setSizes([560, 340])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(parts)
        self.setAccessibleName(self.tr("Image under review"))


def _identify(item: Item | None) -> tuple[object, ...] | None:
    return None if item is None else (item.id, item.sha256, item.reading_id, item.is_read)


def _say(label: QWidget, text: str) -> None:
    label.setText(text)  # type: ignore[attr-defined]
    label.setVisible(bool(text))


def _tell(row: tuple[str, str | None, str]) -> str:
    kind, code, comment = row
    parts = [translate("Decision", KIND_NAMES.get(kind, kind))]  # type: ignore[call-overload]
    if code is not None:
        parts.append(name_diagnosis(code))
    if comment:
        parts.append(comment)
    return ": ".join(parts[:2]) + (f" - {parts[2]}" if len(parts) > 2 else "")
