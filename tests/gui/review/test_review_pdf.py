"""The report of a review as a PDF: the same sentences as the page of HTML, and its pictures."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pypdf import PageObject, PdfReader

from skinvl.desktop.core.review.overview import Overview, Urgent
from skinvl.desktop.core.review.sections import Calibration, Facts, ReviewReport, compose_report
from skinvl.desktop.core.wording import NOTICE_SHORT
from skinvl.desktop.ui import review_pdf
from skinvl.desktop.ui.review_pdf import PDF_FILE, open_printing, write_pdf


def make_report(pictures: int, failed: int = 2) -> ReviewReport:
    overview = Overview(found=40 + failed, done=40)
    overview.failed = [(f"odd \u540d {n}.jpg", "the JPEG ends early") for n in range(failed)]
    overview.diagnoses.update({"Melanoma": 10, "Melanocytic nevus": 30})
    overview.malignant.update({9: 10, 0: 30})
    name = "a/very/long/path/without/any/blank/" * 3
    overview.urgent = [Urgent(0.9, f"{name}{n}.jpg", "s", "Melanoma") for n in range(pictures)]
    report = compose_report(Facts("photographs", "mini", "int8 on cpu", "1"), overview)
    square = Calibration(((0.5, 0.4, 10), (0.9, 1.0, 30)))
    return ReviewReport(report.title, (*report.sections, square))


def read_picture(path: str, sha256: str | None) -> bytes:
    stream = io.BytesIO()
    pixels = np.random.default_rng(int(Path(path).stem)).integers(
        0, 255, (90, 120, 3), dtype=np.uint8
    )
    Image.fromarray(pixels).save(stream, "PNG")
    return stream.getvalue()


def squeeze(text: str) -> str:
    """Without blanks and ligatures: a PDF knows where letters stand, not what parts words."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def read_text(page: PageObject) -> str:
    return squeeze(page.extract_text())


def test_it_says_what_the_page_says(qapp: Any, tmp_path: Path) -> None:
    write_pdf(tmp_path, make_report(24), read_picture)
    content = (tmp_path / PDF_FILE).read_bytes()
    pages = PdfReader(io.BytesIO(content)).pages
    text = "".join(read_text(page) for page in pages)
    for told in (
        "Review of photographs",
        "42 found = 40 read + 2 failed + 0 waiting (it adds up)",
        "The 24 most urgent",
        "90 % malignant or pre-malignant",
        "the JPEG ends early",
    ):
        assert squeeze(told) in text
    assert all(squeeze(NOTICE_SHORT) in read_text(page) for page in pages)
    assert squeeze(f"Page {len(pages)} of {len(pages)}") in text
    assert b"pdfaid:part" in content
    assert b"photographs" not in PdfReader(io.BytesIO(content)).metadata.title.encode()  # type: ignore[union-attr]
    pictures = [image for page in pages for image in page.images if image.image.size == (120, 90)]
    assert len(pictures) == 24


def test_pictures_stay_within_the_page(qapp: Any, tmp_path: Path) -> None:
    """A long path without a blank must not push the pictures beside it out of the paper."""
    write_pdf(tmp_path, make_report(4), read_picture)
    for page in PdfReader(tmp_path / PDF_FILE).pages:
        edges: list[float] = []

        def note(operator: bytes, operands: Any, cm: Any, tm: Any, edges: Any = edges) -> None:
            if operator == b"Do":
                edges.append(cm[4] + cm[0])

        page.extract_text(visitor_operand_before=note)
        assert all(edge <= float(page.mediabox.width) for edge in edges)


def test_a_picture_that_is_gone_has_its_reason(qapp: Any, tmp_path: Path) -> None:
    from skinvl.contract.errors import DataError

    def refuse(path: str, sha256: str | None) -> bytes:
        raise DataError(path, "cannot be read (No such file)")

    write_pdf(tmp_path, make_report(1), refuse)
    text = "".join(read_text(page) for page in PdfReader(tmp_path / PDF_FILE).pages)
    assert squeeze("cannot be read (No such file)") in text


def test_without_a_platform_for_it_nothing_is_started(
    qapp: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert open_printing() is None
    monkeypatch.setattr(review_pdf.QGuiApplication, "instance", staticmethod(lambda: None))
    monkeypatch.setattr(
        review_pdf.QLibraryInfo, "path", staticmethod(lambda which: str(tmp_path / "none"))
    )
    assert open_printing() == "Qt has no platform without a screen here"
