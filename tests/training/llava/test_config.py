"""Every shipped recipe is what the paper's script says; a bad one is told whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import skinvl.training.llava.train as training
from skinvl.contract.errors import ConfigError
from skinvl.training.llava.config import load_recipe
from skinvl.training.llava.train import DISTRIBUTED, training_arguments

CONFIGS = DISTRIBUTED.parent
VARIANTS = ("skinvl-mm", "skinvl-pub", "skinvl-pubmm")
# finetune_lora.sh of the paper's repository; dropout and bias are the defaults of LLaVA's train.py.
PUBLISHED = {
    "lora": {
        "rank": 128,
        "alpha": 64,
        "dropout": 0.05,
        "bias": "none",
        "dora": False,
        "rank_stabilised": False,
        "vision": False,
    },
    "projector": {"train": True, "learning_rate": 2e-5},
    "optimisation": {
        "learning_rate": 5e-5,
        "schedule": "cosine",
        "warmup_ratio": 0.02,
        "weight_decay": 0.01,
        "epochs": 1,
        "batch_size": 16,
        "accumulation": 1,
        "max_length": 2048,
        "group_by_length": True,
        "precision": "bf16",
        "tf32": True,
        "gradient_checkpointing": True,
        "quantized_base": None,
        "workers": 4,
    },
    "checkpoints": {"every_steps": 100, "keep": 3},
    "fit": "pad",
    "base": "llava-med-v1.5-mistral-7b",
    "distribution": "zero3",
}


def content(name: str) -> dict[str, Any]:
    load_recipe(CONFIGS / f"{name}.yaml")
    record: dict[str, Any] = yaml.safe_load((CONFIGS / f"{name}.yaml").read_text("utf-8"))
    return record


@pytest.mark.parametrize("name", VARIANTS)
def test_the_published_recipe(name: str) -> None:
    recipe = content(name)
    assert {key: recipe[key] for key in PUBLISHED} == PUBLISHED
    assert recipe["name"] == name and recipe["form"] == "as-released"
    assert recipe["templates"] == {"training": "vicuna_v1", "inference": "mistral_instruct"}
    assert recipe["data"]["validation_share"] == 0 and recipe["data"]["too_long"] == "cut"


@pytest.mark.parametrize("name", VARIANTS)
def test_the_corrected_recipe_differs_where_the_released_code_is_wrong(name: str) -> None:
    corrected, published = content(f"{name}-corrected"), content(name)
    different = {key for key in published if published[key] != corrected[key]}
    assert different == {"name", "form", "data", "templates"}
    assert corrected["templates"]["training"] == corrected["templates"]["inference"]
    assert corrected["data"]["validation_share"] > 0
    assert corrected["data"]["conversations"] == published["data"]["conversations"]


def test_no_llava_recipe_is_left_untested() -> None:
    found = {
        file.stem
        for file in CONFIGS.glob("*.yaml")
        if yaml.safe_load(file.read_text("utf-8")).get("recipe") == "llava"
    }
    assert found == {*VARIANTS, *(f"{name}-corrected" for name in VARIANTS)}


def test_every_fault_is_told_at_once(write_recipe: Callable[..., Path]) -> None:
    file = write_recipe(
        form="corrected",
        lora__rank=0,
        lora__bias="some",
        projector__train=False,
        optimisation__learning_rate="fast",
        optimisation__epochs=0,
        optimisation__extra=1,
        data__conversations=[],
        templates__training="vicuna_v1",
    )
    with pytest.raises(ConfigError) as caught:
        load_recipe(file)
    text = str(caught.value)
    assert all(str(file) in error for error in caught.value.errors)
    for fault in (
        "data: at least one conversation file or data set",
        "lora.rank: at least 1",
        "lora.bias: 'some' is none of none, all, lora_only",
        "projector.train: the corrected form trains and keeps the projector",
        "optimisation.learning_rate: 'fast' is not a float",
        "optimisation.epochs: at least 1",
        "optimisation.extra: unknown key",
        "templates: the corrected form has one template",
    ):
        assert fault in text
    assert len(caught.value.errors) == 8


def test_the_corrected_form_needs_a_validation_part(write_recipe: Callable[..., Path]) -> None:
    with pytest.raises(ConfigError, match=r"data\.validation_share: above 0"):
        load_recipe(write_recipe(form="corrected"))


def test_a_quantized_base_is_not_split(write_recipe: Callable[..., Path]) -> None:
    file = write_recipe(optimisation__quantized_base="nf4", distribution="zero3")
    with pytest.raises(ConfigError, match=r"optimisation\.quantized_base: null"):
        load_recipe(file)


def test_the_recipe_reaches_transformers(tmp_path: Path) -> None:
    arguments = training_arguments(load_recipe(CONFIGS / "skinvl-mm.yaml"), tmp_path, False)
    assert arguments.learning_rate == 5e-5 and arguments.weight_decay == 0.01
    assert arguments.lr_scheduler_type == "cosine" and arguments.warmup_ratio == 0.02
    assert arguments.per_device_train_batch_size == 16 and arguments.save_steps == 100
    assert arguments.optim == "adamw_torch" and arguments.max_grad_norm == 1.0
    assert arguments.gradient_checkpointing and arguments.deepspeed is None


@pytest.mark.parametrize("stage", [2, 3])
def test_the_deepspeed_files_leave_sizes_to_the_recipe(stage: int) -> None:
    settings = json.loads((DISTRIBUTED / f"zero{stage}.json").read_text("utf-8"))
    assert settings["zero_optimization"]["stage"] == stage
    assert settings["train_micro_batch_size_per_gpu"] == "auto"
    assert settings["gradient_accumulation_steps"] == "auto"


@pytest.mark.parametrize("name", ["ddp", "fsdp"])
def test_accelerate_reads_its_files(name: str) -> None:
    from accelerate.commands.config.config_args import load_config_from_file

    settings = load_config_from_file(str(DISTRIBUTED / f"{name}.yaml"))
    assert str(settings.distributed_type.value) == {"ddp": "MULTI_GPU", "fsdp": "FSDP"}[name]
    assert settings.mixed_precision == "no"


def test_sharing_is_asked_for_where_several_processes_run(
    write_recipe: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = load_recipe(write_recipe(distribution="zero3"))
    assert training.deepspeed_file(shared) is None
    monkeypatch.setenv("WORLD_SIZE", "2")
    monkeypatch.setattr(training, "find_spec", lambda name: None)
    with pytest.raises(ConfigError, match="pip install deepspeed"):
        training.deepspeed_file(shared)
    monkeypatch.setattr(training, "find_spec", lambda name: object())
    assert training.deepspeed_file(shared) == str(DISTRIBUTED / "zero3.json")
    monkeypatch.delenv("ACCELERATE_USE_FSDP", raising=False)
    with pytest.raises(ConfigError, match="accelerate launch --config_file"):
        training.deepspeed_file(load_recipe(write_recipe(distribution="fsdp")))
