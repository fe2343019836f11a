"""Reading the pairs of a build folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from skinvl.contract.errors import DataError
from skinvl.dataset.books.records import Pair
from skinvl.dataset.vqa.pairs import make_sample, name_pair, read_licences, read_pairs


def test_pairs_come_back_as_they_were_written(
    pairs: list[Pair], write_build: Callable[[list[Pair]], Path]
) -> None:
    folder = write_build(pairs)
    found = read_pairs(folder)
    assert [pair.image_path for pair in found] == [pair.image_path for pair in pairs]
    assert [pair.age for pair in found] == [pair.age for pair in pairs]
    assert read_licences(folder) == {"atlas.pdf": "CC BY 4.0"}


def test_a_pair_as_a_sample(make_pair: Callable[..., Pair]) -> None:
    pair = make_pair("clinical", "Psoriasis of the knee in a man aged 40.", split="val")
    sample = make_sample(pair, (), {"atlas.pdf": "CC0"})
    assert (sample.id, sample.image) == ("atlas/p1-1", "images/atlas/p1-1.png")
    assert (sample.licence, sample.source, sample.split) == ("CC0", "atlas.pdf", "val")
    assert (sample.age, sample.sex, sample.site) == (40, "male", "knee")
    assert sample.caption == "Psoriasis of the knee."
    assert make_sample(pair, (), {}).licence == "not stated"
    assert name_pair(pair) == sample.id


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text.replace('"page"', '"leaf"', 1), "line 1: leaf"),
        (lambda text: text.replace("images/atlas/p1-1", "../secret", 1), "outside the folder"),
        (lambda text: text.replace("atlas/p2-1.png", "atlas/p1-1.png", 1), "occurs twice"),
        (lambda text: "{" + text, "line 1"),
    ],
)
def test_a_damaged_line_is_named(
    pairs: list[Pair],
    write_build: Callable[[list[Pair]], Path],
    change: Callable[[str], str],
    told: str,
) -> None:
    path = write_build(pairs[:3]) / "pairs.jsonl"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(DataError, match=told):
        read_pairs(path.parent)


def test_another_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="dataset build"):
        read_pairs(tmp_path)
    assert read_licences(tmp_path) == {}
