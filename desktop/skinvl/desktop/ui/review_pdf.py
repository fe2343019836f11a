"""``report.pdf``: the report of a review on A4 pages, with what ``report.html`` says."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image
from PySide6.QtCore import (
    QBuffer,
    QCoreApplication,
    QIODevice,
    QLibraryInfo,
    QPointF,
    QRectF,
    QSizeF,
    Qt,
    QUrl,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QPainter,
    QPdfWriter,
    QPen,
    QTextDocument,
)

from skinvl.desktop.core import wording
from skinvl.desktop.core.review.overview import Urgent
from skinvl.desktop.core.review.sections import (
    Bars,
    Calibration,
    Heading,
    Paragraph,
    ReviewReport,
    Section,
    Sheet,
    Table,
)
from skinvl.desktop.core.review.summary import (
    ReadContent,
    describe_picture,
    escape,
    make_thumbnail,
    show_table,
)
from skinvl.desktop.core.review.tables import write_whole
from skinvl.desktop.ui.image_view import to_image
from skinvl.desktop.ui.report_pdf import page_layout
from skinvl.desktop.ui.theme import LIGHT

import numpy as np  # isort: skip

PDF_FILE = "report.pdf"
_RESOLUTION = 200
_HTML_DPI = 96
_BAND_MM = 9.0
_PICTURES_A_ROW = 4
_PICTURE_MM = 38.0
_BAR_MM = (70.0, 3.2)
_SQUARE_MM = 60.0
_STYLE = """
h1{font-size:15pt}h2{font-size:11pt}
td,th{padding:2px 10px 2px 0;text-align:left;vertical-align:top}
.notice{background-color:#fff4d6}
.sheet td{font-size:7pt;padding:3px}
"""


def write_pdf(out: Path, report: ReviewReport, read: ReadContent) -> None:
    """Write the report (PDF/A-1b); it appears whole or not at all.

    Needs a QGuiApplication; may run on any thread.

    Args:
        out: folder to write into.
        report: what it says.
        read: for the contact sheet.

    Raises:
        OSError: it cannot be written.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPdfVersion(QPdfWriter.PdfVersion.PdfVersion_A1b)
    # What a viewer shows in its title bar is read by whoever passes: no name of a folder there.
    writer.setTitle(wording.PRODUCT)
    writer.setCreator(wording.PRODUCT)
    writer.setResolution(_RESOLUTION)
    writer.setPageLayout(page_layout())
    _Pages(writer, report, read).paint()
    buffer.close()
    write_whole(out / PDF_FILE, bytes(buffer.data().data()))


def open_printing() -> str | None:
    """Make what a PDF needs of Qt where no window is; why it cannot be, None where it can."""
    if QGuiApplication.instance() is not None:
        return None
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    if not any("qoffscreen" in file.name for file in plugins.glob("*")):
        # Qt would end the whole process.
        return "Qt has no platform without a screen here"
    global _application
    _application = QGuiApplication([wording.PRODUCT, "-platform", "offscreen"])
    return None


_application: QGuiApplication | None = None


class _Pages:
    """The pages of one report on a PDF writer."""

    def __init__(self, writer: QPdfWriter, report: ReviewReport, read: ReadContent) -> None:
        self._writer = writer
        self._report = report
        self._read = read
        self._names = 0
        self._document = QTextDocument()
        self._document.documentLayout().setPaintDevice(writer)
        self._document.setDefaultFont(QFont(QGuiApplication.font().family(), 9))
        self._document.setDocumentMargin(0)
        self._document.setDefaultStyleSheet(_STYLE)

    def paint(self) -> None:
        """Draw all pages."""
        writer, document = self._writer, self._document
        band = float(self._pixels(_BAND_MM))
        page = QSizeF(float(writer.width()), float(writer.height()) - band)
        document.setPageSize(page)
        pieces = [f"<h1>{escape(self._report.title)}</h1>"]
        for section in self._report.sections:
            pieces += self._show(section)
        document.setHtml("".join(pieces))
        painter = QPainter()
        if not painter.begin(writer):
            raise OSError("the report cannot be drawn")
        pages = document.pageCount()
        for number in range(pages):
            if number:
                writer.newPage()
            self._draw_foot(painter, number + 1, pages)
            painter.save()
            painter.translate(0, -number * page.height())
            place = QRectF(0, number * page.height(), page.width(), page.height())
            document.drawContents(painter, place)
            painter.restore()
        painter.end()

    def _draw_foot(self, painter: QPainter, number: int, pages: int) -> None:
        painter.setFont(QFont(QGuiApplication.font().family(), 7))
        painter.setPen(QColor(LIGHT.secondary_text))
        line = painter.fontMetrics().height()
        foot = QRectF(0, self._writer.height() - line, self._writer.width(), line)
        told = QCoreApplication.translate("ReviewPdf", "Page {number} of {pages}")
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, wording.NOTICE_SHORT)
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, told.format(number=number, pages=pages))

    def _show(self, section: Section) -> Iterator[str]:
        match section:
            case Heading(text):
                yield f"<h2>{escape(text)}</h2>"
            case Paragraph(text, is_notice):
                yield f"<p{' class=notice' if is_notice else ''}>{escape(text)}</p>"
            case Table():
                yield show_table(section)
            case Bars(counts):
                yield self._draw_bars(counts)
            case Calibration(bins):
                square = _draw_calibration(bins, self._pixels(_SQUARE_MM))
                yield f"<p>{self._add(square, (_SQUARE_MM, _SQUARE_MM))}</p>"
            case Sheet(pictures):
                yield self._draw_sheet(pictures)

    def _draw_bars(self, counts: Sequence[tuple[str, int]]) -> str:
        most = max((count for _, count in counts), default=0) or 1
        width, height = (self._pixels(part) for part in _BAR_MM)
        lines = ["<table>"]
        for name, count in counts:
            pixels = np.full((height, width, 3), 255, dtype=np.uint8)
            colour = QColor(LIGHT.bar)
            filled = round(width * count / most)
            pixels[:, :filled] = (colour.red(), colour.green(), colour.blue())
            bar = self._add(to_image(pixels), _BAR_MM)
            shown = escape(name).replace(" ", "&nbsp;")
            lines.append(f"<tr><td>{shown}</td><td align=right>{count}</td><td>{bar}</td></tr>")
        return "".join([*lines, "</table>"])

    def _draw_sheet(self, pictures: Sequence[Urgent]) -> str:
        lines = ["<table class=sheet>"]
        for start in range(0, len(pictures), _PICTURES_A_ROW):
            lines.append("<tr>")
            for urgent in pictures[start : start + _PICTURES_A_ROW]:
                lines.append(f"<td>{self._draw_picture(urgent)}</td>")
            lines.append("</tr>")
        return "".join([*lines, "</table>"])

    def _draw_picture(self, urgent: Urgent) -> str:
        side = self._pixels(_PICTURE_MM)
        image = make_thumbnail(self._read, urgent, side)
        told = "<br>".join(_break(line) for line in describe_picture(urgent))
        if isinstance(image, str):
            return f"{escape(image)}<br>{told}"
        scale = _PICTURE_MM / max(image.size)
        return f"{self._add(_make_opaque(image), tuple(scale * n for n in image.size))}<br>{told}"

    def _add(self, image: QImage, millimetres: Sequence[float]) -> str:
        """Keep an image for the document; the tag that shows it in this size."""
        self._names += 1
        name = f"picture{self._names}"
        kind = QTextDocument.ResourceType.ImageResource.value
        self._document.addResource(kind, QUrl(name), image)
        width, height = (max(1, round(part / 25.4 * _HTML_DPI)) for part in millimetres)
        return f'<img src="{name}" width="{width}" height="{height}">'

    def _pixels(self, millimetres: float) -> int:
        return round(millimetres / 25.4 * _RESOLUTION)


def _make_opaque(image: Image.Image) -> QImage:
    return to_image(np.asarray(image.convert("RGB")))


def _break(text: str) -> str:
    """Text that may be broken after every eighth letter: a path must not widen its column."""
    shown = text.encode("utf-8", "backslashreplace").decode("utf-8")
    if " " in shown and max(map(len, shown.split())) < 24:
        return html.escape(shown)
    parts = [shown[start : start + 8] for start in range(0, len(shown), 8)]
    return "\u200b".join(map(html.escape, parts))


def _draw_calibration(bins: Sequence[tuple[float, float, int]], side: int) -> QImage:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(LIGHT.secondary_text), 2))
    painter.drawRect(1, 1, side - 2, side - 2)
    painter.drawLine(0, side, side, 0)
    painter.setBrush(QColor(LIGHT.bar))
    painter.setPen(Qt.PenStyle.NoPen)
    for sure, right, _ in bins:
        painter.drawEllipse(QPointF(sure * side, (1 - right) * side), side / 50, side / 50)
    painter.end()
    return image
