"""Figures, plots and table of a probe; the likelihood protocol shares the first two."""

from __future__ import annotations

import numpy as np

from skinvl.contract.statistics.bootstrap import Estimate, bootstrap
from skinvl.contract.statistics.statistic import Statistic
from skinvl.training.evaluation import plots
from skinvl.training.evaluation.class_lists.class_list import ClassList
from skinvl.training.evaluation.probe_arguments import AS_RELEASED, CORRECTED
from skinvl.training.evaluation.probe_statistic import (
    log_loss_of,
    macro_average_precision_of,
    macro_f1_of,
    macro_precision_of,
)
from skinvl.training.evaluation.report import Figure, Report, Table, show
from skinvl.training.evaluation.scores import CALIBRATION_ERRORS, Classified, build_statistics

# Name in the corrected form for each published figure.
_COUNTERPARTS = {
    "accuracy": "accuracy",
    "macro_precision": "macro_precision",
    "macro_recall": "balanced_accuracy",
    "macro_f1": "macro_f1",
    "balanced_accuracy": "balanced_accuracy",
    "log_loss": "log_loss",
    "ece_10_bins": None,
    "ece_15_bins": "ece",
    "auroc_ovr": "macro_auroc",
    "auprc": "macro_auprc",
}


def score_probabilities(images: Classified, seed: int) -> dict[str, Estimate]:
    """Every metric of classified images, the published ones among them, with intervals."""
    return bootstrap(measure(images), images.groups, seed=seed, recentre=CALIBRATION_ERRORS)


def measure(images: Classified) -> dict[str, Statistic]:
    """Every metric of classified images by name."""
    truth, probabilities = images.truth, images.probabilities
    return build_statistics(images) | {
        "macro_precision": macro_precision_of(truth, images.predicted),
        "macro_f1": macro_f1_of(truth, images.predicted),
        "log_loss": log_loss_of(truth, probabilities),
        "macro_auprc": macro_average_precision_of(truth, probabilities),
    }


def draw_probabilities(report: Report, name: str, images: Classified, classes: ClassList) -> None:
    """Reliability, confusion and, where some images are malignant, the ROC curve."""
    title = f"{name} (n = {len(images)})"
    labels = (*classes.names, "none")
    report.figures += [
        Figure(f"{name}-reliability", plots.reliability(images.truth, images.probabilities, title)),
        Figure(f"{name}-confusion", plots.confusion(images.truth, images.predicted, labels, title)),
    ]
    if 0 < np.count_nonzero(images.malignant_truth) < len(images):
        draw = plots.receiver(
            images.malignant_truth, {"malignant": images.malignant}, title, "1 - specificity"
        )
        report.figures.append(Figure(f"{name}-roc-malignant", draw))


def tabulate_forms(
    report: Report, classes: ClassList, columns: dict[str, dict[str, Estimate]]
) -> None:
    """Published figures beside their counterparts, then what only the corrected form has."""
    released, corrected = columns.get(AS_RELEASED, {}), columns.get(CORRECTED, {})
    rows = [
        (name.replace("_", " "), show(released.get(name)), show(corrected.get(other or "")))
        for name, other in _COUNTERPARTS.items()
    ]
    taken = set(_COUNTERPARTS.values())
    rows += [
        (name.replace("_", " "), "-", show(estimate))
        for name, estimate in corrected.items()
        if name not in taken
    ]
    n = next(iter(columns.values()))["accuracy"].n
    report.tables.append(
        Table(
            f"{classes.name}: {len(classes.classes)} classes, n = {n}",
            ("metric", "as released", "corrected (95 % CI)"),
            tuple(rows),
            "Corrected: groups do not cross folds, C chosen by held-out log loss, fitted on all "
            "training images, temperature from the held-out folds. Of two classes the published "
            "ECE, AUROC and AUPRC are those of the second class. ECE: top label, equal width; "
            "debiased after Kumar et al. (2019).",
        )
    )
