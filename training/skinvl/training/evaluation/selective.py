"""Selective prediction: what is gained where the least confident images are left to a person."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from skinvl.contract.statistics import statistic
from skinvl.contract.statistics.bootstrap import bootstrap, proportion
from skinvl.training.evaluation import plots
from skinvl.training.evaluation.predictions import Prediction
from skinvl.training.evaluation.report import Figure, Report, Table, show
from skinvl.training.evaluation.scores import Classified

RISKS = (0.05, 0.10, 0.20)
COVERAGES = (0.70, 0.80, 0.90)


def score_selective(
    report: Report, name: str, scored: Sequence[Prediction], images: Classified, *, seed: int = 0
) -> None:
    """Add area and points of the risk-coverage curve over the probability of the top diagnosis,
    and the point that the model's own abstention takes."""
    confidence = images.probabilities.max(axis=1)
    measures = {
        "aurc": statistic.aurc_of(images.correct, confidence),
        "excess_aurc": statistic.excess_aurc_of(images.correct, confidence),
    }
    for risk in RISKS:
        measures[f"coverage_at_{risk:.0%}_risk".replace("%", "")] = statistic.coverage_at_risk_of(
            images.correct, confidence, risk
        )
    for coverage in COVERAGES:
        measures[f"risk_at_{coverage:.0%}_coverage".replace("%", "")] = (
            statistic.risk_at_coverage_of(images.correct, confidence, coverage)
        )
    found = bootstrap(measures, images.groups, seed=seed)
    silent = np.array([p.says_nothing for p in scored], dtype=np.bool_)
    found["abstention_coverage"] = proportion(~silent, images.groups, seed=seed)
    point = None
    if not silent.all():
        answered = images.take(~silent)
        found["abstention_risk"] = proportion(~answered.correct, answered.groups, seed=seed)
        point = (float((~silent).mean()), float((~answered.correct).mean()))
    report.add(f"{name}/selective", found)
    labels = {
        "aurc": "area under the risk-coverage curve",
        "excess_aurc": "of it, above the best possible ordering",
        **{
            f"coverage_at_{risk:.0%}_risk".replace("%", ""): f"coverage at {risk:.0%} risk"
            for risk in RISKS
        },
        **{
            f"risk_at_{part:.0%}_coverage".replace("%", ""): f"risk at {part:.0%} coverage"
            for part in COVERAGES
        },
        "abstention_coverage": "coverage of the model's own abstention",
        "abstention_risk": "risk where it answered",
    }
    report.tables.append(
        Table(
            f"{name}: selective prediction",
            ("what", "value (95 % CI)", "n"),
            tuple(
                (labels[key], show(estimate), str(estimate.n)) for key, estimate in found.items()
            ),
            "Risk: error rate of the images that are kept. Coverage: share that is kept, most "
            "confident first. Area: Geifman and El-Yaniv (2017); excess: Geifman, Uziel and "
            "El-Yaniv (2019), exact.",
        )
    )
    draw = plots.selective(images.correct, confidence, f"{name} (n = {len(images)})", point)
    report.figures.append(Figure(f"{name}-risk-coverage", draw))
