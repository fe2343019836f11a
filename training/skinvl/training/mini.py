"""The recipe `mini` in its stages: vision, calibration, language."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np

from skinvl.contract.errors import DataError
from skinvl.training.allocator import keep_freed_memory
from skinvl.training.config import TrainConfig, load_config
from skinvl.training.data.discovery import discover
from skinvl.training.data.labels import LabelledImages, read_labelled_images
from skinvl.training.data.part import Part
from skinvl.training.data.pixels import cached_pixels
from skinvl.training.loop.checkpoints import all_checkpoints, refuse_to_start_over
from skinvl.training.loop.errors import OutOfMemory, TrainingError, is_out_of_memory
from skinvl.training.loop.precision import trains_in_bf16
from skinvl.training.loop.run_folder import RESOLVED, add_facts, open_run
from skinvl.training.loop.skipped import SkippedSamples
from skinvl.training.provenance import data_fingerprint, describe_provenance


def train_mini(
    config_file: Path,
    *,
    data: Path,
    out: Path,
    initial_weights: Path | None,
    stage: str,
    resume: bool,
    epochs: int | None,
    dry_run: bool,
) -> None:
    """Train a checkpoint into `out`/checkpoint.

    Raises:
        ConfigError, DataError, ModelError, ContractMismatch: before anything is trained.
        TrainingError: a run that cannot be started over, cannot go on, or ran out of memory.
    """
    keep_freed_memory()
    config = change(load_config(config_file), initial_weights, epochs)
    config = dataclasses.replace(config, data=discover(config.data, data))
    training = read_labelled_images(data, config.data, "train")
    validation = read_labelled_images(data, config.data, "val")
    check_classes(config, data, training, validation)
    if dry_run:
        from skinvl.training.dry_run import report

        report(config, training, validation)
        return
    check_folder(out, stage, resume)
    open_run(
        out,
        config_file=config_file,
        config=config,
        facts={
            "recipe": config.recipe,
            "seed": config.seed,
            "data_fingerprint": data_fingerprint([*training.samples, *validation.samples]),
            "images": {"train": len(training), "val": len(validation)},
            "provenance": describe_provenance(data, (training, validation), config.vision),
        },
        resume=resume,
    )
    skipped = SkippedSamples(out, config.loop.max_broken)
    parts = [
        load_part(config, images, out / "cache", name, skipped)
        for name, images in (("train", training), ("val", validation))
    ]
    add_facts(out, {"skipped": {name: skipped.count(name) for name in ("train", "val")}})
    try:
        run_stages(config, parts[0], parts[1], out, skipped, stage, resume)
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
        raise OutOfMemory(
            f"{out}: out of memory outside the training steps; lower vision.cache_size or "
            "language.feature_views, or use fewer images"
        ) from error


def run_stages(
    config: TrainConfig,
    training: Part,
    validation: Part,
    out: Path,
    skipped: SkippedSamples,
    stage: str,
    resume: bool,
) -> None:
    """The named stage, or all in their order."""
    if stage in ("all", "vision"):
        run_vision(config, training, validation, out, resume)
    if stage in ("all", "calibration"):
        from skinvl.training.stages.calibration import calibrate

        calibrate(config, training, validation, out)
    if stage in ("all", "language"):
        from skinvl.training.stages.language import train_language

        train_language(config, training, validation, out, skipped, resume)


def change(config: TrainConfig, initial_weights: Path | None, epochs: int | None) -> TrainConfig:
    """The configuration with what the command line says instead."""
    changes: dict[str, Any] = {}
    if initial_weights is not None:
        changes["initial_weights"] = str(initial_weights)
    if epochs is not None:
        changes["epochs"] = epochs
    return dataclasses.replace(config, vision=dataclasses.replace(config.vision, **changes))


def check_classes(
    config: TrainConfig, data: Path, training: LabelledImages, validation: LabelledImages
) -> None:
    """Find out now, not hours later in calibration, that a class has no image.

    Raises:
        DataError: names the classes without a training image; no image for validation.
    """
    missing = [
        f"{codes[index]} ({name})"
        for name, codes, column in (
            ("dermoscopy", config.data.dermoscopy_codes, training.dermoscopy),
            ("clinical", config.data.clinical_codes, training.clinical),
        )
        for index in range(len(codes))
        if not np.any(column == index)
    ]
    if missing:
        raise DataError(
            data,
            f"no training image of {', '.join(missing)}; take the codes out of the configuration "
            "or import images of them",
        )
    if len(validation) == 0:
        raise DataError(data, "no image in the split val; import the data sets with a split")


def check_folder(out: Path, stage: str, resume: bool) -> None:
    """Keep apart what was trained before.

    Raises:
        TrainingError: the folder holds checkpoints of this stage and is not resumed, or ones of
            an earlier version of the loop, which cannot be.
    """
    folders = [out] if stage in ("all", "vision") else []
    if stage in ("all", "language"):
        folders += [out / "alignment", out / "instruction"]
    for folder in folders:
        if not resume:
            refuse_to_start_over(folder)
        elif all_checkpoints(folder) and not (out / RESOLVED).is_file():
            raise TrainingError(
                f"{folder}: holds checkpoints of an earlier version of SkinVL, which cannot be "
                "resumed exactly; name another --out"
            )


def run_vision(
    config: TrainConfig, training: Part, validation: Part, out: Path, resume: bool
) -> None:
    """The vision stage, validated at the size that the bundle will use."""
    from skinvl.training.stages.validation import validator
    from skinvl.training.stages.vision import train_vision

    bf16 = trains_in_bf16(config.loop.precision)
    validate = validator(validation.images, validation.pixels, config.preprocess.width, bf16)
    train_vision(config, training.images, training.pixels, out, validate, resume)


def load_part(
    config: TrainConfig, images: LabelledImages, cache: Path, name: str, skipped: SkippedSamples
) -> Part:
    """The images with their pixels, decoded once; broken ones are skipped and listed.

    Raises:
        DataError: a larger share is broken than the configuration allows.
    """
    decoded = cached_pixels(
        images.samples, images.files, config.preprocess, config.vision.cache_size, cache
    )
    for row, reason in decoded.broken.items():
        sample = images.samples[row]
        file = f"{images.datasets[row]}/{sample.image}"
        skipped.record(stage=name, id=sample.id, file=file, reason=reason)
    print(skipped.summary(name, len(images)), flush=True)
    skipped.check(name, len(images))
    if decoded.broken:
        usable = [row for row in range(len(images)) if row not in decoded.broken]
        images = images.take(np.array(usable, dtype=np.int64))
    return Part(images, decoded.pixels)
