"""`skinvl evaluate leak` from tables to files."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skinvl.cli.main import main


def audit(*words: str | Path) -> int:
    return main(["evaluate", "leak", *map(str, words)])


def read_metrics(out: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((out / "metrics.json").read_text())
    return record


def write_questions(path: Path, rows: list[tuple[str, str, str]]) -> Path:
    lines = ["image,question,answer", *(",".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n")
    return path


def test_division_by_question_leaks_nearly_every_image(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three questions an image, a fifth of the questions drawn for test as released."""
    questions = [(f"bk1_{n}_a.png", f"Q{k}?", f"A{n}.") for n in range(600) for k in range(3)]
    random.Random(0).shuffle(questions)
    test = write_questions(tmp_path / "test.csv", questions[:360])
    train = write_questions(tmp_path / "train.csv", questions[360:])
    out = tmp_path / "out"
    words = ("--train", train, "--test", test, "--out", out, "--test-share", "0.2", "--json")
    assert audit(*words) == 0
    record = json.loads(capsys.readouterr().out)
    assert record == read_metrics(out)
    tested = {image for image, _, _ in questions[:360]}
    shared = tested & {image for image, _, _ in questions[360:]}
    share = len(shared) / len(tested)
    assert share > 0.95
    found = record["metrics"]["questions/test_images_with_training_questions"]
    assert (found["value"], found["n"]) == (pytest.approx(share), len(tested))
    assert record["metrics"]["images/any_of_these"]["value"] == pytest.approx(share)
    # Every question is asked once of each image, and the answer is the image's own.
    assert record["metrics"]["questions/same_image_and_question"]["value"] == 0
    inferred = record["counts"]["inferred"]["test_images_with_training_questions"]
    assert inferred == pytest.approx(share, abs=0.08)
    assert record["counts"]["test"]["missing"] == len(tested)
    lines = [json.loads(line) for line in (out / "leaks.jsonl").read_text().splitlines()]
    assert {line["test"].removeprefix("test.csv:") for line in lines} == shared
    assert {line["kind"] for line in lines} == {"same name"}
    assert all(1 <= line["matches"] == len(line["train"]) <= 2 for line in lines)
    assert "no proof" in (out / "table.md").read_text()


def test_shared_questions_are_told_apart(tmp_path: Path) -> None:
    train = write_questions(
        tmp_path / "train.csv",
        [("skin-a.png", "What is it?", "Acne."), ("skin-b.png", "W?", "No.")],
    )
    test = write_questions(
        tmp_path / "test.csv",
        [
            ("skin-a.png", "what  is it?", "Acne."),
            ("skin-a.png", "What is it?", "Eczema."),
            ("skin-a.png", "Where?", "Arm."),
            ("skin-c.png", "W?", "No."),
        ],
    )
    assert audit("--train", train, "--test", test, "--out", tmp_path / "out") == 0
    metrics = read_metrics(tmp_path / "out")["metrics"]
    assert metrics["questions/test_images_with_training_questions"]["value"] == 0.5
    for name, share in (
        ("questions_on_a_training_image", 3 / 4),
        ("same_image_and_question", 2 / 4),
        ("same_image_question_and_answer", 1 / 4),
        ("question_and_answer_on_any_image", 2 / 4),
    ):
        assert metrics[f"questions/{name}"]["value"] == pytest.approx(share)
        assert metrics[f"questions/{name}"]["n"] == 4


def test_clean_data_sets_pass_and_leaking_ones_fail(
    skin_data: Path, other_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    splits = ("--train-split", "test", "--fail-on-leak", "--out", tmp_path)
    assert audit("--train", other_data, "--test", skin_data, *splits, "--no-pixels") == 0
    assert "compared by names and ids only" in capsys.readouterr().out
    assert audit("--train", skin_data, "--test", skin_data, *splits) == 1
    captured = capsys.readouterr()
    assert captured.err.endswith("leaks.jsonl\n")
    record = read_metrics(tmp_path)
    assert record["metrics"]["images/same_file"] == {
        "value": 1.0,
        "low": pytest.approx(0.70, abs=0.01),
        "high": 1.0,
        "n": 9,
    }
    assert record["counts"]["test"]["compared_by_pixels"] == 9
    assert "images/same_patient" not in record["metrics"]
    assert "| same patient | not given |" in captured.out


def test_ids_within_the_range_of_an_archive(tmp_path: Path) -> None:
    """Only names are known: the overlap is plausible, and counted as such."""
    names = [f"ISIC_{number:07d}.jpg" for number in (24306, 30000, 34320, 60000, 12345)]
    table = tmp_path / "test.csv"
    table.write_text("image\n" + "\n".join(names) + "\n")
    words = ("--test", table, "--out", tmp_path / "out", "--fail-on-leak")
    assert audit(*words, "--trained-on", "ham10000") == 1
    record = read_metrics(tmp_path / "out")
    assert record["metrics"]["images/ISIC_id_range"]["value"] == pytest.approx(3 / 5)
    assert record["counts"]["isic_ids"]["test"] == {"ham10000": 3, "bcn20000": 1, "elsewhere": 1}
    assert audit(*words, "--trained-on", "ham10000", "bcn20000") == 1
    found = read_metrics(tmp_path / "out")["metrics"]["images/ISIC_id_range"]
    assert found["value"] == pytest.approx(4 / 5)


def test_wrong_usage_names_every_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--test", tmp_path / "t.csv", "--out", tmp_path / "out")
    assert audit(*words, "--trained-on", "isic9", "--test-share", "2") == 1
    error = capsys.readouterr().err
    assert "'isic9'" in error and "--test-share: 2.0" in error
    assert audit(*words) == 1
    assert "--train: needed" in capsys.readouterr().err
    assert audit(*words, "--train", tmp_path / "no.csv") == 1
    assert "t.csv: no such file" in capsys.readouterr().err


def test_interval_is_over_patients(tmp_path: Path) -> None:
    """Forty images of four patients, all images of one patient in training."""
    test = tmp_path / "test.csv"
    rows = [f"skin-{n}-x.png,p{n // 10}" for n in range(40)]
    test.write_text("image,patient_id\n" + "\n".join(rows) + "\n")
    train = tmp_path / "train.csv"
    train.write_text("image,patient_id\nelse-1-x.png,p0\n")
    assert audit("--train", train, "--test", test, "--out", tmp_path / "out") == 0
    record = read_metrics(tmp_path / "out")
    found = record["metrics"]["images/same_patient"]
    assert (found["value"], found["n"]) == (0.25, 40)
    assert record["groups"]["images/same_patient"] == 4
    assert found["high"] - found["low"] > 2 * 1.96 * np.sqrt(0.25 * 0.75 / 40)
