"""One key for each decision about the image on the screen, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from skinvl.contract.finding import Finding
from skinvl.desktop.core.deciding import History, agrees, name_kind
from skinvl.desktop.core.language import name_diagnosis
from skinvl.desktop.ui.decision_search import DiagnosisSearch
from skinvl.desktop.ui.labels import enlarge, make_label

LONGEST_COMMENT = 2000
BUTTONS = ("accept", "search", "flag", "skip", "bad", "comment", "opinion", "undo")
_COLUMNS = 4


class DecisionBar(QWidget):
    """Buttons of the page's actions, a search, a line for a comment, the decision that holds."""

    searched = Signal(str)
    """A diagnosis was chosen by search, in place of the model's."""
    commented = Signal(str)

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing = make_label()
        enlarge(self._standing, 1.0, bold=True)
        self.search = DiagnosisSearch()
        self.comment = QLineEdit()
        self.comment.setPlaceholderText(self.tr("Comment; Enter keeps it"))
        self.comment.setAccessibleName(self.tr("Comment"))
        self.comment.setMaxLength(LONGEST_COMMENT)
        self.comment.setAcceptDrops(False)
        self._keep = QPushButton(self.tr("Keep comment"))
        self._comment_line = QWidget()
        self._grid = QGridLayout()
        self._buttons: list[QToolButton] = []
        self._columns = 0
        self._build(actions)
        self.search.chosen.connect(self._take_search)
        self.search.left.connect(self.close_input)
        self.comment.installEventFilter(self)
        self.comment.returnPressed.connect(self._take_comment)
        self._keep.clicked.connect(self._take_comment)
        self.show_history(History(), None)

    @property
    def standing(self) -> str:
        """What is said of the decision that holds."""
        return self._standing.text()

    def open_search(self) -> None:
        """Search a diagnosis."""
        self.search.clear()
        self._comment_line.hide()
        self.search.show()
        self.search.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_comment(self) -> None:
        """Write a comment."""
        self.search.hide()
        self._comment_line.show()
        self.comment.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_input(self) -> None:
        """Put search and comment away."""
        self._put_away()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """For another image."""
        self.comment.clear()
        self._put_away()
        self.show_history(History(), None)

    def show_history(self, history: History, finding: Finding | None, note: str = "") -> None:
        """Say which decision holds.

        Args:
            history: of the image.
            finding: the result on the screen, to say whether the person agrees with it.
            note: what else has to be said, such as that nothing is kept.
        """
        row = history.standing
        if row is None:
            text = self.tr("Not decided.")
        else:
            text = name_kind(row.kind)
            if row.code is not None:
                text = f"{text}: {name_diagnosis(row.code)}"
            same = agrees(finding, row.code)
            if same is not None:
                text += self.tr(" (as the model)") if same else self.tr(" (not as the model)")
            text += "."
        self._standing.setText(f"{text} {note}".strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc leaves the comment and does not stop the analysis."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.close_input()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many buttons side by side as can be read."""
        super().resizeEvent(event)
        for button in self._buttons:
            # Squeezed, a button loses the dots of its letters.
            button.setMinimumHeight(button.sizeHint().height())
        widest = max(button.sizeHint().width() for button in self._buttons)
        room = self._grid.contentsRect().width() + self._grid.spacing()
        columns = room // (widest + self._grid.spacing())
        self._arrange(min(max(columns, 1), _COLUMNS))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, button in enumerate(self._buttons):
            self._grid.addWidget(button, number // columns, number % columns)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _put_away(self) -> None:
        self.search.hide()
        self._comment_line.hide()

    def _take_search(self, code: str) -> None:
        self.close_input()
        self.searched.emit(code)

    def _take_comment(self) -> None:
        text = " ".join(self.comment.text().split())
        if text:
            self.comment.clear()
            self.close_input()
            self.commented.emit(text)

    def _build(self, actions: Mapping[str, QAction]) -> None:
        self._grid.setSpacing(4)
        for name in BUTTONS:
            button = QToolButton()
            button.setDefaultAction(actions[name])
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setAccessibleName(actions[name].toolTip())
            self._buttons.append(button)
        self._arrange(_COLUMNS)
        line = QHBoxLayout(self._comment_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.comment, 1)
        line.addWidget(self._keep)
        self._put_away()
        self.setAccessibleName(self.tr("Decision"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(6)
        layout.addWidget(self._standing)
        layout.addLayout(self._grid)
        layout.addWidget(self.search)
        layout.addWidget(self._comment_line)
