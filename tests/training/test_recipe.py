"""The whole recipe on a tiny data set: every stage runs and the checkpoint can be used."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import torch

from skinvl.contract.errors import ConfigError, DataError, ModelError
from skinvl.contract.fingerprint import ContractRecord
from skinvl.model import load_checkpoint
from skinvl.training.recipe import find_config, train


def test_checkpoint_loads_and_diagnoses(trained: Path) -> None:
    checkpoint = load_checkpoint(trained / "checkpoint")
    with torch.no_grad():
        output = checkpoint.model.diagnose(torch.zeros(3, 3, 64, 64))
    assert output.dermoscopy.shape == (3, 2)
    assert output.clinical.shape == (3, 2)
    assert output.modality.shape == (3, 4)
    assert torch.isfinite(output.typicality).all()
    assert (output.typicality <= 0).all()


def test_language_model_generates_behind_the_image(trained: Path) -> None:
    checkpoint = load_checkpoint(trained / "checkpoint")
    contract = ContractRecord.from_json(checkpoint.manifest["contract"])
    count = checkpoint.model.config.image_seq_length
    prompt = contract.prompt.render("Describe the image.").replace("<image>", "<image>" * count)
    ids = torch.tensor([checkpoint.tokenizer.encode(prompt, add_special_tokens=False).ids])
    out = checkpoint.model.generate(
        input_ids=ids,
        attention_mask=torch.ones_like(ids),
        pixel_values=torch.zeros(1, 3, 64, 64),
        max_new_tokens=4,
        do_sample=False,
    )
    assert out.shape[1] > ids.shape[1]


def test_manifest_says_how_it_was_made(trained: Path) -> None:
    manifest = json.loads((trained / "checkpoint" / "skinvl.json").read_text(encoding="utf-8"))
    ContractRecord.from_json(manifest["contract"]).check(trained)
    assert manifest["head"]["dermoscopy"] == ["melanoma", "melanocytic-nevus"]
    assert manifest["training"]["run"]["images"] == {"train": 72, "val": 24}
    assert manifest["calibration"]["dermoscopy"]["temperature"] > 0
    assert 0 <= manifest["conformal"]["dermoscopy"]["threshold"] <= 1
    assert (trained / "config.yaml").is_file()
    text = (trained / "validation.jsonl").read_text(encoding="utf-8")
    curve = [line for line in map(json.loads, text.splitlines()) if line["stage"] == "vision"]
    assert [line["epoch"] for line in curve] == [1.0, 2.0]


def test_resumed_training_equals_uninterrupted(
    trained: Path, tiny_data: Path, tiny_config: Path, tmp_path: Path
) -> None:
    from safetensors.torch import load_file

    train(tiny_config, data=tiny_data, out=tmp_path, stage="vision")
    whole = load_file(tmp_path / "vision.safetensors")
    last = max(tmp_path.glob("checkpoint-*"), key=lambda f: int(f.name.split("-")[1]))
    shutil.rmtree(last)
    (tmp_path / "vision.safetensors").unlink()
    train(tiny_config, data=tiny_data, out=tmp_path, stage="vision", resume=True)
    resumed = load_file(tmp_path / "vision.safetensors")
    for name, weight in whole.items():
        torch.testing.assert_close(resumed[name], weight, msg=name)


def test_faults_are_told_before_training(
    tiny_config: Path, tiny_data: Path, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match="skinvl dataset import"):
        train(tiny_config, data=tmp_path, out=tmp_path / "run")
    with pytest.raises(ConfigError, match="shipped ones"):
        find_config(Path("skinvl-giant"))
    with pytest.raises(ModelError, match="starting weights not found"):
        train(
            tiny_config,
            data=tiny_data,
            out=tmp_path / "run",
            initial_weights=tmp_path / "none.tflite",
            stage="vision",
        )
    assert not (tmp_path / "run" / "vision.safetensors").exists()


def test_dry_run_writes_nothing(
    tiny_config: Path, tiny_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    train(tiny_config, data=tiny_data, out=tmp_path / "run", dry_run=True)
    assert not (tmp_path / "run").exists()
    shown = capsys.readouterr().out
    assert "vision tower" in shown
    assert "Is this a dermoscopic image?" in shown


def test_a_checkpoint_with_a_missing_file_is_refused(trained: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(trained / "checkpoint", copy)
    (copy / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        load_checkpoint(copy)


def test_a_hold_out_that_matches_nothing_is_refused(
    tiny_config: Path, tiny_data: Path, tmp_path: Path
) -> None:
    text = tiny_config.read_text(encoding="utf-8")
    file = tmp_path / "mistyped.yaml"
    file.write_text(text.replace("hold_out: {}", "hold_out: {tiny: [mistyped]}"), encoding="utf-8")
    with pytest.raises(DataError, match="mistyped"):
        train(file, data=tiny_data, out=tmp_path / "run", dry_run=True)
