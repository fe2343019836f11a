"""Tiny LLaVA bases, a folder of conversations about coloured images, and a recipe for them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import yaml
from miniatures.llava import write_hf_llava
from PIL import Image
from safetensors.torch import load_file, save_file
from transformers import PreTrainedTokenizerBase

from skinvl.model.llava import load_llava

# More threads than cores wait for one another, and these models have nothing to share out.
torch.set_num_threads(1)

COLOURS = {
    "melanoma": (60, 40, 40),
    "nevus": (190, 140, 110),
    "psoriasis": (220, 120, 120),
    "eczema": (90, 160, 90),
}
RECIPE: dict[str, Any] = {
    "recipe": "llava",
    "name": "tiny",
    "form": "as-released",
    "seed": 3,
    "base": "llava-med-v1.5-mistral-7b",
    "data": {
        "conversations": [{"file": "vqa.json", "images": "images"}],
        "datasets": [],
        "validation_share": 0.0,
        "too_long": "skip",
        "skipped_limit": 0.5,
    },
    "templates": {"training": "mistral_instruct", "inference": "mistral_instruct"},
    "fit": "pad",
    "lora": {
        "rank": 16,
        "alpha": 32,
        "dropout": 0.0,
        "bias": "none",
        "dora": False,
        "rank_stabilised": False,
        "vision": False,
    },
    "projector": {"train": True, "learning_rate": 0.01},
    "optimisation": {
        "learning_rate": 0.02,
        "schedule": "constant",
        "warmup_ratio": 0.0,
        "weight_decay": 0.0,
        "epochs": 1,
        "batch_size": 2,
        "accumulation": 1,
        "max_length": 256,
        "group_by_length": True,
        "precision": "fp32",
        "tf32": False,
        "gradient_checkpointing": False,
        "quantized_base": None,
        "workers": 0,
    },
    "checkpoints": {"every_steps": 1000, "keep": 2},
    "distribution": None,
}


def changed(**changes: Any) -> dict[str, Any]:
    """The tiny recipe with other values, keys written as `optimisation__epochs`."""
    recipe = copy.deepcopy(RECIPE)
    for key, value in changes.items():
        *path, last = key.split("__")
        part = recipe
        for name in path:
            part = part[name]
        part[last] = value
    return recipe


def entry(name: str, question: str, answer: str, **more: Any) -> dict[str, Any]:
    """One entry of a LLaVA file about images/{name}.png."""
    return {
        "id": name,
        "image": f"{name}.png",
        "conversations": [
            {"from": "human", "value": f"{question}\n<image>"},
            {"from": "gpt", "value": answer},
        ],
        **more,
    }


@pytest.fixture(autouse=True)
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Curves are drawn and tested elsewhere; they take longer than these models."""
    monkeypatch.setattr("skinvl.training.loop.trainer.draw_curves", lambda folder: None)


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Hugging Face LLaVA with an output layer large enough to be sure of a token: the frozen
    one of the miniature cannot say anything with a loss below 1."""
    folder = write_hf_llava(tmp_path_factory.mktemp("bases") / "tiny-llava")
    for file in folder.glob("*.safetensors"):
        tensors = load_file(file)
        if "lm_head.weight" in tensors:
            tensors["lm_head.weight"] *= 8
            save_file(tensors, file, metadata={"format": "pt"})
    return folder


@pytest.fixture(scope="session")
def tokenizer(base: Path) -> PreTrainedTokenizerBase:
    return load_llava(base).tokenizer


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Four images, one conversation each: vqa.json and images/."""
    root = tmp_path / "data"
    (root / "images").mkdir(parents=True)
    entries = []
    for number, (name, colour) in enumerate(COLOURS.items()):
        pixels = np.full((30, 40 + 4 * number, 3), colour, dtype=np.uint8)
        Image.fromarray(pixels).save(root / "images" / f"{name}.png")
        entries.append(entry(name, "What is this?", f"It is {name}."))
    (root / "vqa.json").write_text(json.dumps(entries), encoding="utf-8")
    return root


@pytest.fixture
def write_recipe(tmp_path: Path) -> Callable[..., Path]:
    """A recipe file with the given changes of the tiny one."""

    def write(**changes: Any) -> Path:
        file = tmp_path / "recipe.yaml"
        file.write_text(yaml.safe_dump(changed(**changes)), encoding="utf-8")
        return file

    return write
