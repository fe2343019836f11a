"""A report as a PDF of A4 pages."""

from __future__ import annotations

import os
from contextlib import suppress
from html import escape
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from skinvl.desktop.core import wording
from skinvl.desktop.core.report import Report, ReportRow
from skinvl.desktop.ui.image_view import to_image
from skinvl.desktop.ui.theme import LIGHT

_RESOLUTION = 300
# What a length without a unit means in Qt's rich text, whatever it is drawn on.
_TEXT_RESOLUTION = 96
_MARGIN_MM = 18.0
_BAND_MM = 11.0
_IMAGE_WIDTH_MM, _IMAGE_HEIGHT_MM = 88.0, 72.0
_BAR_WIDTH_MM, _BAR_HEIGHT_MM = 50.0, 2.6
_FEWEST_ROWS, _MOST_ROWS, _WORTH_A_ROW = 5, 12, 0.005
_STYLE = f"""
body {{ color: #000000; }}
h1 {{ font-size: 17pt; margin-top: 0px; margin-bottom: 2px; }}
h2 {{ font-size: 11pt; margin-top: 14px; margin-bottom: 3px; }}
p {{ margin-top: 0px; margin-bottom: 4px; }}
.space {{ font-size: 4pt; }}
.small {{ font-size: 8pt; color: {LIGHT.secondary_text}; }}
.mark {{ font-size: 8pt; color: {LIGHT.secondary_text}; font-style: italic; }}
.warning {{ font-weight: bold; color: {LIGHT.badge_warning}; }}
"""


def write_report(report: Report, file: Path) -> None:
    """Write a report in one step: `file` is complete, or as it was before.

    Needs a QGuiApplication; may run on any thread.

    Raises:
        OSError: the folder cannot be written.
    """
    content = render_report(report)
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, file)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise


