"""The stages of a run in their order: vision, calibration, language."""

from __future__ import annotations

import dataclasses
import importlib.resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.errors import ConfigError
from skinvl.training.config import TrainConfig, load_config
from skinvl.training.data.labels import LabelledImages, read_labelled_images
from skinvl.training.data.pixels import cached_pixels
from skinvl.training.memory import keep_freed_memory
from skinvl.training.run import data_fingerprint, describe_provenance, open_run


@dataclasses.dataclass(frozen=True)
class Part:
    """One split: its images and their pixels uint8 [N, S, S, 3]."""

    images: LabelledImages
    pixels: NDArray[np.uint8]


def train(
    config_file: Path,
    *,
    data: Path,
    out: Path,
    initial_weights: Path | None = None,
    stage: str = "all",
    resume: bool = False,
    epochs: int | None = None,
    dry_run: bool = False,
) -> None:
    """Train a checkpoint into `out`/checkpoint.

    Raises:
        ConfigError, DataError, ImageError, ModelError: before anything is trained.
    """
    keep_freed_memory()
    config_file = find_config(config_file)
    config = load_config(config_file)
    changes: dict[str, object] = {}
    if initial_weights is not None:
        changes["initial_weights"] = str(initial_weights)
    if epochs is not None:
        changes["epochs"] = epochs
    config = dataclasses.replace(config, vision=dataclasses.replace(config.vision, **changes))  # type: ignore[arg-type]
    training = read_labelled_images(data, config.data, "train")
    validation = read_labelled_images(data, config.data, "val")
    if dry_run:
        from skinvl.training.dry_run import report

        report(config, training, validation)
        return
    open_run(
        out,
        config_file,
        {
            "seed": config.seed,
            "data_fingerprint": data_fingerprint([*training.samples, *validation.samples]),
            "images": {"train": len(training), "val": len(validation)},
            "provenance": describe_provenance(data, (training, validation), config.vision),
        },
    )
    parts = [load_part(config, images, out / "cache") for images in (training, validation)]
    if stage in ("all", "vision"):
        run_vision(config, parts[0], parts[1], out, resume)
    if stage in ("all", "calibration"):
        from skinvl.training.stages.calibration import calibrate

        calibrate(config, parts[0], parts[1], out)
    if stage in ("all", "language"):
        from skinvl.training.stages.language import train_language

        train_language(config, parts[0], parts[1], out)


def run_vision(
    config: TrainConfig, training: Part, validation: Part, out: Path, resume: bool
) -> None:
    """The vision stage, validated at the size that the bundle will use."""
    from skinvl.training.stages.validation import validator
    from skinvl.training.stages.vision import train_vision

    validate = validator(validation.images, validation.pixels, config.preprocess.width)
    train_vision(config, training.images, training.pixels, out, validate, resume)


def load_part(config: TrainConfig, images: LabelledImages, cache: Path) -> Part:
    """The images with their pixels, decoded once."""
    pixels = cached_pixels(
        images.samples, images.files, config.preprocess, config.vision.cache_size, cache
    )
    return Part(images, pixels)


def find_config(name: Path) -> Path:
    """A file, or a configuration that the package ships, with or without its suffix."""
    if name.is_file():
        return name
    shipped = importlib.resources.files("skinvl.training") / "configs"
    for candidate in (name.name, name.name + ".yaml"):
        file = Path(str(shipped / candidate))
        if file.is_file():
            return file
    known = ", ".join(sorted(Path(str(f)).stem for f in shipped.iterdir()))
    raise ConfigError([f"{name}: no such configuration; shipped ones: {known}"])
