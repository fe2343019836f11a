"""The tables of MM-Skin."""

from __future__ import annotations

import csv
from pathlib import Path

from skinvl.contract.sample import QuestionAnswer
from skinvl.dataset.books.records import Pair
from skinvl.dataset.vqa.formats.mm_skin import write_mm_skin
from skinvl.dataset.vqa.pairs import make_sample


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_columns_and_spelling_are_the_published_ones(pairs: list[Pair], tmp_path: Path) -> None:
    asked = (
        QuestionAnswer('What, "exactly"?', "A plaque,\nwith scale", "open", "x"),
        QuestionAnswer("Is it red?", "yes", "yesno", "x"),
    )
    samples = [make_sample(pair, asked, {}) for pair in pairs]
    write_mm_skin(tmp_path, samples, [pair.caption for pair in pairs])
    folder = tmp_path / "mm-skin"
    captions, questions = _read(folder / "caption.csv"), _read(folder / "VQA.csv")
    assert list(captions[0]) == ["image", "caption", "modality"]
    assert list(questions[0]) == ["image", "question", "answer"]
    assert {row["modality"] for row in captions} == {"skin", "dermoscopy", "pathology"}
    assert len(captions) == len(pairs) and len(questions) == 2 * len(pairs)
    assert questions[0]["question"] == 'What, "exactly"?'
    assert questions[0]["answer"] == "A plaque,\nwith scale"
    assert captions[0] == {
        "image": pairs[0].image_path,
        "caption": pairs[0].caption,
        "modality": "skin",
    }
    for split in ("train", "val", "test"):
        images = {row["image"] for row in _read(folder / split / "VQA.csv")}
        assert images == {pair.image_path for pair in pairs if pair.split == split}
