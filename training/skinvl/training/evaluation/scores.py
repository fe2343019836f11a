"""The metrics of one set of classified images, with intervals.

The trainer scores its validation part with the same function that `skinvl evaluate` uses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from skinvl.contract.statistics import statistic
from skinvl.contract.statistics.bootstrap import REPLICATES, Estimate, bootstrap, proportion
from skinvl.contract.statistics.statistic import Bools, Floats, Ints, Statistic
from skinvl.training.evaluation.metrics import CALIBRATION_BINS, top_label

SENSITIVITY_SPECIFICITY = 0.90
SPECIFICITY_SENSITIVITY = 0.95
CALIBRATION_ERRORS = ("ece", "ece_debiased", "calibration_error_squared_debiased")


@dataclass(frozen=True)
class Classified:
    """Images with truth and probabilities in one label space.

    truth int [N] in 0..K-1; probabilities float [N, K + 1], the last column what lies outside the
    K classes; malignant_truth bool [N]; malignant float [N], the predicted probability; groups [N].
    """

    truth: Ints
    probabilities: Floats
    malignant_truth: Bools
    malignant: Floats
    groups: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.truth)

    def take(self, rows: Bools | Ints) -> Classified:
        """The same columns for the rows of a mask or of row numbers."""
        numbers = np.arange(len(self))[rows]
        return Classified(
            self.truth[rows],
            self.probabilities[rows],
            self.malignant_truth[rows],
            self.malignant[rows],
            tuple(self.groups[row] for row in numbers.tolist()),
        )

    @property
    def predicted(self) -> Ints:
        """The most probable column of each image, int [N]."""
        columns: Ints = self.probabilities.argmax(axis=1).astype(np.int64)
        return columns

    @property
    def correct(self) -> Bools:
        """Whether it is the true one, bool [N]."""
        correct: Bools = self.predicted == self.truth
        return correct


def classified_from_arrays(
    truth: Sequence[int] | Ints,
    probabilities: Floats,
    malignant_classes: Sequence[bool] | Bools,
    groups: Sequence[str],
) -> Classified:
    """For callers without ontology codes: truth [N], probabilities [N, K], malignant [K]."""
    labels = np.asarray(truth, dtype=np.int64)
    values = np.asarray(probabilities, dtype=np.float64)
    classes = np.asarray(malignant_classes, dtype=np.bool_)
    return Classified(
        labels,
        np.hstack([values, np.zeros((len(values), 1))]),
        classes[labels],
        values[:, classes].sum(axis=1),
        tuple(groups),
    )


def build_statistics(images: Classified, *, bins: int = CALIBRATION_BINS) -> dict[str, Statistic]:
    """Every metric of a set of images by name."""
    truth, probabilities = images.truth, images.probabilities
    correct, confidence = top_label(truth, probabilities)
    malignant, score = images.malignant_truth, images.malignant
    return {
        "accuracy": statistic.mean_of(correct),
        "balanced_accuracy": statistic.balanced_accuracy_of(truth, images.predicted),
        "macro_auroc": statistic.macro_auroc_of(truth, probabilities),
        "malignant_auroc": statistic.auroc_of(malignant, score),
        "malignant_sensitivity_at_90_specificity": statistic.sensitivity_at_of(
            malignant, score, SENSITIVITY_SPECIFICITY
        ),
        "malignant_specificity_at_95_sensitivity": statistic.specificity_at_of(
            malignant, score, SPECIFICITY_SENSITIVITY
        ),
        "brier": statistic.brier_of(truth, probabilities),
        "ece": statistic.ece_of(correct, confidence, bins, "width"),
        "ece_debiased": statistic.ece_debiased_of(correct, confidence, bins, "width"),
        "calibration_error_squared_debiased": statistic.squared_calibration_error_debiased_of(
            correct, confidence, bins, "mass"
        ),
        "aurc": statistic.aurc_of(correct, confidence),
    }


def score_images(
    images: Classified, *, replicates: int = REPLICATES, seed: int = 0
) -> dict[str, Estimate]:
    """Every metric with its 95 % interval over groups.

    Raises:
        ValueError: no images.
    """
    return bootstrap(
        build_statistics(images),
        images.groups,
        replicates=replicates,
        seed=seed,
        recentre=CALIBRATION_ERRORS,
    )


def score_sensitivities(
    images: Classified, labels: Sequence[str], *, replicates: int = REPLICATES, seed: int = 0
) -> dict[str, Estimate]:
    """Sensitivity of each class in the truth, by its label."""
    found = {}
    for column in np.unique(images.truth).tolist():
        part = images.take(images.truth == column)
        found[labels[column]] = proportion(
            part.correct, part.groups, replicates=replicates, seed=seed
        )
    return found
