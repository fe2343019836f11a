"""`skinvl evaluate probe` from command line to files."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skinvl.cli.main import main
from skinvl.contract.sample import read_card, read_samples, write_samples
from skinvl.training.evaluation.class_lists.class_list import load_class_list
from skinvl.training.evaluation.probe_data import choose_images, unit_of
from skinvl.training.evaluation.selection import select_samples


@pytest.fixture(autouse=True)
def trust(monkeypatch: pytest.MonkeyPatch, bundles: Any) -> None:
    monkeypatch.setenv("SKINVL_TRUSTED_KEYS", str(bundles.keys))


@pytest.fixture(scope="session")
def divided(tmp_path_factory: pytest.TempPathFactory, tiny_data: Path) -> Path:
    """The tiny data set, half of its validation images as test; pairs of images are one lesion."""
    folder = tmp_path_factory.mktemp("probe") / "tiny"
    shutil.copytree(tiny_data / "tiny", folder)
    samples = []
    for number, sample in enumerate(read_samples(folder)):
        split = "test" if sample.split == "val" and number % 16 >= 14 else sample.split
        samples.append(dataclasses.replace(sample, split=split, lesion_id=f"l{number // 2}"))
    write_samples(folder, samples, read_card(folder))
    return folder


@pytest.fixture
def features(divided: Path, tmp_path: Path) -> Path:
    """Features that tell the classes of the data set apart."""
    generator = np.random.default_rng(0)
    samples = read_samples(divided)
    labels = sorted({str(s.label) for s in samples})
    rows = [np.eye(len(labels))[labels.index(str(s.label))] * 4 for s in samples]
    values = np.array(rows) + generator.normal(scale=0.5, size=(len(rows), len(labels)))
    path = tmp_path / "features.npz"
    np.savez(path, ids=np.array([s.id for s in samples]), features=values)
    return path


def probe(out: Path, *words: str | Path) -> dict[str, Any]:
    assert main(["evaluate", "probe", *map(str, words), "--out", str(out)]) == 0
    record: dict[str, Any] = json.loads((out / "metrics.json").read_text())
    return record


def test_features_from_a_file_in_both_forms(divided: Path, features: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    record = probe(out, "--features", features, "--data", divided, "--experiment", "DDI_2class")
    # AUROC is 1 for every C; the published choice takes the smallest, which calls all benign.
    released = record["metrics"]["as-released/DDI_2class/accuracy"]
    assert released == {"value": 6 / 8, "low": None, "high": None, "n": 8}
    assert record["counts"]["as-released"]["c"] == pytest.approx(1e-5)
    corrected = record["metrics"]["corrected/DDI_2class/balanced_accuracy"]
    assert corrected["value"] == 1.0
    for name in ("macro_precision", "macro_f1", "log_loss", "macro_auprc", "ece_debiased"):
        assert f"corrected/DDI_2class/{name}" in record["metrics"]
    assert record["metrics"]["corrected/DDI_2class/sensitivity/Malignant"]["value"] == 1.0
    # 12 + 2 images of four skin classes train; the published form holds a fifth of them back.
    assert record["counts"]["corrected"]["trained_on"] == 56
    assert record["counts"]["as-released"]["trained_on"] == 45
    assert record["counts"]["as-released"]["validated_on"] == 11
    assert record["counts"]["train"]["without_class"] == 24
    assert record["run"]["file"] == "features.npz" and len(record["run"]["file_sha256"]) == 64
    assert record["run"]["classes"] == ["Non-Malignant", "Malignant"]
    table = (out / "table.md").read_text()
    assert "DDI_2class: 2 classes, n = 8" in table
    assert (out / "plots" / "DDI_2class-probe-confusion.png").is_file()


def test_units_may_be_lesions_and_a_shared_one_is_reported(
    divided: Path, features: Path, tmp_path: Path
) -> None:
    words = ("--features", features, "--data", divided, "--experiment", "DDI_2class")
    form = ("--protocol-form", "corrected")
    grouped = probe(tmp_path / "a", *words, *form, "--group-by", "lesion")
    assert grouped["counts"]["corrected"]["training_units"] == 28
    assert grouped["groups"]["corrected/DDI_2class/accuracy"] == 4
    samples = read_samples(divided)
    joined = [dataclasses.replace(s, patient_id="p") for s in samples]
    folder = tmp_path / "tiny"
    shutil.copytree(divided, folder)
    write_samples(folder, joined, read_card(folder))
    given = ("--features", features, "--data", folder, "--experiment", "DDI_2class")
    released = ("--protocol-form", "as-released", "--group-by", "patient")
    record = probe(tmp_path / "b", *given, *released)
    assert any("1 units of the scored images (patient)" in note for note in record["notes"])


def test_a_bundle_leaves_its_features_for_the_next_run(
    tiny: Path, divided: Path, tmp_path: Path
) -> None:
    words = ("--data", divided, "--experiment", "HAM10000", "--subset", "tiny-dermoscopy")
    words = (*words, "--protocol-form", "corrected")
    first = probe(tmp_path / "a", "--bundle", tiny, *words)
    assert first["run"]["bundle"] == "tiny" and first["run"]["features"] == 3
    assert first["metrics"]["corrected/HAM10000/accuracy"]["value"] == 1.0
    again = probe(tmp_path / "b", "--features", tmp_path / "a" / "features.npz", *words)
    assert again["metrics"] == first["metrics"]


def test_images_without_features_are_counted(divided: Path, features: Path, tmp_path: Path) -> None:
    with np.load(features) as archive:
        kept = [i for i, name in enumerate(archive["ids"]) if name != "dermoscopy-melanoma-15"]
        np.savez(
            tmp_path / "less.npz", ids=archive["ids"][kept], features=archive["features"][kept]
        )
    record = probe(
        tmp_path / "out",
        *("--features", tmp_path / "less.npz", "--data", divided),
        *("--experiment", "DDI_2class", "--protocol-form", "corrected"),
    )
    assert record["counts"]["test"]["without_features"] == 1
    assert record["metrics"]["corrected/DDI_2class/accuracy"]["n"] == 7
    assert "test: 1 of 8 images have no features" in record["notes"]


def test_validation_without_a_class_is_left_out(
    divided: Path, features: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "tiny"
    shutil.copytree(divided, folder)
    samples = [
        dataclasses.replace(s, split="train") if s.split == "val" and s.diagnosis else s
        for s in read_samples(folder)
    ]
    write_samples(folder, samples, read_card(folder))
    record = probe(
        tmp_path / "out",
        *("--features", features, "--data", folder),
        *("--experiment", "DDI_2class", "--protocol-form", "corrected"),
    )
    assert "val" not in record["counts"]
    assert record["counts"]["corrected"]["trained_on"] == 56


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--experiment", "SCIN"), "'SCIN' is none of"),
        (("--split", "train"), "train trains the probe"),
        (("--train-limit", "0"), "0 is not positive"),
        (("--experiment", "Patch16_2class"), "no image has a class of Patch16_2class"),
        (("--subset", "x"), "'x' is none of tiny-clinical"),
    ],
)
def test_what_does_not_fit_is_named(
    words: tuple[str, ...],
    message: str,
    divided: Path,
    features: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = ["--features", str(features), "--data", str(divided), "--out", str(tmp_path / "out")]
    assert main(["evaluate", "probe", *given, *words]) != 0
    error = capsys.readouterr().err
    assert message in error and error.count("\n") == 1


def test_features_need_data_and_their_ids(
    divided: Path, features: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--out", str(tmp_path / "out")]
    assert main(["evaluate", "probe", "--features", str(features), *out]) != 0
    assert "--data: needed" in capsys.readouterr().err
    np.savez(tmp_path / "f.npz", ids=np.array(["other"]), features=np.zeros((1, 2)))
    given = ["--features", str(tmp_path / "f.npz"), "--data", str(divided)]
    assert main(["evaluate", "probe", *given, *out]) != 0
    assert "ids must be those of samples.jsonl" in capsys.readouterr().err


def test_a_limit_keeps_groups_whole(divided: Path) -> None:
    samples = read_samples(divided)
    selected = select_samples([divided], "train")
    classes = load_class_list("DDI_2class")
    found, outside = choose_images(selected, classes, (), limit=10, seed=1)
    assert len(found) == 10 and outside == 24
    again, _ = choose_images(selected, classes, (), limit=10, seed=1)
    assert found == again
    assert len(samples) == 96


def test_units(divided: Path) -> None:
    item = select_samples([divided], "test")[0]
    assert unit_of(item, "group") == f"tiny/{item.sample.group}"
    assert unit_of(item, "lesion") == f"tiny/lesion {item.sample.lesion_id}"
    assert unit_of(item, "patient") == f"tiny/{item.sample.group}"
