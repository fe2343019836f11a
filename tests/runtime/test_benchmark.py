"""Every variant is measured in a process of its own; what cannot be run is said, not left out."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skinvl.contract.image import open_image
from skinvl.runtime.benchmark import (
    VariantSpeed,
    benchmark,
    choose_providers,
    make_pictures,
    summarize,
)
from skinvl.runtime.signature import read_trusted_keys
from skinvl.runtime.verify import VerifiedBundle, verify_bundle

METRICS = {
    "load_ms",
    "vision_batch1_ms",
    "vision_batch1_p95_ms",
    "vision_batch8_ms",
    "vision_batch8_p95_ms",
    "prefill_ms",
    "tokens_per_second",
    "differential_ms",
    "description_ms",
    "folder_images_per_second",
}


@pytest.fixture
def verified(bundles: Any, tiny: Path) -> VerifiedBundle:
    return verify_bundle(tiny, read_trusted_keys(bundles.keys))


def test_each_variant_has_every_figure(verified: VerifiedBundle) -> None:
    seen: list[tuple[int, int, str]] = []
    speed = benchmark(verified, "cpu", 1, progress=lambda *told: seen.append(told))
    (one,) = speed.variants
    assert one.fault is None
    assert METRICS <= set(one.metrics) <= METRICS | {"peak_mb"}
    assert all(0 < m.low <= m.value <= m.high and m.n > 0 for m in one.metrics.values())
    assert seen == [(0, 1, one.name)]
    assert speed.notes == ()


def test_broken_graph_is_a_fault_of_its_variant(bundles: Any, tmp_path: Path) -> None:
    folder = bundles.build(tmp_path / "broken")
    verified = verify_bundle(folder, read_trusted_keys(bundles.keys))
    (folder / "vision.onnx").write_bytes(b"changed")
    (one,) = benchmark(verified, "cpu", 1).variants
    assert one.metrics == {}
    assert one.fault is not None
    assert "vision.onnx" in one.fault


def test_missing_cuda_is_said(verified: VerifiedBundle) -> None:
    providers, notes = choose_providers("cuda")
    if providers:
        pytest.skip("this onnxruntime has CUDA")
    assert "CUDA is not measured: " in notes[0]
    speed = benchmark(verified, "cuda", 1)
    assert speed.variants == ()
    assert len(speed.notes) == 2


def test_variants_have_names() -> None:
    assert VariantSpeed("int8", "cuda", {}, None).name == "int8-cuda"


def test_interval_is_that_of_the_statistic() -> None:
    values = np.random.default_rng(0).normal(10, 1, 400)
    metric = summarize(list(values), lambda sample: float(np.median(sample)))
    assert metric.n == 400
    assert metric.low < 10 < metric.high
    assert metric.high - metric.low < 0.5
    assert dataclasses.asdict(metric) == dataclasses.asdict(
        summarize(list(values), lambda sample: float(np.median(sample)))
    )


def test_pictures_are_images() -> None:
    pictures: Iterator[bytes] = make_pictures(2)
    first, second = map(open_image, pictures)
    assert first.rgb.shape == (450, 600, 3)
    assert first.rgb.std() > 20
    assert (first.rgb != second.rgb).any()
