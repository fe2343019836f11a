"""One book through all stages, good or bad."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from miniatures.books.press import Book, print_book

from skinvl.dataset.books import document as reading_module
from skinvl.dataset.books import figures, pages, pairing, panels, pictures, pixels, sieve
from skinvl.dataset.books.document import BookResult, read_book
from skinvl.dataset.books.reading import STEPS_PER_PAGE
from skinvl.dataset.books.settings import BookSettings

SETTINGS = BookSettings(ocr="never")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of a few pages with a single picture, two panels and a chart."""
    path = tmp_path_factory.mktemp("book") / "atlas.pdf"
    print_book(Book("plain-below", ["one", "two", "chart", "derm"], seed=1), path)
    return path


def read(path: Path, out: Path, settings: BookSettings = SETTINGS) -> BookResult:
    return read_book(path, path.name, out, settings, folder="atlas")


def reasons(result: BookResult) -> list[tuple[int, str, str]]:
    return [(row.page, row.stage, row.reason) for row in result.rejects]


@pytest.fixture(scope="module")
def broken() -> Path:
    """The folder of damaged and hostile files, or a skip."""
    default = Path(__file__).resolve().parents[4] / "shared" / "data"
    folder = Path(os.environ.get("SKINVL_DATA", default)) / "textbooks" / "broken"
    if not folder.is_dir():
        pytest.skip("the damaged test files are not here (SKINVL_DATA)")
    return folder


def test_every_panel_is_a_pair_or_a_reject(book: Path, tmp_path: Path) -> None:
    result = read(book, tmp_path)
    told = [row for row in result.rejects if row.image_path is not None]
    assert result.panels == len(result.pairs) + len(told)
    assert len(result.fingerprints) == len(result.pairs)
    assert [item.hashes.sha256 for item in result.fingerprints] == [
        pair.image_sha256 for pair in result.pairs
    ]
    on_disk = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.*")}
    assert set(result.files) == on_disk


def test_pairs_carry_caption_place_and_facts(book: Path, tmp_path: Path) -> None:
    gold = print_book(
        Book("plain-below", ["one", "two", "chart", "derm"], seed=1), tmp_path / "again.pdf"
    )
    result = read(book, tmp_path)
    truth = {
        figure["number_key"]: figure
        for figure in gold.figures
        if figure["kind"] == "photo" and figure["caption"]
    }
    found = {pair.figure_number: pair for pair in result.pairs}
    assert set(found) == set(truth)
    for number, pair in found.items():
        assert pair.figure_caption == truth[number]["caption"]["text"]
        assert pair.page == truth[number]["page"]
        assert 0 <= pair.confidence <= 1
        assert pair.modality in ("clinical", "dermoscopy", "pathology", "other")


def test_rows_do_not_depend_on_the_run(book: Path, tmp_path: Path) -> None:
    first, second = read(book, tmp_path / "a"), read(book, tmp_path / "b")
    assert (first.pairs, first.rejects, first.files) == (
        second.pairs,
        second.rejects,
        second.files,
    )


