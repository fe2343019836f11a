"""Questions about the image on the screen, answered word by word."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from skinvl.desktop.core import wording
from skinvl.desktop.core.language import say
from skinvl.desktop.core.reading import Exchange, Reading
from skinvl.desktop.ui.labels import enlarge, make_heading, make_label, paint_secondary

LONGEST_QUESTION = 200


class ExchangeView(QWidget):
    """One question and its answer."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__()
        self._question = make_label(exchange.question)
        enlarge(self._question, 1.0, bold=True)
        self._answer = make_label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(2)
        layout.addWidget(self._question)
        layout.addWidget(self._answer)
        self.show_exchange(exchange)

    @property
    def answer(self) -> str:
        """The answer as it is shown."""
        return self._answer.text()

    def show_exchange(self, exchange: Exchange) -> None:
        """Show the answer as far as it has come."""
        text = wording.tell_answer(exchange.answer)
        if exchange.state == "answering":
            text = f"{text} ..." if text else self.tr("Answering ...")
        elif exchange.state == "stopped":
            stopped = self.tr("[stopped]")
            text = f"{text} {stopped}" if text else self.tr("Stopped before the first word.")
        elif exchange.state == "failed":
            text = self.tr("Not answered: {reason}").format(reason=say(text))
        elif not text:
            text = self.tr("The model gave no answer.")
        self._answer.setText(text)


class QuestionPanel(QWidget):
    """A line to ask in, Ask and Stop, and everything asked about this image so far."""

    asked = Signal(str)
    stopped = Signal()
    line_wanted = Signal()
    """The cursor is going into the question: it has to be on the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: list[ExchangeView] = []
        self._not_yet = self.tr("Ask once the image has been analysed.")
        self._invitation = self.tr("Type a question in English, or choose one of the suggestions.")
        self._line = QLineEdit()
        self._line.setPlaceholderText(self.tr("Ask about this image, in English"))
        self._line.setAccessibleName(self.tr("Question"))
        self._line.setMaxLength(LONGEST_QUESTION)
        # A file dropped on it is for the window, not text.
        self._line.setAcceptDrops(False)
        self._line.returnPressed.connect(self._ask)
        self._line.textChanged.connect(self._enable_ask)
        self._warning = make_label()
        self._warning.hide()
        self._ask_button = QPushButton(self.tr("&Ask"))
        self._ask_button.clicked.connect(self._ask)
        self._stop_button = QPushButton(self.tr("Stop"))
        self._stop_button.setToolTip(self.tr("Stop the answer (Esc)"))
        self._stop_button.setAccessibleName(self.tr("Stop the answer"))
        self._stop_button.clicked.connect(self.stopped)
        self._suggestions = QPushButton(self.tr("Suggestions"))
        self._suggestions.setAccessibleName(self.tr("Suggested questions"))
        menu = QMenu(self._suggestions)
        for question in wording.SUGGESTED_QUESTIONS:
            menu.addAction(wording.tell(question)).triggered.connect(
                partial(self._suggest, question)
            )
        self._suggestions.setMenu(menu)
        self._can_ask = False
        self._build()
        self.clear()

    @property
    def line(self) -> QLineEdit:
        """Where a question is typed."""
        return self._line

    @property
    def answers(self) -> list[str]:
        """The answers as they are shown, oldest first."""
        return [view.answer for view in self._views]

    @property
    def warning(self) -> str:
        """Why the question that is typed is not asked; empty where it may be."""
        return "" if self._warning.isHidden() else self._warning.text()

    @property
    def stop_button(self) -> QPushButton:
        return self._stop_button

    def clear(self) -> None:
        """Forget everything that was asked."""
        for view in self._views:
            self._history.removeWidget(view)
            view.hide()
            view.deleteLater()
        self._views = []
        self._empty.setText(self._not_yet)
        self._empty.show()
        self._line.clear()
        self._allow(can_ask=False, is_answering=False)

    def show_reading(self, reading: Reading, *, hidden: bool = False) -> None:
        """Show the questions and answers of a reading.

        Args:
            reading: the reading on the screen.
            hidden: answers are kept off the screen and nothing can be asked.
        """
        self._area.setVisible(not hidden)
        if hidden:
            self._allow(can_ask=False, is_answering=False)
            return
        for index, exchange in enumerate(reading.exchanges):
            if index < len(self._views):
                self._views[index].show_exchange(exchange)
            else:
                self._add(exchange)
        self._empty.setVisible(not self._views)
        self._empty.setText(self._invitation if reading.can_ask else self._not_yet)
        self._allow(can_ask=reading.can_ask, is_answering=reading.answering is not None)

    def focus_line(self) -> None:
        """Put the cursor into the question."""
        self.line_wanted.emit()
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def _build(self) -> None:
        heading = make_heading(self.tr("Questions"))
        self._mark = make_label(wording.tell(wording.ANSWER_MARK))
        self._empty = make_label(self._not_yet)
        paint_secondary(self._mark, self._empty)
        content = QWidget()
        self._history = QVBoxLayout(content)
        self._history.setContentsMargins(0, 0, 0, 0)
        self._history.addWidget(self._empty)
        self._history.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(content)
        self._area.setAccessibleName(self.tr("Questions and answers"))
        self._area.verticalScrollBar().rangeChanged.connect(
            lambda low, high: self._area.verticalScrollBar().setValue(high)
        )
        entry = QHBoxLayout()
        for widget in (self._line, self._ask_button, self._stop_button):
            entry.addWidget(widget, 1 if widget is self._line else 0)
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(self._suggestions)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 12)
        layout.addLayout(top)
        layout.addWidget(self._mark)
        layout.addWidget(self._area, 1)
        layout.addWidget(self._warning)
        layout.addLayout(entry)

    def restyle(self) -> None:
        """Take the colours of the current palette."""
        paint_secondary(self._mark, self._empty)

    def _add(self, exchange: Exchange) -> None:
        view = ExchangeView(exchange)
        self._views.append(view)
        self._history.insertWidget(self._history.count() - 1, view)

    def _ask(self) -> None:
        question = " ".join(self._line.text().split())
        if question and self._can_ask and not wording.warn_of_language(question):
            self._line.clear()
            self.asked.emit(question)

    def _suggest(self, question: str, _checked: bool = False) -> None:
        if self._can_ask:
            self.asked.emit(question)

    def _allow(self, *, can_ask: bool, is_answering: bool) -> None:
        self._can_ask = can_ask
        self._line.setEnabled(can_ask or is_answering)
        self._suggestions.setEnabled(can_ask)
        self._stop_button.setEnabled(is_answering)
        self._enable_ask()

    def _enable_ask(self) -> None:
        warning = wording.warn_of_language(self._line.text())
        self._warning.setText(warning)
        self._warning.setVisible(bool(warning))
        self._ask_button.setEnabled(
            self._can_ask and bool(self._line.text().strip()) and not warning
        )
