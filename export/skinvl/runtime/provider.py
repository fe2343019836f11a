"""Which onnxruntime execution provider runs the graphs.

The list handed to onnxruntime is always explicit: it never contains a provider that talks to a
network, whatever the installed wheel offers.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal, get_args

Provider = Literal["cpu", "cuda"]
ProviderRequest = Literal["auto", "cpu", "cuda"]
REQUESTS: tuple[str, ...] = get_args(ProviderRequest)

ORT_NAMES: dict[Provider, str] = {"cpu": "CPUExecutionProvider", "cuda": "CUDAExecutionProvider"}


@dataclass(frozen=True)
class ProviderChoice:
    """What to try: `provider`, and why it is not the one that was asked for (None: it is)."""

    provider: Provider
    reason: str | None


def list_ort_providers(provider: Provider) -> list[str]:
    """The explicit provider list for a session; the CPU always stands behind CUDA."""
    names = [ORT_NAMES[provider]]
    return names if provider == "cpu" else [*names, ORT_NAMES["cpu"]]


def choose_provider(request: ProviderRequest) -> ProviderChoice:
    """The provider to try first.

    `auto` takes CUDA where this onnxruntime has it and is silent where it has not; `cuda` says why
    it cannot be had.
    """
    if request == "cpu":
        return ProviderChoice("cpu", None)
    import onnxruntime

    if ORT_NAMES["cuda"] in onnxruntime.get_available_providers():
        if hasattr(onnxruntime, "preload_dlls"):
            # Finds the CUDA libraries that pip packages bring; without it only system ones count.
            onnxruntime.preload_dlls()
        return ProviderChoice("cuda", None)
    if request == "auto":
        return ProviderChoice("cpu", None)
    return ProviderChoice("cpu", "the installed onnxruntime has no CUDA (install onnxruntime-gpu)")


def count_threads(threads: int | None) -> int:
    """Threads for one operator: `threads`, or the CPUs this process may use.

    Raises:
        ValueError: fewer than one.
    """
    if threads is None:
        affinity = getattr(os, "sched_getaffinity", None)
        return len(affinity(0)) if affinity is not None else os.cpu_count() or 1
    if threads < 1:
        raise ValueError("threads must be at least 1")
    return threads
