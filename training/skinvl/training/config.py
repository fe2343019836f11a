"""What a training run is: one YAML file, validated whole before anything starts."""

from __future__ import annotations

import dataclasses
import types
import typing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from skinvl.contract.errors import ConfigError
from skinvl.contract.preprocess import PreprocessSpec
from skinvl.contract.prompt import PromptTemplate


@dataclass(frozen=True)
class DataConfig:
    """Imported data sets (folders under the data root) and the labels or sources held out of
    training, so that abstention can be measured on kinds of images that were never seen."""

    datasets: tuple[str, ...]
    hold_out: dict[str, tuple[str, ...]]
    dermoscopy_codes: tuple[str, ...]
    clinical_codes: tuple[str, ...]


@dataclass(frozen=True)
class VisionConfig:
    """The vision stage: tower and diagnosis head on class labels."""

    architecture: Literal["efficientnet_lite0", "mobilenet_v2", "vit"]
    initial_weights: str | None
    cache_size: int
    train_size: int
    epochs: int
    draws_per_epoch: int
    batch_size: int
    learning_rate: float
    head_learning_rate: float
    weight_decay: float
    warmup_ratio: float
    freeze_blocks: int
    class_balance: float
    label_smoothing: float
    dropout: float
    drop_path: float
    average_decay: float
    feature_views: int
    mix: dict[str, float]


@dataclass(frozen=True)
class LanguageConfig:
    """The language stages: projector alignment on captions, then instruction on questions."""

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

    name: str
    version: str
    licence: str
    seed: int
    data: DataConfig
    preprocess: PreprocessSpec
    prompt: PromptTemplate
    vision: VisionConfig
    calibration: CalibrationConfig
    language: LanguageConfig


def load_config(path: str | Path) -> TrainConfig:
    """Read and check a configuration.

    Raises:
        ConfigError: every fault of the file at once: key and what is allowed.
    """
    file = Path(path)
    if not file.is_file():
        raise ConfigError([f"{file}: no such configuration file"])
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigError([f"{file}: not valid YAML ({error})"]) from error
    errors: list[str] = []
    config = _read(TrainConfig, content, "", errors)
    if isinstance(config, TrainConfig):
        errors += check(config)
    if errors:
        raise ConfigError([f"{file}: {error}" for error in errors])
    assert isinstance(config, TrainConfig)
    return config


def check(config: TrainConfig) -> list[str]:
    """Faults that types alone cannot see."""
    vision, language, calibration = config.vision, config.language, config.calibration
    counts = (vision.epochs, vision.batch_size, vision.draws_per_epoch)
    shares = {"clinical", "dermoscopy", "pathology", "other"}
    rules = {
        "vision.train_size: a multiple of 32, at most vision.cache_size": (
            vision.train_size % 32 == 0 and vision.train_size <= vision.cache_size
        ),
        "vision.epochs, vision.batch_size, vision.draws_per_epoch: at least 1": min(counts) >= 1,
        "vision.class_balance: 0 (as drawn) to 1 (all classes alike)": (
            0 <= vision.class_balance <= 1
        ),
        "vision.feature_views: 1, 2 or 4 mirrored views": vision.feature_views in (1, 2, 4),
        "vision.average_decay: from 0, below 1": 0 <= vision.average_decay < 1,
        "vision.mix: shares of clinical, dermoscopy, pathology, other that add up to 1": (
            set(vision.mix) == shares and abs(sum(vision.mix.values()) - 1) < 1e-6
        ),
        "vision.initial_weights: a vit tower has no starting weights": (
            vision.architecture != "vit" or vision.initial_weights is None
        ),
        "vision.drop_path: from 0, below 1": 0 <= vision.drop_path < 1,
        "language.hidden_size: a multiple of language.heads": (
            language.hidden_size % language.heads == 0
        ),
        "language.heads: a multiple of language.kv_heads": language.heads % language.kv_heads == 0,
        "calibration.conformal_level: above 0, below 1": 0 < calibration.conformal_level < 1,
        "calibration.kept_skin: above 0, at most 1": 0 < calibration.kept_skin <= 1,
    }
    return [rule for rule, holds in rules.items() if not holds]


def _read(kind: Any, value: Any, key: str, errors: list[str]) -> Any:
    """`value` as `kind`; what does not fit is added to `errors` under `key`."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind in (PreprocessSpec, PromptTemplate):
        try:
            return kind.from_json(value)
        except Exception as error:
            errors.append(f"{key}: {error}")
            return None
    if dataclasses.is_dataclass(kind):
        return _read_dataclass(kind, value, key, errors)
    if origin is Literal:
        if value not in arguments:
            errors.append(f"{key}: {value!r} is none of {', '.join(map(str, arguments))}")
        return value
    if origin in (typing.Union, types.UnionType):
        if value is None and type(None) in arguments:
            return None
        return _read(next(a for a in arguments if a is not type(None)), value, key, errors)
    if origin is tuple:
        if not isinstance(value, list):
            errors.append(f"{key}: a list is needed")
            return ()
        return tuple(_read(arguments[0], v, f"{key}[{i}]", errors) for i, v in enumerate(value))
    if origin is dict:
        if not isinstance(value, dict):
            errors.append(f"{key}: a mapping is needed")
            return {}
        return {k: _read(arguments[1], v, f"{key}.{k}", errors) for k, v in value.items()}
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
        errors.append(f"{key}: {value!r} is not a {kind.__name__}")
    return value


def _read_dataclass(kind: Any, value: Any, key: str, errors: list[str]) -> Any:
    if not isinstance(value, dict):
        errors.append(f"{key or 'file'}: a mapping is needed")
        return None
    prefix = f"{key}." if key else ""
    hints = typing.get_type_hints(kind)
    errors += [
        f"{prefix}{k}: unknown key; known: {', '.join(hints)}" for k in value if k not in hints
    ]
    errors += [f"{prefix}{k}: missing" for k in hints if k not in value]
    read = {k: _read(t, value[k], f"{prefix}{k}", errors) for k, t in hints.items() if k in value}
    return kind(**read) if len(read) == len(hints) else None
