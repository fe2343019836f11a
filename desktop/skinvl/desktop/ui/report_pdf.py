"""A report on A4 pages: as a PDF, or on any printer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from skinvl.desktop.core import wording
from skinvl.desktop.core.report import Report, ReportRow
from skinvl.desktop.core.store.errors import StoreFull
from skinvl.desktop.core.store.exporting import write_export
from skinvl.desktop.ui.image_view import to_image
from skinvl.desktop.ui.report_html import (
    BAR_MM,
    FIRST,
    IMAGE_MM,
    LAST,
    LOGO_MM,
    STYLE,
    choose_rows,
    fit,
    say,
    write_html,
)
from skinvl.desktop.ui.theme import LIGHT

_RESOLUTION = 300
_MARGIN_MM = 18.0
_BAND_MM = 11.0
_LARGEST_LOGO = 4096


def write_report(report: Report, file: Path) -> None:
    """Write a report in one step: `file` is complete, or as it was before.

    Needs a QGuiApplication; may run on any thread.

    Raises:
        OSError: the folder cannot be written.
    """
    content = render_report(report)
    try:
        write_export(file, [content])
    except StoreFull as error:
        cause = error.__cause__
        raise cause if isinstance(cause, OSError) else OSError(str(error)) from error


def render_report(report: Report) -> bytes:
    """The bytes of the PDF (PDF/A-1b)."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPdfVersion(QPdfWriter.PdfVersion.PdfVersion_A1b)
    writer.setTitle(f"{report.title}: {report.subject}")
    writer.setCreator(wording.PRODUCT)
    writer.setResolution(_RESOLUTION)
    writer.setPageLayout(page_layout())
    paint_report(report, writer)
    buffer.close()
    return bytes(buffer.data().data())


def page_layout() -> QPageLayout:
    """A4, upright."""
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    size = QPageSize(QPageSize.PageSizeId.A4)
    orientation = QPageLayout.Orientation.Portrait
    return QPageLayout(size, orientation, margins, QPageLayout.Unit.Millimeter)


@dataclass(frozen=True)
class Pages:
    """A report laid out for one device; drawing it takes a few milliseconds a page.

    ``sheet`` is width, height and dots per inch of the device.
    """

    report: Report
    document: QTextDocument
    band: int
    sheet: tuple[int, int, int]

    def fit(self, device: QPagedPaintDevice) -> bool:
        """Whether they can be drawn on a device."""
        return self.sheet == (device.width(), device.height(), device.logicalDpiX())


def paint_report(report: Report, device: QPagedPaintDevice) -> None:
    """Draw all pages on a PDF writer or a printer.

    Raises:
        OSError: the printer cannot be used.
    """
    draw_pages(lay_out(report, device), device)


def lay_out(report: Report, device: QPagedPaintDevice) -> Pages:
    """Break a report into the pages of a device; slow, and may run on any thread."""
    dots = device.logicalDpiX()
    document = QTextDocument()
    document.documentLayout().setPaintDevice(device)
    document.setDefaultFont(QFont(QGuiApplication.font().family(), 9))
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(STYLE)
    logo = _read_logo(report.letterhead.logo)
    _add_pictures(document, report, logo, dots)
    width, height = float(device.width()), float(device.height())
    band = _pixels(_BAND_MM, dots)
    page = QSizeF(width, height - 2 * band)
    document.setPageSize(page)
    logo_size = (logo.width(), logo.height()) if logo else None
    for new_page in (False, True):
        document.setHtml(write_html(report, logo_size, new_page=new_page))
        _keep_headings(document)
        if not _is_torn(document):
            break
    return Pages(report, document, band, (device.width(), device.height(), dots))


def draw_pages(laid_out: Pages, device: QPagedPaintDevice) -> None:
    """Draw what was laid out for this device, on the thread that the document belongs to.

    Raises:
        OSError: the printer cannot be used.
    """
    report, document, band = laid_out.report, laid_out.document, laid_out.band
    width, height = float(device.width()), float(device.height())
    page = document.pageSize()
    painter = QPainter()
    if not painter.begin(device):
        raise OSError("the printer cannot be used")
    pages = document.pageCount()
    for number in range(pages):
        if number:
            device.newPage()
        place = say("page").format(number=number + 1, pages=pages)
        _draw_bands(painter, report, place, QSizeF(width, height), band)
        painter.save()
        painter.translate(0, band - number * page.height())
        document.drawContents(
            painter, QRectF(0, number * page.height(), page.width(), page.height())
        )
        painter.restore()
    painter.end()


