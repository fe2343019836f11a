"""With what a run was made: packages, source tree, command line and machine, without its name."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any

import torch

PACKAGES = (
    "torch",
    "transformers",
    "peft",
    "accelerate",
    "tokenizers",
    "safetensors",
    "numpy",
    "pillow",
    "scikit-learn",
    "bitsandbytes",
)


def describe_environment() -> dict[str, Any]:
    """Package versions, interpreter and the state of the source tree."""
    packages = {}
    for name in PACKAGES:
        try:
            packages[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    changes = _git("status", "--porcelain")
    return {
        "python": platform.python_version(),
        "packages": packages,
        "commit": _git("rev-parse", "HEAD") or "unknown",
        "modified": "unknown" if changes is None else bool(changes),
        "host": describe_host(),
    }


def describe_host() -> dict[str, Any]:
    """What the speed of a run depends on; nothing that says whose machine it is."""
    host: dict[str, Any] = {
        "system": platform.system(),
        "processor": platform.machine(),
        "cpus": os.cpu_count(),
        "threads": torch.get_num_threads(),
    }
    if hasattr(os, "sysconf"):
        pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
        host["memory_gib"] = round(pages * size / 2**30, 1)
    if torch.cuda.is_available():
        host["gpus"] = [torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count())]
        host["cuda"] = torch.version.cuda
    return host


def command_line(arguments: Sequence[str] | None = None) -> list[str]:
    """The command with absolute paths cut to their last part, for a run folder is passed on."""
    return [_cut(argument) for argument in (sys.argv if arguments is None else arguments)]


def _cut(argument: str) -> str:
    option, equals, value = argument.partition("=")
    if equals and option.startswith("-"):
        return f"{option}={_cut(value)}"
    path = PurePath(argument)
    return f".../{path.name}" if path.is_absolute() else argument


def _git(*arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", *arguments],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parent,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
