"""The language stages: alignment on captions, then instruction on questions and answers.

The vision tower is frozen, so its features are computed once; projector and decoder learn.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

from skinvl.contract.errors import ConfigError, ModelError
from skinvl.contract.fingerprint import ContractRecord
from skinvl.contract.sample import Sample
from skinvl.model import save_checkpoint
from skinvl.model.configuration import MODALITIES
from skinvl.training.config import TrainConfig
from skinvl.training.data.conversation import IGNORED, Turn
from skinvl.training.data.part import Part
from skinvl.training.data.tokenizer import SPECIALS, train_tokenizer
from skinvl.training.data.turns import (
    TURNS,
    AskedImages,
    TurnCollator,
    caption_turns,
    drop_long_turns,
    pack_batch,
    sample_texts,
    sample_turns,
)
from skinvl.training.loop.arguments import RunArguments
from skinvl.training.loop.batch import take_notes
from skinvl.training.loop.order import SeededOrder
from skinvl.training.loop.precision import training_device, trains_in_bf16
from skinvl.training.loop.run_folder import read_run
from skinvl.training.loop.skipped import SkippedSamples
from skinvl.training.loop.trainer import TrustedTrainer
from skinvl.training.stages.classifier import Classifier, load_vision, to_images
from skinvl.training.stages.learner import LanguageLearner, build_model

LANGUAGE_STAGES = ("alignment", "instruction")
ADVICE = (
    "lower language.batch_size and raise language.accumulation, or set "
    "language.gradient_checkpointing"
)
# Images over which the validation loss is taken, spread over the whole part.
VALIDATION_IMAGES = 1024


@dataclass(frozen=True)
class Asked:
    """Images of one part with their stored features bfloat16 [V, N, T, C] and their turns."""

    samples: tuple[Sample, ...]
    features: Tensor
    turns: list[list[Turn]]

    def rows(self) -> list[int]:
        """The rows that have any turn."""
        return [row for row, available in enumerate(self.turns) if available]


def train_language(
    config: TrainConfig,
    training: Part,
    validation: Part,
    out: Path,
    skipped: SkippedSamples,
    resume: bool,
) -> None:
    """Train projector and decoder and write `out`/checkpoint, the finished model."""
    manifest = describe_checkpoint(config, out)
    torch.manual_seed(config.seed)
    classifier = load_vision(out, config)
    tokenizer = make_tokenizer(config, training.images.samples, out, resume)
    model = build_model(config, classifier, tokenizer)
    learner = LanguageLearner(model, tokenizer.token_to_id("<bos>"))
    classifier.to(training_device())
    size, language = config.preprocess.width, config.language
    features = view_features(classifier, training.pixels, size, language.feature_views)
    chosen = spread_rows(len(validation.pixels), VALIDATION_IMAGES)
    seen = view_features(classifier, validation.pixels[chosen], size, 1)
    held = validation.images.take(chosen).samples
    for stage, turns_of, steps in (
        (LANGUAGE_STAGES[0], caption_turns, language.alignment_steps),
        (LANGUAGE_STAGES[1], sample_turns, language.instruction_steps),
    ):
        parts = []
        for part, samples, stored in (
            ("train", training.images.samples, features),
            ("val", held, seen),
        ):
            turns = [turns_of(sample, tokenizer, config.prompt) for sample in samples]
            name = f"{stage} {part}"
            fitting = drop_long_turns(samples, turns, language.max_length, name, skipped)
            print(skipped.summary(name, len(samples)), flush=True)
            skipped.check(name, len(samples))
            parts.append(Asked(samples, stored, fitting))
        run_stage(config, learner, parts[0], parts[1], stage, steps, out, resume)
    learner.cpu().eval()
    save_checkpoint(out / "checkpoint", model.cpu(), tokenizer, manifest)


def make_tokenizer(
    config: TrainConfig, samples: tuple[Sample, ...], out: Path, resume: bool
) -> Tokenizer:
    """A tokenizer trained on the texts of `samples`; a resumed run reads its own again."""
    file = out / "tokenizer.json"
    if resume and file.is_file():
        return Tokenizer.from_file(str(file))
    tokenizer = train_tokenizer(sample_texts(samples), config.language.vocabulary)
    tokenizer.save(str(file))
    return tokenizer


def spread_rows(count: int, most: int) -> NDArray[np.int64]:
    """At most `most` of `count` rows, evenly spread."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).astype(np.int64))


@torch.no_grad()
def view_features(model: Classifier, pixels: NDArray[np.uint8], size: int, views: int) -> Tensor:
    """Patch features bfloat16 [V, N, T, C], on the CPU, of the image and of its turned and
    mirrored views."""
    model.eval()
    device = model.mean.device
    stored: Tensor | None = None
    for start in range(0, len(pixels), 64):
        images = to_images(pixels[start : start + 64], size).to(device)
        for view in range(views):
            turned = torch.rot90(images, view, (2, 3))
            if view % 2:
                turned = turned.flip(3)
            with torch.autocast(device.type, dtype=torch.bfloat16):
                tokens = model.patches(turned).bfloat16().cpu()
            if stored is None:
                stored = torch.empty(views, len(pixels), *tokens.shape[1:], dtype=torch.bfloat16)
            stored[view, start : start + len(tokens)] = tokens
    assert stored is not None, "no image"
    return stored


