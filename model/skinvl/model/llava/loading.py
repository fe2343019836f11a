"""Any LLaVA checkpoint folder as a Hugging Face model."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import torch
from transformers import GenerationConfig

from skinvl.contract.errors import ModelError
from skinvl.model.llava.adapter import find_base
from skinvl.model.llava.assembly import build_model
from skinvl.model.llava.layouts import LAYERED, PROJECTOR_FILE, find_layout
from skinvl.model.llava.loaded import LoadedLlava
from skinvl.model.llava.merging import merge_adapter, replace_projector
from skinvl.model.llava.names import PROJECTOR, translate
from skinvl.model.llava.own import load_own
from skinvl.model.llava.sources import Source, read_huggingface, read_original
from skinvl.model.llava.tokenizer import add_image_token, check_image_token, load_tokenizer
from skinvl.model.llava.weights import list_weights, read_tensors


def load_llava(
    folder: Path,
    *,
    base: Path | None = None,
    vision_tower: Path | None = None,
    dtype: torch.dtype = torch.float32,
) -> LoadedLlava:
    """Load a checkpoint of any supported layout; an adapter is merged into its base.

    Args:
        folder: original LLaVA or LLaVA-Med, Hugging Face LLaVA, a LoRA adapter over either, a
            projector, or this project's own checkpoint.
        base: what an adapter or a projector belongs to; for a whole checkpoint, what its
            projector is compared with.
        vision_tower: CLIP folder of an original checkpoint whose weights hold no tower.
        dtype: of every weight.

    Raises:
        ModelError: the folder cannot be used; says why and names every wrong tensor.
    """
    layout = find_layout(folder)
    if layout in LAYERED:
        below = find_base(folder, base)
        whole = load_llava(below, vision_tower=vision_tower, dtype=dtype)
        if layout == "adapter":
            return merge_adapter(whole, folder)
        return replace_projector(whole, folder / PROJECTOR_FILE)
    # Before the weights are read, which takes minutes for a large model.
    compared = () if base is None else (compare_projectors(folder, base),)
    if layout == "skinvl":
        loaded = load_own(folder, dtype)
    else:
        loaded = _load(folder, read_source(folder, vision_tower), dtype)
    return replace(loaded, notes=(*loaded.notes, *compared))


def read_source(folder: Path, vision_tower: Path | None) -> Source:
    """What the whole model in `folder` (original or Hugging Face) consists of; no weight is read.

    Raises:
        ModelError: the folder is of another layout or cannot be used.
    """
    layout = find_layout(folder)
    if layout == "original":
        return read_original(folder, vision_tower)
    if layout == "huggingface":
        return read_huggingface(folder)
    raise ModelError(
        f"{folder}: is no original and no Hugging Face LLaVA; an adapter over it can only be "
        "merged (--merge)"
    )


def stored_dtype(folder: Path) -> torch.dtype:
    """The type that most numbers of a whole checkpoint are stored in."""
    counts: Counter[torch.dtype] = Counter()
    for tensor in list_weights(folder).values():
        if tensor.dtype is not None:
            counts[tensor.dtype] += torch.Size(tensor.shape).numel()
    return counts.most_common(1)[0][0] if counts else torch.float32


def compare_projectors(folder: Path, base: Path) -> str:
    """Whether the projector of a merged checkpoint is still its base's, in words.

    The released merge script applies the adapter and leaves the trained projector behind.

    Raises:
        ModelError: one of the folders has no readable weights.
    """
    find_layout(base)
    ours, theirs = (_read_projector(path) for path in (folder, base))
    # Merging may have stored the base's numbers in another type.
    same = ours.keys() == theirs.keys() and all(
        torch.equal(values, theirs[name].to(values.dtype))
        or torch.equal(values.to(theirs[name].dtype), theirs[name])
        for name, values in ours.items()
    )
    if same:
        return (
            f"its projector equals that of {base}: if one was trained, merging lost it (the "
            "released merge script does); convert the adapter folder instead"
        )
    return f"its projector differs from that of {base}: it was trained"


def _load(folder: Path, source: Source, dtype: torch.dtype) -> LoadedLlava:
    text = source.config.text_config
    tokenizer = load_tokenizer(folder, text)
    if source.config.image_token_index >= 0:
        check_image_token(tokenizer, source.config.image_token_index, folder)
    model = build_model(source.config, source.stored, source.made, dtype, str(folder))
    if source.config.image_token_index < 0:
        add_image_token(model, tokenizer)
    model.generation_config = GenerationConfig(
        bos_token_id=text.bos_token_id,
        eos_token_id=text.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    return LoadedLlava(model, tokenizer, source.image, source.layout, source.notes)


def _read_projector(folder: Path) -> dict[str, torch.Tensor]:
    named = {translate(name): tensor for name, tensor in list_weights(folder).items()}
    chosen = {name: t for name, t in named.items() if name and name.startswith(PROJECTOR)}
    names = {tensor: name for name, tensor in chosen.items()}
    return {names[tensor]: values.clone() for tensor, values in read_tensors(chosen.values())}
