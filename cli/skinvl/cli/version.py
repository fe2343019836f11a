"""The line of `skinvl --version`: what an inventory of computers collects."""

from __future__ import annotations

import importlib.util
import platform
import sys
from pathlib import Path

from skinvl.contract import __version__


def describe_version() -> str:
    """Name and version; of an installed program also flavour, system and interpreter.

    An installation by pip has an inventory of its own, `pip list`.
    """
    if not getattr(sys, "frozen", False):
        return f"skinvl {__version__}"
    system = f"{platform.system().lower()}-{platform.machine().lower()}"
    return f"skinvl {__version__} ({find_flavour()}, {system}, Python {platform.python_version()})"


def find_flavour() -> str:
    """Say "gpu" where the installed onnxruntime can use CUDA, else "cpu"; it is not imported."""
    found = importlib.util.find_spec("onnxruntime")
    for folder in found.submodule_search_locations or () if found is not None else ():
        if any(Path(folder, "capi").glob("*onnxruntime_providers_cuda*")):
            return "gpu"
    return "cpu"
