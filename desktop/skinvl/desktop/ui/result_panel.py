"""The result beside the image: verdicts first, then the differential, then the draft."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from skinvl.contract.finding import Finding
from skinvl.desktop.core import wording
from skinvl.desktop.core.language import name_modality, say, tell_percent
from skinvl.desktop.core.measuring import Measures
from skinvl.desktop.core.reading import Reading
from skinvl.desktop.core.report import explain_abstention, list_rows, list_stamp
from skinvl.desktop.core.verdicts import list_concerns
from skinvl.desktop.ui.differential_view import DifferentialView
from skinvl.desktop.ui.labels import enlarge, make_heading, make_label, paint_secondary
from skinvl.desktop.ui.result_description import DescriptionView
from skinvl.desktop.ui.theme import current_theme

_SHA256_DIGITS = 64
_MODALITIES = (None, "clinical", "dermoscopy")


@dataclass(frozen=True)
class Around:
    """What the page knows about a reading beside the reading itself.

    ``level`` is the coverage of the model's prediction sets, 0..1; ``stale`` why the result is not
    what the model of today would say, ``edited`` the description as a person has changed it,
    ``measures`` those of a reliable outline, ``stated`` the modality that the person stated;
    ``hidden`` keeps everything that the model says of the diagnosis off the screen.
    """

    level: float
    stale: str | None = None
    edited: str | None = None
    measures: Measures | None = None
    stated: str | None = None
    hidden: bool = False


class _StillBox(QComboBox):
    """A choice that turning the wheel over the panel does not change, and that never widens it."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ResultPanel(QScrollArea):
    """Shows the result of one reading, or what stands in its place."""

    again_chosen = Signal()
    """Analyse the image again."""
    description_kept = Signal(str)
    """The person wants this description to be kept."""
    modality_stated = Signal(object)
    """The person says what the image is: "clinical", "dermoscopy" or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Finding, Around] | None = None
        self._listed: object = None
        self._state = make_label()
        self._quality = make_label()
        self._modality = make_label()
        self._concerns = make_label()
        self._stated = _StillBox()
        self._stale = make_label()
        self.again_button = QPushButton(self.tr("Analyse again"))
        self._stale_frame = QFrame()
        self._hidden = make_label(
            self.tr("The result is hidden until you have entered your own opinion.")
        )
        self._cannot_say = make_label()
        self._reason = make_label()
        self._advice = make_label()
        self._caution = QFrame()
        self._heading = make_heading(self.tr("Differential diagnosis"))
        self._information = make_label(wording.tell(wording.FOR_INFORMATION))
        self._differential = DifferentialView()
        self._malignancy = make_label()
        self._parts = make_label()
        self._conformal = make_label()
        self.draft = DescriptionView()
        self._stamp_heading = make_heading(self.tr("How this result was made"))
        self._stamp = make_label()
        self._result = QWidget()
        self._build()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Result"))
        self.restyle()
        self.clear()

    @property
    def differential(self) -> DifferentialView:
        """The ranked list."""
        return self._differential

    @property
    def description(self) -> str:
        """The draft as it is shown."""
        return self.draft.text

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

    @property
    def staleness(self) -> str:
        """Why the result is stale, as it is shown; empty for one that is not."""
        return "" if self._stale_frame.isHidden() else self._stale.text()

    @property
    def concerns(self) -> str:
        """What speaks against relying on the image, a line each."""
        return "" if self._concerns.isHidden() else self._concerns.text()

    @property
    def stamp(self) -> str:
        """How the result was made, as it is shown."""
        return "" if self._stamp.isHidden() else self._stamp.text()

    @property
    def is_hidden_result(self) -> bool:
        """Whether there is a result that is kept off the screen."""
        return not self._hidden.isHidden()

    def clear(self) -> None:
        """Show that there is no image."""
        self.draft.clear()
        self._show_state(self.tr("The result appears here."))

    def show_reading(self, reading: Reading, around: Around) -> None:
        """Show a reading as far as it has come.

        Args:
            reading: the reading of the image on the screen.
            around: what else the page knows.
        """
        finding = reading.finding
        if finding is None:
            self._show_state(self._name_state(reading))
            self.again_button.setVisible(reading.image is not None and not reading.is_running)
            self._stale_frame.setVisible(not self.again_button.isHidden())
            self._stale.setText(say(reading.problem or ""))
            return
        if self._shown is None or self._shown[0] is not finding or self._shown[1] != around:
            self._show_finding(finding, around)
            rows = list_stamp(finding, reading)
            lines = [f"{name}: {_part_hash(value)}" for name, value in rows]
            lines.append(
                self.tr("Thresholds: those of the bundle; prediction sets at {level}").format(
                    level=tell_percent(around.level)
                )
            )
            self._stamp.setText("\n".join(lines))
        self._show_description(reading, around)

    def restyle(self) -> None:
        """Take the colours of the current palette."""
        theme = current_theme()
        self._caution.setStyleSheet(
            f"QFrame#caution {{ background: {theme.caution_background}; border-radius: 6px; }}"
            f"QFrame#caution QLabel {{ color: {theme.caution_text}; }}"
        )
        paint_secondary(
            self._state, self._information, self._parts, self._conformal, self._stamp, self._hidden
        )
        self._stale_frame.setStyleSheet(
            f"QFrame#stale {{ background: {theme.error_background}; border-radius: 6px; }}"
            f"QFrame#stale QLabel {{ color: {theme.error_text}; }}"
        )
        self.draft.restyle()
        if self._shown is not None:
            self._listed = None
            self._show_finding(*self._shown)

    def _build(self) -> None:
        self._caution.setObjectName("caution")
        self._caution.setAccessibleName(wording.tell(wording.CANNOT_SAY))
        self._cannot_say.setText(wording.tell(wording.CANNOT_SAY))
        enlarge(self._cannot_say, 1.5, bold=True)
        enlarge(self._malignancy, 1.0, bold=True)
        enlarge(self._quality, 1.0, bold=True)
        enlarge(self._modality, 1.0, bold=True)
        caution = QVBoxLayout(self._caution)
        caution.setContentsMargins(12, 10, 12, 10)
        for label in (self._cannot_say, self._reason, self._advice):
            caution.addWidget(label)
        stale = QVBoxLayout(self._stale_frame)
        self._stale_frame.setObjectName("stale")
        stale.addWidget(self._stale)
        stale.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._stale_frame.hide()
        self._stated.setAccessibleName(self.tr("What kind of image it is, as you know it"))
        for text in (
            self.tr("not stated"),
            name_modality("clinical"),
            name_modality("dermoscopy"),
        ):
            self._stated.addItem(text)
        kind = QWidget()
        kind_line = QHBoxLayout(kind)
        kind_line.setContentsMargins(0, 0, 0, 0)
        kind_line.addWidget(QLabel(self.tr("You know it is:")))
        kind_line.addWidget(self._stated, 1)
        self.again_button.clicked.connect(self.again_chosen)
        self.draft.saved.connect(self.description_kept)
        self._stated.activated.connect(lambda row: self.modality_stated.emit(_MODALITIES[row]))
        self._ai = (
            self._heading, self._differential, self.draft, self._stamp_heading, self._stamp,
        )  # fmt: skip
        result = QVBoxLayout(self._result)
        result.setContentsMargins(0, 0, 0, 0)
        result.setSpacing(8)
        for widget in (
            self._quality,
            self._modality,
            kind,
            self._concerns,
            self._hidden,
            self._caution,
            self._heading,
            self._information,
            self._differential,
            self._malignancy,
            self._parts,
            self._conformal,
            self.draft,
            self._stamp_heading,
            self._stamp,
        ):
            if widget in (self._heading, self.draft, self._stamp_heading):
                result.addSpacing(8)
            result.addWidget(widget)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(self._state)
        layout.addWidget(self._stale_frame)
        layout.addWidget(self._result)
        layout.addStretch(1)
        self.setWidget(content)

    def _name_state(self, reading: Reading) -> str:
        return {
            "opening": self.tr("Opening the image ..."),
            "analysing": self.tr("Analysing the image ..."),
            "failed": self.tr("This image was not analysed."),
            "stopped": self.tr("Stopped. This image was not analysed."),
        }.get(reading.state, self.tr("This image was never analysed."))

    def _show_state(self, text: str) -> None:
        self._shown = self._listed = None
        self._differential.clear()
        self.draft.clear()
        self._stamp.clear()
        self._caution.hide()
        self._stale_frame.hide()
        self._hidden.hide()
        self._state.setText(text)
        self._state.show()
        self._result.hide()

    def _show_finding(self, finding: Finding, around: Around) -> None:
        before = None if self._shown is None else self._shown[0].differential
        self._shown = (finding, around)
        said, shown = not finding.abstain.value, not around.hidden
        self._stale.setText(self.tr("Stale: {why}").format(why=around.stale))
        self._stale_frame.setVisible(around.stale is not None)
        self.again_button.show()
        self._quality.setText(wording.name_quality(finding))
        self._modality.setText(wording.name_modality(finding))
        self._stated.setCurrentIndex(
            _MODALITIES.index(around.stated) if around.stated in _MODALITIES else 0
        )
        concerns = list_concerns(finding, around.measures, around.stated)
        self._concerns.setText("\n".join(f"\u2022 {line}" for line in concerns))
        self._concerns.setVisible(bool(concerns))
        abstention = explain_abstention(finding)
        if abstention is not None:
            self._reason.setText(abstention[0])
            self._advice.setText(abstention[1])
        self._hidden.setVisible(around.hidden)
        for widget in self._ai:
            widget.setVisible(shown)
        self._caution.setVisible(shown and not said)
        self._information.setVisible(shown and not said)
        # What is hidden is not even built: a screen reader would find it.
        if self._listed != (finding.differential, shown):
            self._listed = (finding.differential, shown)
            rows = list_rows(finding) if shown else ()
            self._differential.show_rows(rows, muted=not said)
        self._malignancy.setText(wording.sum_up_malignancy(finding) if shown else "")
        self._parts.setText(wording.split_malignancy(finding) if shown else "")
        self._conformal.setText(
            wording.describe_conformal_set(finding, around.level) if shown else ""
        )
        for label in (self._malignancy, self._parts, self._conformal):
            label.setVisible(said and shown)
        self._state.hide()
        self._result.show()
        if before != finding.differential:
            self.verticalScrollBar().setValue(0)

    def _show_description(self, reading: Reading, around: Around) -> None:
        if around.hidden:
            self.draft.show_text("", None, can_edit=False)
            return
        text = reading.description
        if reading.state == "describing":
            text = f"{text} ..." if text else self.tr("Writing ...")
        elif reading.state == "stopped":
            stopped = self.tr("[stopped]")
            text = f"{text} {stopped}" if text else self.tr("Stopped.")
        elif reading.state == "failed":
            text = self.tr("Not written: {reason}").format(reason=say(reading.problem or ""))
        said = reading.finding is not None and not reading.finding.abstain.value
        text = text if said else say(text)
        self.draft.show_text(
            text, around.edited, can_edit=reading.state in ("complete", "stopped"), marked=said
        )


def _part_hash(value: str) -> str:
    """A SHA-256 in parts that can be wrapped: one long word would widen the whole panel."""
    if len(value) != _SHA256_DIGITS or not set(value) <= set("0123456789abcdef"):
        return value
    return " ".join(value[place : place + 16] for place in range(0, _SHA256_DIGITS, 16))
