"""The result beside the image: verdicts first, then the differential, then the draft."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from skinvl.contract.finding import Finding
from skinvl.desktop.core import wording
from skinvl.desktop.core.reading import Reading
from skinvl.desktop.core.report import explain_abstention, list_rows
from skinvl.desktop.ui.differential_view import DifferentialView
from skinvl.desktop.ui.labels import enlarge, make_heading, make_label, paint_secondary
from skinvl.desktop.ui.theme import current_theme

EMPTY_TEXT = "The result appears here."
_STATES = {
    "opening": "Opening the image ...",
    "analysing": "Analysing the image ...",
    "failed": "This image was not analysed.",
    "stopped": "Stopped. This image was not analysed.",
}


class ResultPanel(QScrollArea):
    """Shows the result of one reading, or what stands in its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Finding | None = None
        self._level = 0.0
        self._state = make_label()
        self._quality = make_label()
        self._modality = make_label()
        self._cannot_say = make_label()
        self._reason = make_label()
        self._advice = make_label()
        self._caution = QFrame()
        self._heading = make_heading("Differential diagnosis")
        self._information = make_label(wording.FOR_INFORMATION)
        self._differential = DifferentialView()
        self._malignancy = make_label()
        self._parts = make_label()
        self._conformal = make_label()
        self._draft_heading = make_heading("Description")
        self._draft_mark = make_label(wording.DRAFT_MARK)
        self._description = make_label()
        self._result = QWidget()
        self._build()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Result")
        self.restyle()
        self.clear()

    @property
    def differential(self) -> DifferentialView:
        """The ranked list."""
        return self._differential

    @property
    def description(self) -> str:
        """The draft as it is shown."""
        return self._description.text()

    @property
    def status(self) -> str:
        """What stands in place of a result; empty while there is one."""
        return "" if self._state.isHidden() else self._state.text()

    @property
    def abstention(self) -> str:
        """Reason and advice of a result "cannot say"; empty for any other."""
        if self._caution.isHidden():
            return ""
        return f"{self._reason.text()} {self._advice.text()}"

    def clear(self) -> None:
        """Show that there is no image."""
        self._show_state(EMPTY_TEXT)

    def show_reading(self, reading: Reading, level: float) -> None:
        """Show a reading as far as it has come.

        Args:
            reading: the reading of the image on the screen.
            level: coverage of the model's prediction sets, 0..1.
        """
        if reading.finding is None:
            self._show_state(_STATES.get(reading.state, ""))
            return
        if reading.finding is not self._shown or level != self._level:
            self._show_finding(reading.finding, level)
        self._show_description(reading)

    def restyle(self) -> None:
        """Take the colours of the current palette."""
        theme = current_theme()
        self._caution.setStyleSheet(
            f"QFrame#caution {{ background: {theme.caution_background}; border-radius: 6px; }}"
            f"QFrame#caution QLabel {{ color: {theme.caution_text}; }}"
        )
        paint_secondary(
            self._state, self._information, self._parts, self._conformal, self._draft_mark
        )
        if self._shown is not None:
            self._show_finding(self._shown, self._level)

    def _build(self) -> None:
        self._caution.setObjectName("caution")
        self._caution.setAccessibleName(wording.CANNOT_SAY)
        self._cannot_say.setText(wording.CANNOT_SAY)
        enlarge(self._cannot_say, 1.5, bold=True)
        enlarge(self._malignancy, 1.0, bold=True)
        enlarge(self._quality, 1.0, bold=True)
        enlarge(self._modality, 1.0, bold=True)
        caution = QVBoxLayout(self._caution)
        caution.setContentsMargins(12, 10, 12, 10)
        for label in (self._cannot_say, self._reason, self._advice):
            caution.addWidget(label)
        result = QVBoxLayout(self._result)
        result.setContentsMargins(0, 0, 0, 0)
        result.setSpacing(8)
        for widget in (
            self._quality,
            self._modality,
            self._caution,
            self._heading,
            self._information,
            self._differential,
            self._malignancy,
            self._parts,
            self._conformal,
            self._draft_heading,
            self._draft_mark,
            self._description,
        ):
            if widget in (self._heading, self._draft_heading):
                result.addSpacing(8)
            result.addWidget(widget)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(self._state)
        layout.addWidget(self._result)
        layout.addStretch(1)
        self.setWidget(content)

    def _show_state(self, text: str) -> None:
        self._shown = None
        self._differential.clear()
        self._description.clear()
        self._caution.hide()
        self._state.setText(text)
        self._state.show()
        self._result.hide()

    def _show_finding(self, finding: Finding, level: float) -> None:
        moved_on = self._shown is None or self._shown.differential != finding.differential
        self._shown, self._level = finding, level
        self._quality.setText(wording.name_quality(finding))
        self._modality.setText(wording.name_modality(finding))
        abstention = explain_abstention(finding)
        if abstention is not None:
            self._reason.setText(abstention[0])
            self._advice.setText(abstention[1])
        self._caution.setVisible(abstention is not None)
        self._information.setVisible(abstention is not None)
        self._differential.show_rows(list_rows(finding), muted=abstention is not None)
        self._malignancy.setText(wording.sum_up_malignancy(finding))
        self._parts.setText(wording.split_malignancy(finding))
        self._malignancy.setVisible(abstention is None)
        self._parts.setVisible(abstention is None)
        self._conformal.setText(wording.describe_conformal_set(finding, level))
        self._conformal.setVisible(abstention is None)
        self._draft_mark.setVisible(abstention is None)
        self._state.hide()
        self._result.show()
        if moved_on:
            self.verticalScrollBar().setValue(0)

    def _show_description(self, reading: Reading) -> None:
        text = reading.description
        if reading.state == "describing":
            text = f"{text} ..." if text else "Writing ..."
        elif reading.state == "stopped":
            text = f"{text} [stopped]" if text else "Stopped."
        elif reading.state == "failed":
            text = f"Not written: {reading.problem}"
        self._description.setText(text)
