"""The sheet of paper with the recovery key."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

_MARGIN = 0.08


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