def _keep_headings(document: QTextDocument) -> None:
    """Move a heading that would end a page to the next one, with what follows it."""
    layout, height = document.documentLayout(), document.pageSize().height()
    block = document.begin()
    while block.isValid():
        following = block.next()
        if block.blockFormat().headingLevel() == 2 and following.isValid():
            page, place = divmod(layout.blockBoundingRect(block).top(), height)
            parted = layout.blockBoundingRect(following).bottom() // height > page
            # What is longer than half a page may as well begin where its heading is.
            if parted and place > height / 2:
                cursor = QTextCursor(block)
                form = cursor.blockFormat()
                form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                cursor.setBlockFormat(form)
        block = block.next()


def _is_torn(document: QTextDocument) -> bool:
    """Whether a page ends within the differential: its bars would part from their names."""
    tops = {}
    block = document.begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            for name in fragments.fragment().charFormat().anchorNames():
                tops[name] = document.documentLayout().blockBoundingRect(block)
            fragments += 1
        block = block.next()
    if FIRST not in tops or LAST not in tops:
        return False
    height = document.pageSize().height()
    return int(tops[FIRST].top() // height) != int(tops[LAST].bottom() // height)


def _pixels(millimetres: float, dots: int) -> int:
    return round(millimetres / 25.4 * dots)


def _draw_bands(painter: QPainter, report: Report, place: str, size: QSizeF, band: int) -> None:
    """What stands on every page: whose image, what kind of paper, and which page."""
    width, height = size.width(), size.height()
    painter.setPen(QColor("#000000"))
    font = QFont(QGuiApplication.font().family(), 8)
    font.setBold(True)
    painter.setFont(font)
    status = painter.fontMetrics().horizontalAdvance(report.status)
    line = painter.fontMetrics().height()
    top = QRectF(0, 0, width, line)
    painter.drawText(top, Qt.AlignmentFlag.AlignRight, report.status)
    room = width - status - line
    # Identifiers are never cut: a long name makes the letters smaller.
    while painter.fontMetrics().horizontalAdvance(report.subject) > room and font.pointSizeF() > 5:
        font.setPointSizeF(font.pointSizeF() - 0.5)
        painter.setFont(font)
    subject = report.subject
    if report.patient is None:
        mode = Qt.TextElideMode.ElideMiddle
        subject = painter.fontMetrics().elidedText(subject, mode, int(room))
    painter.drawText(top, Qt.AlignmentFlag.AlignLeft, subject)
    painter.setFont(QFont(QGuiApplication.font().family(), 8))
    painter.setPen(QColor(LIGHT.secondary_text))
    bottom = QRectF(0, height - line, width, line)
    painter.drawText(bottom, Qt.AlignmentFlag.AlignLeft, wording.tell(wording.NOTICE_SHORT))
    painter.drawText(bottom, Qt.AlignmentFlag.AlignRight, place)
    for position in (band * 0.7, height - band * 0.7):
        painter.drawLine(0, round(position), round(width), round(position))


def _read_logo(content: bytes | None) -> QImage | None:
    """The clinic's own file, no patient's; one that is no picture is left out."""
    if content is None:
        return None
    image = QImage.fromData(QByteArray(content))
    if image.isNull() or max(image.width(), image.height()) > _LARGEST_LOGO:
        return None
    # PDF/A-1 allows no transparency.
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    return paper


def _add_pictures(document: QTextDocument, report: Report, logo: QImage | None, dots: int) -> None:
    pictures = [("image", to_image(report.image), IMAGE_MM)]
    if report.overlay is not None:
        pictures.append(("overlay", to_image(report.overlay), IMAGE_MM))
    if logo is not None:
        pictures.append(("logo", logo, LOGO_MM))
    for name, image, frame in pictures:
        width, height = fit((image.width(), image.height()), frame)
        # Never more pixels than are printed, so that a report stays small.
        room = (_pixels(width, dots), _pixels(height, dots))
        if image.width() > room[0]:
            image = image.scaled(
                *room,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        _add(document, name, image)
    for row in choose_rows(report.rows)[0]:
        _add(document, f"bar{row.rank}", _draw_bar(row, dots, muted=report.cannot_say is not None))


def _add(document: QTextDocument, name: str, image: QImage) -> None:
    document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), image)


def _draw_bar(row: ReportRow, dots: int, *, muted: bool) -> QImage:
    width, height = _pixels(BAR_MM[0], dots), _pixels(BAR_MM[1], dots)
    colour = LIGHT.bar_warning if row.warning else LIGHT.bar
    pixels = np.empty((height, width, 3), dtype=np.uint8)
    filled = max(2, round(width * row.probability))
    pixels[:] = _rgb(LIGHT.track)
    pixels[:, :filled] = _rgb(LIGHT.bar_muted if muted else colour)
    return to_image(pixels)


def _rgb(name: str) -> tuple[int, int, int]:
    colour = QColor(name)
    return colour.red(), colour.green(), colour.blue()
