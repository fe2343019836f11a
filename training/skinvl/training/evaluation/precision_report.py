"""The diagnoses of two systems on the same images, as tables."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from skinvl.contract.errors import DataError
from skinvl.contract.statistics.bootstrap import McNemar, proportion
from skinvl.contract.statistics.statistic import Floats
from skinvl.training.evaluation import plots
from skinvl.training.evaluation.classification import classify
from skinvl.training.evaluation.labelspace import LabelSpace, clinical_space, ham10000_space
from skinvl.training.evaluation.paired import (
    NOT_INFERIOR,
    PAIRED_REPLICATES,
    UNDECIDED,
    WORSE,
    Paired,
    compare_pair,
)
from skinvl.training.evaluation.predictions import Prediction, RunRecord, by_subset
from skinvl.training.evaluation.report import Figure, Report, Table, show, show_difference
from skinvl.training.evaluation.subgroups import SKIN_TYPE_GROUPS, name_skin_type

Said = tuple[str, Sequence[Prediction], RunRecord]


def compare_predictions(
    report: Report,
    candidate: Said,
    reference: Said,
    margins: Mapping[str, float],
    *,
    seed: int = 0,
) -> list[str]:
    """Add the comparison of every subset; the verdicts of all that has a margin.

    Raises:
        DataError: the two did not see the same images.
    """
    _check_same(candidate, reference)
    others = {(p.dataset, p.id): p for p in reference[1]}
    verdicts = []
    for subset, members in by_subset(candidate[1]).items():
        pairs = [(p, others[p.dataset, p.id]) for p in members]
        title = f"{candidate[0]} against {reference[0]}, {subset}"
        verdicts.append(_compare_outputs(report, title, pairs, margins, seed))
        space = _common_space(members[0].modality, candidate[2], reference[2])
        scored = [pair for pair in pairs if space and space.index(pair[0].diagnosis) is not None]
        if space is None or not scored:
            report.notes.append(f"{subset}: no image with a diagnosis that both can make")
            continue
        verdicts += _compare_metrics(report, title, scored, space, margins, seed)
    return verdicts


def _check_same(candidate: Said, reference: Said) -> None:
    images = [
        {(p.dataset, p.id, p.image_sha256) for p in said[1]} for said in (candidate, reference)
    ]
    if images[0] != images[1]:
        count = len(images[0] ^ images[1])
        raise DataError(candidate[0], f"{count} images are not those of {reference[0]}")


def _common_space(modality: str, a: RunRecord, b: RunRecord) -> LabelSpace | None:
    if modality == "dermoscopy":
        return ham10000_space()
    codes = [code for code in a.clinical_codes if code in b.clinical_codes]
    return clinical_space(codes) if modality == "clinical" and codes else None


def _compare_outputs(
    report: Report,
    title: str,
    pairs: Sequence[tuple[Prediction, Prediction]],
    margins: Mapping[str, float],
    seed: int,
) -> str:
    """Differences of probabilities and shares of equal conclusions, labelled or not."""
    units = [first.unit for first, _ in pairs]
    distance = np.array([_total_variation(a.differential, b.differential) for a, b in pairs])
    malignant = np.array([abs((a.malignant or 0.0) - (b.malignant or 0.0)) for a, b in pairs])
    largest = np.array([_largest(a.differential, b.differential) for a, b in pairs])
    agreement = {
        "top_1": [_top(a.differential) == _top(b.differential) for a, b in pairs],
        "modality": [
            _top(a.modality_probabilities) == _top(b.modality_probabilities) for a, b in pairs
        ],
        "conformal_set": [set(a.conformal_set) == set(b.conformal_set) for a, b in pairs],
        "abstention": [a.says_nothing == b.says_nothing for a, b in pairs],
    }
    found = {name: proportion(same, units, seed=seed) for name, same in agreement.items()}
    report.add(f"{title}/agreement", found)
    report.comparisons[f"{title}/probabilities"] = {
        "n": len(pairs),
        "largest_difference": float(largest.max()),
        "mean_total_variation": float(distance.mean()),
        "largest_total_variation": float(distance.max()),
        "mean_malignant_difference": float(malignant.mean()),
        "largest_malignant_difference": float(malignant.max()),
    }
    low = found["top_1"].low or 0.0
    high = found["top_1"].high or 0.0
    limit = margins["agreement"]
    verdict = NOT_INFERIOR if low >= limit else WORSE if high < limit else UNDECIDED
    # Wilson's bound of a few images that all agree is far below 1: that is no disagreement.
    if largest.max() == 0.0:
        verdict = NOT_INFERIOR
    rows = [(f"same {name.replace('_', ' ')}", show(e), str(e.n)) for name, e in found.items()]
    rows += [
        (label, f"mean {values.mean():.2g}, largest {values.max():.2g}", str(len(values)))
        for label, values in (
            ("difference of one probability (largest of the differential)", largest),
            ("total variation of the differential", distance),
            ("difference of P(malignant)", malignant),
        )
    ]
    rows.append((f"verdict: same top 1 in at least {limit:.1%}", verdict, str(len(pairs))))
    report.tables.append(Table(f"{title}: outputs", ("what", "value", "n"), tuple(rows)))
    return verdict


def _compare_metrics(
    report: Report,
    title: str,
    scored: Sequence[tuple[Prediction, Prediction]],
    space: LabelSpace,
    margins: Mapping[str, float],
    seed: int,
) -> list[str]:
    first = classify([a for a, _ in scored], space)
    second = classify([b for _, b in scored], space)
    labels = np.array([name_skin_type(a) or "" for a, _ in scored])
    masks = {name: labels == name for name in SKIN_TYPE_GROUPS if (labels == name).any()}
    found, test = compare_pair(first, second, margins, masks, seed=seed)
    report.comparisons[title] = {pair.metric: pair.to_json() for pair in found}
    report.comparisons[title]["mcnemar"] = {
        "only_candidate_right": test.only_a,
        "only_reference_right": test.only_b,
        "p": test.p,
    }
    report.counts[title] = {"images": len(scored), "classes": len(space.codes)}
    report.tables.append(_tabulate(title, found, test))
    report.figures.append(
        Figure(
            f"differences-{title.replace(' against ', '-').replace(', ', '-').replace(' ', '-')}",
            plots.differences(
                {
                    f"{pair.metric.replace('_', ' ')} (n = {pair.difference.n})": (
                        pair.difference,
                        pair.margin,
                    )
                    for pair in found
                    if not math.isnan(pair.difference.low)
                },
                title,
            ),
        )
    )
    return [pair.verdict for pair in found if pair.verdict is not None]


def _tabulate(title: str, found: Sequence[Paired], test: McNemar) -> Table:
    rows = [
        (
            pair.metric.replace("_", " "),
            str(pair.difference.n),
            show(pair.candidate),
            show(pair.reference),
            show_difference(pair.difference.to_json()),
            _show_p(pair.p_holm),
            {True: "yes", False: "no", None: "-"}[pair.overlap],
            "-" if pair.margin is None else f"{pair.margin:g}",
            pair.verdict or "-",
        )
        for pair in found
    ]
    return Table(
        f"{title}: metrics",
        (
            "metric",
            "n",
            "candidate",
            "reference",
            "difference",
            "p (Holm)",
            "intervals overlap",
            "margin",
            "verdict",
        ),
        tuple(rows),
        f"McNemar, exact: only the candidate right {test.only_a}, only the reference right "
        f"{test.only_b}, p = {_show_p(test.p)}; it takes images as independent. Differences: "
        f"paired bootstrap over groups, {PAIRED_REPLICATES} replicates; p adjusted by Holm over "
        "the rows. ECE, Brier score and AURC: lower is better. Skin type sensitivity: mean over "
        "the diagnoses present. Better: the paired interval lies beyond 0 with p below 0.05; "
        "within margin: its worse end stays within the margin; worse: it lies below 0 with p "
        "below 0.05. Where no image differs, Wilson's bound over the groups decides, unless all "
        "probabilities are equal.",
    )


def _show_p(p: float) -> str:
    if math.isnan(p):
        return "-"
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def _top(probabilities: Mapping[str, float]) -> str | None:
    return max(probabilities, key=lambda name: probabilities[name]) if probabilities else None


def _difference(a: Mapping[str, float], b: Mapping[str, float]) -> Floats:
    names = sorted({*a, *b})
    return np.array([a.get(name, 0.0) - b.get(name, 0.0) for name in names] or [0.0])


def _largest(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    return float(np.abs(_difference(a, b)).max())


def _total_variation(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Half the summed absolute difference, 0..1."""
    return float(np.abs(_difference(a, b)).sum() / 2)
