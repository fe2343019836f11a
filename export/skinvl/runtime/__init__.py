"""Torch-free inference over a signed bundle.

    from skinvl.runtime import load_bundle

    bundle = load_bundle()
    finding = bundle.diagnose("lesion.jpg")

Importing this package is cheap: onnxruntime, tokenizers and numpy are loaded by `load_bundle`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

# onnxruntime reads this when it is imported; every import of it in SkinVL comes after this line.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

if TYPE_CHECKING:
    from skinvl.runtime.bundle import Bundle, load_bundle
    from skinvl.runtime.encoded import EncodedImage
    from skinvl.runtime.scores import HeadOutput

__all__ = ["Bundle", "EncodedImage", "HeadOutput", "load_bundle"]

_HOMES = {
    "Bundle": "skinvl.runtime.bundle",
    "EncodedImage": "skinvl.runtime.encoded",
    "HeadOutput": "skinvl.runtime.scores",
    "load_bundle": "skinvl.runtime.bundle",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
