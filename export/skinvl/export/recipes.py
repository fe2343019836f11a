"""Ways to make one graph of a variant in fewer bits, the smallest and fastest first.

A part none of whose recipes passes the gate stays in float32. Those of the decoder are in
`skinvl.export.decoder_recipes`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from skinvl.export import quantization
from skinvl.export.bias_correction import Means, correct_biases, measure_means
from skinvl.export.figures import measure_divergence
from skinvl.export.quantization import CONVOLUTIONS, PRODUCTS
from skinvl.export.sensitivity import rank_layers, widen
from skinvl.export.workbench import RANKING, Workbench
from skinvl.runtime.scores import SKIN_MODALITIES

UNJUDGED = "not judged: no validation images of skin (--validation-data)"
# Calibration images whose channel means correct the biases.
_MEAN_IMAGES = 128


@dataclass(frozen=True)
class Recipe:
    """One way to make a graph.

    Attributes:
        name: for the record.
        write: makes the graph in an empty folder and returns its file.
        kept_float: nodes that stay in float32.
        obstacle: why it cannot be tried here; None: it can.
    """

    name: str
    write: Callable[[Path], Path]
    kept_float: tuple[str, ...] = ()
    obstacle: str | None = None


def plan_vision(bench: Workbench, precision: str, folder: Path) -> Iterable[Recipe]:
    """Recipes for the vision graph in `precision`; `folder` receives what they share.

    Activation ranges, and any judgement of a vision graph, need images.
    """
    base = folder / "vision.optimised.onnx"
    quantization.optimise(bench.files["vision"], base)
    convolutions = quantization.list_nodes(base, CONVOLUTIONS)
    products = quantization.list_nodes(base, PRODUCTS)
    convolutional = len(convolutions) >= len(products)
    lacking = _find_obstacle(bench, ranges=convolutional and precision == "int8")
    if lacking is not None:
        return [Recipe(precision, lambda where: base, obstacle=lacking)]
    if precision == "fp16":
        return [plan_half(bench, "vision")]
    if precision == "int8":
        return _search_static(bench, base) if convolutional else _search_dynamic(bench, base)
    bits = 4 if precision == "int4" else 8
    if convolutional:
        # Convolutions have no kernel for 4-bit weights.
        return [_name("vision", "stored int8", quantization.write_stored, base, precision)]

    def pack(file: Path, target: Path) -> None:
        quantization.write_packed(file, target, bits)

    return [_name("vision", f"weights in {bits} bits", pack, base, precision)]


def plan_half(bench: Workbench, part: str) -> Recipe:
    """The graph `part` in float16 with float32 at its borders."""
    recipe = _name(part, "float16", quantization.write_half, bench.files[part], "fp16")
    if part == "head" and not _has_skin(bench):
        return dataclasses.replace(recipe, obstacle=UNJUDGED)
    return recipe


def _search_static(bench: Workbench, base: Path) -> Iterator[Recipe]:
    """All layers in int8, then with the most sensitive ones in float32."""
    spec = bench.source.record.contract.preprocess
    means: list[Means] = []

    def write(target: Path, kept: tuple[str, ...]) -> None:
        quantization.write_static(base, target, bench.calibration, spec, kept)
        if not means:
            part = type(bench.calibration)(
                bench.calibration.samples[:_MEAN_IMAGES], bench.calibration.files[:_MEAN_IMAGES]
            )
            means.append(measure_means(base, part.batches(spec, 8)))
        correct_biases(base, target, means[0])

    yield from _search(bench, base, "static", write, quantization.STATIC_TYPES)


def _search_dynamic(bench: Workbench, base: Path) -> Iterator[Recipe]:
    def write(target: Path, kept: tuple[str, ...]) -> None:
        quantization.write_dynamic(base, target, kept)

    yield from _search(bench, base, "dynamic", write, ("MatMul",))


def _search(
    bench: Workbench,
    base: Path,
    name: str,
    write: Callable[[Path, tuple[str, ...]], None],
    types: tuple[str, ...],
) -> Iterator[Recipe]:
    def make(label: str, kept: tuple[str, ...]) -> Recipe:
        def write_here(folder: Path) -> Path:
            target = folder / "vision.int8.onnx"
            write(target, kept)
            return target

        return Recipe(label, write_here, kept)

    yield make(name, ())
    everything = quantization.list_nodes(base, types)
    layers = quantization.list_nodes(base, (*CONVOLUTIONS, *PRODUCTS))
    probe = base.with_name("vision.probe.onnx")

    def measure(alone: tuple[str, ...]) -> float:
        write(probe, tuple(node for node in everything if node not in alone))
        graphs = {**bench.baseline, **bench.open({"vision": probe})}
        if bench.source.diagnosis is not None:
            # The head has a tower of its own: this one matters to the text alone.
            return bench.measure_loss(graphs)
        truth = bench.ranking_rows
        rows = bench.classify_pixels(graphs, RANKING)
        return measure_divergence(truth, rows, bench.source.record)

    ranked = rank_layers(layers, measure, bench.search_seconds, bench.report)
    for kept in widen(ranked):
        yield make(f"{name}, {len(kept)} sensitive layers in float32", kept)


def _find_obstacle(bench: Workbench, *, ranges: bool) -> str | None:
    """Why no recipe of a vision graph can be tried at all."""
    obstacles = []
    if ranges and len(bench.calibration) < quantization.TOGETHER:
        obstacles.append("no calibration images (--calibration-data)")
    # The tower of a language model whose head has its own is judged by the text.
    if bench.source.diagnosis is None and not _has_skin(bench):
        obstacles.append(UNJUDGED)
    return "; ".join(obstacles) or None


def _has_skin(bench: Workbench) -> bool:
    """Whether there are images that a diagnosis can be judged on."""
    return any(sample.modality in SKIN_MODALITIES for sample in bench.validation.samples)


def _name(
    part: str, name: str, write: Callable[[Path, Path], None], base: Path, precision: str
) -> Recipe:
    def write_here(folder: Path) -> Path:
        target = folder / f"{part}.{precision}.onnx"
        write(base, target)
        return target

    return Recipe(name, write_here)
