"""The abstention protocol: is an image skin at all, and when does the system stay silent?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from skinvl.contract.errors import DataError
from skinvl.contract.statistics.bootstrap import Estimate, bootstrap, proportion
from skinvl.contract.statistics.statistic import Floats, auroc_of, specificity_at_of
from skinvl.training.evaluation import plots
from skinvl.training.evaluation.predictions import Prediction, RunRecord
from skinvl.training.evaluation.report import Figure, Report, Table, show
from skinvl.training.evaluation.subgroups import name_skin_type

PROTOCOL = "abstention"
SKIN = "skin"
NOT_SKIN = "not-skin"
TPR = 0.95


def score_abstention(predictions: Sequence[Prediction], run: RunRecord, *, seed: int = 0) -> Report:
    """Score the skin verdict and the rates of abstention.

    The skin score is P(clinical) + P(dermoscopy), and skin is the positive class. Silence means
    that the model abstained, for whichever reason, or that the file was refused.

    Raises:
        DataError: there are no images of one of the two kinds.
    """
    skin = [p for p in predictions if p.kind == SKIN]
    others = [p for p in predictions if p.kind == NOT_SKIN]
    if not skin or not others:
        raise DataError("abstention", "needs images of skin and images that are not skin")
    report = Report()
    report.counts = {
        SKIN: len(skin),
        NOT_SKIN: len(others),
        "failed": sum(p.status != "ok" for p in predictions),
    }
    _score_verdict(report, skin, others, run, seed)
    parts = {
        **_divide(skin, SKIN, ("all", lambda p: p.modality, _name_skin_type, lambda p: p.subset)),
        **_divide(
            others, NOT_SKIN, ("all", lambda p: p.modality, lambda p: f"{p.modality}/{p.source}")
        ),
    }
    report.tables.append(_score_parts(report, parts, seed))
    report.figures.append(
        Figure(
            "skin-probability",
            plots.histogram(
                {SKIN: _skin_scores(skin), NOT_SKIN: _skin_scores(others)},
                "skin verdict",
                "P(clinical) + P(dermoscopy)",
            ),
        )
    )
    return report


def _score_verdict(
    report: Report,
    skin: Sequence[Prediction],
    others: Sequence[Prediction],
    run: RunRecord,
    seed: int,
) -> None:
    rows = []
    families: dict[str, list[Prediction]] = {"all": list(others)}
    for prediction in others:
        families.setdefault(prediction.modality, []).append(prediction)
    for name, members in families.items():
        pooled = [*skin, *members]
        positive = np.arange(len(pooled)) < len(skin)
        scores = _skin_scores(pooled)
        found = bootstrap(
            {
                "auroc": auroc_of(positive, scores),
                "specificity": specificity_at_of(positive, scores, TPR),
            },
            [p.unit for p in pooled],
            seed=seed,
        )
        estimates = {"auroc": found["auroc"], "fpr_at_95_tpr": _complement(found["specificity"])}
        report.add(f"skin-verdict/{name}", estimates)
        rows.append((name, str(len(skin)), str(len(members)), *map(show, estimates.values())))
    report.tables.append(
        Table(
            "Skin or not, by P(clinical) + P(dermoscopy)",
            ("against", "skin", "not skin", "AUROC", "FPR at 95 % TPR"),
            tuple(rows),
        )
    )
    pooled = [*skin, *others]
    draw = plots.receiver(
        np.arange(len(pooled)) < len(skin),
        {run.bundle: _skin_scores(pooled)},
        "skin against not skin",
        "not skin taken for skin",
    )
    report.figures.append(Figure("roc-skin", draw))


def _divide(
    predictions: Sequence[Prediction],
    kind: str,
    names: Sequence[str | Callable[[Prediction], str]],
) -> dict[str, list[Prediction]]:
    """Parts of the images by each naming; a text names all of them."""
    parts: dict[str, list[Prediction]] = {}
    for name in names:
        found: dict[str, list[Prediction]] = {}
        for prediction in predictions:
            label = name if isinstance(name, str) else name(prediction)
            found.setdefault(f"{kind}/{label}", []).append(prediction)
        parts.update(sorted(found.items()))
    return parts


def _score_parts(report: Report, parts: dict[str, list[Prediction]], seed: int) -> Table:
    rows = []
    for name, members in parts.items():
        units = [p.unit for p in members]
        silent = proportion([p.says_nothing for p in members], units, seed=seed)
        right = proportion([_top_modality(p) == p.modality for p in members], units, seed=seed)
        report.add(name, {"abstention_rate": silent, "modality_accuracy": right})
        rows.append((name, str(silent.n), str(silent.groups), show(silent), show(right)))
    return Table(
        "Abstention rate and modality verdict",
        ("images", "n", "groups", "abstained (95 % CI)", "modality right (95 % CI)"),
        tuple(rows),
        "Abstention: on skin lower is better, on images that are not skin higher is better. "
        "Intervals of 0 % and 100 % are Wilson's, over groups.",
    )


def _top_modality(prediction: Prediction) -> str | None:
    found = prediction.modality_probabilities
    return max(found, key=lambda name: found[name]) if found else None


def _name_skin_type(prediction: Prediction) -> str:
    return f"skin-type-{name_skin_type(prediction) or 'unknown'}"


def _skin_scores(predictions: Sequence[Prediction]) -> Floats:
    return np.array([p.skin_probability for p in predictions], dtype=np.float64)


def _complement(estimate: Estimate) -> Estimate:
    """1 - estimate; the bounds change places."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return estimate
    return Estimate(
        1 - estimate.value,
        1 - estimate.high,
        1 - estimate.low,
        estimate.n,
        estimate.groups,
        estimate.note,
    )
