"""The PDF: complete, on several pages where needed, and safe against what texts contain."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from skinvl.contract.image import open_image
from skinvl.desktop.core import wording
from skinvl.desktop.core.reading import Reading
from skinvl.desktop.core.report import Report, ReportExchange, ReportRow, build_report
from skinvl.desktop.ui.report_pdf import choose_rows, render_report, write_report


@pytest.fixture
def report(bundle: Any, images: dict[str, Path], qapp: object) -> Report:
    image = open_image(images["melanoma"])
    finding = bundle.diagnose(image)
    reading = Reading(
        1,
        "melanoma.png",
        state="complete",
        image=image,
        finding=finding,
        description=finding.description or "",
    )
    return build_report(reading, 0.9)


def read_pages(content: bytes) -> list[str]:
    """The text of each page, with ligatures taken apart."""
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return [" ".join(unicodedata.normalize("NFKC", text).split()) for text in texts]


def test_pages_are_a4_and_carry_name_status_and_number(report: Report) -> None:
    exchanges = tuple(ReportExchange(f"Question {n}?", "Answer. " * 40, "") for n in range(30))
    content = render_report(replace(report, exchanges=exchanges))
    box = PdfReader(io.BytesIO(content)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
    pages = read_pages(content)
    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text
        assert "melanoma.png" in text
        assert wording.REPORT_STATUS in text
        assert wording.NOTICE_SHORT in text
    assert all(f"Question {n}?" in " ".join(pages) for n in range(30))


def test_texts_are_no_markup(report: Report) -> None:
    odd = replace(report, name="<b>x</b> & y.png", description="a <img src='q'> b")
    text = " ".join(read_pages(render_report(odd)))
    assert "<b>x</b> & y.png" in text
    assert "a <img src='q'> b" in text


def test_cannot_say_comes_before_the_differential(report: Report) -> None:
    text = " ".join(read_pages(render_report(replace(report, cannot_say=("Because.", "Do it.")))))
    assert text.index(wording.CANNOT_SAY) < text.index("Differential diagnosis")
    assert wording.FOR_INFORMATION in text
    assert report.malignancy not in text


def test_rows_that_are_left_out_are_accounted_for() -> None:
    rows = tuple(
        ReportRow(n, f"d{n}", "Benign", False, 0.001 if n > 3 else 0.3, "", n == 6)
        for n in range(1, 31)
    )
    kept, rest = choose_rows(rows)
    assert [row.rank for row in kept] == [1, 2, 3, 4, 5, 6]
    assert rest == "24 further diagnoses, together 2.4 %"
    assert choose_rows(rows[:3]) == (rows[:3], "")


def test_failed_write_leaves_the_old_report(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.mkdir()
    with pytest.raises(OSError, match="directory"):
        write_report(report, file)
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.pdf"]


def test_report_replaces_an_older_one(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_text("old", encoding="utf-8")
    write_report(report, file)
    assert file.read_bytes().startswith(b"%PDF-")
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.pdf"]
