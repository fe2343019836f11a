"""`skinvl convert` as a user runs it."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest
import torch
from miniatures.llava import write_adapter, write_hf_llava, write_llava_med

from skinvl.contract.errors import ModelError
from skinvl.training.commands import convert


def run(*words: object) -> int:
    parser = argparse.ArgumentParser()
    convert.add_arguments(parser)
    return convert.run(parser.parse_args([str(word) for word in words]))


def run_json(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, Any]:
    assert run(*words, "--json") == 0
    record: dict[str, Any] = json.loads(capsys.readouterr().out)
    return record


def test_a_whole_checkpoint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = write_llava_med(tmp_path / "base", dtype=torch.bfloat16, mm_projector_type="linear")
    assert run(base, "--out", tmp_path / "out") == 0
    found, note, parameters, written = capsys.readouterr().out.splitlines()
    assert found == "found: original LLaVA (LlavaMistralForCausalLM)"
    assert note.startswith("note: ") and "mlp2x_gelu is built" in note
    # 128 x 32 + 32 and 32 x 32 + 32
    assert "projector 5,184" in parameters
    assert written == f"written: model in bfloat16 to {tmp_path / 'out'}"


def test_an_adapter_merged_and_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = write_hf_llava(tmp_path / "base")
    original = write_llava_med(tmp_path / "original")
    adapter = write_adapter(tmp_path / "adapter", original)
    kept = run_json(capsys, adapter, "--base", base, "--out", tmp_path / "kept")
    # Rank 4; per layer q, o: 2 x (32 + 32); k, v: 2 x (32 + 16); gate, up, down: 3 x (32 + 48).
    assert kept["parameters"] == {"adapter": 4 * 2 * (128 + 96 + 240), "projector": 5184}
    assert (kept["written"], kept["dtype"]) == ("adapter", "float32")
    assert len(kept["notes"]) == 1  # the wrong projector type
    config = json.loads((tmp_path / "kept" / "adapter_config.json").read_text())
    assert config["base_model_name_or_path"] == str(base)
    merged = run_json(
        capsys, adapter, "--base", base, "--merge", "--dtype", "fp16", "--out", tmp_path / "merged"
    )
    assert (merged["written"], merged["dtype"]) == ("model", "float16")
    assert json.loads((tmp_path / "merged" / "config.json").read_text())["dtype"] == "float16"


def test_refusals(tmp_path: Path) -> None:
    base = write_llava_med(tmp_path / "base")
    with pytest.raises(ModelError, match="is there already"):
        run(base, "--out", base)
    with pytest.raises(ModelError, match="nothing to merge"):
        run(base, "--merge", "--out", tmp_path / "out")
    with pytest.raises(ModelError, match="none: is no folder"):
        run(tmp_path / "none", "--out", tmp_path / "out")
    adapter = write_adapter(tmp_path / "adapter", base)
    with pytest.raises(ModelError, match=r"llava-med-v1\.5-mistral-7b\); give its folder"):
        run(adapter, "--out", tmp_path / "out")
    assert not (tmp_path / "out").exists()
