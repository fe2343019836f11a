"""A report on the screen as it will be printed, and on paper."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QDialog, QWidget

from skinvl.desktop.core.report import Report
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.report_pdf import Pages, draw_pages, lay_out, page_layout, paint_report

_RESOLUTION = 300


class ReportPreview(QPrintPreviewDialog):
    """The pages of a report; it can print them.

    Args:
        printer: that the pages were laid out for.
        pages: of the report.
    """

    def __init__(self, printer: QPrinter, pages: Pages, parent: QWidget | None = None) -> None:
        # Qt does not own the printer: without a reference here it would be gone.
        self._printer = printer
        super().__init__(self._printer, parent)
        self._pages = pages
        title = QCoreApplication.translate("Report", "Print preview: {status}")
        self.setWindowTitle(title.format(status=pages.report.status))
        self.paintRequested.connect(self._paint)
        self.resize(900, 1000)

    def _paint(self, printer: QPrinter) -> None:
        if self._pages.fit(printer):
            draw_pages(self._pages, printer)
        else:
            # The person has turned the paper or chosen another one.
            paint_report(self._pages.report, printer)


def prepare_preview(
    report: Report,
    run: Callable[[Callable[[], Pages], Callable[[Pages], None]], None],
    show: Callable[[QPrinter, Pages], None],
) -> None:
    """Lay a report out on another thread, which takes a second, and show it then.

    Args:
        report: what is to be shown.
        run: does work elsewhere and hands its result to the thread of the widgets.
        show: gets the pages and the printer that they are for.
    """
    printer = _make_printer()

    def work() -> Pages:
        pages = lay_out(report, printer)
        application = QCoreApplication.instance()
        if application is not None:
            pages.document.moveToThread(application.thread())
        return pages

    run(work, lambda pages: show(printer, pages))


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
