"""Tables of answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from skinvl.contract.errors import DataError
from skinvl.training.evaluation.class_lists.class_list import load_class_list
from skinvl.training.evaluation.zero_shot_answers import AnswerFile, GivenAnswer, read_answers

PAD = load_class_list("PAD")


def read(path: Path, text: str) -> AnswerFile:
    path.write_text(text, encoding="utf-8")
    return read_answers(path, PAD)


def test_csv(tmp_path: Path) -> None:
    found = read(
        tmp_path / "a.csv",
        "image,answer,label,group\n"
        'a.png,"Nevus, I think",nevus,p1\n'
        "b.png,Melanoma,\"['Melanoma', 'Nevus']\",p1\n"
        "c.png,none,[],p2\n",
    )
    assert found.answers == (
        GivenAnswer("a.png", "Nevus, I think", (3,), "p1"),
        GivenAnswer("b.png", "Melanoma", (2, 3), "p1"),
    )
    assert (found.unlabelled, found.grouped) == (1, True)


def test_jsonl_without_groups(tmp_path: Path) -> None:
    lines = [
        {"image": "a.png", "answer": "Nevus", "label": "Nevus"},
        {"image": "b.png", "answer": "", "label": ["Melanoma"]},
    ]
    found = read(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines)) + "\n\n")
    assert [(a.labels, a.group) for a in found.answers] == [((3,), "a.png"), ((2,), "b.png")]
    assert not found.grouped


def test_the_table_that_the_published_script_writes(tmp_path: Path) -> None:
    """Six names in the header, seven fields a row; the answer is the third."""
    found = read(
        tmp_path / "PAD_predictions.csv",
        "image,question,predicted_answer,ground_truth,predicted_label,ground_truth_label\n"
        "a.png,Which?,This is a nevus.,Nevus,Melanoma,3,2\n"
        "b.png,Which?,psoriasis,,Nevus,-1,3\n",
    )
    assert found.answers == (
        GivenAnswer("a.png", "This is a nevus.", (2,), "a.png"),
        GivenAnswer("b.png", "psoriasis", (3,), "b.png"),
    )


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "image,answer\na.png,Nevus\n", "line 2: has no label"),
        ("a.csv", "image,answer,label\na.png,Nevus,wart\n", "line 2: 'wart' is no class of PAD"),
        ("a.csv", "image,answer,label\na.png,Nevus,\"['Nevus'\"\n", "is no class of PAD"),
        ("a.csv", "image,answer,label\n", "holds no labelled answer"),
        ("a.csv", "", "holds no labelled answer"),
        ("a.jsonl", "[1]\n", "line 1: not a JSON object"),
        ("a.jsonl", "{\n", "line 1: "),
    ],
)
def test_a_table_that_does_not_fit_is_named(
    name: str, text: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match=message.replace("[", r"\[")) as caught:
        read(tmp_path / name, text)
    assert str(tmp_path / name) in str(caught.value)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="not readable"):
        read_answers(tmp_path / "none.csv", PAD)


def test_a_label_cell_runs_no_code(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    cell = f"[open({str(mark)!r}, 'w')]"
    with pytest.raises(DataError, match="is no class of PAD"):
        read(tmp_path / "a.csv", f'image,answer,label\na.png,x,"{cell}"\n')
    assert not mark.exists()
