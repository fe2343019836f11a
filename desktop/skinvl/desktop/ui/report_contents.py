"""Check boxes for what a report says."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGroupBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from skinvl.desktop.core.report_case import CaseFile
from skinvl.desktop.core.report_content import Choice
from skinvl.desktop.core.store.exchanges import ExchangeId


class ReportContents(QGroupBox):
    """What a person wants in the report of a case."""

    changed = Signal()

    def __init__(self, case: CaseFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("What the report says"))
        self.boxes: dict[str, QCheckBox] = {}
        self.questions = QListWidget()
        inside = QVBoxLayout(self)
        always = QLabel(
            self.tr("Always: patient, lesion, picture, decision, differential and its limits.")
        )
        always.setWordWrap(True)
        inside.addWidget(always)
        texts = {
            "overlay": self.tr("A second picture with what was dra&wn over it"),
            "opinions": self.tr("&Opinions of the readers"),
            "checklists": self.tr("Check&lists"),
            "comments": self.tr("Co&mments"),
            "notes": self.tr("&Notes about the patient and the lesion"),
            "description": self.tr("The written descrip&tion"),
            "confirmed": self.tr("I have &read the description and stand by it"),
        }
        defaults = {field.name: field.default for field in dataclasses.fields(Choice)}
        for name, text in texts.items():
            box = QCheckBox(text)
            box.setChecked(defaults[name] is True)
            box.toggled.connect(self._react)
            self.boxes[name] = box
            inside.addWidget(box)
        # A description that a person has edited needs no word of confirmation.
        self.boxes["confirmed"].setVisible(case.edit is None and case.finding is not None)
        self._list_questions(case, inside)

    @property
    def choice(self) -> Choice:
        """What is ticked."""
        ticked = {name: box.isChecked() for name, box in self.boxes.items()}
        items = (self.questions.item(row) for row in range(self.questions.count()))
        chosen = [
            ExchangeId(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]
        return Choice(**ticked, exchanges=frozenset(chosen))

    def _react(self) -> None:
        self.boxes["confirmed"].setEnabled(self.boxes["description"].isChecked())
        self.changed.emit()

    def _list_questions(self, case: CaseFile, inside: QVBoxLayout) -> None:
        self.questions.setAccessibleName(self.tr("Questions and answers in the report"))
        for exchange in case.exchanges:
            item = QListWidgetItem(exchange.question)
            item.setData(Qt.ItemDataRole.UserRole, exchange.id)
            item.setToolTip(exchange.answer)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.questions.addItem(item)
        label = QLabel(self.tr("&Questions and answers"))
        label.setBuddy(self.questions)
        inside.addWidget(label)
        inside.addWidget(self.questions)
        for widget in (label, self.questions):
            widget.setVisible(bool(case.exchanges))
