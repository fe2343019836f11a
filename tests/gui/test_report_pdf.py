"""The PDF: complete, on several pages where needed, and safe against what texts contain."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from miniatures.cases import MODEL, StoredCase, open_case
from miniatures.documents import read_pages
from PIL import Image
from pypdf import PdfReader

from skinvl.contract.image import open_image
from skinvl.desktop.core import wording
from skinvl.desktop.core.reading import Reading
from skinvl.desktop.core.report import (
    Letterhead,
    Report,
    ReportExchange,
    ReportRow,
    ReportSection,
    Signature,
    build_report,
)
from skinvl.desktop.core.report_case import gather_case
from skinvl.desktop.core.report_content import Choice, Extras, build_case_report
from skinvl.desktop.ui.report_html import choose_rows
from skinvl.desktop.ui.report_pdf import render_report, write_report


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


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[StoredCase]:
    with open_case(tmp_path) as case:
        case.accept()
        yield case


@pytest.fixture
def case_report(stored: StoredCase, qapp: object) -> Report:
    case = gather_case(stored.store, stored.photograph.id)
    extras = Extras(stored.rgb, Letterhead("Practice <Berg>"), level=MODEL.conformal_level)
    choice = Choice(overlay=True, confirmed=True)
    signature = Signature("Dr. Anna Berg", "2026-03-01 09:00 (UTC+01:00)")
    return build_case_report(case, choice, extras, "final", signature)


def test_patient_and_status_stand_on_every_page(case_report: Report) -> None:
    long = ReportSection("Comments", tuple((f"Line {n}", "Words. " * 60) for n in range(40)))
    content = render_report(replace(case_report, sections=(*case_report.sections, long)))
    pages = read_pages(content)
    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert "Müller, Jane" in text
        assert "born 1970-02-15" in text
        assert "no. 4711/B" in text
        assert "Final - signed" in text
        assert f"Page {number} of {len(pages)}" in text
    text = " ".join(pages)
    assert all(f"Line {n} " in text for n in range(40))


def test_persons_come_before_the_model_and_the_signature_last(case_report: Report) -> None:
    text = " ".join(read_pages(render_report(case_report)))
    order = [
        "Practice <Berg>", "Assessment by the reader", "Opinions of the readers",
        "Result of the model", wording.NOTICE, "Differential diagnosis", "Description",
        "How this was made", "Signed electronically by Dr. Anna Berg",
    ]  # fmt: skip
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "left upper back" in text


def test_report_without_signature_says_so(report: Report) -> None:
    text = " ".join(read_pages(render_report(report)))
    assert "Not signed. This report is preliminary" in text
    assert "No patient: this report belongs to nobody." in text


def test_report_is_pdf_a(case_report: Report) -> None:
    """The identification that PDF/A-1b asks for (ISO 19005-1, 6.7.11), and no transparency."""
    logo = io.BytesIO()
    Image.new("RGBA", (80, 40), (0, 0, 200, 90)).save(logo, format="PNG")
    content = render_report(replace(case_report, letterhead=Letterhead("", logo.getvalue())))
    reader = PdfReader(io.BytesIO(content))
    metadata = reader.root_object["/Metadata"].get_object().get_data()  # type: ignore[attr-defined]
    assert b'pdfaid:part="1" pdfaid:conformance="B"' in metadata
    assert "/OutputIntents" in reader.root_object
    images = [image for page in reader.pages for image in page.images]
    assert len(images) >= 3
    assert not [
        name
        for page in reader.pages
        for name, item in page["/Resources"].get("/XObject", {}).items()  # type: ignore[attr-defined]
        if "/SMask" in item.get_object()
    ]


def test_long_name_is_never_cut(case_report: Report) -> None:
    assert case_report.patient is not None
    name = "Wolfeschlegelsteinhausenbergerdorff-Montgomery, Maximiliane Theodora"
    long = replace(case_report, patient=replace(case_report.patient, name=name))
    for text in read_pages(render_report(long)):
        assert name in text
        assert "no. 4711/B" in text


@pytest.mark.parametrize("lines", (20, 30, 40, 50, 55))
def test_no_page_ends_within_the_differential(lines: int, case_report: Report) -> None:
    filler = ReportSection("Comments", tuple((f"Line {n}", "word") for n in range(lines)))
    rows = tuple(
        ReportRow(n, f"Diagnosis {n}.", "Benign", False, 0.08, "8.0 %", False) for n in range(1, 13)
    )
    report = replace(case_report, rows=rows, sections=(*case_report.sections, filler))
    pages = read_pages(render_report(report))
    (page,) = (text for text in pages if "Result of the model" in text)
    assert all(f"Diagnosis {n}." in page for n in range(1, 13))


@pytest.mark.parametrize("lines", range(0, 60, 4))
def test_no_heading_ends_a_page(lines: int, case_report: Report) -> None:
    filler = ReportSection("Comments", tuple((f"Line {n}", "word") for n in range(lines)))
    after = ReportSection("Last heading", (("First", "What follows it."),))
    report = replace(case_report, sections=(filler, after))
    pages = read_pages(render_report(report))
    (page,) = (text for text in pages if "Last heading" in text)
    assert "What follows it." in page
    (page,) = (text for text in pages if "Signature" in text)
    assert "Signed electronically" in page


def test_text_longer_than_a_page_leaves_none_empty(case_report: Report) -> None:
    long = ReportSection("Comments", (("By", "Words and words. " * 900),))
    pages = read_pages(render_report(replace(case_report, sections=(long,))))
    assert len(pages) > 3
    assert all(len(text) > 300 for text in pages[:-1])
