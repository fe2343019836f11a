"""A LLaVA recipe from its file to an adapter with its projector."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from accelerate import PartialState
from peft import PeftModel
from transformers import TrainingArguments, set_seed

from skinvl.contract.errors import ConfigError, DataError
from skinvl.model.llava import LoadedLlava, load_llava
from skinvl.model.llava.conversation import TEMPLATES
from skinvl.model.llava.preprocessing import make_processor
from skinvl.training.llava.base import base_dtype, quantize
from skinvl.training.llava.collate import (
    Collator,
    Examples,
    data_order,
    encode_records,
    image_tokens,
    training_spec,
)
from skinvl.training.llava.config import LlavaRecipe, load_recipe
from skinvl.training.llava.model import adapt, check_frozen, describe_parameters
from skinvl.training.llava.preparation import Conversations, read_records, records_fingerprint
from skinvl.training.llava.trainer import LlavaTrainer
from skinvl.training.loop import RunArguments, SkippedSamples, open_run, trains_in_bf16

STAGE = "llava"
DISTRIBUTED = Path(__file__).parents[1] / "configs" / "distributed"
# LLaVA-Med's base is large: reading it and opening every image may take one process this long
# while the others wait, in seconds.
PATIENCE = 4 * 3600
ASPECTS = {"pad": "pad", "crop": "square"}


def train_llava(
    config_file: Path,
    *,
    data: Path,
    out: Path,
    base: Path | None = None,
    vision_tower: Path | None = None,
    resume: bool = False,
    dry_run: bool = False,
    devices: int = 8,
) -> None:
    """Train `out`/checkpoint: a peft adapter that holds the projector too, for `load_llava`.

    Args:
        config_file: a recipe of `recipe: llava`.
        data: folder of the conversation files and data sets that the recipe names.
        base: folder of the base model; a dry run also takes one with a config.json alone, or none.
        vision_tower: CLIP folder of a base whose weights hold no tower.
        resume: go on from the newest complete checkpoint in `out`.
        dry_run: print sizes, memory, steps and the first batch; train nothing.
        devices: number of devices that a dry run shares the model among.

    Raises:
        ConfigError, DataError, ModelError: before anything is trained.
        TrainingError: as `TrustedTrainer`.
    """
    recipe = load_recipe(config_file)
    if dry_run:
        from skinvl.training.llava.dry_run import report

        report(recipe, data=data, base=base, vision_tower=vision_tower, devices=devices)
        return
    if base is None:
        raise ConfigError(
            [f"{config_file}: training needs the weights of {recipe.base}; give --base FOLDER"]
        )
    fit_recipe(
        recipe,
        config_file,
        data=data,
        out=out,
        base=base,
        vision_tower=vision_tower,
        resume=resume,
    )


def fit_recipe(
    recipe: LlavaRecipe,
    config_file: Path,
    *,
    data: Path,
    out: Path,
    base: Path,
    vision_tower: Path | None,
    resume: bool,
) -> PeftModel:
    """The run itself; gives the trained model, not yet merged."""
    in_bf16 = trains_in_bf16(recipe.optimisation.precision)
    processes = PartialState(cpu=not torch.cuda.is_available(), timeout=timedelta(seconds=PATIENCE))
    with processes.main_process_first():
        found = read_records(recipe.data, data, recipe.seed, out / "images.jsonl")
    # Before the arguments: once they name DeepSpeed's third stage, whatever is built is split.
    loaded = load_llava(base, vision_tower=vision_tower, dtype=base_dtype(in_bf16))
    arguments = training_arguments(recipe, out / "checkpoints", in_bf16)
    set_seed(recipe.seed)
    training, validation, skipped = encode_all(recipe, loaded, found)
    open_run(
        out,
        config_file=config_file,
        config=recipe,
        facts={
            "seed": recipe.seed,
            "data_fingerprint": records_fingerprint([*found.training, *found.validation]),
            "images": {"train": len(training), "val": len(validation)},
            "base": {"name": recipe.base, "layout": loaded.layout, "notes": list(loaded.notes)},
        },
        resume=resume,
    )
    model = prepare_model(recipe, loaded, base)
    if arguments.should_save:
        count_skipped(out, recipe, skipped, len(training) + len(validation))
        print("\n".join([*loaded.notes, *describe_parameters(model)]), flush=True)
    trainer = make_trainer(recipe, arguments, model, loaded, training, validation, out)
    trainer.fit(resume)
    trainer.save_model(str(out / "checkpoint"))
    if arguments.should_save:
        finish_checkpoint(recipe, loaded, out / "checkpoint")
    return model


def encode_all(
    recipe: LlavaRecipe, loaded: LoadedLlava, found: Conversations
) -> tuple[Examples, Examples, list[Any]]:
    """Training and validation examples in the tokens of the base, and all that is skipped.

    Raises:
        DataError: nothing is left to train on.
    """
    spec = training_spec(loaded.image, recipe.fit)
    skipped = list(found.skipped)
    parts = []
    for records in (found.training, found.validation):
        examples, too_long = encode_records(
            records,
            loaded.tokenizer,
            TEMPLATES[recipe.templates.training],
            image_tokens(loaded.model.config),
            recipe.optimisation.max_length,
            recipe.data.too_long,
        )
        parts.append(Examples(tuple(examples), spec))
        skipped += too_long
    if not parts[0].examples:
        raise DataError(
            recipe.name, f"no conversation fits; the first: {skipped[0].id}: {skipped[0].reason}"
        )
    return parts[0], parts[1], skipped


def prepare_model(recipe: LlavaRecipe, loaded: LoadedLlava, base: Path) -> PeftModel:
    """The base with what learns; `base` is written into the adapter's configuration."""
    model = loaded.model
    if recipe.optimisation.quantized_base is not None:
        quantize(model, recipe.optimisation.quantized_base)
    model.config.use_cache = False
    model.name_or_path = str(base.resolve())
    adapted = adapt(model, recipe)
    check_frozen(adapted, recipe)
    return adapted


