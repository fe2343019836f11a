import re
from html import unescape
from pathlib import Path

import pytest

from skinvl.contract.errors import DataError
from skinvl.dataset.books.records import PAIRS_FILE
from skinvl.dataset.review.contact_sheet import write_contact_sheet
from skinvl.dataset.review.lists import make_lists
from skinvl.dataset.review.rows import read_rows

HOSTILE = '</p><script>alert("x")</script><img src=x onerror=alert(1)>'


def _pages(folder: Path, pattern: str) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob(pattern))]


def test_every_pair_and_every_reject_is_on_one_page_of_its_kind(built: Path) -> None:
    out = built / "out"
    write_contact_sheet(out, per_page=2)
    rows = read_rows(out)
    for pattern, wanted in (
        ("pairs-*.html", len(rows.pairs)),
        ("rejects-*.html", len(rows.rejects)),
        ("book-*.html", len(rows.pairs) + len(rows.rejects)),
    ):
        pages = _pages(out / "review", pattern)
        assert sum(page.count("<article") for page in pages) == wanted
        assert all(1 <= page.count("<article") <= 2 for page in pages)


def test_the_overview_counts_what_the_card_counts(built: Path) -> None:
    out = built / "out"
    index = write_contact_sheet(out).read_text(encoding="utf-8")
    counts = read_rows(out).card["counts"]
    for name in ("pairs", "rejects", "pages", "figures", "documents"):
        assert f"<span>{name} <b>{counts[name]}</b></span>" in index
    for modality, number in counts["modality"].items():
        assert re.search(rf'<a href="[^"]+">{modality} <b>{number}</b></a>', index)
    for reason, number in counts["reject_reason"].items():
        assert f"{reason.replace('_', ' ')} <b>{number}</b>" in index


def test_links_and_pictures_are_files_that_are_there(built: Path) -> None:
    out = built / "out"
    write_contact_sheet(out, per_page=3)
    targets = {
        unescape(target)
        for page in _pages(out / "review", "*.html")
        for target in re.findall(r'(?:href|src)="([^"]+)"', page)
    }
    assert any(target.startswith("thumbnails/") for target in targets)
    assert not [target for target in targets if not (out / "review" / target).is_file()]


def test_nothing_is_asked_of_the_network_and_no_word_of_a_book_is_markup(built: Path) -> None:
    out = built / "out"
    path = out / PAIRS_FILE
    rows = read_rows(out)
    caption = rows.pairs[0].figure_caption
    text = path.read_text(encoding="utf-8")
    assert caption in text
    path.write_text(text.replace(caption, HOSTILE.replace('"', '\\"')), encoding="utf-8")
    write_contact_sheet(out)
    for page in _pages(out / "review", "*.html"):
        assert "http:" not in page and "https:" not in page
        assert "<script>alert" not in page and "<img src=x" not in page
        assert page.count("<script>") == 1
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
        assert policy and policy[1].startswith("default-src 'none'")
    assert any("&lt;script&gt;alert" in page for page in _pages(out / "review", "pairs-*.html"))


def test_writing_again_changes_no_byte_and_leaves_no_old_page(built: Path) -> None:
    out = built / "out"
    write_contact_sheet(out)
    review = out / "review"
    before = {path.relative_to(review): path.read_bytes() for path in review.rglob("*.*")}
    (review / "rejects-old-1.html").write_text("left over")
    (review / "thumbnails" / "0.jpg").write_text("left over")
    write_contact_sheet(out)
    after = {path.relative_to(review): path.read_bytes() for path in review.rglob("*.*")}
    assert after == before


def test_a_picture_that_is_gone_leaves_a_card_without_one(built: Path) -> None:
    out = built / "out"
    pair = read_rows(out).pairs[0]
    (out / pair.image_path).unlink()
    write_contact_sheet(out)
    assert any("no picture stored" in page for page in _pages(out / "review", "pairs-*.html"))


def test_lists_hold_doubtful_pairs_in_order_of_doubt(built: Path) -> None:
    lists = {item.name: item for item in make_lists(read_rows(built / "out"))}
    doubtful = [row.confidence for row in lists["confidence"].rows]
    assert doubtful == sorted(doubtful)


def test_rows_that_the_card_does_not_count_are_refused(built: Path) -> None:
    path = built / "out" / PAIRS_FILE
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[1:]), encoding="utf-8")
    with pytest.raises(DataError, match="run dataset build again"):
        write_contact_sheet(built / "out")


def test_a_folder_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="made by dataset build"):
        write_contact_sheet(tmp_path)
