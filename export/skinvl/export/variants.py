"""Which precisions go into a bundle: each is measured, and kept only within its margins.

A variant is built part by part: the first recipe of a graph that passes its gate is taken, and a
graph none of whose recipes passes stays in float32 inside the variant. The record says which.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skinvl.contract.errors import ExportError, SkinVLError
from skinvl.contract.record import write_record
from skinvl.contract.statistics.bootstrap import wilson
from skinvl.export.figures import Agreement, measure_agreement, measure_modality, sort_by_modality
from skinvl.export.parity import compare_graphs, compare_texts, measure_likelihood
from skinvl.export.quantization import measure_size
from skinvl.export.recipes import Recipe
from skinvl.export.speed import measure_speed
from skinvl.export.tolerances import judge_agreement, judge_figures
from skinvl.export.variant_record import (
    Judgement,
    ModalityFigures,
    PartRecord,
    VariantRecord,
)
from skinvl.export.workbench import Workbench
from skinvl.runtime.sessions import Graph

FP32 = "float32"
PROVIDERS: Mapping[str, tuple[str, ...]] = {
    "fp32": ("cpu", "cuda"),
    "fp16": ("cuda",),
    "int8": ("cpu",),
    "int8-weights": ("cpu",),
    "int4": ("cpu",),
}
Graphs = Mapping[str, Graph]


@dataclass(frozen=True)
class BuiltVariant:
    """A variant that kept its margins."""

    precision: str
    providers: tuple[str, ...]
    graphs: Mapping[str, Path]
    record: VariantRecord

    @property
    def parity(self) -> dict[str, Any]:
        """The record as plain JSON values."""
        plain: dict[str, Any] = write_record(self.record)
        return plain


@dataclass(frozen=True)
class RefusedVariant:
    """A variant that is not written: what was tried for each part, and why it is refused."""

    precision: str
    parts: Mapping[str, PartRecord]
    failures: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """Numbers of a candidate as plain JSON values, and what the gate makes of them."""

    numbers: Mapping[str, Any]
    judgement: Judgement


Gate = Callable[[Workbench, Graphs], Outcome]


@dataclass(frozen=True)
class Part:
    """One graph of a variant: the recipes to try in turn, and what judges them."""

    name: str
    recipes: Iterable[Recipe]
    gate: Gate


def check_baseline(bench: Workbench) -> None:
    """Compare the graphs as they were traced with PyTorch.

    A decoder that is too large for float32 is held to the texts alone, like every variant.

    Raises:
        ExportError: they differ.
    """
    exact = bench.baseline_decoder == "fp32"
    graphs = bench.baseline
    differences = compare_graphs(bench.source, graphs, bench.pixels, bench.dialogues)
    limit = bench.tolerances.difference
    for name, difference in differences.items():
        kind = bench.baseline_decoder if name == "decoder" else "fp32"
        bench.report(f"{kind} {name}: differs from PyTorch by {difference.max_abs:.2e}")
        if kind == "fp32" and not difference.relative <= limit:
            raise ExportError(
                f"{bench.source.path}: the exported {name} graph differs from PyTorch by "
                f"{difference.relative:.2e} (relative); at most {limit:.0e} is accepted"
            )
    least = bench.tolerances.fp32_tokens if exact else 0.0
    text = gate_text(bench, graphs, least)
    if exact and text.judgement.failures:
        reasons = "; ".join(text.judgement.failures)
        raise ExportError(f"{bench.source.path}: the exported graphs fail: {reasons}")


def build_fp32(bench: Workbench) -> BuiltVariant:
    """The graphs as they were traced, which `check_baseline` accepted."""
    text = gate_text(bench, bench.baseline, bench.tolerances.fp32_tokens)
    record = measure_variant(bench, bench.files, {}, text.judgement)
    return BuiltVariant("fp32", PROVIDERS["fp32"], dict(bench.files), record)


def build_variant(
    bench: Workbench, precision: str, parts: Sequence[Part], folder: Path
) -> BuiltVariant | RefusedVariant:
    """The variant in `precision`, refused where no part could leave float32 within the margins.

    Args:
        bench: with graphs that `check_baseline` accepted.
        precision: its name.
        parts: what to make, in this order; a later part is judged with the earlier ones in place.
        folder: receives the graphs, each attempt in a folder of its own.
    """
    chosen = dict(bench.files)
    records: dict[str, PartRecord] = {}
    for part in parts:
        attempts: list[dict[str, Any]] = []
        taken: Recipe | None = None
        for number, recipe in enumerate(part.recipes):
            where = folder / f"{precision}-{part.name}-{number}"
            where.mkdir(parents=True)
            file, outcome = try_recipe(bench, part, recipe, where, chosen)
            failures = outcome.judgement.failures
            verdict = "kept" if not failures else f"refused: {'; '.join(failures)}"
            bench.report(f"{precision} {part.name}, {recipe.name}: {verdict}")
            attempts.append({"recipe": recipe.name, "failures": list(failures), **outcome.numbers})
            if file is not None and not failures:
                chosen[part.name], taken = file, recipe
                break
        records[part.name] = PartRecord(
            FP32 if taken is None else taken.name,
            () if taken is None else taken.kept_float,
            tuple(attempts),
        )
    if all(record.chosen == FP32 for record in records.values()):
        reason = "no graph could be made smaller within the margins"
        return RefusedVariant(precision, records, (reason,))
    decoder = records.get("decoder")
    if bench.baseline_decoder != "fp32" and decoder is not None and decoder.chosen == FP32:
        # What is left then is the decoder of another precision, under a name that it has not.
        reason = "its decoder is refused, and in float32 it is too large"
        return RefusedVariant(precision, records, (reason,))
    everything = gate_whole(bench, bench.open(chosen))
    if everything.judgement.failures:
        reasons = "; ".join(everything.judgement.failures)
        bench.report(f"{precision}: refused as a whole: {reasons}")
        return RefusedVariant(precision, records, everything.judgement.failures)
    record = measure_variant(bench, chosen, records, everything.judgement)
    return BuiltVariant(precision, PROVIDERS[precision], chosen, record)


def try_recipe(
    bench: Workbench, part: Part, recipe: Recipe, folder: Path, chosen: Mapping[str, Path]
) -> tuple[Path | None, Outcome]:
    """Write a graph and judge it among the graphs that were chosen so far."""
    if recipe.obstacle is not None:
        return None, Outcome({}, Judgement((recipe.obstacle,)))
    try:
        file = recipe.write(folder)
        outcome = part.gate(bench, bench.open({**chosen, part.name: file}))
    except SkinVLError as error:
        return None, Outcome({}, Judgement((str(error),)))
    except Exception as error:
        # The quantizers and onnxruntime raise whatever they like about a graph they cannot take.
        reason = " ".join(str(error).split())[:300]
        return None, Outcome({}, Judgement((f"cannot be made ({reason})",)))
    return file, outcome


def gate_vision(bench: Workbench, graphs: Graphs) -> Outcome:
    """Judge a vision candidate: on a subset, and if that does not rule it out, on every image."""
    samples, record, limits = bench.validation.samples, bench.source.record, bench.tolerances
    baseline = bench.baseline
    if len(samples) > 2 * len(bench.subset):
        first = measure_agreement(
            bench.classify_subset(baseline),
            bench.classify_subset(graphs),
            bench.subset.samples,
            record,
        )
        reason = rule_out(first, limits.top1)
        if reason is not None:
            return Outcome({"subset": dataclasses.asdict(first)}, Judgement((reason,)))
    before, after = bench.classify(baseline), bench.classify(graphs)
    agreement = measure_agreement(before, after, samples, record)
    failures = judge_agreement(agreement, limits)
    figures = compare_classes(bench, graphs)
    judgement = judge_figures(figures, limits)
    text = gate_decoder(bench, graphs)
    numbers = {
        "agreement": dataclasses.asdict(agreement),
        "losses": {
            f"{modality} {name}": figure.difference.value
            for modality, found in figures.items()
            for name, figure in found.metrics.items()
            if figure.difference is not None
        },
        **text.numbers,
    }
    failures += [*judgement.failures, *text.judgement.failures]
    return Outcome(numbers, Judgement(tuple(failures), judgement.not_judged))


def rule_out(found: Agreement, least: float) -> str | None:
    """Why an agreement on a subset makes the same on all images implausible; None: it does not.

    The upper end of Wilson's 95 % interval has to reach `least`: a subset refuses, never accepts.
    """
    if wilson(found.top1, found.images)[1] >= least:
        return None
    return f"same first diagnosis on {found.top1:.1%} of the first {found.images} images"


def gate_decoder(bench: Workbench, graphs: Graphs) -> Outcome:
    """Judge a candidate on the dialogues."""
    return gate_text(bench, graphs, bench.tolerances.tokens)


def gate_text(bench: Workbench, graphs: Graphs, least: float) -> Outcome:
    """Agreement of greedy tokens with PyTorch, and the likelihood of PyTorch's."""
    logits = bench.follow(graphs)
    found = compare_texts(bench.dialogues, logits)
    likelihood = measure_likelihood(bench.dialogues, logits)
    failures = []
    if found.share < least:
        failures.append(f"same token at {found.share:.1%} of positions")
    loss = bench.likelihood - likelihood
    if not loss <= bench.tolerances.log_likelihood:
        failures.append(f"log-likelihood falls by {loss:.3f} a token")
    text = {
        **dataclasses.asdict(found),
        "share": found.share,
        "log_likelihood": likelihood,
        "log_likelihood_shift": -loss,
    }
    return Outcome({"text": text}, Judgement(tuple(failures)))


