"""The line that says where the image on the screen is kept, and lets a person file it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from skinvl.desktop.core.filing import Case
from skinvl.desktop.ui.image_keeping import Keeping
from skinvl.desktop.ui.labels import make_label
from skinvl.desktop.ui.theme import current_theme


class FilingStrip(QFrame):
    """Says "kept with ..." or "not kept", with the two buttons that change it."""

    file_chosen = Signal()
    """File the image with the patient in view."""
    file_anyway_chosen = Signal()
    """File it there although the same file is filed with somebody else."""
    leave_chosen = Signal()
    """Do not file it with the patient in view."""
    retry_chosen = Signal()
    """Keep the result again, after that failed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._warns = False
        self._text = make_label()
        self.file_button = QPushButton()
        self.leave_button = QPushButton(self.tr("Do not file"))
        self.file_button.clicked.connect(self._choose)
        self.leave_button.clicked.connect(self.leave_chosen)
        self._meaning = "file"
        self.setObjectName("filing")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.file_button)
        layout.addWidget(self.leave_button)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while it says nothing."""
        return "" if self.isHidden() else self._text.text()

    def show_keeping(self, keeping: Keeping | None, case: Case | None) -> None:
        """Say how far the image is filed.

        Args:
            keeping: of the image on the screen.
            case: the patient in view, None where there is none.
        """
        if keeping is None or keeping.reading.image is None or keeping.place == "nowhere":
            self.hide()
            return
        self._warns = keeping.place in ("conflict", "failed")
        button, leave = "", False
        if keeping.place == "nobody":
            text = self.tr("Not kept: no patient was chosen when this image was opened.")
            if case is not None:
                button = self.tr("File under {name}").format(name=case.name)
            else:
                text += " " + self.tr("Choose a patient to file it.")
        elif keeping.place == "filing":
            text = self.tr("Filing ...")
        elif keeping.place == "conflict" and keeping.case is not None:
            text = self.tr("Not filed. {doubt} Is this the right patient?").format(
                doubt=keeping.problem
            )
            button = self.tr("File under {name} all the same").format(name=keeping.case.name)
            leave = True
        elif keeping.place == "failed":
            text = self.tr("Not filed: {problem}").format(problem=keeping.problem)
            button = self.tr("Try again") if case is not None else ""
        else:
            text, button = self._describe_filed(keeping, case)
        self._meaning = {"conflict": "anyway", "filed": "retry"}.get(keeping.place, "file")
        self._text.setText(text)
        self.file_button.setText(button)
        self.file_button.setVisible(bool(button))
        self.leave_button.setVisible(leave)
        self.setAccessibleName(text)
        self.restyle()
        self.show()

    def restyle(self) -> None:
        """Take the colours of the current palette."""
        self.setStyleSheet(current_theme().style_strip("filing", warns=self._warns))

    def _describe_filed(self, keeping: Keeping, case: Case | None) -> tuple[str, str]:
        photograph = keeping.photograph
        if photograph is None:
            return "", ""
        text = self.tr("Kept as photograph {number}.").format(number=photograph.id)
        if case is not None and case.patient.id == photograph.patient_id:
            words = self.tr("Kept with {name} as photograph {number}.")
            text = words.format(name=Case(case.patient).name, number=photograph.id)
        reading = keeping.reading
        if reading.is_running:
            later = self.tr("The result is kept when it is complete.")
            return f"{text} {later}", ""
        if reading.finding is not None and keeping.stored is None:
            self._warns = True
            missing = self.tr("The result is not kept yet.")
            return f"{text} {missing}", self.tr("Keep the result")
        return text, ""

    def _choose(self) -> None:
        {
            "file": self.file_chosen,
            "anyway": self.file_anyway_chosen,
            "retry": self.retry_chosen,
        }[self._meaning].emit()
