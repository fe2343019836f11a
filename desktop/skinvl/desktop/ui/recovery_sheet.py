"""The sheet of paper with the recovery key: printed, or saved as a PDF file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QRectF, Qt
from PySide6.QtGui import QFont, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from skinvl.desktop.core.store.place import write_private
from skinvl.desktop.ui.labels import make_label
from skinvl.desktop.ui.save_place import ask_file

_MARGIN = 0.08


class RecoverySheetButtons(QWidget):
    """Prints or saves the sheet and says what became of it.

    Args:
        read: gives the recovery key and the data folder that it opens.
    """

    def __init__(self, read: Callable[[], tuple[str, Path]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = read
        printing = QPushButton(self.tr("&Print ..."))
        printing.clicked.connect(self._print)
        saving = QPushButton(self.tr("Save as P&DF ..."))
        saving.clicked.connect(self._choose_file)
        self._state = make_label()
        self._state.setAccessibleName(self.tr("State"))
        row = QHBoxLayout()
        for button in (printing, saving):
            # Return in the line below belongs to the dialog.
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self._state)

    @property
    def state(self) -> str:
        """What became of the sheet."""
        return self._state.text()

    def say(self, text: str) -> None:
        """Say a sentence below the buttons."""
        self._state.setText(text)

    def save(self, file: Path) -> None:
        """Write the sheet as a PDF file that nobody else may read."""
        try:
            write_private(file, _draw_pdf(*self._read()))
        except OSError as error:
            reason = error.strerror or str(error)
            told = self.tr("✗ {file} was not saved ({reason}); choose another place.")
            self.say(told.format(file=file, reason=reason))
            return
        self.say(self.tr("✓ Saved as {file}. Print it, then delete the file.").format(file=file))

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() != QPrintDialog.DialogCode.Accepted:
            return
        painter = QPainter()
        sent = painter.begin(printer)
        if sent:
            recovery_key, folder = self._read()
            draw_recovery_sheet(painter, recovery_key, str(folder))
            sent = painter.end() and printer.printerState() != QPrinter.PrinterState.Error
        if sent:
            self.say(self.tr("✓ Sent to the printer. See that the sheet is there."))
        else:
            self.say(self.tr("✗ It was not printed; try again, or save it as a PDF file."))

    def _choose_file(self) -> None:
        title = self.tr("Save the recovery sheet")
        chosen = ask_file(self, title, "skinvl-recovery.pdf", "PDF (*.pdf)")
        if chosen is not None:
            self.save(chosen[0])


def _draw_pdf(recovery_key: str, folder: Path) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter(writer)
    draw_recovery_sheet(painter, recovery_key, str(folder))
    painter.end()
    return bytes(buffer.data().data())


def draw_recovery_sheet(painter: QPainter, recovery_key: str, folder: str) -> None:
    """Draw the sheet onto the page of a printer or of a PDF file."""
    page = QRectF(painter.viewport())
    left, width = page.width() * _MARGIN, page.width() * (1 - 2 * _MARGIN)
    top = page.height() * _MARGIN

    def write(text: str, points: float, *, fixed: bool = False) -> None:
        nonlocal top
        font = QFont("monospace" if fixed else painter.font().family())
        font.setPointSizeF(points)
        painter.setFont(font)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
        room = QRectF(left, top, width, page.height() - top)
        used = painter.drawText(room, flags, text)
        top = used.bottom() + used.height() / max(1, text.count("\n") + 1) * 0.8

    def tr(text: str) -> str:
        return QCoreApplication.translate("RecoverySheet", text)

    write(tr("SkinVL: recovery key"), 20)
    write(tr("Data folder: {folder}").format(folder=folder), 10)
    write("\n".join(_in_rows(recovery_key)), 16, fixed=True)
    write(
        tr(
            "This key opens all data of this workstation if the passwords are lost. Whoever has "
            "it and the computer can read everything. Keep it locked away, not beside the "
            "computer. It cannot be shown again; an administrator can make a new one, and this "
            "one is then worth nothing."
        ),
        11,
    )


def _in_rows(recovery_key: str) -> list[str]:
    groups = recovery_key.split("-")
    return ["-".join(groups[start : start + 4]) for start in range(0, len(groups), 4)]
