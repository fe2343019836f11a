"""The reader's own opinion, asked for before the result is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from skinvl.desktop.core.filing import OwnOpinion
from skinvl.desktop.core.language import name_diagnosis
from skinvl.desktop.core.store.opinions import Suspicion
from skinvl.desktop.ui.decision_search import DiagnosisSearch
from skinvl.desktop.ui.labels import make_heading, make_label

_ANSWERS: tuple[Suspicion, ...] = ("yes", "unsure", "no")
_START = 50


class OpinionForm(QFrame):
    """Diagnosis, suspicion of malignancy, confidence; then the result is shown."""

    given = Signal(object)
    """An `OwnOpinion`."""
    left = Signal()
    """Esc: the person does not want to give one now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code: str | None = None
        self._blind = True
        self._heading = make_heading(self.tr("Your opinion first"))
        self._why = make_label(
            self.tr(
                "The result is hidden until you have entered your own opinion, so that it cannot "
                "sway you."
            )
        )
        self.search = DiagnosisSearch()
        self._chosen = make_label()
        self._suspicion = QButtonGroup(self)
        self.buttons: dict[Suspicion, QRadioButton] = {}
        names = {"yes": self.tr("Yes"), "unsure": self.tr("Unsure"), "no": self.tr("No")}
        for name in _ANSWERS:
            self.buttons[name] = QRadioButton(names[name])
            self._suspicion.addButton(self.buttons[name])
        self.confidence = QSlider(Qt.Orientation.Horizontal)
        self.confidence.setRange(0, 100)
        self.confidence.setSingleStep(5)
        self.confidence.setPageStep(10)
        self.confidence.setAccessibleName(self.tr("How sure you are, in percent"))
        self._percent = QLabel()
        self.submit = QPushButton()
        self._missing = make_label()
        self._build()
        self.search.chosen.connect(self._choose)
        self.search.left.connect(self.left)
        self._suspicion.buttonClicked.connect(lambda _: self._refresh())
        self.confidence.valueChanged.connect(lambda _: self._refresh())
        self.submit.clicked.connect(self.give)
        self.clear()

    @property
    def is_complete(self) -> bool:
        """Whether a diagnosis and a suspicion were entered."""
        return self._code is not None and self._suspicion.checkedButton() is not None

    def clear(self) -> None:
        """Ask anew, for another image."""
        self._code = None
        self.search.clear()
        self._suspicion.setExclusive(False)
        for button in self.buttons.values():
            button.setChecked(False)
        self._suspicion.setExclusive(True)
        self.confidence.setValue(_START)
        self._refresh()

    def event(self, event: QEvent) -> bool:
        """Esc in any part of the form leaves it, unless an opinion has to be given first."""
        if self._blind or not isinstance(event, QKeyEvent):
            return super().event(event)
        if event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.left.emit()
                return True
        return super().event(event)

    def set_blind(self, blind: bool) -> None:
        """Whether the result is hidden until the opinion is given."""
        if blind == self._blind:
            return
        self._blind = blind
        self._why.setVisible(blind)
        self._heading.setText(self.tr("Your opinion first") if blind else self.tr("Your opinion"))
        self._refresh()

    def give(self) -> None:
        """Give the opinion, if it is complete; otherwise say what is missing."""
        if not self.is_complete:
            self._missing.setText(
                self.tr("Choose a diagnosis from the list.")
                if self._code is None
                else self.tr("Say whether it is suspicious.")
            )
            self._missing.show()
            (self.search.line if self._code is None else self.buttons["yes"]).setFocus()
            return
        suspicion = next(name for name in _ANSWERS if self.buttons[name].isChecked())
        share = self.confidence.value() / 100
        self.given.emit(OwnOpinion(self._code, suspicion, share, before=self._blind))

    def _choose(self, code: str) -> None:
        self._code = code
        self.search.show_code(code)
        self.buttons["yes"].setFocus()
        self._refresh()

    def _refresh(self) -> None:
        self._percent.setText(f"{self.confidence.value()} %")
        self._chosen.setText(
            self.tr("No diagnosis chosen.")
            if self._code is None
            else self.tr("Chosen: {name}").format(name=name_diagnosis(self._code))
        )
        self._missing.hide()
        self.submit.setText(
            self.tr("Keep, and show the result (R)") if self._blind else self.tr("Keep my opinion")
        )

    def _build(self) -> None:
        self.setObjectName("opinion")
        self.setAccessibleName(self.tr("Your opinion"))
        suspicious = QHBoxLayout()
        question = make_label(self.tr("Suspicious of malignancy?"))
        suspicious.addWidget(question)
        for button in self.buttons.values():
            button.setAccessibleName(f"{question.text()} {button.text()}")
            suspicious.addWidget(button)
        suspicious.addStretch(1)
        sure = QHBoxLayout()
        sure.addWidget(QLabel(self.tr("How sure?")))
        sure.addWidget(self.confidence, 1)
        self._percent.setMinimumWidth(self._percent.fontMetrics().horizontalAdvance("100 % "))
        sure.addWidget(self._percent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(self._heading)
        layout.addWidget(self._why)
        layout.addWidget(self.search)
        layout.addWidget(self._chosen)
        layout.addLayout(suspicious)
        layout.addLayout(sure)
        layout.addWidget(self._missing)
        layout.addWidget(self.submit)
