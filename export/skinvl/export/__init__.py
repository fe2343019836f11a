"""A checkpoint becomes a signed ONNX bundle.

    from skinvl.export import ExportOptions, export_bundle

    export_bundle(Path("run/checkpoint"), Path("bundle"), ExportOptions())

Importing this package is cheap: torch, transformers, Optimum and onnxruntime come with the call.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

# Read when onnxruntime and huggingface_hub are imported, which every module below this one does
# later: no telemetry, and no look at the network for files that a checkpoint does not have.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ.setdefault("HF_HUB_OFFLINE", "1")

if TYPE_CHECKING:
    from skinvl.export.exporting import Exported, ExportOptions, export_bundle

__all__ = ["ExportOptions", "Exported", "export_bundle"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module("skinvl.export.exporting"), name)
