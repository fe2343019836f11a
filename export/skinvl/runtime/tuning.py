"""Thread settings chosen by measurement, and kept for the next start.

What is best depends on the bundle, the processor and how many of its cores this process may use:
none of it can be looked up, so `skinvl bundle benchmark --keep` measures it. Nothing is ever
measured when a bundle is opened.

Sources: onnxruntime's thread management (docs/performance/tune-performance/threading.md) for what
can be set. Its global pool, shared by all graphs, was no quicker and holds for a whole process, so
it is not among the candidates (docs/speed.md).
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import statistics
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from skinvl.contract.bundle import Variant
from skinvl.runtime.location import find_cache
from skinvl.runtime.probe import Pass, open_probe
from skinvl.runtime.provider import count_threads
from skinvl.runtime.sessions import measure_graph
from skinvl.runtime.threads import ALONE, Pool, ThreadSettings, choose_default
from skinvl.runtime.verify import VerifiedBundle

_VERSION = 1
_LARGEST_FILE = 64 * 1024
_ROUNDS = 5
_PASSES = 3
# What is measured to be better by less than this is noise: the default stays.
_WORTHWHILE = 0.03
_CPU_INFO = Path("/proc/cpuinfo")
_TOPOLOGY = "/sys/devices/system/cpu/cpu{}/topology/thread_siblings_list"


@dataclass(frozen=True)
class Trial:
    """Medians of one candidate: milliseconds an image, and tokens a second."""

    settings: ThreadSettings
    vision_ms: float
    token_rate: float
    total_ms: float


@dataclass(frozen=True)
class Tuning:
    """What was measured and what is best; the default is the last trial but one, and the best pool
    of each graph together are the last."""

    trials: tuple[Trial, ...]
    chosen: ThreadSettings


Progress = Callable[[int, int], None]


def tune(
    verified: VerifiedBundle,
    *,
    rounds: int = _ROUNDS,
    progress: Progress = lambda done, total: None,
) -> Tuning:
    """Measure candidates for the CPU in turn, and choose.

    Every round opens each candidate anew, one at a time, so that a change of the machine's load
    meets all of them and memory holds one copy of the weights.

    Args:
        verified: the bundle; its first variant for the CPU is measured.
        rounds: at least one.
        progress: told the number of measurements done and of all.

    Raises:
        ValueError: the bundle has no variant for the CPU.
        ModelError: a graph cannot be used.
    """
    variant = next((v for v in verified.manifest.variants if "cpu" in v.providers), None)
    if variant is None:
        raise ValueError("the bundle has no variant for the CPU")
    candidates = list_candidates(count_threads(None), count_cores())
    total = rounds * (len(candidates) + 2)

    def report(done: int) -> None:
        progress(done, total)

    trials = _measure(verified, variant, candidates, rounds, report)
    best = ThreadSettings(
        min(trials, key=lambda trial: trial.vision_ms).settings.vision,
        max(trials, key=lambda trial: trial.token_rate).settings.decoder,
    )
    size = measure_graph(verified.manifest, variant.graphs["decoder"])
    default = choose_default(count_threads(None), size)
    done = rounds * len(candidates)
    finals = _measure(verified, variant, (default, best), rounds, lambda n: report(done + n))
    return Tuning((*trials, *finals), choose(*finals))


def choose(default: Trial, best: Trial) -> ThreadSettings:
    """The measured settings if they are better by more than noise, else the default."""
    better = best.total_ms < (1 - _WORTHWHILE) * default.total_ms
    return best.settings if better else default.settings


def list_candidates(threads: int, cores: int) -> tuple[ThreadSettings, ...]:
    """What is tried: one thread, physical cores, all threads and powers of two between them."""
    counts = {1, cores, threads}
    counts |= {1 << power for power in range(threads.bit_length()) if 1 << power < threads}
    pools = [ALONE]
    for count in sorted(counts - {1}):
        pools += [Pool(count, spinning=True), Pool(count, spinning=False)]
    return tuple(ThreadSettings(pool, pool) for pool in pools)


def count_cores() -> int:
    """Physical cores among the processors that this process may use, where the system tells."""
    affinity = getattr(os, "sched_getaffinity", None)
    if affinity is None:
        return count_threads(None)
    cores = set()
    for processor in affinity(0):
        try:
            cores.add(Path(_TOPOLOGY.format(processor)).read_text(encoding="ascii"))
        except (OSError, UnicodeDecodeError):
            return count_threads(None)
    return len(cores)


def recall_settings(bundle_sha256: str, folder: Path | None = None) -> ThreadSettings | None:
    """Settings kept for this bundle on this machine; None where there are none that can be used.

    Args:
        bundle_sha256: of the bundle's manifest.
        folder: where they are kept; None: the user's cache folder.
    """
    try:
        content = _locate(bundle_sha256, folder).read_bytes()[:_LARGEST_FILE]
        record: Any = json.loads(content)
        if record["version"] != _VERSION or record["key"] != describe_key(bundle_sha256):
            return None
        pools = [_read_pool(record["settings"][name]) for name in ("vision", "decoder")]
    except (OSError, RuntimeError, ValueError, KeyError, TypeError, RecursionError):
        # A cache that cannot be read is one that was never written.
        return None
    return ThreadSettings(*pools)


def keep_settings(bundle_sha256: str, settings: ThreadSettings, folder: Path | None = None) -> Path:
    """Keep settings for the next start; the file is replaced in one step.

    Raises:
        OSError: the folder cannot be written.
    """
    path = _locate(bundle_sha256, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    key = describe_key(bundle_sha256)
    record = {"version": _VERSION, "key": key, "settings": asdict(settings)}
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(record, stream, indent=2)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    return path


def describe_key(bundle_sha256: str) -> dict[str, Any]:
    """What settings depend on: another value of any, and they are measured anew."""
    import onnxruntime

    affinity = getattr(os, "sched_getaffinity", None)
    return {
        "bundle": bundle_sha256,
        "processor": name_processor(),
        "processors": os.cpu_count(),
        "affinity": sorted(affinity(0)) if affinity is not None else None,
        "onnxruntime": onnxruntime.__version__,
    }


def name_processor() -> str:
    """Model of the processor, as far as the system tells."""
    with suppress(OSError):
        for line in _CPU_INFO.read_text(encoding="utf-8", errors="replace").splitlines():
            label, _, name = line.partition(":")
            if label.strip() == "model name":
                return name.strip()
    return platform.processor() or platform.machine()


def _locate(bundle_sha256: str, folder: Path | None) -> Path:
    key = json.dumps(describe_key(bundle_sha256), sort_keys=True)
    name = hashlib.sha256(key.encode()).hexdigest()[:16]
    return (folder or find_cache()) / f"threads-{name}.json"


def _read_pool(record: Any) -> Pool:
    """A pool of a kept record.

    Raises:
        ValueError: not one that this process could have kept.
    """
    threads, spinning = record["threads"], record["spinning"]
    known = type(threads) is int and isinstance(spinning, bool)
    if not known or not 1 <= threads <= count_threads(None):
        raise ValueError("not a pool of threads")
    return Pool(threads, spinning)


def _measure(
    verified: VerifiedBundle,
    variant: Variant,
    candidates: Sequence[ThreadSettings],
    rounds: int,
    report: Callable[[int], None],
) -> list[Trial]:
    passes: dict[int, list[Pass]] = {index: [] for index in range(len(candidates))}
    for round_number in range(rounds):
        for index, settings in enumerate(candidates):
            probe = open_probe(verified, variant, "cpu", settings)
            probe.run()
            passes[index] += [probe.run() for _ in range(_PASSES)]
            del probe
            report(round_number * len(candidates) + index + 1)
    return [
        Trial(
            settings,
            1000 * statistics.median(one.vision for one in passes[index]),
            statistics.median(one.token_rate for one in passes[index]),
            1000 * statistics.median(one.total for one in passes[index]),
        )
        for index, settings in enumerate(candidates)
    ]
