"""A new recovery key: shown once, printed or saved, and copied from the sheet to prove it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from skinvl.desktop.ui.labels import enlarge, make_label
from skinvl.desktop.ui.recovery_sheet import draw_recovery_sheet


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
        self._folder = folder
        shown = make_label(recovery_key)
        shown.setAccessibleName(self.tr("Recovery key"))
        enlarge(shown, 1.3)
        printing = QPushButton(self.tr("&Print ..."))
        printing.clicked.connect(self._print)
        saving = QPushButton(self.tr("Save as P&DF ..."))
        saving.clicked.connect(self._choose_file)
        self.typed = QLineEdit()
        self.typed.setAccessibleName(self.tr("Last group of the recovery key"))
        self.typed.textChanged.connect(self._follow)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.accept)
        row = QHBoxLayout()
        for button in (printing, saving):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
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
        layout.addLayout(row)
        layout.addLayout(form)
        layout.addWidget(self.buttons)
        self.resize(520, 300)
        self._follow()

    @property
    def is_proved(self) -> bool:
        """Whether the end of the key was copied from the sheet."""
        return self.typed.text().strip().upper() == self._key.rpartition("-")[2]

    def save(self, file: Path) -> None:
        """Write the sheet as a PDF file."""
        writer = QPdfWriter(str(file))
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        painter = QPainter(writer)
        draw_recovery_sheet(painter, self._key, str(self._folder))
        painter.end()

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

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() == QPrintDialog.DialogCode.Accepted:
            painter = QPainter(printer)
            draw_recovery_sheet(painter, self._key, str(self._folder))
            painter.end()

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the recovery sheet"), "skinvl-recovery.pdf", "PDF (*.pdf)"
        )
        if name:
            self.save(Path(name))
