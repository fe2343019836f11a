"""How fast a bundle is on this computer: every variant on every provider that works here.

Each is measured in a process of its own, one after the other, so that the peak of memory is its own
and a variant that cannot be opened is one line of the report. Figures are medians with their 95 %
percentile bootstrap interval (Efron 1979).
"""

from __future__ import annotations

import multiprocessing
import os
import struct
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.bundle import Metric, Variant
from skinvl.contract.errors import SkinVLError
from skinvl.contract.image import OpenedImage, open_image
from skinvl.contract.prompt import DESCRIBE_QUESTION
from skinvl.runtime.bundle import Bundle
from skinvl.runtime.describe import DESCRIPTION_TOKENS
from skinvl.runtime.isolation import close_network
from skinvl.runtime.models import open_models
from skinvl.runtime.probe import choose_variant, make_noise, measure, open_probe
from skinvl.runtime.provider import Provider, ProviderRequest, choose_provider, count_threads
from skinvl.runtime.threads import ThreadSettings
from skinvl.runtime.tuning import name_processor
from skinvl.runtime.verify import VerifiedBundle, verify_bundle

BATCH = 8
IMAGES = 32
# The size of HAM10000's images.
_HEIGHT, _WIDTH = 450, 600
_REPEATS = 30
_LEAST = 3
_LOADS = 5
# A figure of a large model is made of fewer repetitions.
_PATIENCE_SECONDS = 10.0
_RESAMPLES = 1000
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True)
class Machine:
    """What was measured on; `cores` are those that this process may use."""

    processor: str
    cores: int
    onnxruntime: str
    system: str


@dataclass(frozen=True)
class VariantSpeed:
    """Figures of one variant on one provider; none and `fault` where it cannot be run."""

    precision: str
    provider: Provider
    metrics: Mapping[str, Metric]
    fault: str | None

    @property
    def name(self) -> str:
        """How it is named in a report."""
        return f"{self.precision}-{self.provider}"