def render_report(report: Report) -> bytes:
    """The bytes of the PDF."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(f"{report.title}: {report.name}")
    writer.setCreator(wording.PRODUCT)
    writer.setResolution(_RESOLUTION)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
    )
    document = QTextDocument()
    layout = document.documentLayout()
    layout.setPaintDevice(writer)
    document.setDefaultFont(QFont(QGuiApplication.font().family(), 9))
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(_STYLE)
    _add_pictures(document, report)
    width, height = float(writer.width()), float(writer.height())
    band = _pixels(_BAND_MM)
    page = QSizeF(width, height - 2 * band)
    document.setPageSize(page)
    document.setHtml(_write_html(report))
    painter = QPainter(writer)
    pages = document.pageCount()
    for number in range(pages):
        if number:
            writer.newPage()
        _draw_bands(painter, report, f"Page {number + 1} of {pages}", width, height)
        painter.save()
        painter.translate(0, band - number * page.height())
        document.drawContents(
            painter, QRectF(0, number * page.height(), page.width(), page.height())
        )
        painter.restore()
    painter.end()
    buffer.close()
    return bytes(buffer.data().data())


def choose_rows(rows: tuple[ReportRow, ...]) -> tuple[tuple[ReportRow, ...], str]:
    """The rows that are printed, and one line that accounts for the others (empty if none)."""
    worth = [row.rank for row in rows if row.probability >= _WORTH_A_ROW or row.in_set]
    kept = rows[: min(max([*worth, _FEWEST_ROWS]), _MOST_ROWS)]
    rest = rows[len(kept) :]
    if not rest:
        return kept, ""
    total = wording.format_percent(sum(row.probability for row in rest))
    return kept, f"{len(rest)} further diagnoses, together {total}"


def _pixels(millimetres: float) -> int:
    return round(millimetres / 25.4 * _RESOLUTION)


def _text_units(millimetres: float) -> int:
    return round(millimetres / 25.4 * _TEXT_RESOLUTION)


def _write_picture(name: str, width: float, height: float) -> str:
    """A picture of a size in millimetres."""
    return f"<img src='{name}' width='{_text_units(width)}' height='{_text_units(height)}'>"


def _draw_bands(painter: QPainter, report: Report, page: str, width: float, height: float) -> None:
    """What stands on every page: whose image, what kind of paper, and which page."""
    painter.setFont(QFont(QGuiApplication.font().family(), 8))
    painter.setPen(QColor(LIGHT.secondary_text))
    band = _pixels(_BAND_MM)
    line = painter.fontMetrics().height()
    top = QRectF(0, 0, width, line)
    bottom = QRectF(0, height - line, width, line)
    name = painter.fontMetrics().elidedText(
        report.name, Qt.TextElideMode.ElideMiddle, int(width * 0.6)
    )
    painter.drawText(top, Qt.AlignmentFlag.AlignLeft, name)
    painter.drawText(top, Qt.AlignmentFlag.AlignRight, report.status)
    painter.drawText(bottom, Qt.AlignmentFlag.AlignLeft, wording.NOTICE_SHORT)
    painter.drawText(bottom, Qt.AlignmentFlag.AlignRight, page)
    for position in (band * 0.7, height - band * 0.7):
        painter.drawLine(0, round(position), round(width), round(position))


def _add_pictures(document: QTextDocument, report: Report) -> None:
    image = to_image(report.image).scaled(
        _pixels(_IMAGE_WIDTH_MM),
        _pixels(_IMAGE_HEIGHT_MM),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl("image"), image)
    for row in choose_rows(report.rows)[0]:
        bar = _draw_bar(row, muted=report.cannot_say is not None)
        document.addResource(
            QTextDocument.ResourceType.ImageResource.value, QUrl(f"bar{row.rank}"), bar
        )


def _draw_bar(row: ReportRow, *, muted: bool) -> QImage:
    width, height = _pixels(_BAR_WIDTH_MM), _pixels(_BAR_HEIGHT_MM)
    colour = LIGHT.bar_warning if row.warning else LIGHT.bar
    pixels = np.empty((height, width, 3), dtype=np.uint8)
    filled = max(2, round(width * row.probability))
    pixels[:] = _rgb(LIGHT.track)
    pixels[:, :filled] = _rgb(LIGHT.bar_muted if muted else colour)
    return to_image(pixels)


def _rgb(name: str) -> tuple[int, int, int]:
    colour = QColor(name)
    return colour.red(), colour.green(), colour.blue()


def _write_html(report: Report) -> str:
    return "".join(
        (
            f"<h1>{escape(report.title)}</h1>",
            f"<p><b>{escape(report.status)}</b></p>",
            f"<p>{escape(report.notice)}</p>",
            _write_image(report),
            _write_findings(report),
            _write_description(report),
            _write_questions(report),
            _write_stamp(report),
        )
    )


def _write_image(report: Report) -> str:
    height, width = report.image.shape[:2]
    scale = min(_IMAGE_WIDTH_MM / width, _IMAGE_HEIGHT_MM / height)
    size = (width * scale, height * scale)
    notes = "".join(f"<p class='small'>{escape(note)}</p>" for note in report.image_notes)
    return (
        "<p class='space'>&nbsp;</p><table width='100%' cellspacing='0' cellpadding='0'><tr>"
        f"<td width='{_text_units(_IMAGE_WIDTH_MM + 6)}'>{_write_picture('image', *size)}</td>"
        f"<td valign='top'><p><b>{escape(report.name)}</b></p>"
        f"<p>{escape(report.quality)}</p><p>{escape(report.modality)}</p>{notes}</td>"
        "</tr></table>"
    )


def _write_findings(report: Report) -> str:
    parts = []
    if report.cannot_say is not None:
        reason, advice = report.cannot_say
        parts.append(
            f"<h2>{wording.CANNOT_SAY}</h2><p>{escape(reason)}</p><p>{escape(advice)}</p>"
            f"<h2>Differential diagnosis</h2><p class='mark'>{wording.FOR_INFORMATION}</p>"
        )
    else:
        parts.append("<h2>Differential diagnosis</h2>")
    kept, rest = choose_rows(report.rows)
    parts.append("<table width='100%' cellspacing='0' cellpadding='2'>")
    for row in kept:
        group = f"<span class='warning'>{escape(row.group)}</span>" if row.warning else row.group
        parts.append(
            f"<tr><td width='{_text_units(7)}' align='right'>{row.rank}&nbsp;</td>"
            f"<td>{escape(row.name)}</td><td>{group}</td>"
            f"<td align='right'>{escape(row.percent)}&nbsp;&nbsp;</td>"
            f"<td valign='middle' width='{_text_units(_BAR_WIDTH_MM)}'>"
            f"{_write_picture(f'bar{row.rank}', _BAR_WIDTH_MM, _BAR_HEIGHT_MM)}</td></tr>"
        )
    parts.append("</table><p class='space'>&nbsp;</p>")
    if rest:
        parts.append(f"<p class='small'>{escape(rest)}</p>")
    if report.cannot_say is None:
        parts.append(f"<p><b>{escape(report.malignancy)}</b></p>")
        parts.append(f"<p>{escape(report.malignancy_parts)}</p>")
        parts.append(f"<p>{escape(report.conformal)}</p>")
    return "".join(parts)


def _write_description(report: Report) -> str:
    mark = "" if report.cannot_say else f"<p class='mark'>{escape(report.description_mark)}</p>"
    return f"<h2>Description</h2>{mark}<p>{escape(report.description)}</p>"


def _write_questions(report: Report) -> str:
    if not report.exchanges:
        return ""
    parts = [f"<h2>Questions</h2><p class='mark'>{escape(report.description_mark)}</p>"]
    for item in report.exchanges:
        note = f" <span class='small'>[{escape(item.note)}]</span>" if item.note else ""
        parts.append(f"<p><b>{escape(item.question)}</b><br>{escape(item.answer)}{note}</p>")
    return "".join(parts)


def _write_stamp(report: Report) -> str:
    rows = "".join(
        f"<tr><td class='small'>{escape(label)}&nbsp;&nbsp;</td>"
        f"<td class='small'>{escape(value)}</td></tr>"
        for label, value in report.stamp
    )
    return f"<h2>How this was made</h2><table cellspacing='0' cellpadding='1'>{rows}</table>"
