"""Metrics per skin type, age band, sex and body site, and how far the groups lie apart.

Every group is scored on its own images with its own interval. Groups of at least `SMALLEST` images
are compared: the worst one, the ratio of the lowest value to the highest, and where two groups are
the extremes of a scale their difference. Ratio and difference are taken on the same resamples.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from skinvl.contract.statistics import statistic
from skinvl.contract.statistics.bootstrap import (
    Estimate,
    difference_of,
    evaluate_all,
    proportion,
    replicate,
)
from skinvl.contract.statistics.statistic import Bools, Floats, Statistic
from skinvl.training.evaluation import plots
from skinvl.training.evaluation.predictions import Prediction
from skinvl.training.evaluation.report import Figure, Report, Table, show, show_difference
from skinvl.training.evaluation.scores import (
    SENSITIVITY_SPECIFICITY,
    Classified,
    build_statistics,
    score_images,
)

SKIN_TYPE_GROUPS = {"I-II": (1, 2), "III-IV": (3, 4), "V-VI": (5, 6)}
AGE_BANDS = (0, 30, 50, 70)
SMALLEST = 20
COMPARED = (
    "accuracy",
    "balanced_accuracy",
    "macro_auroc",
    "malignant_auroc",
    "malignant_sensitivity",
)
SHOWN = (
    *COMPARED,
    "malignant_specificity",
    "ece",
    "ece_debiased",
    "aurc",
    "abstention_rate",
)


@dataclass(frozen=True)
class Attribute:
    """What divides the images: `label` names the group of an image, None where it is not known.

    ``extremes`` are the ends of a scale, whose difference is reported.
    """

    name: str
    label: Callable[[Prediction], str | None]
    extremes: tuple[str, str] | None = None


def name_skin_type(prediction: Prediction) -> str | None:
    """The pair of Fitzpatrick types: I-II, III-IV or V-VI."""
    for name, members in SKIN_TYPE_GROUPS.items():
        if prediction.skin_type in members:
            return name
    return None


def name_age_band(prediction: Prediction) -> str | None:
    """Years: 0-29, 30-49, 50-69 or 70+."""
    if prediction.age is None:
        return None
    for start, following in pairwise(AGE_BANDS):
        if prediction.age < following:
            return f"{start}-{following - 1}"
    return f"{AGE_BANDS[-1]}+"


ATTRIBUTES = (
    Attribute("skin-type", name_skin_type, ("I-II", "V-VI")),
    Attribute("age", name_age_band),
    Attribute("sex", lambda prediction: prediction.sex, ("female", "male")),
    Attribute("site", lambda prediction: prediction.site),
)


def score_subgroups(
    report: Report, name: str, scored: Sequence[Prediction], images: Classified, *, seed: int = 0
) -> None:
    """Add metrics, a table and a figure for each attribute that is known of any image."""
    malignant = images.malignant_truth
    called = images.malignant >= statistic.threshold_at(
        malignant, images.malignant, SENSITIVITY_SPECIFICITY
    )
    silent = np.array([p.says_nothing for p in scored], dtype=np.bool_)
    for attribute in ATTRIBUTES:
        labels = [attribute.label(p) for p in scored]
        unknown = labels.count(None)
        report.counts[name][f"{attribute.name.replace('-', '_')}_unknown"] = unknown
        found = sorted({label for label in labels if label is not None})
        masks = {label: np.array([other == label for other in labels]) for label in found}
        if not masks:
            continue
        parts = {
            label: _score_part(images, mask, called, silent, seed) for label, mask in masks.items()
        }
        for label, estimates in parts.items():
            report.add(f"{name}/{attribute.name}-{label.replace(' ', '-')}", estimates)
        compared = compare_groups(images, masks, called, attribute.extremes, seed=seed)
        report.comparisons[f"{name}/{attribute.name}"] = compared
        report.tables += _tabulate(f"{name}: by {attribute.name}", parts, compared, unknown)
        report.figures.append(
            Figure(
                f"{name}-{attribute.name}",
                plots.intervals(
                    {
                        metric.replace("_", " "): {
                            f"{label} (n = {part['accuracy'].n})": part[metric]
                            for label, part in parts.items()
                        }
                        for metric in ("balanced_accuracy", "malignant_auroc", "abstention_rate")
                    },
                    f"{name}: by {attribute.name}",
                ),
            )
        )


def _score_part(
    images: Classified, mask: Bools, called: Bools, silent: Bools, seed: int
) -> dict[str, Estimate]:
    part = images.take(mask)
    groups = np.array(images.groups, dtype=object)
    sick, well = mask & images.malignant_truth, mask & ~images.malignant_truth
    return {
        **score_images(part, seed=seed),
        "malignant_sensitivity": proportion(called[sick], groups[sick].tolist(), seed=seed),
        "malignant_specificity": proportion(~called[well], groups[well].tolist(), seed=seed),
        "abstention_rate": proportion(silent[mask], part.groups, seed=seed),
    }


def compare_groups(
    images: Classified,
    masks: Mapping[str, Bools],
    called: Bools,
    extremes: tuple[str, str] | None,
    *,
    seed: int = 0,
) -> dict[str, Any]:
    """Per metric: worst group, lowest / highest with its interval, difference of the extremes.

    Only groups of at least `SMALLEST` images take part; fewer than two leave nothing to compare.
    The ratio of the lowest to the highest of noisy values is below 1 even where all groups are
    equal: its interval, not its distance from 1, says what is known.
    """
    large = {label: mask for label, mask in masks.items() if int(mask.sum()) >= SMALLEST}
    if len(large) < 2:
        return {}
    statistics: dict[str, Statistic] = {}
    for label, mask in large.items():
        built = build_statistics(images.take(mask))
        built["malignant_sensitivity"] = _ratio_of(called, images.malignant_truth, mask)
        for metric in COMPARED:
            statistics[f"{metric}\t{label}"] = statistic.within(mask, built[metric])
    values = evaluate_all(statistics, len(images))
    drawn = replicate(statistics, images.groups, seed=seed)
    found: dict[str, Any] = {}
    for metric in COMPARED:
        defined = {
            label: values[f"{metric}\t{label}"]
            for label in large
            if not np.isnan(values[f"{metric}\t{label}"])
        }
        if len(defined) < 2:
            continue
        worst = min(defined, key=lambda label: defined[label])
        highest = max(defined.values())
        rows = np.stack([drawn[f"{metric}\t{label}"] for label in defined])
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios = rows.min(axis=0) / rows.max(axis=0)
        ratios = ratios[np.isfinite(ratios)]
        low, high = np.percentile(ratios, [2.5, 97.5]).tolist() if len(ratios) else (None, None)
        entry: dict[str, Any] = {
            "worst": worst,
            "worst_n": int(large[worst].sum()),
            "ratio": defined[worst] / highest if highest > 0 else None,
            "ratio_low": low,
            "ratio_high": high,
        }
        if extremes is not None and set(extremes) <= set(defined):
            first, last = (f"{metric}\t{label}" for label in extremes)
            count = sum(int(large[label].sum()) for label in extremes)
            gap = difference_of(values[first] - values[last], drawn[first], drawn[last], count)
            entry["gap"] = {
                "between": list(extremes),
                "n_each": [int(large[label].sum()) for label in extremes],
                **gap.to_json(),
            }
        found[metric] = entry
    return found


def _ratio_of(called: Bools, malignant: Bools, mask: Bools) -> Statistic:
    """Share of the malignant images of a part that are called so."""
    sick = malignant[mask].astype(np.float64)
    hits = sick * called[mask]

    def measure(weights: Floats) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            share: Floats = (weights @ hits) / (weights @ sick)
        return share

    return measure


def _tabulate(
    title: str,
    parts: Mapping[str, Mapping[str, Estimate]],
    compared: Mapping[str, Any],
    unknown: int,
) -> list[Table]:
    rows = [("n", *(str(part["accuracy"].n) for part in parts.values()))]
    rows.append(
        ("malignant, n", *(str(part["malignant_sensitivity"].n) for part in parts.values()))
    )
    for metric in SHOWN:
        rows.append((metric.replace("_", " "), *(show(part[metric]) for part in parts.values())))
    tables = [
        Table(
            title,
            ("metric", *parts),
            tuple(rows),
            f"Not known of {unknown} images. Malignant sensitivity and specificity: at the one "
            f"threshold that reaches {SENSITIVITY_SPECIFICITY:.0%} specificity on all images. "
            "AUROC and balanced accuracy are means over the classes present, which differ between "
            "groups.",
        )
    ]
    if compared:
        tables.append(_tabulate_comparison(title, compared))
    return tables


def _tabulate_comparison(title: str, compared: Mapping[str, Any]) -> Table:
    rows = []
    for metric, entry in compared.items():
        ratio = Estimate(entry["ratio"], entry["ratio_low"], entry["ratio_high"], 0, 0)
        gap = entry.get("gap")
        rows.append(
            (
                metric.replace("_", " "),
                f"{entry['worst']} (n = {entry['worst_n']})",
                show(ratio),
                "-" if gap is None else f"{' minus '.join(gap['between'])}: {show_difference(gap)}",
            )
        )
    return Table(
        f"{title}, compared",
        ("metric", "worst group", "lowest / highest", "difference of the extremes"),
        tuple(rows),
        f"Groups of at least {SMALLEST} images.",
    )
