"""The linear probe without the faults of the published one.

Groups never cross folds; C is chosen by the log loss of held-out training images, a proper score
that every fold defines; the last fit takes all training images; the temperature is fitted on the
held-out predictions of the folds (Guo et al. 2017). Test images are looked at once.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.preprocessing import StandardScaler

from skinvl.contract.errors import DataError
from skinvl.contract.statistics.statistic import Floats, Ints
from skinvl.training.evaluation.probe_data import Part
from skinvl.training.evaluation.probe_released import ITERATIONS, MODEL_SEED, STRENGTHS

# Probability of a class that a fold's training images lack.
FLOOR = 1e-12


@dataclass(frozen=True)
class CorrectedProbe:
    """``losses`` is the held-out log loss by C; ``probabilities`` float64 [N, K] of the test."""

    strength: float
    temperature: float
    losses: dict[float, float]
    probabilities: Floats
    unconverged: int


def probe_corrected(
    train: Part, test: Floats, classes: int, *, folds: int = 5, seed: int = 0
) -> CorrectedProbe:
    """Choose, calibrate and fit on `train`; predict features `test` [N, F] over `classes` columns.

    Raises:
        DataError: fewer groups than folds, or one class only.
    """
    groups = np.unique(train.units)
    if len(groups) < folds or len(np.unique(train.truth)) < 2:
        raise DataError(
            "probe",
            f"{len(groups)} groups of {len(np.unique(train.truth))} classes in training; "
            f"{folds} folds need as many groups and two classes",
        )
    splitter = StratifiedGroupKFold(n_splits=folds, shuffle=True, random_state=seed)
    held_out = {strength: np.zeros((len(train), classes)) for strength in STRENGTHS}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for inside, outside in splitter.split(train.features, train.truth, groups=train.units):
            scaler = StandardScaler().fit(train.features[inside])
            fitted, left = (scaler.transform(train.features[rows]) for rows in (inside, outside))
            # Each C starts from the solution of the one before, which is what makes the grid cheap.
            model = _model(warm_start=True)
            for strength in STRENGTHS:
                model.set_params(C=strength).fit(fitted, train.truth[inside])
                held_out[strength][outside] = _log_probabilities(model, left, classes)
        losses = {c: _loss(values, train.truth) for c, values in held_out.items()}
        best = min(losses, key=lambda c: losses[c])
        scaler = StandardScaler().fit(train.features)
        model = _model().set_params(C=best).fit(scaler.transform(train.features), train.truth)
    temperature = fit_temperature(held_out[best], train.truth)
    logits = _log_probabilities(model, scaler.transform(test), classes)
    unconverged = sum(issubclass(entry.category, ConvergenceWarning) for entry in caught)
    return CorrectedProbe(
        best, temperature, losses, softmax(logits / temperature, axis=1), unconverged
    )


def fit_temperature(logits: Floats, truth: Ints) -> float:
    """The temperature 0.01..100 with the least negative log-likelihood of `truth` [N] under
    softmax(logits / temperature), logits [N, K]."""

    def loss(log_temperature: float) -> float:
        return _loss(log_softmax(logits / np.exp(log_temperature), axis=1), truth)

    bound = float(np.log(100.0))
    found = minimize_scalar(loss, bounds=(-bound, bound), method="bounded")
    return float(np.exp(found.x))


def _model(*, warm_start: bool = False) -> LogisticRegression:
    return LogisticRegression(random_state=MODEL_SEED, max_iter=ITERATIONS, warm_start=warm_start)


def _log_probabilities(model: LogisticRegression, features: Floats, classes: int) -> Floats:
    """Log probabilities [N, K] in the columns of the class list."""
    values = np.full((len(features), classes), FLOOR)
    values[:, model.classes_] = model.predict_proba(features)
    logs: Floats = np.log(np.clip(values, FLOOR, 1.0))
    return logs


def _loss(log_probabilities: Floats, truth: Ints) -> float:
    return float(-log_probabilities[np.arange(len(truth)), truth].mean())
