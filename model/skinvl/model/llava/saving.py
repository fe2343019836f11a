"""Writing: Hugging Face's LLaVA folder, and peft's adapter folder over it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import LlavaConfig, LlavaProcessor

from skinvl.contract.errors import ModelError
from skinvl.model.llava.adapter import Adapter, check_adapter
from skinvl.model.llava.assembly import check_shapes, list_shapes
from skinvl.model.llava.loaded import LoadedLlava
from skinvl.model.llava.names import PROJECTOR
from skinvl.model.llava.preprocessing import make_processor
from skinvl.model.llava.projector import recognize_projector
from skinvl.model.llava.tokenizer import IMAGE_TOKEN
from skinvl.model.llava.weights import read_tensors

_PREFIX = "base_model.model."


def save_llava(folder: Path, loaded: LoadedLlava) -> None:
    """Write `loaded` so that transformers' own classes load it: weights as safetensors,
    configuration, tokenizer and processor. The folder appears whole or not at all.

    Raises:
        ModelError: `folder` is there already, or transformers cannot express the preprocessing.
    """
    processor = build_processor(loaded)
    with write_whole(folder) as partial:
        loaded.model.save_pretrained(partial, safe_serialization=True)
        processor.save_pretrained(partial)


def save_adapter(
    folder: Path,
    adapter: Adapter,
    config: LlavaConfig,
    base: str,
    dtype: torch.dtype | None = None,
) -> None:
    """Write an adapter as peft does over a Hugging Face LLaVA; its trained projector is a module
    to save, so that `PeftModel.from_pretrained` restores it too.

    Args:
        config: of the base.
        base: written as base_model_name_or_path.
        dtype: None: as stored.

    Raises:
        ModelError: `folder` is there already, or the adapter does not fit the base.
    """
    shapes = list_shapes(config)
    check_adapter(adapter, shapes)
    written = replace(adapter.config, base_model_name_or_path=base)
    if adapter.whole:
        activation = config.projector_hidden_act
        projector = recognize_projector(adapter.whole, str(adapter.folder), activation)
        if projector.activation != activation:
            raise ModelError(
                f"{adapter.folder}: trained a {projector.kind} projector, its base has another; "
                "only --merge can keep it"
            )
        check_shapes(adapter.whole, {n: shapes[n] for n in adapter.whole}, str(adapter.folder))
        written.modules_to_save = [PROJECTOR.split(".")[1]]
    tensors = {**adapter.low, **{_PREFIX + name: t for name, t in adapter.whole.items()}}
    names = {tensor: name for name, tensor in tensors.items()}
    values = {
        names[tensor]: found.to(dtype or found.dtype, copy=True)
        for tensor, found in read_tensors(tensors.values())
    }
    with write_whole(folder) as partial:
        written.save_pretrained(str(partial))
        if adapter.kept_training:
            text = json.dumps(adapter.kept_training, indent=2, sort_keys=True)
            (partial / "config.json").write_text(text + "\n", encoding="utf-8")
        save_file(values, partial / "adapter_model.safetensors", metadata={"format": "pt"})


def build_processor(loaded: LoadedLlava) -> LlavaProcessor:
    """transformers' processor: it writes `<image>` as often as the tower has patches."""
    config = loaded.model.config
    vision = config.vision_config
    has_class_token = vision.model_type == "clip_vision_model"
    patch = getattr(vision, "patch_size", None)
    if patch is None:
        patch = loaded.image.height // round(config.image_seq_length**0.5)
    return LlavaProcessor(
        make_processor(loaded.image),
        loaded.tokenizer,
        patch_size=patch,
        vision_feature_select_strategy=config.vision_feature_select_strategy,
        image_token=IMAGE_TOKEN,
        num_additional_image_tokens=int(has_class_token),
    )


@contextmanager
def write_whole(folder: Path) -> Iterator[Path]:
    """A folder to write into that becomes `folder` when the block ends without an error.

    Raises:
        ModelError: `folder` is there already.
    """
    if folder.exists():
        raise ModelError(f"{folder}: is there already; give a new folder")
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        yield partial
        os.replace(partial, folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
