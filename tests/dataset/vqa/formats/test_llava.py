"""LLaVA's conversation files, read back by the part that trains on them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from skinvl.contract.sample import Sample
from skinvl.dataset.books.records import Pair
from skinvl.dataset.vqa.books import ask_pairs
from skinvl.dataset.vqa.formats.llava import write_llava
from skinvl.dataset.vqa.pairs import make_sample


def _samples(pairs: Sequence[Pair]) -> list[Sample]:
    return [
        make_sample(pair, questions, {})
        for pair, questions in zip(pairs, ask_pairs(pairs), strict=True)
    ]


def test_one_question_per_entry(pairs: list[Pair], tmp_path: Path) -> None:
    samples = _samples(pairs)
    write_llava(tmp_path, samples)
    entries = json.loads((tmp_path / "llava" / "train.json").read_text(encoding="utf-8"))
    train = [sample for sample in samples if sample.split == "train"]
    assert len(entries) == sum(len(sample.qa) for sample in train)
    assert entries[0] == {
        "id": f"{train[0].id}#0",
        "image": train[0].image,
        "conversations": [
            {"from": "human", "value": f"<image>\n{train[0].qa[0].question}"},
            {"from": "gpt", "value": train[0].qa[0].answer},
        ],
    }
    assert len({entry["id"] for entry in entries}) == len(entries)


def test_the_trainer_reads_them(
    pairs: list[Pair], write_build: Callable[[Sequence[Pair]], Path]
) -> None:
    records = pytest.importorskip("skinvl.training.llava.records", reason="the training extra")
    config = pytest.importorskip("skinvl.training.llava.config", reason="the training extra")
    folder = write_build(pairs)
    write_llava(folder, _samples(pairs))
    file = config.ConversationFile(file="llava/train.json", images=".")
    found = list(records.read_conversations(folder, file))
    assert len(found) > 100
    assert all(isinstance(entry, records.Record) and entry.image.is_file() for entry in found)
