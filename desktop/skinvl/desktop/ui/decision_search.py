"""A line in which any diagnosis of the ontology is found by its name, synonym or code."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from skinvl.desktop.core.deciding import find_diagnoses
from skinvl.desktop.core.language import name_diagnosis

_ROWS = 6


class DiagnosisSearch(QWidget):
    """Type, choose with the arrow keys, Enter."""

    chosen = Signal(str)
    """A diagnosis was chosen; its code."""
    left = Signal()
    """Esc was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Diagnosis: name, synonym or ICD-10 code"))
        self.line.setAccessibleName(self.tr("Search a diagnosis"))
        self.line.setAcceptDrops(False)
        self.line.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Diagnoses found"))
        self.list.setUniformItemSizes(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self.setFocusProxy(self.line)
        self.line.installEventFilter(self)
        self.list.installEventFilter(self)
        self.line.textEdited.connect(self._find)
        self.line.returnPressed.connect(self._choose)
        self.list.itemActivated.connect(lambda _: self._choose())
        self.list.itemClicked.connect(lambda _: self._choose())
        self._limit_height()
        self.clear()

    def clear(self) -> None:
        """Begin anew."""
        self.line.clear()
        self._find("")

    def show_code(self, code: str | None) -> None:
        """Show a diagnosis that was chosen."""
        self.line.setText("" if code is None else name_diagnosis(code))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys walk through the list while the line has the focus; Esc leaves."""
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if watched is self.line and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                row = min(max(self.list.currentRow() + step, 0), self.list.count() - 1)
                self.list.setCurrentRow(row)
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._limit_height()

    def _limit_height(self) -> None:
        rows = _ROWS * self.list.fontMetrics().lineSpacing()
        self.list.setMaximumHeight(rows + 12)
        self.list.setMinimumHeight(rows // 2)

    def _find(self, words: str) -> None:
        self.list.clear()
        for code, name in find_diagnoses(words):
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, code)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if words.strip() else -1)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))
