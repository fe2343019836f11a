"""Tables of an audit: data sets, CSV and LLaVA conversations."""

import json
from pathlib import Path

import pytest

from skinvl.contract.errors import DataError
from skinvl.training.evaluation.leak_tables import Item, read_tables


def test_data_set(skin_data: Path) -> None:
    items = read_tables([skin_data], "test", None)
    assert len(items) == 9
    assert items[0].file == skin_data / "images" / "0.png"
    assert items[0].group == "m0" and items[0].source == "skin"
    assert ("Which?", "melanoma") in items[0].questions
    with pytest.raises(DataError, match="no sample of split 'train'; it has test"):
        read_tables([skin_data], "train", None)


def test_rows_of_one_image_are_one_item(tmp_path: Path) -> None:
    table = tmp_path / "test.csv"
    table.write_text(
        "image,question,answer,patient_id\n"
        'a/x.png,"What, exactly?",Acne.,p1\n'
        "a/x.png,Where?,,p1\n"
        "a/y.png,,,\n"
        ",lost,row,\n",
        encoding="utf-8-sig",
    )
    first, second = read_tables([table], "all", tmp_path / "images")
    assert first.questions == (("What, exactly?", "Acne."), ("Where?", ""))
    assert (first.patient_id, second.patient_id, second.questions) == ("p1", None, ())
    assert first.file == tmp_path / "images" / "a" / "x.png"
    assert first.label == "test.csv:a/x.png"


def test_llava_conversations(tmp_path: Path) -> None:
    table = tmp_path / "vqa.json"
    turns = [
        {"from": "human", "value": "<image>\nWhat is it?"},
        {"from": "gpt", "value": "Eczema."},
        {"from": "human", "value": "Is it benign?"},
        {"from": "gpt", "value": "Yes."},
    ]
    records = [
        {"id": 1, "image": "x.png", "conversations": turns},
        {"id": 2, "conversations": turns},
    ]
    table.write_text(json.dumps(records))
    (item,) = read_tables([table], "all", None)
    assert item.questions == (("What is it?", "Eczema."), ("Is it benign?", "Yes."))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", "file,answer\nx.png,yes\n", "no column 'image'"),
        ("a.csv", "image\n", "holds no image"),
        ("a.csv", "image\n\udcff", "not readable as CSV"),
        ("a.json", "{", "not readable as JSON"),
        ("a.json", '{"image": "x.png"}', "not a list"),
        ("a.json", '[{"image": "x.png", "conversations": ["?"]}]', "record 0"),
        ("a.txt", "x.png", "neither"),
    ],
)
def test_broken_table_is_named(tmp_path: Path, name: str, content: str, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(DataError, match=reason) as caught:
        read_tables([path], "all", None)
    assert name in str(caught.value)


def test_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no\.csv: no such file"):
        read_tables([tmp_path / "no.csv"], "all", None)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a/Melanoma-12.JPG", "melanoma-12"),
        ("IMG_0012.png", None),
        ("17.png", None),
        ("bk5_630.png", "bk5_630"),
        ("010d2857cd86ff95.jpg", "010d2857cd86ff95"),
    ],
)
def test_a_counter_is_no_name(file: str, name: str | None) -> None:
    assert Item("x", Path(file), "t").name == name
