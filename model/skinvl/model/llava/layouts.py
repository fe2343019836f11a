"""Which layout a folder has, from its files and its config.json alone."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from skinvl.contract.errors import ModelError
from skinvl.model.llava.original import FAMILIES, find_family
from skinvl.model.llava.weights import has_weights, read_json

Layout = Literal["adapter", "projector", "original", "huggingface", "skinvl"]

PROJECTOR_FILE = "mm_projector.bin"
ADAPTER_FILE = "adapter_config.json"
# These need a base.
LAYERED: tuple[Layout, ...] = ("adapter", "projector")


def find_layout(folder: Path) -> Layout:
    """The layout of a checkpoint folder.

    Raises:
        ModelError: no folder, or no layout that can be read; says which can.
    """
    if not folder.is_dir():
        raise ModelError(f"{folder}: is no folder")
    if (folder / ADAPTER_FILE).is_file():
        return "adapter"
    if (folder / "skinvl.json").is_file():
        return "skinvl"
    if (folder / PROJECTOR_FILE).is_file() and not has_weights(folder):
        return "projector"
    if not (folder / "config.json").is_file():
        raise ModelError(f"{folder}: holds no checkpoint (no config.json)")
    record = read_json(folder / "config.json")
    if "vision_config" in record and record.get("model_type") == "llava":
        return "huggingface"
    if find_family(record) is not None:
        return "original"
    name = record.get("architectures") or record.get("model_type")
    raise ModelError(
        f"{folder / 'config.json'}: {name} is not supported; {', '.join(FAMILIES)}, "
        "LlavaForConditionalGeneration, a LoRA adapter over one of them, a projector and a SkinVL "
        "checkpoint are"
    )
