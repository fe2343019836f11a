"""`skinvl evaluate precision` on miniature bundles with two variants."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from skinvl.cli.main import main
from skinvl.contract.errors import ConfigError
from skinvl.training.evaluation.variants import graph_hashes, open_variants

Build = Callable[..., Path]


@pytest.fixture(autouse=True)
def trust(monkeypatch: pytest.MonkeyPatch, bundles: Any) -> None:
    monkeypatch.setenv("SKINVL_TRUSTED_KEYS", str(bundles.keys))


@pytest.fixture
def two(bundles: Any, tmp_path: Path, make_vision: Callable[[bool], bytes]) -> Path:
    """int8 stands first, as in the shipped bundle; only its vision graph differs."""
    folder: Path = tmp_path / "two"

    def edit(record: dict[str, Any]) -> None:
        graph = make_vision(True)
        (folder / "vision.int8.onnx").write_bytes(graph)
        record["files"]["vision.int8.onnx"] = {
            "sha256": hashlib.sha256(graph).hexdigest(),
            "size": len(graph),
        }
        (plain,) = record["variants"]
        graphs = {**plain["graphs"], "vision": "vision.int8.onnx"}
        record["variants"] = [{**plain, "precision": "int8", "graphs": graphs}, plain]

    built: Path = bundles.build(folder, edit=edit)
    return built


def compare(*words: str | Path) -> int:
    return main(["evaluate", "precision", *map(str, words)])


def read_metrics(out: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((out / "metrics.json").read_text())
    return record


def test_variants_are_opened_apart(two: Path) -> None:
    precise, quantized = open_variants(two, (), provider="cpu", threads=1)
    assert (precise.precision, quantized.precision) == ("fp32", "int8")
    assert precise.sha256 == quantized.sha256
    first, second = graph_hashes(precise), graph_hashes(quantized)
    assert first["vision"] != second["vision"]
    assert first["head"] == second["head"]


def test_missing_variants_are_refused(two: Path, tiny: Path) -> None:
    with pytest.raises(ConfigError, match="int4: not for cpu; it has int8, fp32"):
        open_variants(two, ("int4",), provider="cpu", threads=1)
    with pytest.raises(ConfigError, match="--against"):
        open_variants(tiny, (), provider="cpu", threads=1)


def test_quantized_against_full(two: Path, skin_data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert compare("--bundle", two, "--data", skin_data, "--out", out) == 0
    record = read_metrics(out)
    assert record["run"]["reference"] == "fp32"
    title = "int8 against fp32, skin-dermoscopy"
    assert record["metrics"][f"{title}/agreement/top_1"] == {
        "value": 1.0,
        "low": pytest.approx(0.57, abs=0.01),
        "high": 1.0,
        "n": 5,
    }
    probabilities = record["comparisons"][f"{title}/probabilities"]
    assert 0 < probabilities["largest_difference"] < 0.2
    accuracy = record["comparisons"][title]["accuracy"]
    assert accuracy["difference"] == 0
    assert accuracy["candidate"]["value"] == accuracy["reference"]["value"] == 0.6
    assert any("share the graphs decoder, embed, head" in note for note in record["notes"])
    assert any(note.startswith("verdict: ") for note in record["notes"])
    questions = record["metrics"]["int8 against fp32, closed questions/agreement"]
    assert questions["n"] == 5
    assert (out / "plots" / "differences-int8-fp32-skin-dermoscopy.png").stat().st_size > 0
    # Each system's predictions are those of the classification protocol.
    again = ["--predictions", str(out / "predictions-int8.jsonl"), "--out", str(tmp_path / "again")]
    assert main(["evaluate", "classification", *again]) == 0


def test_two_bundles_and_their_predictions(
    tiny: Path, bundles: Any, skin_data: Path, tmp_path: Path
) -> None:
    other = bundles.build(tmp_path / "other", precision="int8")
    out, again = tmp_path / "out", tmp_path / "again"
    words = ("--questions", "0", "--margin", "balanced_accuracy=0.2", "agreement=0.5")
    source = ("--bundle", other, "--against", tiny, "--data", skin_data)
    assert compare(*source, *words, "--out", out) == 0
    record = read_metrics(out)
    assert record["run"]["reference"] == tiny.name
    title = f"other against {tiny.name}, skin-clinical"
    balanced = record["comparisons"][title]["balanced_accuracy"]
    assert balanced["margin"] == 0.2
    assert balanced["intervals_overlap"] is True
    # No image differs, but four images do not prove a margin of .2.
    assert balanced["verdict"] == "undecided"
    assert "skin_type_sensitivity I-II" in record["comparisons"][title]
    files = [out / f"predictions-{name}.jsonl" for name in ("other", tiny.name)]
    assert compare("--predictions", *files, *words, "--out", again) == 0
    repeated = read_metrics(again)["comparisons"][
        "tiny 1.2.3 int8 against tiny 1.2.3 fp32, skin-clinical"
    ]
    assert repeated == record["comparisons"][title]


def test_wrong_usage_names_every_fault(
    two: Path, skin_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ("--out", tmp_path / "out")
    words = ("--margin", "speed=1", "ece=x", "--questions", "-1")
    assert compare("--bundle", two, *words, *out) == 1
    error = capsys.readouterr().err
    for part in ("'speed=1'", "'ece=x'", "--questions: -1", "--data: needed"):
        assert part in error
    assert compare("--bundle", two, "--against", two, "--data", skin_data, *out) == 1
    assert "--against: the same folder" in capsys.readouterr().err


def test_predictions_of_other_images_are_refused(
    tiny: Path, skin_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "skin"
    shutil.copytree(skin_data, copy)
    files = []
    for name, limit in (("all", "9"), ("some", "3")):
        words = ["--bundle", tiny, "--data", copy, "--limit", limit, "--out", tmp_path / name]
        assert main(["evaluate", "classification", *map(str, words)]) == 0
        files.append(tmp_path / name / "predictions.jsonl")
    assert compare("--predictions", *files, "--out", tmp_path / "out") == 1
    assert "made from other images" in capsys.readouterr().err