def gate_whole(bench: Workbench, graphs: Graphs) -> Outcome:
    """All gates on the graphs of a variant together."""
    text = gate_decoder(bench, graphs)
    failures, unjudged = list(text.judgement.failures), list[str]()
    if len(bench.validation):
        samples, record = bench.validation.samples, bench.source.record
        rows = [bench.classify(files) for files in (bench.baseline, graphs)]
        agreement = measure_agreement(rows[0], rows[1], samples, record)
        judged = judge_figures(compare_classes(bench, graphs), bench.tolerances)
        failures += [*judge_agreement(agreement, bench.tolerances), *judged.failures]
        unjudged += judged.not_judged
    else:
        unjudged.append("diagnoses: no validation images (--validation-data)")
    return Outcome(text.numbers, Judgement(tuple(failures), tuple(unjudged)))


def compare_classes(bench: Workbench, graphs: Graphs) -> dict[str, ModalityFigures]:
    """Figures of a variant on the validation images, by skin modality, beside float32."""
    samples, record = bench.validation.samples, bench.source.record
    baseline = all(graphs[name].file == bench.files[name] for name in ("vision", "head"))
    after = sort_by_modality(bench.classify(graphs), samples, record)
    before = after
    if not baseline:
        rows = bench.classify(bench.baseline)
        before = sort_by_modality(rows, samples, record)
    return {name: measure_modality(found, before[name]) for name, found in after.items()}


def measure_variant(
    bench: Workbench,
    files: Mapping[str, Path],
    parts: Mapping[str, PartRecord],
    judgement: Judgement,
) -> VariantRecord:
    """Everything the manifest says of a variant."""
    graphs = bench.open(files)
    sizes = {name: measure_size(file) for name, file in files.items()}
    differences = compare_graphs(bench.source, graphs, bench.pixels, bench.dialogues)
    figures: dict[str, ModalityFigures] = {}
    if files == bench.files and len(bench.validation):
        rows = bench.classify(graphs)
        sorted_rows = sort_by_modality(rows, bench.validation.samples, bench.source.record)
        figures = {name: measure_modality(found, None) for name, found in sorted_rows.items()}
    elif len(bench.validation):
        figures = compare_classes(bench, graphs)
    return VariantRecord(
        bytes={**sizes, "total": sum(sizes.values())},
        speed=measure_speed(graphs, bench.source.head_preprocess, bench.source.decoder),
        difference={name: dataclasses.asdict(value) for name, value in differences.items()},
        text=gate_text(bench, graphs, 0.0).numbers["text"],
        parts=parts,
        validation=figures,
        judgement=judgement,
    )