def test_steps_lead_to_the_end(book: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    result = read_book(
        book, "atlas.pdf", tmp_path, SETTINGS, folder="x", report=lambda *step: told.append(step)
    )
    total = STEPS_PER_PAGE * result.pages
    assert told[0] == (0, total)
    assert told[-1] == (total, total)
    assert told == sorted(told)


@pytest.mark.parametrize(
    ("module", "function", "stage"),
    [
        (pages, "read_page", "pages"),
        (figures, "find_figures", "figures"),
        (panels, "split_panels", "panels"),
        (pixels, "extract_panel", "pixels"),
        (sieve, "judge", "sieve"),
        (pictures.modality, "judge", "modality"),
        (pictures.facts, "read_facts", "modality"),
    ],
)
def test_a_stage_that_fails_once_costs_its_page_or_picture(
    book: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    module: object,
    function: str,
    stage: str,
) -> None:
    whole = read(book, tmp_path / "whole")
    monkeypatch.setattr(module, function, fail_once(getattr(module, function)))
    result = read(book, tmp_path / "failed")
    failed = [row for row in result.rejects if row.reason == "failed"]
    assert [(row.stage, row.detail) for row in failed] == [(stage, "RuntimeError: broken here")]
    assert result.pairs
    if stage in ("sieve", "modality", "pixels"):
        assert len(result.pairs) == len(whole.pairs) - 1


def fail_once(function: Callable[..., object]) -> Callable[..., object]:
    calls: list[int] = []

    def failing(*args: object, **options: object) -> object:
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("broken\nhere")
        return function(*args, **options)

    return failing


def test_pictures_without_a_caption_are_rejects(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pair_nothing(_: object, found: list, __: object) -> list:  # type: ignore[type-arg]
        return [pairing.Pairing(figure, None, 0.0) for figure in found]

    whole = read(book, tmp_path / "whole")
    monkeypatch.setattr(pairing, "pair", pair_nothing)
    result = read(book, tmp_path / "alone")
    assert result.pairs == ()
    left = [row for row in result.rejects if row.reason == "no_caption"]
    assert len(left) == len(whole.pairs)
    orphans = [row for row in result.rejects if row.reason == "caption_without_picture"]
    assert len(orphans) == result.captions
    assert all(row.caption and row.bbox for row in orphans)


def test_a_long_book_is_read_in_sections(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read(book, tmp_path / "whole")
    monkeypatch.setattr(reading_module, "_SECTION", 1)
    result = read(book, tmp_path / "sections")
    assert result.pages == whole.pages
    assert {pair.page for pair in result.pairs} <= {pair.page for pair in whole.pairs}
    assert result.figures == whole.figures


def test_pages_beyond_the_most_are_told(book: Path, tmp_path: Path) -> None:
    result = read(book, tmp_path, BookSettings(ocr="never", most_pages=1))
    assert result.pages == 1
    assert (0, "document", "too_long") in reasons(result)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "not_a_pdf"), (b"<html></html>", "not_a_pdf"), (b"%PDF-1.7\nnothing", "damaged")],
)
def test_what_is_no_book_is_told(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(content)
    result = read(path, tmp_path)
    assert not result.opened
    assert reasons(result) == [(0, "document", reason)]


def test_a_password_is_never_guessed(book: Path, tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    with pymupdf.open(book) as source:
        source.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="1234", owner_pw="5678")
    result = read(path, tmp_path)
    assert not result.opened
    assert reasons(result) == [(0, "document", "encrypted")]


def test_a_book_that_may_not_be_printed_is_read(book: Path, tmp_path: Path) -> None:
    """An owner's password restricts use and does not hide the pages."""
    path = tmp_path / "restricted.pdf"
    with pymupdf.open(book) as source:
        source.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="5678", permissions=0)
    assert len(read(path, tmp_path).pairs) == len(read(book, tmp_path / "open").pairs)


def test_attachments_and_scripts_stay_where_they_are(book: Path, tmp_path: Path) -> None:
    path = tmp_path / "books" / "active.pdf"
    path.parent.mkdir()
    with pymupdf.open(book) as source:
        source.embfile_add("../../escaped.txt", b"attached")
        number = source.get_new_xref()
        script = f"<</S/JavaScript/JS(app.launchURL('file://{tmp_path}/ran'))>>"
        source.update_object(number, script)
        source.xref_set_key(source.pdf_catalog(), "OpenAction", f"{number} 0 R")
        source.save(path)
    before = {str(item) for item in tmp_path.rglob("*")}
    out = path.parent / "out"
    result = read(path, out)
    assert result.pairs
    written = {str(item) for item in tmp_path.rglob("*")} - before
    assert all(item.startswith(str(out)) for item in written)
    assert all(Path(item).is_dir() or Path(item).suffix in (".jpg", ".png") for item in written)


def test_damaged_files_give_what_is_left(book: Path, tmp_path: Path) -> None:
    data = book.read_bytes()
    path = tmp_path / "torn.pdf"
    path.write_bytes(data.replace(b"startxref", b"startxyz!"))
    result = read(path, tmp_path)
    assert (0, "document", "damaged") in reasons(result)
    assert len(result.pairs) == len(read(book, tmp_path / "whole").pairs)
    path.write_bytes(data[: len(data) // 2])
    assert {row.reason for row in read(path, tmp_path / "half").rejects if row.page == 0} & {
        "damaged",
        "no_pages",
    }


def test_shared_damaged_files_give_what_is_expected(broken: Path, tmp_path: Path) -> None:
    expected = json.loads((broken / "expected.json").read_text())
    for name, entry in expected.items():
        if name.startswith(("image_bomb", "pages_2000")):
            continue
        result = read(broken / name, tmp_path / name)
        if entry["expect"] == "error":
            assert not result.opened and len(result.rejects) == 1
        elif entry["expect"] == "ok_empty":
            assert result.opened and result.figures == 0
        elif entry["expect"] == "ok":
            assert result.opened and result.pairs
        else:
            assert any(row.reason == "damaged" for row in result.rejects)
