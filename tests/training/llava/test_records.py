"""Conversation files and imported data sets as records, and what is wrong with the others."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from skinvl.contract.errors import DataError
from skinvl.contract.ontology import DiagnosisCode
from skinvl.contract.sample import QuestionAnswer, Sample, build_card, write_samples
from skinvl.model.llava.conversation import Turn
from skinvl.training.llava.config import ConversationFile
from skinvl.training.llava.records import Record, Skipped, read_conversations, read_dataset

FILE = ConversationFile("vqa.json", "images")


def messages(*texts: str) -> list[dict[str, str]]:
    return [
        {"from": ("human", "gpt")[place % 2], "value": text} for place, text in enumerate(texts)
    ]


def read(root: Path, *entries: Any) -> list[Record | Skipped]:
    (root / "vqa.json").write_text(json.dumps(list(entries)), encoding="utf-8")
    return list(read_conversations(root, FILE))


def test_a_conversation(tmp_path: Path) -> None:
    said = messages("What is this?\n<image>", "A nevus.", "Is it benign?", "Yes.")
    (record,) = read(tmp_path, {"id": 7, "image": "book/a.png", "conversations": said})
    assert record == Record(
        id="7",
        image=tmp_path / "images" / "book" / "a.png",
        sha256=None,
        group=None,
        split=None,
        turns=(Turn("<image>\nWhat is this?", "A nevus."), Turn("Is it benign?", "Yes.")),
    )


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("text", "not a mapping"),
        ({"conversations": messages("<image>?", "A.")}, "names no image"),
        ({"image": "../a.png", "conversations": messages("<image>?", "A.")}, "outside its folder"),
        ({"image": "/a.png", "conversations": messages("<image>?", "A.")}, "outside its folder"),
        ({"image": "a.png"}, "no conversation"),
        ({"image": "a.png", "conversations": []}, "no conversation"),
        ({"image": "a.png", "conversations": messages("<image>?")}, "has no answer"),
        ({"image": "a.png", "conversations": messages("<image>?", " ")}, "message 2 is empty"),
        ({"image": "a.png", "conversations": messages("<image>?", "A.</s>")}, "end token </s>"),
        ({"image": "a.png", "conversations": messages("What?", "A.")}, "in 0 questions"),
        (
            {"image": "a.png", "conversations": messages("<image>?", "A.", "<image>?", "B.")},
            "in 2 questions",
        ),
        ({"image": "a.png", "conversations": messages("?", "<image>")}, "an answer holds <image>"),
        (
            {"image": "a.png", "conversations": [{"from": "system", "value": "?"}]},
            "message 1 is not from human",
        ),
        (
            {"image": "a.png", "conversations": messages("<image>?", "A.")[::-1]},
            "message 1 is not from human",
        ),
    ],
)
def test_what_cannot_be_trained_on_is_skipped_with_its_reason(
    broken: Any, reason: str, tmp_path: Path
) -> None:
    good = {"id": "good", "image": "b.png", "conversations": messages("<image>?", "B.")}
    skipped, kept = read(tmp_path, broken, good)
    assert isinstance(skipped, Skipped) and reason in skipped.reason
    assert skipped.id == "#0"
    assert isinstance(kept, Record)


def test_a_missing_or_broken_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"vqa\.json: no such conversation file"):
        list(read_conversations(tmp_path, FILE))
    (tmp_path / "vqa.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match=r"vqa\.json: not readable as JSON"):
        list(read_conversations(tmp_path, FILE))
    (tmp_path / "vqa.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DataError, match=r"vqa\.json: a list of conversations"):
        list(read_conversations(tmp_path, FILE))


def sample(name: str, **more: Any) -> Sample:
    values: dict[str, Any] = {
        "id": name,
        "image": f"images/{name}.png",
        "image_sha256": name * 8,
        "source": "tiny",
        "licence": "CC0-1.0",
        "modality": "clinical",
        "diagnosis": DiagnosisCode("acne"),
        "label": "acne",
        "split": "train",
        "group": f"g-{name}",
    }
    return Sample(**{**values, **more})


def write(folder: Path, *samples: Sample) -> None:
    card = build_card(
        samples,
        name="tiny",
        version="1",
        created=datetime.now(UTC).isoformat(),
        licence="CC0-1.0",
        sources=[],
    )
    write_samples(folder, samples, card)


def test_each_question_about_an_imported_image_stands_alone(tmp_path: Path) -> None:
    asked = QuestionAnswer("What is it?", "acne", "open", "diagnosis")
    write(tmp_path / "tiny", sample("a", caption="Clinical photograph.", qa=(asked,)))
    found = list(read_dataset(tmp_path / "tiny"))
    assert [entry.turns for entry in found if isinstance(entry, Record)] == [
        (Turn("<image>\nWhat is it?", "acne"),),
        (Turn("<image>\nDescribe the image.", "Clinical photograph."),),
    ]
    assert {entry.group for entry in found if isinstance(entry, Record)} == {"tiny/g-a"}
    assert [entry.id for entry in found] == ["a#0", "a#1"]


def test_a_caption_that_only_repeats_the_label_is_left_out(tmp_path: Path) -> None:
    caption = "Dermoscopic image. Most consistent with acne."
    qa = (
        QuestionAnswer("Describe this image.", caption, "open", "describe"),
        QuestionAnswer("What is it?", "acne", "open", "diagnosis"),
    )
    write(tmp_path / "tiny", sample("a", modality="dermoscopy", caption=caption, qa=qa))
    (record,) = read_dataset(tmp_path / "tiny")
    assert isinstance(record, Record)
    assert record.turns == (Turn("<image>\nWhat is it?", "acne"),)


def test_samples_without_text_count(tmp_path: Path) -> None:
    write(tmp_path / "tiny", sample("a"), sample("b", split="test"))
    trained, kept = read_dataset(tmp_path / "tiny")
    assert trained == Skipped("a", "images/a.png", "neither caption nor question")
    assert isinstance(kept, Record) and kept.split == "test" and kept.turns == ()
