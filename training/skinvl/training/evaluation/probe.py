"""The linear probe over frozen features: `skinvl evaluate probe`.

What the paper calls supervised fine-tuning is this probe: vision tower and language model stay
frozen, so that it measures the features and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skinvl.contract.errors import ConfigError
from skinvl.contract.statistics.bootstrap import Estimate
from skinvl.training.evaluation.class_lists.class_list import ClassList, load_class_list
from skinvl.training.evaluation.probe_arguments import AS_RELEASED, CORRECTED, ProbeOptions
from skinvl.training.evaluation.probe_bundle import OpenedBundle, open_bundle
from skinvl.training.evaluation.probe_data import (
    TRAINING_SPLITS,
    Part,
    build_part,
    choose_images,
    has_class,
    join,
)
from skinvl.training.evaluation.probe_features import (
    FEATURES_FILE,
    Features,
    extract_features,
    read_features,
    write_features,
)
from skinvl.training.evaluation.probe_origin import describe_origin
from skinvl.training.evaluation.probe_report import (
    draw_probabilities,
    score_probabilities,
    tabulate_forms,
)
from skinvl.training.evaluation.report import Report
from skinvl.training.evaluation.scores import classified_from_arrays, score_sensitivities
from skinvl.training.evaluation.selection import Selected, check_names, select_samples

if TYPE_CHECKING:
    from skinvl.training.evaluation.evaluate import Request

PROTOCOL = "probe"


@dataclass(frozen=True)
class _Data:
    """The images of each split that have a class and features."""

    train: Part
    val: Part | None
    test: Part


def run_probe(request: Request, options: ProbeOptions) -> Report:
    """Make or read the features, fit the forms asked for and score them on ``request.split``.

    ``request.limit`` bounds the test images. Features that a bundle makes are left in
    ``request.out`` for further runs.

    Raises:
        ConfigError: an unknown experiment or subset, or a split that trains the probe.
        DataError: data or features that do not fit, or too few images.
        SkinVLError: the bundle cannot be used.
    """
    classes = load_class_list(options.experiment)
    errors = []
    if not request.data:
        errors.append("--data: needed for the classes and splits of the images")
    if request.split in (*TRAINING_SPLITS, "all"):
        errors.append(f"--split: {request.split} trains the probe; score test or withheld")
    if errors:
        raise ConfigError(errors)
    check_names(request.data)
    report = Report()
    chosen = _choose(request, options, classes, report)
    everything = [item for part in chosen.values() for item in part]
    opened, features = _features(request, options, everything)
    report.notes += [f"could not be read: {line}" for line in features.failed]
    data = _build(chosen, request.split, classes, features, options, report)
    report.origin = describe_origin(
        PROTOCOL,
        opened,
        None if options.features is None else (options.features, features.sha256),
        request.data,
        everything,
        {
            "experiment": classes.name,
            "classes": list(classes.names),
            "classes_source": classes.source,
            "pooling": options.pooling if opened is not None else "as in the file",
            "split": request.split,
            "group_by": options.group_by,
            "seed": request.seed,
            "limit": request.limit,
            "train_limit": options.train_limit,
            "subsets": list(options.subsets),
            "features": int(data.test.features.shape[1]),
        },
    )
    columns: dict[str, dict[str, Estimate]] = {}
    if AS_RELEASED in options.forms:
        columns[AS_RELEASED] = _run_released(report, data, classes, options, request.seed)
    if CORRECTED in options.forms:
        columns[CORRECTED] = _run_corrected(report, data, classes, options, request.seed)
    tabulate_forms(report, classes, columns)
    if options.train_limit is not None:
        report.notes.append(
            f"trained on about {options.train_limit} images (--train-limit): a quick look"
        )
    return report


def _choose(
    request: Request, options: ProbeOptions, classes: ClassList, report: Report
) -> dict[str, list[Selected]]:
    """The images of each split: train, val where there is one, and the split to score."""
    everything = select_samples(request.data, "all")
    validation = [item for item in everything if item.sample.split == "val"]
    limits = {
        "train": options.train_limit,
        # A fifth more, which is what the published draw takes from training.
        "val": None if options.train_limit is None else max(1, options.train_limit // 5),
        request.split: request.limit,
    }
    chosen = {}
    for split, limit in limits.items():
        if split == "val" and not has_class(validation, classes, options.subsets):
            continue
        found = select_samples(request.data, split)
        chosen[split], outside = choose_images(
            found, classes, options.subsets, limit=limit, seed=request.seed
        )
        report.counts[split] = {"images": len(chosen[split]), "without_class": outside}
    return chosen


def _features(
    request: Request, options: ProbeOptions, selected: Sequence[Selected]
) -> tuple[OpenedBundle | None, Features]:
    if options.features is not None:
        return None, read_features(options.features)
    opened = open_bundle(request.bundle, request.provider, request.threads)
    features = extract_features(opened, selected, options.pooling)
    write_features(request.out / FEATURES_FILE, features)
    return opened, features


def _build(
    chosen: dict[str, list[Selected]],
    split: str,
    classes: ClassList,
    features: Features,
    options: ProbeOptions,
    report: Report,
) -> _Data:
    parts = {}
    for name, selected in chosen.items():
        parts[name], missing = build_part(selected, classes, features, options.group_by)
        report.counts[name]["without_features"] = missing
        if missing:
            report.notes.append(f"{name}: {missing} of {len(selected)} images have no features")
    crossing = {u for name in TRAINING_SPLITS if name in parts for u in parts[name].units}
    shared = len(crossing & set(parts[split].units))
    if shared:
        report.notes.append(
            f"{shared} units of the scored images ({options.group_by}) are also in training: the "
            "split of the data is not by this grouping"
        )
    return _Data(parts["train"], parts.get("val"), parts[split])


def _run_released(
    report: Report, data: _Data, classes: ClassList, options: ProbeOptions, seed: int
) -> dict[str, Estimate]:
    from skinvl.training.evaluation.probe_released import divide_released, probe_as_released

    train, val = divide_released(
        data.train,
        data.val,
        keeps_val=classes.released_validation_file,
        share=classes.released_share,
        seed=seed,
    )
    found = probe_as_released(train, val, data.test, folds=options.folds)
    n, units = len(data.test), len(set(data.test.units))
    estimates = {
        name: Estimate(value, None, None, n, units) for name, value in found.metrics.items()
    }
    report.add(f"{AS_RELEASED}/{classes.name}", estimates)
    report.counts[AS_RELEASED] = {
        "c": found.strength,
        "trained_on": found.trained_on,
        "validated_on": found.validated_on,
        "undefined_folds": found.undefined_folds,
        "fits_not_converged": found.unconverged,
    }
    if found.undefined_folds:
        report.notes.append(
            f"as released: {found.undefined_folds} of {options.folds} folds lack a class, so that "
            "no C has a defined AUROC and the smallest is taken"
        )
    report.notes.append(
        "as released: validation images are drawn one by one, so that groups cross folds; the "
        "published draw has no seed, this one has; ECE of the published code has 10 bins"
    )
    return estimates


def _run_corrected(
    report: Report, data: _Data, classes: ClassList, options: ProbeOptions, seed: int
) -> dict[str, Estimate]:
    from skinvl.training.evaluation.probe_corrected import probe_corrected

    train, test = join(data.train, data.val), data.test
    found = probe_corrected(
        train, test.features, len(classes.classes), folds=options.folds, seed=seed
    )
    images = classified_from_arrays(test.truth, found.probabilities, classes.malignant, test.units)
    estimates = score_probabilities(images, seed)
    prefix = f"{CORRECTED}/{classes.name}"
    report.add(prefix, estimates)
    report.add(f"{prefix}/sensitivity", score_sensitivities(images, classes.names, seed=seed))
    report.counts[CORRECTED] = {
        "c": found.strength,
        "temperature": found.temperature,
        "held_out_log_loss": {f"{c:.3g}": loss for c, loss in found.losses.items()},
        "trained_on": len(train),
        "training_units": len(set(train.units)),
        "fits_not_converged": found.unconverged,
    }
    draw_probabilities(report, f"{classes.name}-probe", images, classes)
    return estimates
