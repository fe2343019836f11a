"""Lines of published tables and the files they name."""

from __future__ import annotations

from pathlib import Path

import pytest
from miniatures import archives

from skinvl.contract.errors import DataError
from skinvl.dataset.sources.tables import find_file, match_images, require_table, stem_of


@pytest.mark.parametrize(
    ("cell", "stem"),
    [
        ("ISIC_0000000", "ISIC_0000000"),
        ("PAT_46_881_14.png", "PAT_46_881_14"),
        ("dataset/images/-123.PNG", "-123"),
        ("data\\tiles\\a.jpg", "a"),
        ("v1.2", "v1.2"),
        ("", ""),
    ],
)
def test_stem_of_a_cell(cell: str, stem: str) -> None:
    assert stem_of(cell) == stem


def test_lines_and_files_are_matched_once(tmp_path: Path) -> None:
    for place in ("a/1.jpg", "b/1.jpg", "b/2.png", "b/3.jpg", "b/.hidden.jpg"):
        archives.paint_image(tmp_path / place, len(place))
    rows = [{"image": name} for name in ("2", "1.jpg", "x/1.png", "9", "")]
    matched = match_images(tmp_path, [*rows, rows[0]], lambda row: row["image"], table="t.csv")
    assert [item.file.relative_to(tmp_path).as_posix() for item in matched.listed] == [
        "a/1.jpg",
        "b/2.png",
    ]
    assert matched.missing == 1
    assert [(r.file, r.reason) for r in matched.rejections] == [
        ("b/1.jpg", "another file of this name was read"),
        ("1", "listed twice, differently; the first line counts"),
        ("t.csv", "a line that names no image"),
        ("2", "listed twice"),
        ("b/3.jpg", "not in t.csv"),
    ]


def test_the_nearest_table_is_found_whatever_its_case(tmp_path: Path) -> None:
    archives.write_table(tmp_path / "deep" / "er" / "table.csv", [{"a": 1}])
    archives.write_table(tmp_path / "deep" / "TABLE.csv", [{"a": 2}])
    assert find_file(tmp_path, "Table.csv") == tmp_path / "deep" / "TABLE.csv"
    assert find_file(tmp_path, "none.csv") is None
    with pytest.raises(DataError, match="no column b; its columns are a"):
        require_table(tmp_path, "table.csv", columns=("b",))
