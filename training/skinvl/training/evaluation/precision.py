"""Variants of one bundle, or two bundles, on the same images.

The candidate (the quantized variant, the new bundle) is measured against the reference (the most
precise variant, the bundle given with --against). Differences are candidate minus reference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from skinvl.contract.errors import ConfigError, DataError
from skinvl.training.evaluation import classification
from skinvl.training.evaluation.paired import UNDECIDED, WORSE
from skinvl.training.evaluation.precision_arguments import PrecisionOptions
from skinvl.training.evaluation.precision_language import compare_language
from skinvl.training.evaluation.precision_report import compare_predictions
from skinvl.training.evaluation.prediction_run import describe_run, predict_images
from skinvl.training.evaluation.predictions import (
    Prediction,
    RunRecord,
    read_lines,
    write_lines,
)
from skinvl.training.evaluation.report import Origin, Report
from skinvl.training.evaluation.selection import Selected, check_names, select_samples

if TYPE_CHECKING:
    from skinvl.runtime.bundle import Bundle

PROTOCOL = "precision"


@dataclass(frozen=True)
class System:
    """What one system said; ``bundle`` is None where the predictions come from a file."""

    name: str
    run: RunRecord
    predictions: Sequence[Prediction]
    bundle: Bundle | None = None
    graphs: Mapping[str, str] = field(default_factory=dict)


def run_precision(
    options: PrecisionOptions, out: Path, *, seed: int = 0, command: str = ""
) -> Report:
    """Compare and write ``predictions-<name>.jsonl`` of each system into `out`.

    Raises:
        SkinVLError: a bundle, a data set or a file of predictions cannot be used.
    """
    report = Report()
    selected: list[Selected] = []
    if options.predictions:
        candidates, reference = _read_systems(options.predictions)
    else:
        check_names(options.data)
        selected = select_samples(options.data, options.split, limit=options.limit, seed=seed)
        candidates, reference = _run_systems(options, selected, out, seed, command)
    verdicts = []
    for candidate in candidates:
        same = sorted(
            role for role, sha in candidate.graphs.items() if reference.graphs.get(role) == sha
        )
        if same:
            report.notes.append(
                f"{candidate.name} and {reference.name} share the graphs {', '.join(same)}: what "
                "these compute is equal by construction"
            )
        verdicts += compare_predictions(
            report,
            (candidate.name, candidate.predictions, candidate.run),
            (reference.name, reference.predictions, reference.run),
            options.margins,
            seed=seed,
        )
        if candidate.bundle is not None and reference.bundle is not None and options.questions:
            compare_language(
                report,
                (candidate.name, candidate.bundle),
                (reference.name, reference.bundle),
                selected,
                options.questions,
                seed=seed,
            )
    report.notes.append(_conclude(verdicts))
    report.origin = _describe([*candidates, reference], options)
    return report


def _conclude(verdicts: Sequence[str]) -> str:
    """One line over everything that has a margin."""
    if WORSE in verdicts:
        return f"verdict: worse beyond its margin in {verdicts.count(WORSE)} of {len(verdicts)}"
    if UNDECIDED in verdicts:
        count = verdicts.count(UNDECIDED)
        return f"verdict: undecided in {count} of {len(verdicts)}, too few images for the margin"
    return f"verdict: within its margin in all {len(verdicts)}" if verdicts else "verdict: none"


def _run_systems(
    options: PrecisionOptions, selected: Sequence[Selected], out: Path, seed: int, command: str
) -> tuple[list[System], System]:
    from skinvl.runtime.bundle import load_bundle
    from skinvl.training.evaluation.variants import graph_hashes, open_variants

    assert options.bundle is not None
    if options.against is None:
        opened = open_variants(
            options.bundle, options.variants, provider=options.provider, threads=options.threads
        )
        reference, *others = opened
        named = [(bundle.precision, bundle) for bundle in (*others, reference)]
    else:
        folders = (options.bundle, options.against)
        if folders[0].resolve() == folders[1].resolve():
            raise ConfigError(["--against: the same folder as --bundle"])
        named = [
            (
                "candidate" if folders[0].name == folders[1].name and index == 0 else folder.name,
                load_bundle(folder, provider=options.provider, threads=options.threads),
            )
            for index, folder in enumerate(folders)
        ]
    systems = []
    for name, bundle in named:
        run = describe_run(
            bundle,
            selected,
            options.data,
            protocol=classification.PROTOCOL,
            split=options.split,
            seed=seed,
            limit=options.limit,
            command=command,
        )
        predictions = predict_images(bundle, selected, name)
        write_lines(out / f"predictions-{name}.jsonl", run, predictions)
        systems.append(System(name, run, predictions, bundle, graph_hashes(bundle)))
    return systems[:-1], systems[-1]


def _read_systems(files: Sequence[Path]) -> tuple[list[System], System]:
    systems = []
    for file in files:
        run, predictions = read_lines(file, Prediction, classification.PROTOCOL)
        name = f"{run.bundle} {run.bundle_version} {run.precision}"
        systems.append(System(name, run, predictions))
    candidate, reference = systems
    if candidate.run.data_fingerprint != reference.run.data_fingerprint:
        raise DataError(files[0], f"made from other images than {files[1].name}")
    if candidate.name == reference.name:
        candidate = System(f"{candidate.name} (candidate)", candidate.run, candidate.predictions)
    return [candidate], reference


def _describe(systems: Sequence[System], options: PrecisionOptions) -> Origin:
    reference = systems[-1]
    names = " and ".join(system.name for system in systems[:-1])
    run = reference.run
    return Origin(
        PROTOCOL,
        f"{names} against {reference.name}",
        f"Split {run.split} of {', '.join(run.data)}; data fingerprint `{run.data_fingerprint}`.",
        {
            "protocol": PROTOCOL,
            "systems": {
                system.name: {
                    "bundle": system.run.bundle,
                    "bundle_version": system.run.bundle_version,
                    "bundle_sha256": system.run.bundle_sha256,
                    "precision": system.run.precision,
                    "provider": system.run.provider,
                }
                for system in systems
            },
            "reference": reference.name,
            "margins": dict(options.margins),
            "split": run.split,
            "limit": run.limit,
            "data": dict(run.data),
            "data_fingerprint": run.data_fingerprint,
        },
    )