def training_arguments(recipe: LlavaRecipe, folder: Path, in_bf16: bool) -> TrainingArguments:
    """The recipe as transformers' arguments; DeepSpeed by its file where processes share."""
    steps = recipe.optimisation
    cuda = torch.cuda.is_available()
    return RunArguments(
        output_dir=str(folder),
        per_device_train_batch_size=steps.batch_size,
        per_device_eval_batch_size=steps.batch_size,
        gradient_accumulation_steps=steps.accumulation,
        num_train_epochs=steps.epochs,
        learning_rate=steps.learning_rate,
        lr_scheduler_type=steps.schedule,
        warmup_ratio=steps.warmup_ratio,
        weight_decay=steps.weight_decay,
        optim="adamw_torch",
        bf16=in_bf16,
        tf32=steps.tf32 if cuda and torch.cuda.get_device_capability() >= (8, 0) else None,
        use_cpu=not cuda,
        gradient_checkpointing=steps.gradient_checkpointing,
        gradient_checkpointing_kwargs={"use_reentrant": False},
        seed=recipe.seed,
        data_seed=recipe.seed,
        save_strategy="steps",
        save_steps=recipe.checkpoints.every_steps,
        eval_strategy="no",
        logging_steps=1,
        report_to=[],
        disable_tqdm=True,
        remove_unused_columns=False,
        label_names=["labels"],
        prediction_loss_only=True,
        dataloader_num_workers=steps.workers,
        dataloader_pin_memory=cuda,
        ddp_find_unused_parameters=False,
        ddp_timeout=PATIENCE,
        deepspeed=deepspeed_file(recipe),
    )


def deepspeed_file(recipe: LlavaRecipe) -> str | None:
    """DeepSpeed's settings where several processes were started and the recipe shares by it; one
    process alone has nothing to share.

    Raises:
        ConfigError: it is not installed, or FSDP was not started by accelerate.
    """
    if int(os.environ.get("WORLD_SIZE", "1")) == 1:
        return None
    if recipe.distribution == "fsdp" and os.environ.get("ACCELERATE_USE_FSDP") != "true":
        raise ConfigError(
            [
                "distribution: fsdp is started by `accelerate launch --config_file "
                f"{DISTRIBUTED / 'fsdp.yaml'}`"
            ]
        )
    if recipe.distribution not in ("zero2", "zero3"):
        return None
    if find_spec("deepspeed") is None:
        raise ConfigError(
            [
                f"distribution: {recipe.distribution} needs DeepSpeed; pip install deepspeed, or "
                "set ddp or fsdp"
            ]
        )
    return str(DISTRIBUTED / f"{recipe.distribution}.json")


def make_trainer(
    recipe: LlavaRecipe,
    arguments: TrainingArguments,
    model: PeftModel,
    loaded: LoadedLlava,
    training: Examples,
    validation: Examples,
    out: Path,
) -> LlavaTrainer:
    """The loop over `training`, validated on `validation` where there is one."""
    pad = loaded.tokenizer.pad_token_id
    return LlavaTrainer(
        projector_rate=recipe.projector.learning_rate,
        run_folder=out,
        stage=STAGE,
        unit="tokens",
        sampler=data_order(recipe, training.lengths, arguments.world_size),
        best="loss" if len(validation) else None,
        keep_last=recipe.checkpoints.keep,
        advice="lower optimisation.batch_size and raise optimisation.accumulation, or set "
        "quantized_base: nf4",
        model=model,
        args=arguments,
        train_dataset=training,
        eval_dataset=validation if len(validation) else None,
        data_collator=Collator(0 if pad is None else pad),
    )


def count_skipped(out: Path, recipe: LlavaRecipe, skipped: list[Any], used: int) -> None:
    """Write down what is skipped and say how much it is.

    Raises:
        DataError: more than the recipe allows.
    """
    listed = SkippedSamples(out, recipe.data.skipped_limit)
    for entry in skipped:
        listed.record(stage=STAGE, id=entry.id, file=entry.image, reason=entry.reason)
    print(listed.summary(STAGE, used + len(skipped)), flush=True)
    listed.check(STAGE, used + len(skipped))


def finish_checkpoint(recipe: LlavaRecipe, loaded: LoadedLlava, folder: Path) -> None:
    """What stands beside the adapter: tokenizer, processor, and how to ask the model.

    config.json takes the key that LLaVA uses for the shape of images, so that the adapter is
    used with the pixels it was trained on.
    """
    # Trainer's arguments as a pickle, and a model card that peft left to be filled in.
    for name in ("training_args.bin", "README.md"):
        (folder / name).unlink(missing_ok=True)
    loaded.tokenizer.save_pretrained(folder)
    make_processor(training_spec(loaded.image, recipe.fit)).save_pretrained(folder)
    record = {
        "image_aspect_ratio": ASPECTS[recipe.fit],
        "skinvl": {
            "recipe": recipe.name,
            "form": recipe.form,
            "training_template": recipe.templates.training,
            "inference_template": recipe.templates.inference,
        },
    }
    (folder / "config.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
