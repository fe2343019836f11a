"""Merging of an adapter, and of a projector that was trained alone, into a loaded base.

The released merge script goes through a path that never reads `non_lora_trainables.bin`, so the
trained projector is lost; here an adapter folder is the adapter and the projector beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from peft import get_peft_model, set_peft_model_state_dict
from peft.tuners.lora import LoraLayer
from transformers import LlavaConfig, LlavaForConditionalGeneration
from transformers.activations import ACT2FN

from skinvl.contract.errors import ModelError
from skinvl.contract.preprocess import PreprocessSpec
from skinvl.model.llava.adapter import (
    TRAINING_KEY,
    Adapter,
    check_adapter,
    read_adapter,
    translate_lora,
)
from skinvl.model.llava.assembly import check_shapes, place_tensor
from skinvl.model.llava.loaded import LoadedLlava
from skinvl.model.llava.names import PROJECTOR, shorten
from skinvl.model.llava.original import check_settings
from skinvl.model.llava.preprocessing import fit_of_aspect, mean_colour, select_strategy
from skinvl.model.llava.projector import check_configured, recognize_projector
from skinvl.model.llava.weights import StoredTensor, list_file, read_json, read_tensors


def merge_adapter(loaded: LoadedLlava, folder: Path) -> LoadedLlava:
    """`loaded` with the adapter in `folder` merged in: its weights are changed in place.

    Each layer is merged in float32 and rounded once, one layer at a time.

    Raises:
        ModelError: the adapter does not fit the model.
    """
    adapter = read_adapter(folder)
    model = loaded.model
    check_adapter(adapter, {n: tuple(t.shape) for n, t in model.state_dict().items()})
    image, changes, notes = compare_training(adapter, model.config, loaded.image)
    for key, value in changes.items():
        setattr(model.config, key, value)
    if adapter.whole:
        kind = place_projector(model, adapter.whole, str(folder))
        configured = adapter.training.get("mm_projector_type")
        notes += check_configured(kind, configured, str(folder / "config.json"))
    else:
        notes += (f"{folder}: holds no trained projector; the base's is used",)
    _merge(model, adapter)
    layout = f"LoRA adapter (rank {adapter.config.r}) over {loaded.layout}"
    return replace(loaded, image=image, layout=layout, notes=(*loaded.notes, *notes))


def replace_projector(loaded: LoadedLlava, path: Path) -> LoadedLlava:
    """`loaded` with the projector in the file `path` (mm_projector.bin), in place.

    Raises:
        ModelError: the file holds anything else, or a projector of another width.
    """
    found = translate_lora(list_file(path), path)
    others = [name for name in found if not name.startswith(PROJECTOR)]
    if others:
        raise ModelError(f"{path}: holds more than a projector: {shorten(others)}")
    kind = place_projector(loaded.model, found, str(path))
    config = path.parent / "config.json"
    configured = read_json(config).get("mm_projector_type") if config.is_file() else None
    notes = (*loaded.notes, *check_configured(kind, configured, str(config)))
    return replace(loaded, layout=f"projector over {loaded.layout}", notes=notes)


def place_projector(
    model: LlavaForConditionalGeneration, stored: Mapping[str, StoredTensor], where: str
) -> str:
    """Put a trained projector into `model`, whatever kind it had; the kind that it has now.

    Raises:
        ModelError: the tensors are of no supported projector or of another width.
    """
    projector = recognize_projector(stored, where, model.config.projector_hidden_act)
    module = model.model.multi_modal_projector
    dtype = module.linear_1.weight.dtype
    expected = {PROJECTOR + name: tuple(t.shape) for name, t in module.state_dict().items()}
    check_shapes({**stored, **projector.made}, expected, where)
    names = {tensor: name for name, tensor in stored.items()}
    for tensor, values in read_tensors(stored.values()):
        place_tensor(model, names[tensor], values.to(dtype, copy=True))
    for name, values in projector.made.items():
        place_tensor(model, name, values.to(dtype))
    module.act = ACT2FN[projector.activation]
    model.config.projector_hidden_act = projector.activation
    return projector.kind


def compare_training(
    adapter: Adapter, config: LlavaConfig, image: PreprocessSpec
) -> tuple[PreprocessSpec, dict[str, Any], tuple[str, ...]]:
    """How the adapter's training saw images, where its config.json says so: the preprocessing,
    the settings of `config` that change, and notes on both.

    Raises:
        ModelError: the adapter was trained with something that is not supported.
    """
    path = adapter.folder / "config.json"
    # Quantization was the base's in training; the adapter itself is not quantized.
    record = {k: v for k, v in adapter.training.items() if k != "quantization_config"}
    check_settings(record, path)
    notes: list[str] = []
    changes: dict[str, Any] = {}
    fit = fit_of_aspect(record["image_aspect_ratio"]) if "image_aspect_ratio" in record else None
    if fit is not None and fit != image.fit:
        notes.append(f"{path}: trained with images fitted by {fit}, its base by {image.fit}")
        background = mean_colour(image.mean) if fit == "pad" else (0, 0, 0)
        image = replace(image, fit=fit, background=background)
    feature = record.get("mm_vision_select_feature")
    for key, value in (
        ("vision_feature_layer", record.get("mm_vision_select_layer")),
        ("vision_feature_select_strategy", None if feature is None else select_strategy(feature)),
    ):
        if value is not None and value != getattr(config, key):
            notes.append(f"{path}: trained with {key} {value}, its base {getattr(config, key)}")
            changes[key] = value
    if TRAINING_KEY in record:
        # Which recipe and which words around questions: an export needs to ask as training did.
        changes[TRAINING_KEY] = record[TRAINING_KEY]
    if "vision_feature_select_strategy" in changes:
        # `full` keeps the class token.
        step = 1 if changes["vision_feature_select_strategy"] == "full" else -1
        changes["image_seq_length"] = config.image_seq_length + step
    return image, changes, tuple(notes)


def _merge(model: LlavaForConditionalGeneration, adapter: Adapter) -> None:
    adapted = get_peft_model(model, replace(adapter.config, base_model_name_or_path=None))
    names = {tensor: name for name, tensor in adapter.low.items()}
    values = {names[tensor]: found for tensor, found in read_tensors(adapter.low.values())}
    try:
        result: Any = set_peft_model_state_dict(adapted, values)
    except RuntimeError as error:
        reason = " ".join(str(error).split())
        raise ModelError(f"{adapter.folder}: does not fit its base ({reason})") from error
    lost = [name for name in result.missing_keys if ".lora_" in name]
    if lost or result.unexpected_keys:
        raise ModelError(
            f"{adapter.folder}: not used: {shorten(result.unexpected_keys)}; "
            f"not found: {shorten(lost)}"
        )
    for name, module in adapted.named_modules():
        if isinstance(module, LoraLayer):
            layer: Any = module.get_base_layer()
            dtype = layer.weight.dtype
            layer.to(torch.float32)
            try:
                module.merge(safe_merge=True)
            except ValueError as error:
                raise ModelError(f"{adapter.folder}: {name}: {error}") from error
            layer.to(dtype)
    tuner: Any = adapted.base_model
    tuner.unload()
    model.requires_grad_(True)
