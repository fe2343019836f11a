"""The classification protocol: diagnoses of skin images against the known ones.

Dermoscopy is scored over the seven classes of HAM10000, clinical photographs over the clinical
classes of the bundle's head, both on the final differential, which is what a user sees.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from skinvl.contract.ontology import ontology
from skinvl.contract.statistics.bootstrap import Estimate, bootstrap, proportion
from skinvl.contract.statistics.statistic import Bools, mean_of
from skinvl.training.evaluation import plots
from skinvl.training.evaluation.labelspace import LabelSpace, clinical_space, ham10000_space
from skinvl.training.evaluation.predictions import Prediction, RunRecord, by_subset
from skinvl.training.evaluation.report import Figure, Report, Table, show
from skinvl.training.evaluation.scores import Classified, score_images, score_sensitivities
from skinvl.training.evaluation.selective import score_selective
from skinvl.training.evaluation.subgroups import (
    SKIN_TYPE_GROUPS,
    name_skin_type,
    score_subgroups,
)

PROTOCOL = "classification"


def space_of(modality: str, run: RunRecord) -> LabelSpace | None:
    """The label space of a modality; None where the head has no classes for it."""
    if modality == "dermoscopy":
        return ham10000_space()
    return clinical_space(run.clinical_codes) if modality == "clinical" else None


def classify(predictions: Sequence[Prediction], space: LabelSpace) -> Classified:
    """Truth and probabilities of predictions whose diagnosis lies in `space`.

    An image that could not be read has no differential and counts as wrong: all its probability
    lies outside.
    """
    terms = ontology()
    columns = [space.index(p.diagnosis) for p in predictions]
    return Classified(
        np.array([c for c in columns if c is not None], dtype=np.int64),
        np.array([space.project(p.differential) for p in predictions]),
        np.array([terms.get(p.diagnosis or "").counts_as_malignant for p in predictions]),
        np.array([p.malignant or 0.0 for p in predictions]),
        tuple(p.unit for p in predictions),
    )


def score_classification(
    predictions: Sequence[Prediction], run: RunRecord, *, seed: int = 0
) -> Report:
    """Score every subset apart."""
    report = Report()
    for name, members in by_subset(predictions).items():
        _score_subset(report, name, members, run, seed)
    return report


def _score_subset(
    report: Report, name: str, members: Sequence[Prediction], run: RunRecord, seed: int
) -> None:
    space = space_of(members[0].modality, run)
    if space is None:
        report.notes.append(f"{name}: {len(members)} images of a modality without diagnoses")
        return
    scored = [p for p in members if space.index(p.diagnosis) is not None]
    report.counts[name] = {
        "images": len(members),
        "scored": len(scored),
        "outside_label_space": len(members) - len(scored),
        "failed": sum(p.status != "ok" for p in members),
    }
    if not scored:
        report.notes.append(f"{name}: no image has a diagnosis within {space.name}")
        return
    images = classify(scored, space)
    everything = score_images(images, seed=seed)
    report.add(name, everything)
    report.tables.append(_table_of(f"{name}: metrics", {f"all ({space.name})": everything}))
    score_subgroups(report, name, scored, images, seed=seed)
    sensitivities = score_sensitivities(images, space.labels, seed=seed)
    report.add(f"{name}/sensitivity", sensitivities)
    coverage = _score_sets(report, name, scored, images, space, seed)
    report.tables.append(_table_per_class(name, images, space, sensitivities, coverage))
    _score_abstention(report, name, scored, images, seed)
    score_selective(report, name, scored, images, seed=seed)
    title = f"{name} (n = {len(images)})"
    report.figures += [
        Figure(f"{name}-reliability", plots.reliability(images.truth, images.probabilities, title)),
        Figure(
            f"{name}-confusion",
            plots.confusion(images.truth, images.predicted, space.labels, title),
        ),
    ]
    if 0 < images.malignant_truth.sum() < len(images):
        draw = plots.receiver(
            images.malignant_truth, {"malignant": images.malignant}, title, "1 - specificity"
        )
        report.figures.append(Figure(f"{name}-roc-malignant", draw))


def _score_sets(
    report: Report,
    name: str,
    scored: Sequence[Prediction],
    images: Classified,
    space: LabelSpace,
    seed: int,
) -> dict[str, tuple[Estimate, Estimate]]:
    """Coverage and mean size of the conformal sets: overall, per class and per skin type."""
    covered = np.array(
        [space.covers(int(c), p.conformal_set) for c, p in zip(images.truth, scored, strict=True)]
    )
    sizes = np.array([len(p.conformal_set) for p in scored], dtype=np.float64)
    types = np.array([name_skin_type(p) or "" for p in scored])
    parts: dict[str, Bools] = {"all": np.ones(len(scored), dtype=np.bool_)}
    for column in np.unique(images.truth).tolist():
        parts[space.labels[column]] = images.truth == column
    for label in SKIN_TYPE_GROUPS:
        mask = types == label
        if mask.any():
            parts[f"skin-type-{label}"] = mask
    found = {}
    for part, mask in parts.items():
        groups = images.take(mask).groups
        coverage = proportion(covered[mask], groups, seed=seed)
        size = bootstrap({"size": mean_of(sizes[mask])}, groups, seed=seed)["size"]
        report.add(f"{name}/conformal/{part}", {"coverage": coverage, "set_size": size})
        found[part] = (coverage, size)
    return found


def _score_abstention(
    report: Report, name: str, scored: Sequence[Prediction], images: Classified, seed: int
) -> None:
    silent = np.array([p.says_nothing for p in scored])
    rows = []
    for label, mask in (
        ("abstained", silent),
        ("quality limited", np.array([p.quality == "limited" for p in scored])),
        ("quality unusable", np.array([p.quality == "unusable" for p in scored])),
        ("could not be read", np.array([p.status != "ok" for p in scored])),
    ):
        rate = proportion(mask, images.groups, seed=seed)
        report.add(f"{name}/rate", {label.replace(" ", "_"): rate})
        rows.append((label, show(rate), str(int(mask.sum()))))
    if not silent.all():
        answered = images.take(~silent)
        accuracy = proportion(answered.correct, answered.groups, seed=seed)
        report.add(f"{name}/answered", {"accuracy": accuracy})
        rows.append(("accuracy where it answered", show(accuracy), str(len(answered))))
    report.tables.append(
        Table(f"{name}: abstention and quality", ("what", "rate (95 % CI)", "n"), tuple(rows))
    )


def _table_of(title: str, parts: dict[str, dict[str, Estimate]]) -> Table:
    """Metrics down, parts across."""
    names = list(next(iter(parts.values())))
    rows = [("n", *(str(part["accuracy"].n) for part in parts.values()))]
    for metric in names:
        rows.append((metric.replace("_", " "), *(show(part[metric]) for part in parts.values())))
    return Table(
        title,
        ("metric", *parts),
        tuple(rows),
        "ECE: top label, 15 bins of equal width; debiased after Kumar et al. (2019), clipped at 0; "
        "intervals of calibration errors are recentred. AUROC and balanced accuracy are means over "
        "the classes present.",
    )


def _table_per_class(
    name: str,
    images: Classified,
    space: LabelSpace,
    sensitivities: dict[str, Estimate],
    coverage: dict[str, tuple[Estimate, Estimate]],
) -> Table:
    rows = []
    for part, (covered, size) in coverage.items():
        rows.append(
            (part, str(covered.n), show(sensitivities.get(part)), show(covered), show(size, 2))
        )
    return Table(
        f"{name}: per diagnosis and skin type",
        ("part", "n", "sensitivity", "conformal coverage", "mean set size"),
        tuple(rows),
    )
