"""`skinvl evaluate zero-shot` from command line to files."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from skinvl.cli.main import main
from skinvl.contract.sample import read_card, read_samples, write_samples


@pytest.fixture(autouse=True)
def trust(monkeypatch: pytest.MonkeyPatch, bundles: Any) -> None:
    monkeypatch.setenv("SKINVL_TRUSTED_KEYS", str(bundles.keys))


@pytest.fixture(scope="session")
def divided(tmp_path_factory: pytest.TempPathFactory, skin_data: Path) -> Path:
    """The small data set with every second group in validation."""
    folder = tmp_path_factory.mktemp("zero-shot") / "skin"
    shutil.copytree(skin_data, folder)
    samples = [
        dataclasses.replace(sample, split="val" if number % 2 else "test")
        for number, sample in enumerate(read_samples(folder))
    ]
    write_samples(folder, samples, read_card(folder))
    return folder


def zero_shot(out: Path, *words: str | Path) -> dict[str, Any]:
    assert main(["evaluate", "zero-shot", *map(str, words), "--out", str(out)]) == 0
    record: dict[str, Any] = json.loads((out / "metrics.json").read_text())
    return record


def write_answers(path: Path) -> Path:
    path.write_text(
        "image,answer,label,group\n"
        "a,not malignant,Non-Malignant,p1\n"
        "b,melanoma,Malignant,p2\n"
        "c,Malignant,Malignant,p3\n"
        "d,no idea,Non-Malignant,p4\n",
        encoding="utf-8",
    )
    return path


def test_answers_in_both_forms(tmp_path: Path) -> None:
    """As released: "not malignant" is Malignant, "melanoma" and "no idea" are no match: one of
    four is right. Corrected: the first three are."""
    file = write_answers(tmp_path / "answers.csv")
    out = tmp_path / "out"
    record = zero_shot(out, "--answers", file, "--experiment", "DDI_2class")
    metrics = {name: entry["value"] for name, entry in record["metrics"].items()}
    released = {k.rpartition("/")[2]: v for k, v in metrics.items() if k.startswith("as-released")}
    assert released == pytest.approx(
        {
            "accuracy": 1 / 4,
            "balanced_accuracy": 1 / 4,
            # classes -1, 0 and 1: precision 0, 0, 1/2; recall 0, 0, 1/2; F1 0, 0, 1/2
            "macro_precision": 1 / 6,
            "macro_recall": 1 / 6,
            "macro_f1": 1 / 6,
        }
    )
    prefix = "corrected/DDI_2class/generated"
    assert metrics[f"{prefix}/accuracy"] == 3 / 4
    assert metrics[f"{prefix}/balanced_accuracy"] == 3 / 4
    assert metrics[f"{prefix}/answer_one"] == 3 / 4
    assert metrics[f"{prefix}/answer_none"] == 1 / 4
    assert record["counts"]["as-released"] == {"images": 4, "no_match": 2}
    test = record["comparisons"]["generated/as-released against corrected"]
    assert (test["only_as_released"], test["only_corrected"]) == (0, 2)
    assert record["run"]["file"] == "answers.csv"
    assert (out / "plots" / "DDI_2class-generated.png").is_file()


def test_several_labels_and_a_differential(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    rows = [
        {"image": "a", "answer": "Nevus", "label": ["Melanoma", "Nevus"]},
        {"image": "b", "answer": "Melanoma or nevus", "label": "Nevus"},
    ]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    record = zero_shot(
        tmp_path / "out",
        *("--answers", file, "--experiment", "PAD", "--protocol-form", "corrected"),
    )
    prefix = "corrected/PAD/generated"
    assert record["metrics"][f"{prefix}/accuracy"]["value"] == 1 / 2
    assert record["metrics"][f"{prefix}/answer_several"]["value"] == 1 / 2
    assert record["metrics"][f"{prefix}/truth_among_those_named"]["value"] == 1
    assert not any(name.startswith("as-released") for name in record["metrics"])
    assert any("every image as independent" in note for note in record["notes"])


def test_a_bundle_against_its_head_and_its_answers_again(
    tiny: Path, divided: Path, tmp_path: Path
) -> None:
    words = ("--experiment", "DDI_2class", "--question", "Is it {classes}?")
    out = tmp_path / "out"
    record = zero_shot(out, "--bundle", tiny, "--data", divided, *words)
    prefix = "corrected/DDI_2class"
    for reading in ("likelihood", "per-token-prior-corrected", "diagnosis-head"):
        entry = record["metrics"][f"{prefix}/{reading}/balanced_accuracy"]
        assert entry["n"] == 5 and entry["low"] <= entry["value"] <= entry["high"]
    # Wrong for it: a nevus in the colours of melanoma, and a melanoma in those of eczema.
    assert record["metrics"][f"{prefix}/diagnosis-head/accuracy"]["value"] == 3 / 5
    chosen = record["counts"]["likelihood"]["chosen_on_validation"]
    losses = {
        name: entry["validation_log_loss"]
        for name, entry in record["counts"]["likelihood"]["readings"].items()
    }
    assert chosen == min(losses, key=lambda name: losses[name])
    compared = record["comparisons"]["head against likelihood"]
    assert set(compared) == set(losses)
    difference = compared["likelihood"]["accuracy"]
    assert difference["difference"] == pytest.approx(
        3 / 5 - record["metrics"][f"{prefix}/likelihood/accuracy"]["value"]
    )
    assert record["run"]["choices"] == ["Non-Malignant", "Malignant"]
    assert record["counts"]["val"]["images"] == 4
    plots = {path.name for path in (out / "plots").iterdir()}
    assert "DDI_2class-head-against-likelihood.png" in plots
    again = zero_shot(
        tmp_path / "again", "--answers", out / "answers.jsonl", "--experiment", "DDI_2class"
    )
    name = f"{prefix}/generated/accuracy"
    assert again["metrics"][name] == record["metrics"][name]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--experiment", "SCIN"), "'SCIN' is none of"),
        (("--experiment", "DDI_2class", "--split", "val"), "fit the temperature"),
        (("--experiment", "Patch16_2class"), "no image has a class of Patch16_2class"),
        (("--experiment", "DDI_2class", "--subset", "x"), "'x' is none of skin-clinical"),
        (("--experiment", "DDI_2class", "--validation-limit", "0"), "0 is not positive"),
        (("--experiment", "DDI_2class", "--wording", "ontology"), "use --wording published"),
    ],
)
def test_what_does_not_fit_is_named(
    words: tuple[str, ...],
    message: str,
    tiny: Path,
    divided: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = ["--bundle", str(tiny), "--data", str(divided), "--out", str(tmp_path / "out")]
    assert main(["evaluate", "zero-shot", *given, *words]) != 0
    error = capsys.readouterr().err
    assert message in error and error.count("\n") == 1


def test_data_without_validation_are_named(
    tiny: Path, skin_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--bundle", str(tiny), "--data", str(skin_data), "--out", str(tmp_path / "out")]
    assert main(["evaluate", "zero-shot", *given]) != 0
    assert "no sample of split 'val'" in capsys.readouterr().err
