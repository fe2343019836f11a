"""The written description: a draft of the model until a person has made it their own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from skinvl.desktop.core import wording
from skinvl.desktop.ui.labels import make_heading, make_label, paint_secondary

_LINES = 6


class DescriptionView(QWidget):
    """Text with its mark; Edit opens a field, Keep keeps it, the model's own text stays."""

    saved = Signal(str)
    """The person wants this text to be kept."""
    given_up = Signal()
    """The person does not want what was typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = ""
        self._edited: str | None = None
        self._shows_draft = False
        self._start: str | None = ""
        self._heading = make_heading(self.tr("Description"))
        self._mark = make_label()
        self._text = make_label()
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName(self.tr("Description, editable"))
        self.editor.setTabChangesFocus(True)
        self.editor.setMinimumHeight(_LINES * self.editor.fontMetrics().lineSpacing())
        self.edit_button = QPushButton(self.tr("Edit"))
        self.keep_button = QPushButton(self.tr("Keep text"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.original_button = QPushButton(self.tr("Show the model's text"))
        self.original_button.setCheckable(True)
        self.edit_button.clicked.connect(self.begin)
        self.keep_button.clicked.connect(lambda: self.saved.emit(self.editor.toPlainText().strip()))
        self.cancel_button.clicked.connect(self._give_up)
        self.original_button.toggled.connect(self._show_original)
        buttons = QHBoxLayout()
        for button in (
            self.edit_button,
            self.keep_button,
            self.cancel_button,
            self.original_button,
        ):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._heading, self._mark, self._text, self.editor):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self._can_edit = False
        self.end()

    @property
    def text(self) -> str:
        """The text as it is shown."""
        return self._text.text()

    @property
    def mark(self) -> str:
        """Whose text it is; empty where there is nothing to say."""
        return "" if self._mark.isHidden() else self._mark.text()

    @property
    def is_editing(self) -> bool:
        """Whether the field is open."""
        return not self.editor.isHidden()

    @property
    def can_begin(self) -> bool:
        """Whether there is a text that can be edited, and the field is not open."""
        return self._can_edit and not self.is_editing

    @property
    def typed(self) -> str | None:
        """The text in the field where it is neither kept nor as it was; None otherwise."""
        text = self.editor.toPlainText()
        return text if self.is_editing and text != self._start else None

    def note_stowed(self) -> None:
        """What is typed now was laid aside; only what is typed from here on is new."""
        self._start = self.editor.toPlainText()

    def show_text(
        self, draft: str, edited: str | None, *, can_edit: bool, marked: bool = True
    ) -> None:
        """Show a description.

        Args:
            draft: of the model, as far as it has come.
            edited: by a person, None where nobody has.
            can_edit: whether it is settled.
            marked: whether the draft is to be marked as one.
        """
        self._draft, self._edited, self._can_edit = draft, edited, can_edit
        own = edited is not None and not self._shows_draft
        self._text.setText(edited if edited is not None and own else draft)
        self._mark.setText(
            self.tr("Edited by a person; the model's draft is kept beside it.")
            if own
            else wording.tell(wording.DRAFT_MARK)
        )
        self._mark.setVisible(own or marked)
        self._refresh()

    def clear(self) -> None:
        """For another image; whoever wants what was typed has taken it before."""
        self.original_button.setChecked(False)
        self.end()
        self.show_text("", None, can_edit=False)

    def begin(self) -> None:
        """Edit the text."""
        self._start = self._edited if self._edited is not None else self._draft
        self._open(self._start)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_with(self, text: str) -> None:
        """Go on with a text that was begun and laid aside."""
        self._start = None
        self._open(text)
        self._mark.setText(self.tr("You had begun this text; it is not kept yet."))
        self._mark.show()

    def end(self) -> None:
        """Put the field away."""
        self.editor.hide()
        self._text.show()
        self._refresh()

    def restyle(self) -> None:
        """Take the colours of the current palette."""
        paint_secondary(self._mark)

    def _open(self, text: str) -> None:
        self.editor.setPlainText(text)
        self.editor.show()
        self._text.hide()
        self._refresh()

    def _give_up(self) -> None:
        self.end()
        self.show_text(self._draft, self._edited, can_edit=self._can_edit)
        self.given_up.emit()

    def _show_original(self, shown: bool) -> None:
        self._shows_draft = shown
        self.show_text(self._draft, self._edited, can_edit=self._can_edit)

    def _refresh(self) -> None:
        editing = self.is_editing
        self.edit_button.setVisible(self._can_edit and not editing)
        self.keep_button.setVisible(editing)
        self.cancel_button.setVisible(editing)
        self.original_button.setVisible(self._edited is not None and not editing)
