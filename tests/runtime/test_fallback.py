"""CUDA that fails gives way to the CPU, says why, and loses nothing.

There is no GPU where these tests run: graphs that say they are on CUDA run on the CPU here until
they are told to fail. Their buffers cannot be had on a device that is not there, which is a real
failure of onnxruntime.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import onnxruntime
import pytest

from skinvl.contract.errors import ProviderError
from skinvl.contract.prompt import DESCRIBE_QUESTION
from skinvl.runtime.bundle import Bundle, load_bundle
from skinvl.runtime.models import Models
from skinvl.runtime.sessions import Graph, SessionPlan

OUT_OF_MEMORY = "CUDA failure 2: out of memory"


class Session:
    """A session of onnxruntime that fails from its run number `fails_at` on."""

    def __init__(self, session: Any, fails_at: int) -> None:
        self._session = session
        self._left = fails_at

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise RuntimeError(OUT_OF_MEMORY)

    def run(self, *arguments: Any) -> Any:
        self._count()
        return self._session.run(*arguments)

    def run_with_iobinding(self, binding: Any) -> Any:
        self._count()
        return self._session.run_with_iobinding(binding)


@pytest.fixture
def open_on_cuda(
    tiny: Path, bundles: Any, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Bundle]:
    """Opens the tiny bundle as if on CUDA; `fails` says from which run on a graph fails."""

    def prepare(**fails: int) -> Bundle:
        bundle = load_bundle(tiny, provider="cpu", threads=1, trusted_keys=bundles.keys)
        verified = bundle._verified
        variant = verified.manifest.variants[0]
        both = dataclasses.replace(variant, providers=("cpu", "cuda"))
        manifest = dataclasses.replace(verified.manifest, variants=(both,))
        verified = dataclasses.replace(verified, manifest=manifest)
        plain = SessionPlan.open

        def open_graph(plan: SessionPlan, file: str, borders: Any, **options: Any) -> Graph:
            graph = plain(dataclasses.replace(plan, provider="cpu"), file, borders, **options)
            if plan.provider == "cpu":
                return graph
            name = file.removesuffix(".onnx")
            session: Any = Session(graph.session, fails.get(name, 10**9))
            return dataclasses.replace(graph, session=session, device="cuda")

        monkeypatch.setattr(SessionPlan, "open", open_graph)
        return Bundle(verified, Models(verified, both, "cuda", 1, None))

    return prepare


def test_nothing_gives_way_while_cuda_works(
    open_on_cuda: Callable[..., Bundle], images: dict[str, Path]
) -> None:
    bundle = open_on_cuda()
    finding = bundle.diagnose(images["melanoma"], describe=False)
    assert finding.stamp.provider == "cuda"
    assert bundle.provider_reason is None


@pytest.mark.parametrize("graph", ["vision", "head"])
def test_a_look_that_fails_is_repeated_on_the_cpu(
    open_on_cuda: Callable[..., Bundle], bundle: Bundle, images: dict[str, Path], graph: str
) -> None:
    failing = open_on_cuda(**{graph: 1})
    failing.diagnose(images["eczema"], describe=False)
    assert failing.provider == "cuda"
    finding = failing.diagnose(images["melanoma"], describe=False)
    assert failing.provider == "cpu"
    assert OUT_OF_MEMORY in str(failing.provider_reason)
    assert finding.stamp.provider == "cpu"
    assert finding.differential == bundle.diagnose(images["melanoma"]).differential


def test_no_memory_for_the_buffers(
    open_on_cuda: Callable[..., Bundle], bundle: Bundle, images: dict[str, Path]
) -> None:
    """The first context cannot be made on the missing device; the text comes from the CPU."""
    failing = open_on_cuda()
    finding = failing.diagnose(images["melanoma"])
    assert finding.description == bundle.diagnose(images["melanoma"]).description
    assert finding.stamp.provider == failing.provider == "cpu"
    assert "decoder.onnx" in str(failing.provider_reason)


@pytest.mark.parametrize("fails_at", [0, 1, 4, 9])
def test_a_text_goes_on_where_cuda_failed(
    open_on_cuda: Callable[..., Bundle],
    bundle: Bundle,
    images: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    fails_at: int,
) -> None:

    # The buffers of the graph that only says it is on CUDA lie on the CPU.
    make = onnxruntime.OrtValue.ortvalue_from_numpy
    monkeypatch.setattr(
        onnxruntime.OrtValue, "ortvalue_from_numpy", lambda array, device: make(array, "cpu")
    )
    failing = open_on_cuda(decoder=fails_at)
    expected = list(bundle.answer(images["melanoma"], DESCRIBE_QUESTION))
    assert len(expected) > 9
    assert list(failing.answer(images["melanoma"], DESCRIBE_QUESTION)) == expected
    assert failing.provider == "cpu"
    assert OUT_OF_MEMORY in str(failing.provider_reason)


def test_closed_answers_are_scored_again(
    open_on_cuda: Callable[..., Bundle], bundle: Bundle, images: dict[str, Path]
) -> None:
    failing = open_on_cuda()
    scores = failing.score_answers(images["melanoma"], "Is hair present?", ["yes", "no"])
    assert scores == bundle.score_answers(images["melanoma"], "Is hair present?", ["yes", "no"])
    assert failing.provider == "cpu"


def test_without_graphs_for_the_cpu_the_failure_is_told(
    open_on_cuda: Callable[..., Bundle], images: dict[str, Path]
) -> None:
    failing = open_on_cuda(vision=0)
    models = failing._models
    only = dataclasses.replace(models.variant, providers=("cuda",))
    manifest = dataclasses.replace(models._verified.manifest, variants=(only,))
    models._verified = dataclasses.replace(models._verified, manifest=manifest)
    with pytest.raises(ProviderError, match="out of memory"):
        failing.diagnose(images["melanoma"])
