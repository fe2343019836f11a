"""The three checklists, filled in by the person; measures only suggest."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from skinvl.desktop.core.checklists import (
    CHECKLISTS,
    Answers,
    Checklist,
    Item,
    Suggestion,
    suggest,
    tell,
)
from skinvl.desktop.core.measuring import Measures
from skinvl.desktop.core.store.checklists import ChecklistKind
from skinvl.desktop.ui.labels import enlarge, make_heading, make_label, paint_secondary


class ItemRow(QWidget):
    """One question with yes, no and "not judged", and a suggestion where there is one."""

    answered = Signal()

    def __init__(self, item: Item) -> None:
        super().__init__()
        self._suggestion: Suggestion | None = None
        name = make_label(tell(item.name))
        enlarge(name, 1.0, bold=True)
        self._help = make_label(tell(item.help))
        self._group = QButtonGroup(self)
        self.buttons: dict[bool | None, QRadioButton] = {}
        choices = QHBoxLayout()
        for value, text in (
            (True, self.tr("Yes")),
            (False, self.tr("No")),
            (None, self.tr("Not judged")),
        ):
            button = QRadioButton(text)
            button.setAccessibleName(f"{tell(item.name)}: {text}")
            self.buttons[value] = button
            self._group.addButton(button)
            choices.addWidget(button)
        choices.addStretch(1)
        self._group.buttonClicked.connect(lambda _: self.answered.emit())
        self._suggested = make_label()
        self.take_over = QPushButton(self.tr("Take over"))
        self.take_over.setAccessibleName(self.tr("Take the suggestion over: ") + tell(item.name))
        self.take_over.clicked.connect(self._take_over)
        below = QHBoxLayout()
        below.addWidget(self._suggested, 1)
        below.addWidget(self.take_over, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(2)
        for widget in (name, self._help):
            layout.addWidget(widget)
        layout.addLayout(choices)
        layout.addLayout(below)
        self.set_answer(None)
        self.set_suggestion(None)

    @property
    def answer(self) -> bool | None:
        """What the person says."""
        return next(value for value, button in self.buttons.items() if button.isChecked())

    @property
    def suggestion(self) -> str:
        """The suggestion as it is shown, empty where there is none."""
        return "" if self._suggestion is None else self._suggested.text()

    def set_answer(self, answer: bool | None) -> None:
        """Show an answer."""
        self.buttons[answer].setChecked(True)

    def set_suggestion(self, suggestion: Suggestion | None) -> None:
        """Show a suggestion; the answer stays what it is."""
        self._suggestion = suggestion
        self.take_over.setVisible(suggestion is not None)
        self._suggested.setVisible(suggestion is not None)
        if suggestion is not None:
            value = self.tr("yes") if suggestion.value else self.tr("no")
            text = self.tr("Suggested: {value} - {why}")
            self._suggested.setText(text.format(value=value, why=suggestion.why))

    def restyle(self) -> None:
        """Take the colours of the current palette."""
        paint_secondary(self._help, self._suggested)

    def _take_over(self) -> None:
        if self._suggestion is not None:
            self.set_answer(self._suggestion.value)
            self.answered.emit()


class ChecklistPage(QScrollArea):
    """One checklist: what it is for, its items, the score, its source."""

    edited = Signal()

    def __init__(self, checklist: Checklist) -> None:
        super().__init__()
        self.checklist = checklist
        self.rows = {item.key: ItemRow(item) for item in checklist.items}
        self._name = make_heading(tell(checklist.name))
        self._applies = make_label(self.tr("For {what}.").format(what=tell(checklist.applies_to)))
        self._score = make_label()
        enlarge(self._score, 1.0, bold=True)
        self._source = make_label(self.tr("Source: {text}").format(text=tell(checklist.source)))
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(16, 12, 16, 12)
        for widget in (self._name, self._applies, self._score, *self.rows.values(), self._source):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tell(checklist.name))
        for row in self.rows.values():
            row.answered.connect(self._take_answer)
        self._refresh()

    @property
    def answers(self) -> dict[str, bool | None]:
        """What was answered."""
        return {key: row.answer for key, row in self.rows.items()}

    @property
    def score(self) -> str:
        """The score as it is shown."""
        return self._score.text()

    def show_answers(self, answers: Answers) -> None:
        """Show answers, "not judged" for what is not among them."""
        for key, row in self.rows.items():
            row.set_answer(answers.get(key))
        self._refresh()

    def show_suggestions(self, found: Mapping[str, Suggestion]) -> None:
        """Show suggestions for some items."""
        for key, row in self.rows.items():
            row.set_suggestion(found.get(key))

    def restyle(self) -> None:
        """Take the colours of the current palette."""
        paint_secondary(self._applies, self._source)
        for row in self.rows.values():
            row.restyle()

    def _take_answer(self) -> None:
        self._refresh()
        self.edited.emit()

    def _refresh(self) -> None:
        self._score.setText(self.checklist.score(self.answers).words)


class ChecklistPanel(QWidget):
    """ABCDE, the clinical and the dermoscopic 7-point checklist, each on a page of its own."""

    edited = Signal(str, object)
    """Kind of the checklist, and its answers."""
    measure_wanted = Signal()
    """The person wants suggestions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: dict[ChecklistKind, ChecklistPage] = {}
        self._tabs = QTabWidget()
        self._tabs.setAccessibleName(self.tr("Checklists"))
        self._note = make_label()
        self.suggest_button = QPushButton(self.tr("Suggest from the outline"))
        self.suggest_button.setToolTip(self.tr("Measure asymmetry, border, colours and size"))
        self.suggest_button.clicked.connect(self.measure_wanted)
        names: dict[ChecklistKind, str] = {
            "abcde": self.tr("ABCDE"),
            "clinical-7-point": self.tr("7-point, clinical"),
            "dermoscopic-7-point": self.tr("7-point, dermoscopic"),
        }
        for kind, checklist in CHECKLISTS.items():
            page = ChecklistPage(checklist)
            page.edited.connect(lambda kind=kind: self.edited.emit(kind, self.pages[kind].answers))
            self.pages[kind] = page
            self._tabs.addTab(page, names[kind])
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 16, 0)
        top.addWidget(self._note, 1)
        top.addWidget(self.suggest_button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self._tabs, 1)
        self.clear()

    @property
    def note(self) -> str:
        """What is said about the suggestions."""
        return self._note.text()

    def clear(self) -> None:
        """For another image."""
        for page in self.pages.values():
            page.show_answers({})
            page.show_suggestions({})
        self.say(self.tr("Filled in by you. Measures of the outline can suggest some items."))

    def say(self, text: str) -> None:
        """Say something about the suggestions."""
        self._note.setText(text)

    def show_answers(self, answers: Mapping[ChecklistKind, Answers]) -> None:
        """Show what was kept."""
        for kind, page in self.pages.items():
            page.show_answers(answers.get(kind, {}))

    def show_measures(self, measures: Measures, mm_per_px: float | None) -> None:
        """Suggest what the measures of a reliable outline say."""
        for kind, page in self.pages.items():
            page.show_suggestions(suggest(kind, measures, mm_per_px))
        text = self.tr("Suggested from the measured outline; you decide.")
        if mm_per_px is None:
            text += " " + self.tr("No size: the scale of the image is not known.")
        self.say(text)

    def restyle(self) -> None:
        """Take the colours of the current palette."""
        paint_secondary(self._note)
        for page in self.pages.values():
            page.restyle()
