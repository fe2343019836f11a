"""The comparison of engines on a tiny decoder, with the engines that this environment has."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
TINY = {
    "hidden": 64, "layers": 2, "heads": 4, "kv-heads": 2, "intermediate": 96, "vocabulary": 200,
    "positions": 128, "prompt": 24, "tokens": 4, "rounds": 1, "threads": 1,
}  # fmt: skip
OURS = ("skinvl-fp32", "skinvl-int8", "skinvl-int4", "skinvl-int4-int8-logits")
OTHERS = {"genai-fp32": "onnxruntime_genai", "llama.cpp-q4_0": "llama_cpp"}


def run(work: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    sizes = [word for name, value in TINY.items() for word in (f"--{name}", str(value))]
    command = [sys.executable, ROOT / "benchmarks" / "decoder.py", "--work", work, *sizes, *words]
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for package in ("torch", "transformers", "optimum"):
        pytest.importorskip(package, reason="the decoder is exported from PyTorch")
    return tmp_path_factory.mktemp("decoder") / "files"


@pytest.fixture(scope="module")
def finished(work: Path) -> tuple[dict[str, Any], str]:
    """The report and the table."""
    target = work.parent / "figures.json"
    done = run(work, "--engines", "torch-fp32", *OURS, *OTHERS, "--json", target)
    assert done.returncode == 0, done.stderr
    return json.loads(target.read_text(encoding="utf-8")), done.stdout


def test_engines_of_float32_agree(finished: tuple[dict[str, Any], str]) -> None:
    engines = finished[0]["engines"]
    assert len(set(engines["torch-fp32"]["greedy"])) > 1
    exact = [name for name in ("torch-fp32", "skinvl-fp32", "genai-fp32") if "mb" in engines[name]]
    assert len(exact) >= 2
    assert {engines[name]["agreeing_tokens"] for name in exact} == {24}


def test_every_engine_has_figures_or_a_word(finished: tuple[dict[str, Any], str]) -> None:
    report, table = finished
    for name in ("torch-fp32", *OURS):
        one = report["engines"][name]
        assert one["tokens_per_second_batch1"] > 0
        assert one["tokens_per_second_batch4"] > 0
        assert 0 < one["streamed_mb"] < one["mb"]
    for name, package in OTHERS.items():
        installed = importlib.util.find_spec(package) is not None
        assert ("missing" in report["engines"][name]) is not installed
        assert (f"| {name} | not installed ({package}) |" in table) is not installed


def test_smaller_formats_are_smaller(finished: tuple[dict[str, Any], str]) -> None:
    sizes = [finished[0]["engines"][name]["streamed_mb"] for name in OURS]
    assert sizes[0] > sizes[1] > sizes[3] > sizes[2]


def test_folder_of_another_decoder_is_refused(
    work: Path, finished: tuple[dict[str, Any], str]
) -> None:
    done = run(work, "--layers", "1", "--engines", "torch-fp32")
    assert done.returncode != 0
    assert "another shape" in done.stderr


def test_neighbours_turn_as_halves_did(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows for llama.cpp: its rotation of neighbouring pairs gives transformers' of halves."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    from decoder_files import pair_neighbours  # type: ignore[import-not-found]

    generator = np.random.default_rng(0)
    weight, x = generator.normal(size=(2 * 6, 5)), generator.normal(size=5)
    cos, sin = np.cos([0.1, 0.2, 0.3]), np.sin([0.1, 0.2, 0.3])
    first, second = np.split((weight @ x).reshape(2, 6), 2, axis=1)
    halves = np.concatenate([first * cos - second * sin, second * cos + first * sin], axis=1)
    pairs = (pair_neighbours(weight, 2) @ x).reshape(2, 3, 2)
    turned = np.stack(
        [pairs[..., 0] * cos - pairs[..., 1] * sin, pairs[..., 1] * cos + pairs[..., 0] * sin], -1
    )
    np.testing.assert_allclose(turned.reshape(2, 3, 2).swapaxes(1, 2).reshape(2, 6), halves)
