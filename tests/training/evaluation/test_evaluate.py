"""`skinvl evaluate` from command line to files, on a real miniature bundle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from skinvl.cli.main import main
from skinvl.training.commands.evaluate import PROTOCOLS, describe_command


@pytest.fixture(autouse=True)
def trust(monkeypatch: pytest.MonkeyPatch, bundles: Any) -> None:
    monkeypatch.setenv("SKINVL_TRUSTED_KEYS", str(bundles.keys))


def evaluate(*words: str | Path) -> int:
    return main(["evaluate", *map(str, words)])


def read_metrics(out: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((out / "metrics.json").read_text())
    return record


def test_classification(
    tiny: Path, skin_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert (
        evaluate("classification", "--bundle", tiny, "--data", skin_data, "--out", out, "--json")
        == 0
    )
    printed = json.loads(capsys.readouterr().out)
    record = read_metrics(out)
    assert printed == record
    assert record["metrics"]["skin-dermoscopy/accuracy"]["value"] == 0.6
    assert record["metrics"]["skin-clinical/accuracy"]["value"] == 0.75
    for entry in record["metrics"].values():
        assert set(entry) == {"value", "low", "high", "n"}
    assert record["run"]["bundle"] == "tiny"
    assert len(record["run"]["bundle_sha256"]) == len(record["run"]["data_fingerprint"]) == 64
    assert "skin-dermoscopy: metrics" in (out / "table.md").read_text()
    plots = {path.name for path in (out / "plots").iterdir()}
    assert {
        "skin-dermoscopy-reliability.png",
        "skin-dermoscopy-confusion.png",
        "skin-dermoscopy-roc-malignant.png",
        "skin-dermoscopy-risk-coverage.png",
    } <= plots
    assert len((out / "predictions.jsonl").read_text().splitlines()) == 1 + 9


@pytest.mark.parametrize("protocol", ["classification", "vqa", "abstention"])
def test_predictions_give_the_same_metrics_without_the_model(
    protocol: str, tiny: Path, skin_data: Path, other_data: Path, tmp_path: Path
) -> None:
    data: list[str | Path] = (
        ["--skin", skin_data, "--not-skin", other_data]
        if protocol == "abstention"
        else ["--data", skin_data]
    )
    first, again = tmp_path / "first", tmp_path / "again"
    assert evaluate(protocol, "--bundle", tiny, *data, "--out", first) == 0
    assert evaluate(protocol, "--predictions", first / "predictions.jsonl", "--out", again) == 0
    metrics = read_metrics(first)["metrics"]
    assert metrics == read_metrics(again)["metrics"]
    expected = {
        "classification": "skin-clinical/balanced_accuracy",
        "vqa": "closed/all/accuracy/image",
        "abstention": "not-skin/pathology/abstention_rate",
    }
    assert expected[protocol] in metrics


def test_pathology_is_met_with_silence(
    tiny: Path, skin_data: Path, other_data: Path, tmp_path: Path
) -> None:
    assert (
        evaluate(
            "abstention",
            "--bundle",
            tiny,
            "--skin",
            skin_data,
            "--not-skin",
            other_data,
            "--out",
            tmp_path,
        )
        == 0
    )
    metrics = read_metrics(tmp_path)["metrics"]
    assert metrics["not-skin/pathology/abstention_rate"]["value"] == 1.0
    assert metrics["skin/clinical/abstention_rate"]["value"] == 0.0
    assert metrics["skin-verdict/all/auroc"]["value"] == 1.0


def test_limit_is_marked(tiny: Path, skin_data: Path, tmp_path: Path) -> None:
    assert (
        evaluate(
            "classification", "--bundle", tiny, "--data", skin_data, "--out", tmp_path, "--limit", 3
        )
        == 0
    )
    assert read_metrics(tmp_path)["run"]["limit"] == 3
    assert any("--limit" in note for note in read_metrics(tmp_path)["notes"])
    assert len((tmp_path / "predictions.jsonl").read_text().splitlines()) == 1 + 3


def test_changed_image_is_refused(
    tiny: Path, skin_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(skin_data, copy)
    shutil.copy(copy / "images" / "1.png", copy / "images" / "0.png")
    for protocol in ("classification", "vqa"):
        assert evaluate(protocol, "--bundle", tiny, "--data", copy, "--out", tmp_path / "o") == 1
        assert "0.png" in capsys.readouterr().err


def test_wrong_usage_is_one_line(
    tiny: Path, skin_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate("abstention", "--bundle", tiny, "--skin", skin_data, "--out", tmp_path) == 1
    assert capsys.readouterr().err == "skinvl: --not-skin: needed with --bundle\n"
    assert (
        evaluate(
            "classification",
            "--bundle",
            tiny,
            "--data",
            skin_data,
            "--out",
            tmp_path,
            "--peers",
            tmp_path,
            "--limit",
            0,
        )
        == 1
    )
    error = capsys.readouterr().err
    assert "--peer-classes" in error and "--limit" in error
    assert evaluate("classification", "--out", tmp_path) == 2
    assert (
        evaluate("classification", "--predictions", tmp_path / "no.jsonl", "--out", tmp_path) == 1
    )
    assert "no.jsonl" in capsys.readouterr().err


def test_command_line_names_no_folder_of_the_machine() -> None:
    line = describe_command(["evaluate", "vqa", "--data", "/home/someone/data set", "--out", "o"])
    assert line == "skinvl evaluate vqa --data 'data set' --out o"


@pytest.mark.parametrize("name", PROTOCOLS)
def test_help_of_a_protocol_ends_with_its_example(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(name, "--help") == 0
    printed = capsys.readouterr().out
    assert PROTOCOLS[name].example in printed
    for option in ("--out", "--json", "--seed"):
        assert option in printed


def test_age_sex_and_site_reach_the_report(tiny: Path, skin_data: Path, tmp_path: Path) -> None:
    import shutil

    data, out = tmp_path / "skin", tmp_path / "out"
    shutil.copytree(skin_data, data)
    lines = (data / "samples.jsonl").read_text().splitlines()
    samples = [json.loads(line) | {"age": 40.0, "sex": "male", "site": "back"} for line in lines]
    (data / "samples.jsonl").write_text("".join(json.dumps(s) + "\n" for s in samples))
    assert evaluate("classification", "--bundle", tiny, "--data", data, "--out", out) == 0
    metrics = read_metrics(out)["metrics"]
    for group in ("age-30-49", "sex-male", "site-back"):
        assert metrics[f"skin-dermoscopy/{group}/accuracy"] == metrics["skin-dermoscopy/accuracy"]
    assert (out / "plots" / "skin-dermoscopy-site.png").is_file()


def test_predictions_of_an_earlier_version_are_read(
    tiny: Path, skin_data: Path, tmp_path: Path
) -> None:
    first, again = tmp_path / "first", tmp_path / "again"
    assert evaluate("classification", "--bundle", tiny, "--data", skin_data, "--out", first) == 0
    run, *records = map(json.loads, (first / "predictions.jsonl").read_text().splitlines())
    for record in records:
        for key in ("age", "sex", "site"):
            del record[key]
    old = tmp_path / "old.jsonl"
    old.write_text("".join(json.dumps(line) + "\n" for line in (run, *records)))
    assert evaluate("classification", "--predictions", old, "--out", again) == 0
    assert read_metrics(first)["metrics"] == read_metrics(again)["metrics"]