@dataclass(frozen=True)
class Speed:
    """The report; `notes` say what could not be measured."""

    machine: Machine
    variants: tuple[VariantSpeed, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Job:
    """What a child is to measure."""

    verified: VerifiedBundle
    variant: Variant
    provider: Provider
    threads: int | ThreadSettings
    files: tuple[Path, ...]


Progress = Callable[[int, int, str], None]


def benchmark(
    verified: VerifiedBundle,
    request: ProviderRequest,
    threads: int | ThreadSettings,
    files: Sequence[Path] = (),
    progress: Progress = lambda done, total, name: None,
) -> Speed:
    """Measure every variant of a bundle.

    Args:
        verified: the bundle.
        request: `auto`: every provider that works here; else that one.
        threads: most threads of one operator on the CPU, or a setting for each graph.
        files: images; none: pictures of noise, made in memory and never compressed.
        progress: told before each variant how many are done, of how many, and its name.
    """
    providers, notes = choose_providers(request)
    jobs = [
        _Job(verified, variant, provider, threads, tuple(files[:IMAGES]))
        for variant in verified.manifest.variants
        for provider in providers
        if provider in variant.providers
    ]
    if not jobs:
        notes.append("no variant of this bundle is for a provider that can be measured")
    results = []
    for done, job in enumerate(jobs):
        progress(done, len(jobs), f"{job.variant.precision}-{job.provider}")
        results.append(_run_child(job))
    return Speed(describe_machine(), tuple(results), tuple(notes))


def choose_providers(request: ProviderRequest) -> tuple[list[Provider], list[str]]:
    """Providers to measure, and in words why one is not among them."""
    if request == "cpu":
        return ["cpu"], []
    choice = choose_provider("cuda")
    cuda: list[Provider] = ["cuda"] if choice.provider == "cuda" else []
    notes = [] if cuda else [f"CUDA is not measured: {choice.reason}"]
    return (cuda, notes) if request == "cuda" else (["cpu", *cuda], notes)


def describe_machine() -> Machine:
    """This computer, as far as the system tells."""
    import onnxruntime

    return Machine(name_processor(), count_threads(None), onnxruntime.__version__, sys.platform)


def summarize(values: Sequence[float], statistic: Callable[[NDArray[np.float64]], float]) -> Metric:
    """A statistic of measurements with its 95 % percentile bootstrap interval; the same
    measurements always give the same interval."""
    sample = np.asarray(values, dtype=np.float64)
    picks = np.random.default_rng(0).integers(0, len(sample), (_RESAMPLES, len(sample)))
    drawn = [statistic(sample[pick]) for pick in picks]
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Metric(statistic(sample), float(low), float(high), len(sample))


def make_pictures(count: int) -> Iterator[bytes]:
    """Pictures of noise as BMP files."""
    header = struct.pack("<2sIHHI", b"BM", 54 + 3 * _HEIGHT * _WIDTH, 0, 0, 54)
    header += struct.pack("<IiiHHIIiiII", 40, _WIDTH, -_HEIGHT, 1, 24, 0, 0, 2835, 2835, 0, 0)
    for seed in range(count):
        yield header + make_noise(seed, _HEIGHT, _WIDTH).tobytes()


def read_peak() -> float | None:
    """Largest resident memory of this process so far in MB; None where the system hides it."""
    with suppress(OSError):
        for line in _STATUS.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1000
    return None


def _run_child(job: _Job) -> VariantSpeed:
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            return pool.submit(_measure, job).result()
    except BrokenProcessPool:
        return VariantSpeed(job.variant.precision, job.provider, {}, "the process crashed")


def _measure(job: _Job) -> VariantSpeed:
    """Body of the child."""
    close_network()
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    metrics: Mapping[str, Metric] = {}
    fault = None
    try:
        metrics = dict(_measure_stages(job))
    except SkinVLError as error:
        fault = str(error)
    except MemoryError:
        fault = f"{job.verified.folder}: needs more memory than there is"
    return VariantSpeed(job.variant.precision, job.provider, metrics, fault)


def _measure_stages(job: _Job) -> Iterator[tuple[str, Metric]]:
    verified = choose_variant(job.verified, job.variant)
    sources: list[Any] = list(job.files or make_pictures(IMAGES))

    def load() -> Bundle:
        again = verify_bundle(verified.folder, {verified.key.key_id: verified.key})
        models = open_models(choose_variant(again, job.variant), job.provider, job.threads)
        bundle = Bundle(verified, models)
        _ = models.language
        return bundle

    turns = _take_turns(sources)
    bundle = load()
    yield "differential_ms", _time(lambda: bundle.diagnose(next(turns), describe=False))

    def describe() -> list[str]:
        # The language model alone, which writes about an unlikely image as well.
        return list(bundle.answer(next(turns), DESCRIBE_QUESTION, max_tokens=DESCRIPTION_TOKENS))

    yield "description_ms", _time(describe)
    # What follows needs more memory than one image at a time does.
    peak = read_peak()
    if peak is not None:
        yield "peak_mb", Metric(peak, peak, peak, 1)

    def review() -> float:
        opened: Iterator[OpenedImage] = map(open_image, sources)
        return len(sources) / measure(lambda: bundle.differentials(opened))

    review()
    yield "folder_images_per_second", summarize([review() for _ in range(_LEAST)], _median)
    probe = open_probe(verified, job.variant, bundle.provider, job.threads)
    for batch in (1, BATCH):
        probe.look(batch)
        times = [1000 / batch * seconds for seconds in _repeat(partial(probe.look, batch))]
        yield f"vision_batch{batch}_ms", summarize(times, _median)
        yield f"vision_batch{batch}_p95_ms", summarize(times, _ninety_fifth)
    probe.run()
    runs = list(_repeat(probe.run))
    yield "prefill_ms", summarize([1000 * run.prefill for run in runs], _median)
    yield "tokens_per_second", summarize([run.token_rate for run in runs], _median)
    del probe
    yield "load_ms", _time(load, warm=0, repeats=_LOADS)


def _take_turns(sources: Sequence[Any]) -> Iterator[Any]:
    while True:
        yield from sources


def _time(action: Callable[[], object], warm: int = 1, repeats: int = _REPEATS) -> Metric:
    """Median milliseconds of a call."""
    for _ in range(warm):
        action()
    times = [1000 * seconds for seconds in _repeat(lambda: measure(action), repeats)]
    return summarize(times, _median)


def _repeat(action: Callable[[], Any], repeats: int = _REPEATS) -> Iterator[Any]:
    """Results of repeated calls, fewer of them where they are slow."""
    started = time.perf_counter()
    for done in range(repeats):
        if done >= _LEAST and time.perf_counter() - started > _PATIENCE_SECONDS:
            return
        yield action()


def _median(values: NDArray[np.float64]) -> float:
    return float(np.median(values))


def _ninety_fifth(values: NDArray[np.float64]) -> float:
    return float(np.quantile(values, 0.95))
