from pathlib import Path

import pytest

from skinvl.contract.errors import ConfigError, DataError
from skinvl.dataset.review.corrections import (
    CORRECTIONS_FILE,
    Correction,
    load_corrections,
    merge_corrections,
    print_corrections,
    read_table,
)
from skinvl.dataset.review.rows import BookRows, read_rows

BOX = (10.0, 20.0, 110.0, 90.0)
HEADER = "key,pdf,page,bbox,action,value,note,reviewer\n"


@pytest.fixture(scope="module")
def rows(built_once: Path) -> BookRows:
    return read_rows(built_once / "out")


def _read(tmp_path: Path, rows: BookRows, text: str) -> tuple[Correction, ...]:
    path = tmp_path / "corrections.csv"
    path.write_text(text, encoding="utf-8")
    return read_table(path, rows.pairs, rows.rejects, "the reviewer")


def test_a_picture_is_named_by_key_or_by_its_place(tmp_path: Path, rows: BookRows) -> None:
    pair = rows.pairs[0]
    key = Correction(pair.pdf, pair.page, pair.bbox, "reject").key
    near = " ".join(f"{edge + 0.3:.2f}" for edge in pair.bbox)
    found = _read(
        tmp_path,
        rows,
        f"{HEADER}{key},,,,reject,wrong_caption,not this one,\n"
        f",{pair.pdf},{pair.page},[{near}],modality,dermoscopy,,A. Weber\n",
    )
    assert found[0] == Correction(
        pair.pdf, pair.page, pair.bbox, "reject", "wrong_caption", "not this one", "the reviewer"
    )
    assert (found[1].bbox, found[1].reviewer) == (pair.bbox, "A. Weber")


def test_spreadsheets_with_semicolons_and_a_mark_at_the_start(
    tmp_path: Path, rows: BookRows
) -> None:
    pair = rows.pairs[0]
    key = Correction(pair.pdf, pair.page, pair.bbox, "reject").key
    (found,) = _read(
        tmp_path,
        rows,
        f"\ufeffkey;action;value\n{key};caption;A plaque; a scale\n".replace(
            "A plaque; a scale", '"A plaque; a scale"'
        ),
    )
    assert found.value == "A plaque; a scale"


def test_a_diagnosis_may_be_a_name(tmp_path: Path, rows: BookRows) -> None:
    pair = rows.pairs[0]
    key = Correction(pair.pdf, pair.page, pair.bbox, "reject").key
    found = _read(
        tmp_path,
        rows,
        f"key,action,value\n{key},diagnosis,Basal cell carcinoma\n{key},diagnosis,none\n",
    )
    assert [item.value for item in found] == ["basal-cell-carcinoma", "none"]


def test_every_fault_is_named_with_its_line(tmp_path: Path, rows: BookRows) -> None:
    pair = rows.pairs[0]
    key = Correction(pair.pdf, pair.page, pair.bbox, "reject").key
    logo = next(row for row in rows.rejects if row.bbox and row.image_path is None)
    bare = Correction(logo.pdf, logo.page, logo.bbox or BOX, "keep").key
    lines = {
        2: "ffffffffffff,,,,reject,,,",
        3: f"{key},,,,burn,,,",
        4: f"{key},,,,reject,ugly,,",
        5: f"{key},,,,modality,x-ray,,",
        6: f"{key},,,,diagnosis,moonburn,,",
        7: f"{key},,,,caption,,,",
        8: ",atlas.pdf,1,1 2 3 4,reject,,,",
        9: ",atlas.pdf,one,1 2 3,reject,,,",
        10: ",,,,reject,,,",
        11: f"{bare},,,,keep,,,",
        12: f"{key},reject",
    }
    with pytest.raises(ConfigError) as caught:
        _read(tmp_path, rows, HEADER + "\n".join(lines.values()) + "\n")
    named = [error.split(": ")[1] for error in caught.value.errors]
    assert named == [f"line {number}" for number in lines]


def test_columns_are_checked_first(tmp_path: Path, rows: BookRows) -> None:
    with pytest.raises(ConfigError, match="unknown column 'verdict'"):
        _read(tmp_path, rows, "key,action,value,verdict\n")
    with pytest.raises(ConfigError, match="no column 'action'"):
        _read(tmp_path, rows, "key,value\n")


def test_a_missing_table_is_told(tmp_path: Path, rows: BookRows) -> None:
    with pytest.raises(DataError, match="no such file"):
        read_table(tmp_path / "none.csv", rows.pairs, rows.rejects, "")


def test_the_last_word_counts_and_can_be_taken_back() -> None:
    first = Correction("a.pdf", 1, BOX, "reject", "chart")
    later = Correction("a.pdf", 1, BOX, "keep")
    words = Correction("a.pdf", 1, BOX, "caption", "Psoriasis.")
    other = Correction("a.pdf", 2, BOX, "reject", "chart")
    merged = merge_corrections((first, other), (words, later))
    assert merged == (words, later, other)
    assert merge_corrections(merged, (words, later)) == merged
    assert merge_corrections(merged, (Correction("a.pdf", 1, BOX, "clear"),)) == (other,)


def test_what_is_kept_is_read_back(tmp_path: Path) -> None:
    kept = (Correction("ä.pdf", 1, BOX, "caption", 'a "quoted" caption\nof two lines', "n", "me"),)
    (tmp_path / CORRECTIONS_FILE).write_text(print_corrections(kept), encoding="utf-8")
    assert load_corrections(tmp_path) == kept
    (tmp_path / CORRECTIONS_FILE).write_text('{"pdf": 3}\n')
    with pytest.raises(DataError, match="line 1"):
        load_corrections(tmp_path)


def test_a_folder_without_corrections_has_none(tmp_path: Path) -> None:
    assert load_corrections(tmp_path) == ()
