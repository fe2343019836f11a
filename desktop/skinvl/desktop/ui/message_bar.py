"""The strip that says what went wrong or what was done, without stopping the work."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from skinvl.desktop.core.language import say
from skinvl.desktop.ui.theme import current_theme


class MessageBar(QFrame):
    """One message at a time, with an optional button; hidden while there is none."""

    action_chosen = Signal()
    said = Signal(str)
    """Something went wrong, in the words that are shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_error = False
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = QPushButton()
        self._action.clicked.connect(self.action_chosen)
        dismiss = QPushButton(self.tr("Dismiss"))
        dismiss.setAccessibleName(self.tr("Dismiss message"))
        dismiss.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._action)
        layout.addWidget(dismiss)
        self.setAccessibleName(self.tr("Message"))
        self.hide()

    @property
    def text(self) -> str:
        """What is shown; empty while the strip is hidden."""
        return "" if self.isHidden() else self._label.text()

    def show_error(self, message: str, action: str = "") -> None:
        """Show something that went wrong, with a button if `action` names one."""
        self._show(message, action, is_error=True)
        self.said.emit(message)

    def show_note(self, message: str) -> None:
        """Show something that was done."""
        self._show(message, "", is_error=False)

    def restyle(self) -> None:
        """Take the colours of the current palette."""
        theme = current_theme()
        text = theme.error_text if self._is_error else theme.note_text
        background = theme.error_background if self._is_error else theme.note_background
        self.setStyleSheet(
            f"MessageBar {{ background: {background}; }} QLabel {{ color: {text}; }}"
        )

    def _show(self, message: str, action: str, *, is_error: bool) -> None:
        self._is_error = is_error
        message = say(message)
        self._label.setText(message)
        self._label.setAccessibleName(message)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.restyle()
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