def run_stage(
    config: TrainConfig,
    learner: LanguageLearner,
    training: Asked,
    validation: Asked,
    stage: str,
    steps: int,
    out: Path,
    resume: bool,
) -> None:
    """One language stage of `steps` optimizer steps; `learner` ends with its last or best
    weights."""
    language, loop = config.language, config.loop
    rows = training.rows()
    if len(rows) < language.batch_size:
        raise ConfigError(
            [
                f"language.batch_size: {language.batch_size}, but only {len(rows)} images have "
                f"texts for the {stage} stage; lower it or import more data"
            ]
        )
    bf16 = trains_in_bf16(loop.precision)
    validate = None
    if validation.rows():
        validate = validator(learner, validation, language.max_length, language.batch_size, bf16)
    trainer = TrustedTrainer(
        model=learner,
        args=RunArguments(
            output_dir=str(out / stage),
            max_steps=steps,
            per_device_train_batch_size=language.batch_size,
            gradient_accumulation_steps=language.accumulation,
            gradient_checkpointing=language.gradient_checkpointing,
            gradient_checkpointing_kwargs={"use_reentrant": False},
            learning_rate=language.learning_rate,
            weight_decay=language.weight_decay,
            warmup_ratio=language.warmup_ratio,
            lr_scheduler_type="cosine",
            max_grad_norm=1.0,
            bf16=bf16,
            use_cpu=not torch.cuda.is_available(),
            logging_steps=loop.log_steps,
            save_strategy="steps",
            save_steps=loop.checkpoint_steps,
            remove_unused_columns=False,
            dataloader_drop_last=True,
            report_to=[],
            seed=config.seed,
        ),
        train_dataset=AskedImages(rows),
        data_collator=TurnCollator(
            training.features,
            training.turns,
            [sample.id for sample in training.samples],
            language.max_length,
        ),
        sampler=SeededOrder(len(rows), config.seed),
        run_folder=out,
        stage=stage,
        unit="tokens",
        validate=validate,
        best="loss" if validate else None,
        keep_last=loop.keep_last,
        advice=ADVICE,
    )
    trainer.fit(resume)
    best = trainer.best_checkpoint()
    if loop.final == "best" and best is not None:
        learner.load_state_dict(load_file(best / "model.safetensors"))


def validator(
    learner: LanguageLearner, held: Asked, limit: int, batch: int, bf16: bool
) -> Callable[[], dict[str, Any]]:
    """A function that gives the mean loss over the learned tokens of `held`, the first turns of
    each image."""
    rows = held.rows()

    @torch.no_grad()
    def validate() -> dict[str, Any]:
        learner.eval()
        device = learner.lm_head.weight.device
        total, count = 0.0, 0
        for start in range(0, len(rows), batch):
            chosen = rows[start : start + batch]
            turns = [held.turns[row][:TURNS] for row in chosen]
            packed = pack_batch(held.features[0, chosen], turns, [], limit)
            take_notes(packed)
            tensors = {name: tensor.to(device) for name, tensor in packed.items()}
            learned = int((tensors["labels"] != IGNORED).sum())
            with torch.autocast(device.type, dtype=torch.bfloat16, enabled=bf16):
                total += learner(**tensors)["loss"].item() * learned
            count += learned
        learner.train()
        return {"loss": round(total / count, 6), "tokens_n": count}

    return validate


def describe_checkpoint(config: TrainConfig, out: Path) -> dict[str, Any]:
    """What `skinvl.json` says beside the weights.

    Raises:
        ModelError: the calibration stage has not run, or for other classes.
    """
    file = out / "calibration.json"
    try:
        calibration = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"{file}: not readable; run `skinvl train ... --stage calibration` first"
        ) from error
    for name, codes in (
        ("dermoscopy", config.data.dermoscopy_codes),
        ("clinical", config.data.clinical_codes),
    ):
        found = len(calibration["calibration"][name]["bias"])
        if found != len(codes):
            raise ModelError(
                f"{file}: made for {found} {name} classes, the configuration has {len(codes)}; "
                "run `skinvl train ... --stage calibration` again"
            )
    return {
        "schema_version": 1,
        "name": config.name,
        "version": config.version,
        "licence": config.licence,
        "provenance": read_run(out)["provenance"],
        "contract": ContractRecord.make(config.preprocess, config.prompt).to_json(),
        "head": {
            "dermoscopy": list(config.data.dermoscopy_codes),
            "clinical": list(config.data.clinical_codes),
            "modality": list(MODALITIES),
        },
        **{key: calibration[key] for key in ("calibration", "conformal", "abstention", "quality")},
        "training": {
            "run": read_run(out),
            "selection": calibration["selection"],
            "specials": list(SPECIALS),
        },
    }
