"""Entering and correcting a lesion: its label, site and side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core.body_map import describe_place
from skinvl.desktop.core.language import name_site, say
from skinvl.desktop.core.store.anatomy import SITES
from skinvl.desktop.core.store.lesions import Lesion, LesionData
from skinvl.desktop.core.store.patients import Patient
from skinvl.desktop.ui.body_map_words import name_sides
from skinvl.desktop.ui.labels import make_label
from skinvl.desktop.ui.patient_words import tell_patient
from skinvl.desktop.ui.theme import current_theme


class LesionForm(QDialog):
    """Asks for a lesion of one patient, whom it names; a place on the body map fills in the sites.

    Args:
        patient: whose lesion it is.
        start: what stands in the form at first.
        save: keeps what was entered; what it raises is shown in the form.
    """

    def __init__(
        self,
        patient: Patient,
        start: LesionData,
        save: Callable[[LesionData], Lesion],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._start = start
        self._save = save
        self.saved: Lesion | None = None
        self.setWindowTitle(self.tr("Lesion"))
        self.label = QLineEdit(start.label)
        self.general, self.site, self.side = QComboBox(), QComboBox(), QComboBox()
        self.note = QLineEdit(start.note)
        self._warning: QLabel = make_label()
        theme = current_theme()
        self._warning.setStyleSheet(
            f"background: {theme.caution_background}; color: {theme.caution_text}; padding: 4px;"
        )
        self._warning.hide()
        self._problem: QLabel = make_label()
        self.general.addItem(self.tr("not stated"), None)
        for general in SITES:
            self.general.addItem(name_site(general), general)
        self.side.addItem(self.tr("not stated"), None)
        for side, name in name_sides(self).items():
            self.side.addItem(name, side)
        self.general.currentIndexChanged.connect(self._offer_sites)
        self.general.setCurrentIndex(max(0, self.general.findData(start.site_general)))
        self._offer_sites()
        self.site.setCurrentIndex(max(0, self.site.findData(start.site)))
        self.side.setCurrentIndex(max(0, self.side.findData(start.side)))
        for box in (self.general, self.site, self.side):
            box.currentIndexChanged.connect(self._check_place)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Patient"), make_label(tell_patient(self, patient)))
        form.addRow(self.tr("&Label"), self.label)
        form.addRow(self.tr("&General site"), self.general)
        form.addRow(self.tr("&Finer site"), self.site)
        form.addRow(self.tr("&Side"), self.side)
        form.addRow(self.tr("&Note"), self.note)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._warning)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)
        self.label.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)
        self._check_place()

    @property
    def problem(self) -> str:
        """Why the lesion was refused."""
        return self._problem.text()

    @property
    def warning(self) -> str:
        """Where the words contradict the point on the body map."""
        return self._warning.text()

    def accept(self) -> None:
        """Save; close only when it is saved."""
        data = replace(
            self._start,
            label=self.label.text(),
            site_general=self.general.currentData(),
            site=self.site.currentData(),
            side=self.side.currentData(),
            note=self.note.text().strip(),
        )
        try:
            self.saved = self._save(data)
        except SkinVLError as error:
            self._problem.setText(say(error))
            return
        super().accept()

    def _offer_sites(self) -> None:
        general = self.general.currentData()
        self.site.clear()
        self.site.addItem(self.tr("not stated"), None)
        for site in SITES.get(general, ()):
            self.site.addItem(name_site(site), site)

    def _check_place(self) -> None:
        """Say where the side that was entered is not the side of the point on the map."""
        start, side = self._start, self.side.currentData()
        self._warning.clear()
        self._warning.hide()
        if start.body_view is None or start.x is None or start.y is None or side is None:
            return
        place = describe_place(start.body_view, start.x, start.y)
        if place is None or "middle" in (place.side, side) or place.side == side:
            return
        names = name_sides(self)
        message = self.tr(
            "The point on the body map lies on the {map_side}, and you chose the {side}. Check it."
        )
        self._warning.setText(message.format(map_side=names[place.side], side=names[side]))
        self._warning.show()


def suggest_label(lesions: Sequence[Lesion]) -> str:
    """The next free label: L1, L2 ..."""
    taken = {lesion.label for lesion in lesions}
    return next(
        label for number in range(1, len(taken) + 2) if (label := f"L{number}") not in taken
    )
