"""LLaVA checkpoints of every layout, as transformers' `LlavaForConditionalGeneration`.

::

    loaded = load_llava(Path("SkinVL-PubMM"))
    save_llava(Path("skinvl-pubmm-hf"), loaded)

Importing this package is cheap, and peft comes only with what merges adapters: an export reads
whole checkpoints without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from skinvl.model.llava.assembly import list_original_shapes, list_shapes
    from skinvl.model.llava.conversion import Conversion, convert_llava
    from skinvl.model.llava.loaded import LoadedLlava
    from skinvl.model.llava.loading import load_llava
    from skinvl.model.llava.merging import merge_adapter
    from skinvl.model.llava.saving import build_processor, save_llava

__all__ = [
    "Conversion",
    "LoadedLlava",
    "build_processor",
    "convert_llava",
    "list_original_shapes",
    "list_shapes",
    "load_llava",
    "merge_adapter",
    "save_llava",
]

_HOMES = {
    "Conversion": "conversion",
    "LoadedLlava": "loaded",
    "build_processor": "saving",
    "convert_llava": "conversion",
    "list_original_shapes": "assembly",
    "list_shapes": "assembly",
    "load_llava": "loading",
    "merge_adapter": "merging",
    "save_llava": "saving",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
