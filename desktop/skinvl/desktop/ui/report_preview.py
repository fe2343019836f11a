"""A report on the screen as it will be printed, and on paper."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QDialog, QWidget

from skinvl.desktop.core.report import Report
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.report_pdf import page_layout, paint_report

_RESOLUTION = 300


class ReportPreview(QPrintPreviewDialog):
    """The pages of a report; it can print them."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        # Qt does not own the printer: without a reference here it would be gone.
        self._printer = _make_printer()
        super().__init__(self._printer, parent)
        self._report = report
        title = QCoreApplication.translate("Report", "Print preview: {status}")
        self.setWindowTitle(title.format(status=report.status))
        self.paintRequested.connect(self._paint)
        self.resize(900, 1000)

    def _paint(self, printer: QPrinter) -> None:
        paint_report(self._report, printer)


def preview_report(report: Report, parent: QWidget | None) -> bool:
    """Show the pages of a report until the person closes them; whether they were printed."""
    return ReportPreview(report, parent).exec() == QDialog.DialogCode.Accepted


def print_report(
    report: Report,
    operations: Operations,
    parent: QWidget | None,
    done: Callable[[None], None],
    failed: Callable[[Exception], None],
) -> None:
    """Ask for a printer and print, on another thread; nothing happens where none is chosen."""
    printer = _make_printer()
    if QPrintDialog(printer, parent).exec() == QDialog.DialogCode.Accepted:
        operations.run(lambda: paint_report(report, printer), done, failed)


def _make_printer() -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(_RESOLUTION)
    printer.setPageLayout(page_layout())
    # The queue of a printer is seen by others: no name of a patient there.
    printer.setDocName("SkinVL")
    return printer
