"""A new recovery key: shown once, printed or saved, and copied from the sheet to prove it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from skinvl.desktop.ui.labels import enlarge, make_label
from skinvl.desktop.ui.recovery_sheet import RecoverySheetButtons


class RecoveryKeyDialog(QDialog):
    """Stays until the last group was typed from the sheet; the key is kept nowhere.

    Args:
        recovery_key: the key.
        folder: data folder that it opens.
    """

    def __init__(self, recovery_key: str, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New recovery key"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._is_abandoned = False
        self._key = recovery_key
        shown = make_label(recovery_key)
        shown.setAccessibleName(self.tr("Recovery key"))
        enlarge(shown, 1.3)
        self.sheet = RecoverySheetButtons(lambda: (recovery_key, folder))
        self.typed = QLineEdit()
        self.typed.setAccessibleName(self.tr("Last group of the recovery key"))
        self.typed.textChanged.connect(self._follow)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.accept)
        form = QFormLayout()
        form.addRow(self.tr("Type the &last group of the sheet"), self.typed)
        layout = QVBoxLayout(self)
        layout.addWidget(
            make_label(
                self.tr(
                    "This key alone opens the data if all passwords are lost. It is shown once "
                    "and kept nowhere. Print it, lock it away, and destroy the old sheet once "
                    "there is a backup made after this moment."
                )
            )
        )
        layout.addWidget(shown)
        layout.addWidget(self.sheet)
        layout.addLayout(form)
        layout.addWidget(self.buttons)
        self.resize(520, 300)
        self._follow()

    @property
    def is_proved(self) -> bool:
        """Whether the end of the key was copied from the sheet."""
        return self.typed.text().strip().upper() == self._key.rpartition("-")[2]

    def abandon(self) -> None:
        """Close without proof, because the store was locked; the key is lost then."""
        self._is_abandoned = True
        self.close()

    def reject(self) -> None:
        """Stay until the key is on paper."""
        if self.is_proved or self._is_abandoned:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not (self.is_proved or self._is_abandoned):
            event.ignore()
        else:
            super().closeEvent(event)

    def _follow(self) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setEnabled(self.is_proved)
