"""What was trained on."""

import json
from pathlib import Path

import pytest

from skinvl.contract.errors import DataError
from skinvl.training.evaluation.leak_tables import Item
from skinvl.training.evaluation.vqa_training import read_training


def images(*names: str) -> list[Item]:
    return [Item(name, Path(name), "test.csv") for name in names]


def test_released_table(tmp_path: Path) -> None:
    path = tmp_path / "train.csv"
    path.write_text(
        'image,question,answer\ndataset/bk1_2.png,Red?,"No, blue."\ndataset/bk1_3.png,Red?,Yes.\n'
        "dataset/bk1_3.png,Big?,No.\ndataset/bk1_4.png,Where?,On the arm.\n"
    )
    found = read_training(path)
    assert found.yes_no == "no"
    # Of answers equally frequent the first in the alphabet.
    assert found.by_question == {"Red?": "No, blue.", "Big?": "No.", "Where?": "On the arm."}
    assert found.count_shared(images("elsewhere/bk1_3.png", "bk1_3.png", "bk1_9.png")) == 2


def test_llava_conversations(tmp_path: Path) -> None:
    turns = [
        {"from": "human", "value": "<image>\nRed?"},
        {"from": "gpt", "value": "Yes."},
        {"from": "human", "value": "Where?"},
        {"from": "gpt", "value": "On the arm."},
    ]
    path = tmp_path / "train.json"
    path.write_text(json.dumps([{"image": "a/bk1_2.png", "conversations": turns}]))
    found = read_training(path)
    assert found.yes_no == "yes"
    assert found.by_question == {"Red?": "Yes.", "Where?": "On the arm."}
    assert found.count_shared(images("bk1_2.png")) == 1


def test_data_set_without_training_questions(skin_data: Path) -> None:
    with pytest.raises(DataError, match="no sample of split 'train'"):
        read_training(skin_data)


def test_table_without_questions(tmp_path: Path) -> None:
    path = tmp_path / "train.csv"
    path.write_text("image\nbk1_2.png\n")
    with pytest.raises(DataError, match="has no questions"):
        read_training(path)
