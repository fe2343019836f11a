"""Answers made elsewhere."""

import json
from pathlib import Path

import pytest

from skinvl.contract.errors import DataError
from skinvl.training.evaluation.vqa_table import clean_modality, read_answers

HEADER = "image,question,reference,answer,modality\n"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_csv_with_quotes_a_byte_order_mark_and_controls(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        "\ufeffimage,question,reference,answer,answer_blind,answer_swapped,modality,group\n"
        'a.png,"What, then?","It is\nred.",Red.,Blue.,,clinical,patient 1\n',
    )
    (found,) = read_answers(path).answers
    assert found.question == "What, then?"
    assert found.reference == "It is\nred."
    assert found.texts == {"image": "Red.", "blind": "Blue.", "swapped": ""}
    assert (found.answer, found.unit) == ("Red.", "patient 1")


def test_jsonl(tmp_path: Path) -> None:
    row = {"image": "a.png", "question": "q", "reference": "r", "answer": None, "modality": "skin"}
    path = write(tmp_path / "a.jsonl", json.dumps({**row, "score": 0.5}) + "\n\n")
    (found,) = read_answers(path).answers
    assert (found.answer, found.modality, found.unit) == ("", "skin", "a.png")


def test_predictions_of_the_released_code(tmp_path: Path) -> None:
    path = write(
        tmp_path / "predictions.csv",
        "image,question,predicted_answer,ground_truth,modality\nd/a.png,q,Red.,It is red.,skin\n"
        "d/b.png,q,Red.,It is red.,\n",
    )
    first, second = read_answers(path).answers
    assert (first.answer, first.reference, first.modality) == ("Red.", "It is red.", "skin")
    assert second.modality == "None"


def test_released_test_table_and_captions(tmp_path: Path) -> None:
    answers = write(tmp_path / "a.csv", "image,question,answer\nd/a.png,q,Red.\nd/b.png,q,No.\n")
    table = write(
        tmp_path / "t.csv",
        "image,question,answer\nd/a.png,q,It is red.\nd/b.png,q,Yes.\nd/b.png,other,Blue.\n",
    )
    captions = write(tmp_path / "c.csv", "image,modality\nd/a.png,skin\nd/a.png,pathology\n")
    found = read_answers(answers, table, captions)
    assert [(a.reference, a.answer) for a in found.answers] == [
        ("It is red.", "Red."),
        ("Yes.", "No."),
        ("Blue.", ""),
    ]
    # Of two entries the first counts; an image without one is in the group None, as released.
    assert [a.modality for a in found.answers] == ["skin", "None", "None"]
    assert found.counts == {"questions_without_answer": 1}


def test_an_answer_to_no_question_of_the_table(tmp_path: Path) -> None:
    answers = write(tmp_path / "a.csv", "image,question,answer,modality\na,q,x,skin\nb,q,x,skin\n")
    table = write(tmp_path / "t.csv", "image,question,answer\na,q,Red.\n")
    with pytest.raises(DataError, match=r"line 3: t\.csv has no such image and question \(1 of 2"):
        read_answers(answers, table)


def test_every_damaged_line_is_named(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv", HEADER + "a,q,r,x,skin\n,q,r,x,skin\na,q,,x,skin\na,q\nb,q,r,x,skin,1\n"
    )
    with pytest.raises(DataError) as caught:
        read_answers(path)
    assert caught.value.reason == (
        "line 3: image is empty; line 4: reference is empty; "
        "line 5: has not the 5 fields of the header; line 6: has not the 5 fields of the header"
    )
    assert "\n" not in str(caught.value)


def test_many_damaged_lines_are_counted(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", HEADER + ",q,r,x,skin\n" * 20)
    with pytest.raises(DataError, match=r"and 15 more lines$"):
        read_answers(path)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "image,question\na,b\n", "line 2: has no answer, reference, modality"),
        ("a.csv", HEADER, "holds no rows"),
        ("a.csv", "image,image,question\n1,2,3\n", "line 1: a column stands twice"),
        ("a.csv", HEADER + 'a,"q"x,r,x,skin\n', "not readable as text"),
        ("a.txt", HEADER, "is neither .csv nor .jsonl"),
        ("a.jsonl", "{}\n", "line 1: has no image"),
        ("a.jsonl", "\n[1]\n", "line 2: is no JSON object"),
        ("a.jsonl", "{\n", "line 1: is no JSON"),
        ("a.jsonl", '{"image": 3, "question": "q"}\n', "line 1: image is no text"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(DataError, match=said):
        read_answers(write(tmp_path / name, text))


def test_binary_files_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\x89PNG\xff\x00")
    with pytest.raises(DataError, match=r"a\.csv: not readable as text"):
        read_answers(path)


@pytest.mark.parametrize(
    ("spelled", "modality"),
    [("skin", "clinical"), ("Dermoscopy", "dermoscopy"), ("", "unknown"), ("None", "unknown")],
)
def test_modalities(spelled: str, modality: str) -> None:
    assert clean_modality(spelled) == modality
