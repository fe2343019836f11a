"""What a run of SkinVL-mini is: one YAML file, validated whole before anything starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from skinvl.contract.preprocess import PreprocessSpec
from skinvl.contract.prompt import PromptTemplate
from skinvl.training.config_reader import read_yaml


@dataclass(frozen=True)
class DataConfig:
    """Imported data sets (folders under the data root) and the labels or sources held out of
    training, so that abstention can be measured on kinds of images that were never seen."""

    datasets: tuple[str, ...]
    hold_out: dict[str, tuple[str, ...]]
    dermoscopy_codes: tuple[str, ...]
    clinical_codes: tuple[str, ...]


@dataclass(frozen=True)
class LoopConfig:
    """What every stage shares: bfloat16 or not, how often the curve and a checkpoint of a
    language stage are written (the vision stage has one an epoch), how many checkpoints are kept
    besides the best, whether the last or the best one is used, and the share of samples that may
    be broken."""

    precision: Literal["auto", "bf16", "fp32"]
    log_steps: int
    checkpoint_steps: int
    keep_last: int
    final: Literal["last", "best"]
    max_broken: float


@dataclass(frozen=True)
class VisionConfig:
    """The vision stage: tower and diagnosis head on class labels. `accumulation` batches make one
    optimizer step; `best` is the validation figure that decides which checkpoint is best."""

    architecture: Literal["efficientnet_lite0", "mobilenet_v2", "vit"]
    initial_weights: str | None
    cache_size: int
    train_size: int
    epochs: int
    draws_per_epoch: int
    batch_size: int
    accumulation: int
    learning_rate: float
    head_learning_rate: float
    weight_decay: float
    warmup_ratio: float
    freeze_blocks: int
    adaptation: Literal["full", "lora", "frozen"]
    class_balance: float
    label_smoothing: float
    dropout: float
    drop_path: float
    average_decay: float
    feature_views: int
    best: Literal[
        "dermoscopy_balanced_accuracy",
        "dermoscopy_macro_auroc",
        "clinical_balanced_accuracy",
        "clinical_macro_auroc",
    ]
    mix: dict[str, float]


@dataclass(frozen=True)
class LanguageConfig:
    """The language stages: projector alignment on captions, then instruction on questions.
    `gradient_checkpointing` computes activations twice instead of keeping them."""

    vocabulary: int
    hidden_size: int
    layers: int
    heads: int
    kv_heads: int
    intermediate_size: int
    max_length: int
    alignment_steps: int
    instruction_steps: int
    batch_size: int
    accumulation: int
    gradient_checkpointing: bool
    learning_rate: float
    weight_decay: float
    warmup_ratio: float
    feature_views: int


@dataclass(frozen=True)
class CalibrationConfig:
    """What is fitted on the validation part after the vision stage."""

    conformal_level: float
    kept_skin: float
    balance_grid: tuple[float, ...]
    max_ece: float


@dataclass(frozen=True)
class TrainConfig:
    """A whole run."""

    recipe: Literal["mini", "llava"]
    name: str
    version: str
    licence: str
    seed: int
    data: DataConfig
    preprocess: PreprocessSpec
    prompt: PromptTemplate
    loop: LoopConfig
    vision: VisionConfig
    calibration: CalibrationConfig
    language: LanguageConfig


MODALITY_SHARES = {"clinical", "dermoscopy", "pathology", "other"}

# Faults that types alone cannot see.
RULES: dict[str, Callable[[TrainConfig], bool]] = {
    "recipe: mini, for a file with these keys": lambda c: c.recipe != "llava",
    "loop.log_steps, loop.checkpoint_steps, loop.keep_last: at least 1": lambda c: (
        min(c.loop.log_steps, c.loop.checkpoint_steps, c.loop.keep_last) >= 1
    ),
    "loop.max_broken: from 0, below 1": lambda c: 0 <= c.loop.max_broken < 1,
    "vision.train_size: a multiple of 32, at most vision.cache_size": lambda c: (
        c.vision.train_size % 32 == 0 and c.vision.train_size <= c.vision.cache_size
    ),
    "vision.epochs, vision.batch_size, vision.accumulation: at least 1": lambda c: (
        min(c.vision.epochs, c.vision.batch_size, c.vision.accumulation) >= 1
    ),
    "vision.draws_per_epoch: at least one batch": lambda c: (
        c.vision.draws_per_epoch >= c.vision.batch_size
    ),
    "vision.class_balance: 0 (as drawn) to 1 (all classes alike)": lambda c: (
        0 <= c.vision.class_balance <= 1
    ),
    "vision.feature_views: 1, 2 or 4 mirrored views": lambda c: c.vision.feature_views in (1, 2, 4),
    "vision.average_decay: from 0, below 1": lambda c: 0 <= c.vision.average_decay < 1,
    "vision.mix: shares of clinical, dermoscopy, pathology, other that add up to 1": lambda c: (
        set(c.vision.mix) == MODALITY_SHARES and abs(sum(c.vision.mix.values()) - 1) < 1e-6
    ),
    "vision.initial_weights: a vit tower has no starting weights": lambda c: (
        c.vision.architecture != "vit" or c.vision.initial_weights is None
    ),
    "vision.drop_path: from 0, below 1": lambda c: 0 <= c.vision.drop_path < 1,
    "language.batch_size, language.accumulation: at least 1": lambda c: (
        min(c.language.batch_size, c.language.accumulation) >= 1
    ),
    "language.alignment_steps, language.instruction_steps: at least 1": lambda c: (
        min(c.language.alignment_steps, c.language.instruction_steps) >= 1
    ),
    "language.hidden_size: a multiple of language.heads": lambda c: (
        c.language.hidden_size % c.language.heads == 0
    ),
    "language.heads: a multiple of language.kv_heads": lambda c: (
        c.language.heads % c.language.kv_heads == 0
    ),
    "calibration.conformal_level: above 0, below 1": lambda c: (
        0 < c.calibration.conformal_level < 1
    ),
    "calibration.kept_skin: above 0, at most 1": lambda c: 0 < c.calibration.kept_skin <= 1,
}


def load_config(path: str | Path) -> TrainConfig:
    """Read and check a configuration.

    Raises:
        ConfigError: every fault of the file at once: key and what is allowed.
    """
    return read_yaml(path, TrainConfig, RULES)
