"""A recipe: what a LLaVA training run is, as one YAML file, validated whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from skinvl.training.config_reader import read_yaml

Form = Literal["as-released", "corrected"]
Template = Literal["vicuna_v1", "mistral_instruct"]
Precision = Literal["auto", "bf16", "fp32"]
Distribution = Literal["ddp", "fsdp", "zero2", "zero3"]


@dataclass(frozen=True)
class ConversationFile:
    """A LLaVA JSON file and the folder that its image names are relative to; both below --data."""

    file: str
    images: str


@dataclass(frozen=True)
class DataConfig:
    """Conversation files and imported data sets below --data.

    `validation_share` of the images of conversation files is kept for validation; imported data
    sets bring their own splits. A conversation that exceeds the length is cut or left out. With
    more than `skipped_limit` of the conversations unusable the run does not start.
    """

    conversations: tuple[ConversationFile, ...]
    datasets: tuple[str, ...]
    validation_share: float
    too_long: Literal["cut", "skip"]
    skipped_limit: float


@dataclass(frozen=True)
class TemplateConfig:
    """The words around questions and answers, when training and when the model is used."""

    training: Template
    inference: Template


@dataclass(frozen=True)
class LoraRecipe:
    """LoRA on every linear layer of the language model but its output layer, and, with
    `vision`, of the vision tower."""

    rank: int
    alpha: int
    dropout: float
    bias: Literal["none", "all", "lora_only"]
    dora: bool
    rank_stabilised: bool
    vision: bool


@dataclass(frozen=True)
class ProjectorRecipe:
    """The two-layer projector, trained in full at its own learning rate or left alone."""

    train: bool
    learning_rate: float


@dataclass(frozen=True)
class OptimisationConfig:
    """AdamW and its schedule. `batch_size` counts conversations on one device in one pass."""

    learning_rate: float
    schedule: Literal["cosine", "linear", "constant"]
    warmup_ratio: float
    weight_decay: float
    epochs: int
    batch_size: int
    accumulation: int
    max_length: int
    group_by_length: bool
    precision: Precision
    tf32: bool
    gradient_checkpointing: bool
    quantized_base: Literal["nf4", "int8"] | None
    workers: int


@dataclass(frozen=True)
class CheckpointConfig:
    """A checkpoint, and a validation where there is a validation part, every so many steps."""

    every_steps: int
    keep: int


@dataclass(frozen=True)
class LlavaRecipe:
    """A whole run. `base` names sizes that are shipped; its weights come with --base."""

    recipe: Literal["llava"]
    name: str
    form: Form
    seed: int
    base: str
    data: DataConfig
    templates: TemplateConfig
    fit: Literal["pad", "crop"]
    lora: LoraRecipe
    projector: ProjectorRecipe
    optimisation: OptimisationConfig
    checkpoints: CheckpointConfig
    distribution: Distribution | None


# What is allowed beyond types, and whether it holds.
RULES: dict[str, Callable[[LlavaRecipe], bool]] = {
    "data: at least one conversation file or data set": lambda r: bool(
        r.data.conversations or r.data.datasets
    ),
    "data.validation_share: from 0, below 1": lambda r: 0 <= r.data.validation_share < 1,
    "data.skipped_limit: from 0 to 1": lambda r: 0 <= r.data.skipped_limit <= 1,
    "lora.rank: at least 1": lambda r: r.lora.rank >= 1,
    "lora.alpha: at least 1": lambda r: r.lora.alpha >= 1,
    "lora.dropout: from 0, below 1": lambda r: 0 <= r.lora.dropout < 1,
    "projector.learning_rate: above 0": lambda r: r.projector.learning_rate > 0,
    "optimisation.learning_rate: above 0": lambda r: r.optimisation.learning_rate > 0,
    "optimisation.warmup_ratio: from 0, below 1": lambda r: 0 <= r.optimisation.warmup_ratio < 1,
    "optimisation.weight_decay: not negative": lambda r: r.optimisation.weight_decay >= 0,
    "optimisation.epochs: at least 1": lambda r: r.optimisation.epochs >= 1,
    "optimisation.batch_size: at least 1": lambda r: r.optimisation.batch_size >= 1,
    "optimisation.accumulation: at least 1": lambda r: r.optimisation.accumulation >= 1,
    "optimisation.max_length: at least 1": lambda r: r.optimisation.max_length >= 1,
    "optimisation.workers: not negative": lambda r: r.optimisation.workers >= 0,
    "checkpoints.every_steps: at least 1": lambda r: r.checkpoints.every_steps >= 1,
    "checkpoints.keep: at least 1": lambda r: r.checkpoints.keep >= 1,
    "optimisation.quantized_base: null when distribution is zero3 or fsdp, which split the base "
    "over the devices": lambda r: (
        r.optimisation.quantized_base is None or r.distribution not in ("zero3", "fsdp")
    ),
    "templates: the corrected form has one template for training and inference": lambda r: (
        r.form != "corrected" or r.templates.training == r.templates.inference
    ),
    "projector.train: the corrected form trains and keeps the projector": lambda r: (
        r.form != "corrected" or r.projector.train
    ),
    "data.validation_share: above 0 in the corrected form, for its conversation files": lambda r: (
        r.form != "corrected" or not r.data.conversations or r.data.validation_share > 0
    ),
}


def load_recipe(path: str | Path) -> LlavaRecipe:
    """Read and check a recipe.

    Raises:
        ConfigError: every fault of the file at once: key and what is allowed.
    """
    return read_yaml(path, LlavaRecipe, RULES)
