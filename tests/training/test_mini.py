"""The recipe `mini` on bad input: what is broken is named, and what can be used is used."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from skinvl.contract.errors import ConfigError, ContractMismatch, DataError, ModelError
from skinvl.training.config import load_config
from skinvl.training.loop.metrics import read_lines
from skinvl.training.loop.run_folder import read_run
from skinvl.training.recipe import train
from skinvl.training.stages.classifier import load_vision


def test_a_run_folder_says_how_it_was_made(trained: Path) -> None:
    for name in (
        "config.yaml",
        "config.resolved.yaml",
        "metrics.jsonl",
        "validation.jsonl",
        "curves-vision.png",
        "curves-alignment.png",
        "curves-instruction.png",
    ):
        assert (trained / name).is_file(), name
    record = read_run(trained)
    assert len(record["data_fingerprint"]) == 64
    assert record["skipped"] == {"train": 0, "val": 0}
    assert record["recipe"] == "mini"
    lines = read_lines(trained / "metrics.jsonl")
    assert {line["stage"] for line in lines} == {"vision", "alignment", "instruction"}
    assert all(line["tokens_per_second"] > 0 for line in lines if line["stage"] != "vision")
    losses = [line for line in read_lines(trained / "validation.jsonl") if "loss" in line]
    assert {line["stage"] for line in losses} == {"alignment", "instruction"}


def test_broken_samples_are_skipped_and_counted(
    changed_config: Callable[..., Path],
    own_data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    images = own_data / "tiny" / "images"
    (images / "clinical-acne-0.png").unlink()
    (images / "dermoscopy-melanoma-1.png").write_bytes(b"no image")
    (images / "other-other-13.png").write_bytes(b"")
    config = changed_config(vision={"epochs": 1})
    run = tmp_path / "run"
    train(config, data=own_data, out=run, stage="vision")
    listed = {line["id"]: line for line in read_lines(run / "skipped.jsonl")}
    assert set(listed) == {"clinical-acne-0", "dermoscopy-melanoma-1", "other-other-13"}
    assert listed["clinical-acne-0"]["reason"] == "no such file"
    assert listed["clinical-acne-0"]["file"] == "tiny/images/clinical-acne-0.png"
    assert listed["other-other-13"]["stage"] == "val"
    assert "train: 2 of 72 samples skipped" in capsys.readouterr().out
    assert read_run(run)["skipped"] == {"train": 2, "val": 1}
    assert (run / "vision.safetensors").is_file()


def test_too_many_broken_samples_stop(tiny_config: Path, own_data: Path, tmp_path: Path) -> None:
    for index in range(5):
        (own_data / "tiny" / "images" / f"clinical-acne-{index}.png").unlink()
    with pytest.raises(DataError, match="5 of 72 samples cannot be used"):
        train(tiny_config, data=own_data, out=tmp_path / "run", stage="vision")
    assert not list((tmp_path / "run").glob("checkpoint-*"))


def test_a_class_without_images_is_found_at_once(
    changed_config: Callable[..., Path], tiny_data: Path, tmp_path: Path
) -> None:
    config = changed_config(data={"clinical_codes": ["acne", "eczema", "keloid"]})
    with pytest.raises(DataError, match=r"no training image of keloid \(clinical\)"):
        train(config, data=tiny_data, out=tmp_path / "run")


def test_a_data_set_of_another_contract_is_named(
    tiny_config: Path, own_data: Path, tmp_path: Path
) -> None:
    card = own_data / "tiny" / "dataset.json"
    content = json.loads(card.read_text(encoding="utf-8")) | {"grammar_version": "0.1"}
    card.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ContractMismatch, match=r"dataset\.json.*answer grammar"):
        train(tiny_config, data=own_data, out=tmp_path / "run")


def test_vision_weights_of_another_contract_are_named(
    trained: Path, changed_config: Callable[..., Path]
) -> None:
    config = load_config(changed_config(data={"clinical_codes": ["eczema", "acne"]}))
    with pytest.raises(ContractMismatch, match="clinical_codes"):
        load_vision(trained, config)
    config = load_config(changed_config(preprocess={"fit": "pad"}))
    with pytest.raises(ContractMismatch, match="preprocess"):
        load_vision(trained, config)


def test_vision_weights_without_a_contract_are_judged_by_shape(
    trained: Path, tiny_config: Path, changed_config: Callable[..., Path], tmp_path: Path
) -> None:
    """As earlier versions wrote them."""
    save_file(load_file(trained / "vision.safetensors"), tmp_path / "vision.safetensors")
    loaded = load_vision(tmp_path, load_config(tiny_config))
    stored = load_file(trained / "vision.safetensors")
    assert torch.equal(loaded.head.clinical.weight, stored["head.clinical.weight"])
    config = load_config(changed_config(vision={"architecture": "efficientnet_lite0"}))
    with pytest.raises(ModelError, match="another configuration"):
        load_vision(tmp_path, config)


@pytest.mark.parametrize("stage", ("calibration", "language"))
def test_stages_are_asked_for_in_order(
    stage: str, tiny_config: Path, tiny_data: Path, tmp_path: Path
) -> None:
    with pytest.raises(ModelError, match=r"run `skinvl train \.\.\. --stage"):
        train(tiny_config, data=tiny_data, out=tmp_path, stage=stage)


def test_turns_longer_than_a_sequence_are_listed(
    changed_config: Callable[..., Path], trained: Path, tiny_data: Path, tmp_path: Path
) -> None:
    config = changed_config(language={"max_length": 12}, loop={"max_broken": 0.05})
    for name in ("vision.safetensors", "calibration.json"):
        (tmp_path / name).write_bytes((trained / name).read_bytes())
    with pytest.raises(DataError, match=r"language\.max_length is 12"):
        train(config, data=tiny_data, out=tmp_path, stage="language")
    reasons = {line["stage"] for line in read_lines(tmp_path / "skipped.jsonl")}
    assert "alignment train" in reasons


def test_arguments_of_another_recipe_are_refused(
    tiny_config: Path, tiny_data: Path, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match="--base: not for the recipe mini"):
        train(tiny_config, data=tiny_data, out=tmp_path / "run", base=tmp_path)
    llava = tmp_path / "llava.yaml"
    llava.write_text("recipe: llava\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="--epochs: not for the recipe llava"):
        train(llava, data=tiny_data, out=tmp_path / "run", epochs=3)
    with pytest.raises(ConfigError, match="--stage vision: not for the recipe llava"):
        train(llava, data=tiny_data, out=tmp_path / "run", stage="vision")


def test_the_best_epoch_is_used_where_it_is_asked_for(
    changed_config: Callable[..., Path], tiny_data: Path, tmp_path: Path
) -> None:
    # At such rates both epochs score alike, so the first stays best, and weights still differ.
    config = changed_config(
        loop={"final": "best"}, vision={"learning_rate": 1e-7, "head_learning_rate": 1e-7}
    )
    train(config, data=tiny_data, out=tmp_path, stage="vision")
    used = load_file(tmp_path / "vision.safetensors")["head.clinical.weight"]
    epochs = [load_file(tmp_path / f"checkpoint-{step}" / "average.safetensors") for step in (2, 4)]
    first, last = (state["module.head.clinical.weight"] for state in epochs)
    assert torch.equal(used, first)
    assert not torch.equal(used, last)
