import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from skinvl.contract.errors import ConfigError, DataError
from skinvl.dataset.books.records import PAIRS_FILE, REJECTS_FILE, Pair, Reject
from skinvl.dataset.review.contact_sheet import write_contact_sheet
from skinvl.dataset.review.corrections import COLUMNS, CORRECTIONS_FILE, Correction
from skinvl.dataset.review.intake import take_in
from skinvl.dataset.review.rows import BookRows, read_rows


def _table(root: Path, *lines: dict[str, object], name: str = "corrections.csv") -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(lines)
    path = root / name
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def _line(row: Pair | Reject, action: str, value: str = "") -> dict[str, object]:
    assert row.bbox is not None
    key = Correction(row.pdf, row.page, row.bbox, "reject").key
    return {"key": key, "action": action, "value": value}


def _bytes(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".building" not in path.parts and "review" not in path.parts
    }


def _lines_of_a_review(rows: BookRows) -> list[dict[str, object]]:
    reject = next(row for row in rows.rejects if row.reason == "low_resolution")
    twin = next(row for row in rows.rejects if row.reason == "duplicate")
    return [
        _line(rows.pairs[0], "reject", "wrong_caption"),
        _line(rows.pairs[1], "caption", "Dermoscopy of melanoma on the back of a 40-year-old man."),
        _line(rows.pairs[2], "modality", "other"),
        _line(rows.pairs[3], "diagnosis", "Psoriasis"),
        _line(reject, "keep", "Rosacea of the face."),
        _line(twin, "keep"),
    ]


def test_a_review_is_applied_counted_and_stays_after_the_next_build(
    built: Path, build_again: Callable[[Path], None]
) -> None:
    out = built / "out"
    before = read_rows(out)
    table = _table(built, *_lines_of_a_review(before))
    report = take_in(out, [table], "A. Weber")
    assert (report["applied"], report["unmatched"]) == (6, 0)
    after = read_rows(out)
    assert len(after.pairs) == len(before.pairs) + 1
    assert len(after.rejects) == len(before.rejects) - 1
    places = {(pair.pdf, pair.page, pair.bbox): pair for pair in after.pairs}

    def now(row: Pair | Reject) -> Pair:
        assert row.bbox is not None
        return places[row.pdf, row.page, row.bbox]

    assert now(before.pairs[1]).age == 40.0
    assert now(before.pairs[2]).modality == "other"
    assert now(before.pairs[3]).diagnosis == "psoriasis"
    (dropped,) = (row for row in after.rejects if row.stage == "review")
    assert (dropped.reason, dropped.detail) == ("wrong_caption", "by A. Weber")
    assert after.card["counts"]["reject_reason"]["wrong_caption"] == 1
    assert after.card["leak_check"]["passed"]
    kept = _bytes(out)
    assert "A. Weber" in (out / CORRECTIONS_FILE).read_text(encoding="utf-8")
    take_in(out, [table], "A. Weber")
    assert _bytes(out) == kept
    build_again(built)
    assert _bytes(out) == kept


def test_what_is_taken_back_leaves_the_rows_of_the_build(built: Path) -> None:
    out = built / "out"
    before = _bytes(out)
    lines = _lines_of_a_review(read_rows(out))
    take_in(out, [_table(built, *lines)], "")
    assert _bytes(out)[PAIRS_FILE] != before[PAIRS_FILE]
    undo = [{**line, "action": "clear", "value": ""} for line in lines]
    take_in(out, [_table(built, *undo, name="undo.csv")], "")
    after = _bytes(out)
    assert (after[PAIRS_FILE], after[REJECTS_FILE]) == (before[PAIRS_FILE], before[REJECTS_FILE])


def test_one_wrong_line_and_nothing_is_changed(built: Path) -> None:
    out = built / "out"
    before = _bytes(out)
    good = _line(read_rows(out).pairs[0], "reject")
    first = _table(built, good, {"key": "0" * 12, "action": "reject"}, name="a.csv")
    second = _table(built, {**good, "action": "burn"}, name="b.csv")
    with pytest.raises(ConfigError) as caught:
        take_in(out, [first, second], "")
    one, other = caught.value.errors
    assert "a.csv: line 3" in one and "b.csv: line 2" in other
    assert _bytes(out) == before


def test_a_folder_whose_build_is_gone_says_what_to_do(built: Path) -> None:
    out = built / "out"
    for path in sorted((out / ".building").glob("*/book.json")):
        path.unlink()
    table = _table(built, _line(read_rows(out).pairs[0], "reject"))
    with pytest.raises(DataError, match="dataset build again"):
        take_in(out, [table], "")


def test_the_contact_sheet_shows_what_a_person_changed(built: Path) -> None:
    out = built / "out"
    pair = read_rows(out).pairs[0]
    take_in(out, [_table(built, _line(pair, "reject", "not_skin"))], "A. Weber")
    index = write_contact_sheet(out).read_text(encoding="utf-8")
    assert "<span>corrections <b>1</b></span>" in index
    page = (out / "review" / "rejects-not-skin-1.html").read_text(encoding="utf-8")
    assert "by A. Weber" in page and page.count("<article") == 1
    stored = json.loads((out / CORRECTIONS_FILE).read_text(encoding="utf-8"))
    assert (stored["action"], stored["pdf"]) == ("reject", pair.pdf)
