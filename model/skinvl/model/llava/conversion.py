"""From any supported layout to Hugging Face's, as `skinvl convert` does it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch

from skinvl.contract.errors import ModelError
from skinvl.model.llava.adapter import find_base, read_adapter
from skinvl.model.llava.assembly import count_parameters
from skinvl.model.llava.layouts import LAYERED, find_layout
from skinvl.model.llava.loading import load_llava, read_source, stored_dtype
from skinvl.model.llava.merging import compare_training
from skinvl.model.llava.names import OUTPUT, PROJECTOR, TOWER
from skinvl.model.llava.projector import check_configured, recognize_projector
from skinvl.model.llava.saving import save_adapter, save_llava

LANGUAGE = ("model.language_model.", OUTPUT)


@dataclass(frozen=True)
class Conversion:
    """What was converted.

    Args:
        layout: what was found.
        written: `model` or `adapter`.
        dtype: of the written weights, as torch names it.
        parameters: numbers by part: language, vision, projector; adapter.
        notes: what the user should know.
    """

    layout: str
    written: str
    dtype: str
    parameters: dict[str, int]
    notes: tuple[str, ...]


def convert_llava(
    source: Path,
    out: Path,
    *,
    base: Path | None = None,
    vision_tower: Path | None = None,
    merge: bool = False,
    dtype: torch.dtype | None = None,
) -> Conversion:
    """Write `source` to the new folder `out` in Hugging Face's layout.

    Args:
        source: see `load_llava`.
        merge: of an adapter: write the whole model instead of an adapter in peft's layout.
        dtype: None: as the source, or the base of an adapter, is stored.

    Raises:
        ModelError: `out` is there already, or `source` cannot be used.
    """
    if out.exists():
        raise ModelError(f"{out}: is there already; give a new folder")
    layout = find_layout(source)
    if layout == "adapter" and not merge:
        return _convert_adapter(source, out, find_base(source, base), vision_tower, dtype)
    if merge and layout != "adapter":
        raise ModelError(f"{source}: is no adapter, so there is nothing to merge")
    below = find_base(source, base) if layout in LAYERED else source
    dtype = dtype or stored_dtype(below)
    loaded = load_llava(source, base=base, vision_tower=vision_tower, dtype=dtype)
    save_llava(out, loaded)
    parameters = {
        "language": count_parameters(loaded.model, LANGUAGE),
        "vision": count_parameters(loaded.model, [TOWER]),
        "projector": count_parameters(loaded.model, [PROJECTOR]),
    }
    return Conversion(loaded.layout, "model", _name(dtype), parameters, loaded.notes)


def _convert_adapter(
    source: Path, out: Path, base: Path, vision_tower: Path | None, dtype: torch.dtype | None
) -> Conversion:
    adapter = read_adapter(source)
    below = read_source(base, vision_tower)
    _, _, compared = compare_training(adapter, below.config, below.image)
    notes = list(compared)
    if below.config.image_token_index < 0:
        notes.append(f"peft applies it to a Hugging Face base: convert {base} too, or --merge")
    save_adapter(out, adapter, below.config, str(base), dtype)
    if adapter.whole:
        kind = recognize_projector(
            adapter.whole, str(source), below.config.projector_hidden_act
        ).kind
        configured = adapter.training.get("mm_projector_type")
        notes += check_configured(kind, configured, str(source / "config.json"))
    else:
        notes.append(f"{source}: holds no trained projector; the base's is used")
    numbers = {
        "adapter": sum(torch.Size(t.shape).numel() for t in adapter.low.values()),
        "projector": sum(torch.Size(t.shape).numel() for t in adapter.whole.values()),
    }
    stored = next(iter(adapter.low.values())).dtype or torch.float32
    layout = f"LoRA adapter (rank {adapter.config.r}) over {below.layout}"
    return Conversion(layout, "adapter", _name(dtype or stored), numbers, tuple(notes))


def _name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")
