"""The published linear probe, as its code does it.

github.com/ZwQ803/MM-Skin, SFT_classification.py: StandardScaler and LogisticRegression on the mean
of the image tokens; C of 10 values from 1e-5 to 10 by five stratified folds over training and
validation images; a last fit on the training images alone. Kept, because published numbers contain
them: folds and the drawn validation part divide groups; validation images choose C and are then
left out of the fit; the predicted class is a column of the fitted model, which is another class
where training lacks one. The published draw has no seed; here it has one.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.base import clone
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    balanced_accuracy_score,
    f1_score,
    log_loss,
    precision_score,
    recall_score,
    roc_auc_score,
)
from sklearn.model_selection import GridSearchCV, StratifiedKFold
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

from skinvl.contract.errors import DataError
from skinvl.contract.statistics.statistic import Floats, Ints
from skinvl.training.evaluation.probe_data import Part, join

# 10 ** linspace(-5, 1, 10), the grid of both forms.
STRENGTHS: tuple[float, ...] = tuple((10.0 ** np.linspace(-5, 1, 10)).tolist())
ITERATIONS = 1000
MODEL_SEED = 42
VALIDATION_SHARE = 0.2
# The published code calls netcal.metrics.ECE() without an argument, which means 10 bins.
RELEASED_BINS = 10


@dataclass(frozen=True)
class ReleasedProbe:
    """What the published procedure gives: chosen C, figures by name (None: its code fails there),
    the number of images that it trained and chose on, and the folds that lack a class: their AUROC
    is undefined, which makes that of every C undefined, and the smallest C is taken."""

    strength: float
    metrics: dict[str, float | None]
    trained_on: int
    validated_on: int
    undefined_folds: int
    unconverged: int


def divide_released(
    train: Part, val: Part | None, *, keeps_val: bool, share: float | None, seed: int
) -> tuple[Part, Part]:
    """Training and validation images as published: one fifth drawn image by image, unless
    validation comes with the data; then `share` of both."""
    generator = np.random.default_rng(seed)

    def draw(part: Part, count: int) -> tuple[Part, Part]:
        order = generator.permutation(len(part))
        return part.take(order[:count]), part.take(order[count:])

    if not (keeps_val and val is not None):
        pool = join(train, val)
        train, val = draw(pool, len(pool) - int(len(pool) * VALIDATION_SHARE))
    assert val is not None
    if share is not None:
        train, _ = draw(train, int(len(train) * share))
        val, _ = draw(val, int(len(val) * share))
    return train, val


def probe_as_released(train: Part, val: Part, test: Part, *, folds: int = 5) -> ReleasedProbe:
    """Choose C, fit and score.

    Raises:
        DataError: training images of one class only, or too few for the folds.
    """
    pipe = Pipeline(
        [
            ("scaler", StandardScaler()),
            ("model", LogisticRegression(random_state=MODEL_SEED, max_iter=ITERATIONS)),
        ]
    )
    both = join(train, val)
    search = GridSearchCV(
        pipe,
        {"model__C": list(STRENGTHS)},
        refit=False,
        cv=StratifiedKFold(n_splits=folds),
        scoring="roc_auc_ovr",
    )
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            search.fit(both.features, both.truth)
            model = clone(pipe).set_params(**search.best_params_).fit(train.features, train.truth)
        except ValueError as error:
            raise DataError(
                "probe", f"too few images per class for {folds} folds; give more images"
            ) from error
    probabilities = model.predict_proba(test.features)
    splits = [search.cv_results_[f"split{fold}_test_score"] for fold in range(folds)]
    undefined = sum(np.isnan(scores).all() for scores in splits)
    return ReleasedProbe(
        float(search.best_params_["model__C"]),
        score_released(test.truth, probabilities, np.unique(train.truth)),
        len(train),
        len(val),
        int(undefined),
        sum(issubclass(entry.category, ConvergenceWarning) for entry in caught),
    )


def score_released(truth: Ints, probabilities: Floats, trained: Ints) -> dict[str, float | None]:
    """The published figures.

    Args:
        truth: columns of the class list [N].
        probabilities: float [N, C] over the classes that training had.
        trained: those classes, ascending [C].

    Returns:
        Figures by name; None where the published code ends with an error, as when the test images
        have a class that training did not have.
    """
    binary = len(trained) == 2
    scores = probabilities[:, 1] if binary else probabilities
    predicted = (scores >= 0.5).astype(np.int64) if binary else scores.argmax(axis=1)
    return {
        **score_released_labels(truth, predicted),
        "log_loss": _try(lambda: log_loss(truth, scores, labels=trained)),
        "ece_10_bins": released_ece(truth, scores, RELEASED_BINS),
        "ece_15_bins": released_ece(truth, scores, 15),
        "auroc_ovr": _try(lambda: roc_auc_score(truth, scores, multi_class="ovr", labels=trained)),
        "auprc": _try(lambda: average_precision_score(truth, scores, average="macro")),
    }


def score_released_labels(truth: Ints, predicted: Ints) -> dict[str, float | None]:
    """Figures of predicted classes [N] against true ones, as sklearn gives them without ``labels``.

    A prediction that is no class (-1) is one more class of the macro averages, with precision,
    recall and F1 of 0, which pulls them down by K / (K + 1); balanced accuracy is the mean over the
    classes of the truth alone, so that the figures do not agree with each other.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        balanced = balanced_accuracy_score(truth, predicted)
    options: dict[str, Any] = {"average": "macro", "zero_division": 0}
    return {
        "accuracy": float(accuracy_score(truth, predicted)),
        "macro_precision": float(precision_score(truth, predicted, **options)),
        "macro_recall": float(recall_score(truth, predicted, **options)),
        "macro_f1": float(f1_score(truth, predicted, **options)),
        "balanced_accuracy": float(balanced),
    }


def released_ece(truth: Ints, scores: Floats, bins: int) -> float:
    """ECE as netcal measures it, bins closed below (Kueppers et al. 2020, netcal.metrics.ECE).

    Scores [N, K] are binned by the top label. Scores [N] of two classes are binned by the
    probability of class 1 against its frequency, which is another quantity than the top label's.
    """
    if scores.ndim == 1:
        confidence, right = scores, truth == 1
    else:
        confidence, right = scores.max(axis=1), scores.argmax(axis=1) == truth
    index = np.clip((confidence * bins).astype(np.int64), 0, bins - 1)
    gaps = np.bincount(index, weights=confidence - right, minlength=bins)
    return float(np.abs(gaps).sum() / len(truth))


def _try(measure: Callable[[], float]) -> float | None:
    with warnings.catch_warnings():
        # sklearn returns NaN with a warning where a class is missing.
        warnings.simplefilter("ignore", UserWarning)
        try:
            value = float(measure())
        except ValueError:
            return None
    return None if np.isnan(value) else value
