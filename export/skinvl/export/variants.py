"""Which precisions go into a bundle: each is measured, and kept only within its tolerance.

Int8 is built layer group by layer group: a vision tower or a decoder that does not stay within the
tolerance as int8 stays in float32 inside the int8 variant, and the bundle says so with the numbers.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from skinvl.contract.bundle import DIAGNOSIS_GRAPH
from skinvl.contract.errors import ExportError
from skinvl.export.checkpoint import Source
from skinvl.export.decoder import DecoderRecipe, Skeleton
from skinvl.export.figures import classify, measure_agreement, measure_classes
from skinvl.export.images import ImageSet
from skinvl.export.parity import compare_graphs, compare_texts, open_graph
from skinvl.export.quantization import Recipe, optimise, plan_vision, quantize
from skinvl.export.reference import Dialogue, Floats
from skinvl.runtime.scores import HeadLogits
from skinvl.runtime.sessions import Graph
from skinvl.runtime.vision import VisionModel

Report = Callable[[str], None]
FP32 = "float32"
DECODER_INT8 = (
    DecoderRecipe("dynamic", "int8"),
    DecoderRecipe("dynamic, logits in fp32", "int8", {"lm_head.*": "fp32"}),
)


@dataclass(frozen=True)
class Tolerances:
    """What a graph may differ by. Shares are 0..1.

    Args:
        difference: float32 graphs against PyTorch, relative to the largest magnitude (at least 1).
        fp32_tokens: least share of greedy tokens that float32 graphs have in common with PyTorch.
        tokens: the same for int8 graphs.
        top1: least share of skin images whose first diagnosis int8 keeps.
        modality: least share of images whose modality int8 keeps.
        balanced_accuracy: largest loss of balanced accuracy through int8.
        ece: largest increase of the calibration error through int8.
        abstention: largest change of the share of skin images that are abstained on.
    """

    difference: float = 1e-4
    fp32_tokens: float = 0.995
    tokens: float = 0.98
    top1: float = 0.99
    modality: float = 0.99
    balanced_accuracy: float = 0.01
    ece: float = 0.01
    abstention: float = 0.01


@dataclass(frozen=True)
class BuiltVariant:
    """A variant that kept its tolerance; `parity` holds plain JSON values."""

    precision: str
    providers: tuple[str, ...]
    graphs: Mapping[str, Path]
    parity: Mapping[str, Any]


@dataclass(frozen=True)
class Workbench:
    """What every candidate is built from and measured on.

    Attributes:
        source: the checkpoint.
        files: float32 graphs by name.
        pixels: float32 [N, 3, H, W] for comparing graphs with PyTorch.
        dialogues: texts of PyTorch.
        calibration: images for activation ranges; may be empty.
        validation: labelled images; may be empty.
        tolerances: what is accepted.
        report: is told what happens, one line a time.
    """

    source: Source
    files: Mapping[str, Path]
    pixels: Floats
    dialogues: Sequence[Dialogue]
    calibration: ImageSet
    validation: ImageSet
    tolerances: Tolerances
    report: Report
    skeleton: Skeleton
    _rows: dict[Path, list[HeadLogits]] = field(default_factory=dict)

    def open(self, files: Mapping[str, Path]) -> dict[str, Graph]:
        """Sessions over the graphs of a variant."""
        return {name: open_graph(file) for name, file in files.items()}

    def classify(self, graphs: Mapping[str, Graph]) -> list[HeadLogits]:
        """Head logits of the validation images, computed once per graph of the tower behind it."""
        tower = graphs.get(DIAGNOSIS_GRAPH, graphs["vision"])
        if tower.file not in self._rows:
            model = VisionModel(tower, graphs["head"])
            self._rows[tower.file] = classify(model, self.validation, self.source.head_preprocess)
        return self._rows[tower.file]


def build_fp32(bench: Workbench) -> BuiltVariant:
    """The graphs as they were traced.

    Raises:
        ExportError: they differ from PyTorch.
    """
    graphs = bench.open(bench.files)
    differences = compare_graphs(bench.source, graphs, bench.pixels, bench.dialogues)
    limit = bench.tolerances.difference
    for name, difference in differences.items():
        bench.report(f"fp32 {name}: differs from PyTorch by {difference.max_abs:.2e}")
        if not difference.relative <= limit:
            raise ExportError(
                f"{bench.source.path}: the exported {name} graph differs from PyTorch by "
                f"{difference.relative:.2e} (relative); at most {limit:.0e} is accepted"
            )
    numbers, failures = measure_text(bench, graphs, bench.tolerances.fp32_tokens)
    if failures:
        raise ExportError(f"{bench.source.path}: the exported graphs fail: {'; '.join(failures)}")
    parity = {"difference": _plain(differences), **numbers, **measure_baseline(bench, graphs)}
    return BuiltVariant("fp32", ("cpu", "cuda"), dict(bench.files), parity)


def build_int8(bench: Workbench, folder: Path) -> tuple[BuiltVariant | None, dict[str, Any]]:
    """The int8 variant, or None where nothing could be quantized within the tolerance.

    Args:
        bench: with float32 graphs that `build_fp32` accepted.
        folder: receives the graphs, each attempt in a folder of its own.

    Returns:
        The variant, and for each part what was chosen and every attempt with its numbers.
    """
    chosen = dict(bench.files)
    decisions: dict[str, Any] = {"calibration_images": len(bench.calibration)}
    for part, gate in (("vision", gate_vision), ("decoder", gate_decoder)):
        if part == "vision":
            base = folder / f"{part}.optimised.onnx"
            optimise(bench.files[part], base)
            plan = plan_vision(base)
        else:
            plan = DECODER_INT8
        attempts = []
        for number, recipe in enumerate(plan):
            target = folder / f"{part}-{number}" / f"{part}.int8.onnx"
            target.parent.mkdir()
            failures = _find_obstacles(bench, part, recipe) if part == "vision" else []
            numbers: dict[str, Any] = {}
            if not failures:
                if isinstance(recipe, DecoderRecipe):
                    bench.skeleton.fill(recipe, target)
                else:
                    quantize(
                        base,
                        target,
                        recipe,
                        bench.calibration,
                        bench.source.record.contract.preprocess,
                    )
                numbers, failures = gate(bench, bench.open({**chosen, part: target}))
            verdict = "kept" if not failures else f"refused: {'; '.join(failures)}"
            bench.report(f"int8 {part}, {recipe.name}: {verdict}")
            attempts.append({"recipe": recipe.name, "failures": failures, **numbers})
            if not failures:
                chosen[part] = target
                break
        name = FP32 if attempts[-1]["failures"] else attempts[-1]["recipe"]
        decisions[part] = {"chosen": name, "attempts": attempts}
    if chosen == dict(bench.files):
        return None, decisions
    graphs = bench.open(chosen)
    differences = compare_graphs(bench.source, graphs, bench.pixels, bench.dialogues)
    numbers, _ = measure_text(bench, graphs, 0.0)
    parity = {"difference": _plain(differences), **numbers, **measure_baseline(bench, graphs)}
    return BuiltVariant("int8", ("cpu",), chosen, parity), decisions


def gate_vision(bench: Workbench, graphs: Mapping[str, Graph]) -> tuple[dict[str, Any], list[str]]:
    """Numbers of a vision candidate on the validation images, and what it fails."""
    rows, limits = bench.classify(graphs), bench.tolerances
    before_rows = bench.classify(bench.open(bench.files))
    samples, record = bench.validation.samples, bench.source.record
    agreement = measure_agreement(before_rows, rows, samples, record)
    before = measure_classes(before_rows, samples, record)
    after = measure_classes(rows, samples, record)
    failures = []
    if agreement.top1 < limits.top1:
        failures.append(f"same first diagnosis on {agreement.top1:.1%} of images")
    if agreement.modality < limits.modality:
        failures.append(f"same modality on {agreement.modality:.1%} of images")
    if agreement.abstention_shift > limits.abstention:
        failures.append(f"abstention changes by {agreement.abstention_shift:.1%}")
    for modality, figures in after.items():
        loss = before[modality].balanced_accuracy - figures.balanced_accuracy
        rise = figures.ece - before[modality].ece
        if loss > limits.balanced_accuracy:
            failures.append(f"{modality} balanced accuracy falls by {loss:.3f}")
        if rise > limits.ece:
            failures.append(f"{modality} calibration error rises by {rise:.3f}")
    text, text_failures = measure_text(bench, graphs, limits.tokens)
    numbers = {
        "agreement": _plain(agreement),
        "before": _plain(before),
        "after": _plain(after),
        **text,
    }
    return numbers, failures + text_failures


def gate_decoder(bench: Workbench, graphs: Mapping[str, Graph]) -> tuple[dict[str, Any], list[str]]:
    """Numbers of a decoder candidate on the dialogues, and what it fails."""
    return measure_text(bench, graphs, bench.tolerances.tokens)


def measure_text(
    bench: Workbench, graphs: Mapping[str, Graph], least: float
) -> tuple[dict[str, Any], list[str]]:
    """Agreement of greedy tokens with PyTorch, and whether it is less than `least`."""
    found = compare_texts(bench.source.decoder, graphs, bench.dialogues)
    failures = [] if found.share >= least else [f"same token at {found.share:.1%} of positions"]
    return {"text": {**_plain(found), "share": found.share}}, failures


def measure_baseline(bench: Workbench, graphs: Mapping[str, Graph]) -> dict[str, Any]:
    """Figures of a variant on the validation images; nothing where there are none."""
    if not len(bench.validation):
        return {}
    figures = measure_classes(bench.classify(graphs), bench.validation.samples, bench.source.record)
    return {"validation": {"images": len(bench.validation), **_plain(figures)}}


def _find_obstacles(bench: Workbench, part: str, recipe: Recipe) -> list[str]:
    """Why a recipe cannot be tried at all."""
    obstacles = []
    if recipe.needs_images and not len(bench.calibration):
        obstacles.append("no calibration images (--calibration-data)")
    if part == "vision" and not any(
        sample.modality in ("clinical", "dermoscopy") for sample in bench.validation.samples
    ):
        obstacles.append("no validation images of skin (--validation-data)")
    return obstacles


def _plain(value: Any) -> Any:
    """Dataclasses, alone or in a mapping, as JSON values."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return dataclasses.asdict(value)
