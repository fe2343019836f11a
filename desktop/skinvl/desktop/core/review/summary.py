"""``report.html``: the report of a review for a person; one file without references."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image

from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core.decoding import decode_apart
from skinvl.desktop.core.language import say, tell_number, tell_percent, translate
from skinvl.desktop.core.language.voice import spoken_language
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
from skinvl.desktop.core.review.tables import writing_text

REPORT_FILE = "report.html"
ReadContent = Callable[[str, str | None], bytes]
"""The bytes that were analysed, by path and SHA-256, as `records.Records.content`."""
_THUMBNAIL = 400
_STYLE = """
body{font:15px/1.45 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;
color:#1a1d21;background:#fff}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
table{border-collapse:collapse}td,th{padding:.2rem .7rem;border-bottom:1px solid #d5d9de;
text-align:left;vertical-align:top}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.notice{background:#fff4d6;border:1px solid #e0c060;padding:.6rem .9rem}
.sheet{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:1rem}
.sheet figure{margin:0}.sheet img{width:100%;height:11rem;object-fit:contain;background:#777}
figcaption{font-size:.85rem;overflow-wrap:anywhere}.bar{background:#5b7fa8;height:.8rem}
@media print{.sheet{grid-template-columns:repeat(4,1fr)}figure{break-inside:avoid}}
"""


def write_summary(out: Path, report: ReviewReport, read: ReadContent) -> None:
    """Write the report; it appears whole or not at all.

    Args:
        out: folder to write into.
        report: what it says.
        read: for the contact sheet.

    Raises:
        OSError: it cannot be written.
    """
    title = escape(report.title)
    with writing_text(out / REPORT_FILE) as stream:
        stream.write(
            f'<!doctype html><html lang="{spoken_language()}"><meta charset="utf-8">'
            f"<title>{title}</title><style>{_STYLE}</style><h1>{title}</h1>\n"
        )
        for section in report.sections:
            for piece in _show(section, read):
                stream.write(piece + "\n")
        stream.write("</html>\n")


def make_thumbnail(read: ReadContent, urgent: Urgent, side: int = _THUMBNAIL) -> Image.Image | str:
    """The image that was analysed, at most `side` pixels wide or high; or why there is none."""
    try:
        image = Image.fromarray(
            decode_apart(read(urgent.path, urgent.sha256), urgent.path).image.rgb
        )
    except SkinVLError as error:
        return say(getattr(error, "reason", None) or error)
    image.thumbnail((side, side))
    return image


def describe_picture(urgent: Urgent) -> tuple[str, str, str]:
    """The lines under a picture: its malignant total, its first diagnosis, its path."""
    told = translate("ReviewReport", "{share} malignant or pre-malignant")
    name = translate("Diagnosis", urgent.name) if urgent.name else ""
    return told.format(share=tell_percent(urgent.score)), name, urgent.path


def escape(text: str) -> str:
    """Text for HTML; bytes of a file name that are no UTF-8 are shown as their numbers."""
    return html.escape(text.encode("utf-8", "backslashreplace").decode("utf-8"))


def show_table(table: Table) -> str:
    """A table as HTML."""

    def cell(value: str | int | float, tag: str) -> str:
        number = ' class="n" align="right"' if isinstance(value, int | float) else ""
        return f"<{tag}{number}>{escape(str(value))}</{tag}>"

    lines = ["<table><tr>", *(cell(name, "th") for name in table.head), "</tr>"]
    for row in table.rows:
        lines += ["<tr>", *(cell(value, "td") for value in row), "</tr>"]
    return "".join([*lines, "</table>"])


def _show(section: Section, read: ReadContent) -> Iterator[str]:
    match section:
        case Heading(text):
            yield f"<h2>{escape(text)}</h2>"
        case Paragraph(text, is_notice):
            yield f"<p{' class=notice' if is_notice else ''}>{escape(text)}</p>"
        case Table():
            yield show_table(section)
        case Bars(counts):
            yield _draw_bars(counts)
        case Calibration(bins):
            yield _draw_calibration(bins)
        case Sheet(pictures):
            yield "<div class=sheet>"
            for urgent in pictures:
                lines = "<br>".join(map(escape, describe_picture(urgent)))
                image = _embed(make_thumbnail(read, urgent), urgent.path)
                yield f"<figure>{image}<figcaption>{lines}</figcaption></figure>"
            yield "</div>"


def _draw_bars(counts: tuple[tuple[str, int], ...]) -> str:
    most = max((count for _, count in counts), default=0) or 1
    return "".join(
        [
            "<table>",
            *(
                f"<tr><td>{escape(name)}</td><td class=n>{count}</td><td style='width:20rem'>"
                f"<div class=bar style='width:{100 * count / most:.1f}%'></div></td></tr>"
                for name, count in counts
            ),
            "</table>",
        ]
    )


def _draw_calibration(bins: tuple[tuple[float, float, int], ...]) -> str:
    told = translate("ReviewReport", "{count} images: confidence {sure}, right {right}")
    points = "".join(
        f'<circle cx="{20 + 200 * sure:.1f}" cy="{220 - 200 * right:.1f}" r="4" fill="#5b7fa8">'
        f"<title>{_tell_bin(told, sure, right, n)}</title></circle>"
        for sure, right, n in bins
    )
    label = translate("ReviewReport", "calibration")
    return (
        f'<svg width="240" height="240" role="img" aria-label="{label}">'
        '<rect x="20" y="20" width="200" height="200" fill="none" stroke="#999"/>'
        f'<line x1="20" y1="220" x2="220" y2="20" stroke="#bbb"/>{points}</svg>'
    )


def _tell_bin(text: str, sure: float, right: float, count: int) -> str:
    return text.format(count=count, sure=tell_number(sure, 2), right=tell_number(right, 2))


def _embed(image: Image.Image | str, path: str) -> str:
    if isinstance(image, str):
        return f"<p>{escape(image)}</p>"
    packed = io.BytesIO()
    image.save(packed, "JPEG", quality=80)
    data = base64.b64encode(packed.getvalue()).decode("ascii")
    return f'<img alt="{escape(path)}" src="data:image/jpeg;base64,{data}">'
