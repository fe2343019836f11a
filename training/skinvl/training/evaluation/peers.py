"""Published per-image predictions of other models, scored beside ours on the same images.

A table of a peer has the columns ``image_id, true_label, predicted_label, probability_class_0`` and
so on; ``class2label.csv`` (``diag,label``) says which diagnosis each class number is.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from skinvl.contract.errors import DataError
from skinvl.contract.ontology import ontology
from skinvl.contract.statistics.bootstrap import (
    difference_of,
    evaluate_all,
    holm,
    mcnemar,
    replicate,
)
from skinvl.contract.statistics.statistic import Floats
from skinvl.training.evaluation import plots
from skinvl.training.evaluation.classification import classify
from skinvl.training.evaluation.labelspace import LabelSpace, ham10000_space
from skinvl.training.evaluation.predictions import Prediction, by_subset
from skinvl.training.evaluation.report import Figure, Report, Table, show, show_difference
from skinvl.training.evaluation.scores import Classified, build_statistics, score_images

OURS = "SkinVL"
# The smallest p of a bootstrap is 2 / (replicates + 1), which Holm multiplies by the peers.
TEST_REPLICATES = 9999
COMPARED = ("balanced_accuracy", "malignant_auroc")
SHOWN = (
    "accuracy",
    "balanced_accuracy",
    "macro_auroc",
    "malignant_auroc",
    "malignant_sensitivity_at_90_specificity",
    "malignant_specificity_at_95_sensitivity",
    "ece",
    "ece_debiased",
    "brier",
    "aurc",
)


@dataclass(frozen=True)
class Peer:
    """One model's probabilities [K + 1] in a label space, and its true column, per image id."""

    name: str
    truth: Mapping[str, int]
    probabilities: Mapping[str, Floats]


def read_classes(path: Path, space: LabelSpace) -> dict[int, int]:
    """Column of `space` for each class number of the peers.

    Raises:
        DataError: unreadable, or a diagnosis that is not in the space.
    """
    columns: dict[int, int] = {}
    for row in _read_rows(path, ("diag", "label")):
        found = ontology().resolve(row["diag"]) or ontology().resolve(f"{row['diag']} lesion")
        column = None if found is None else space.index(found.code)
        if column is None or not row["label"].isdigit():
            raise DataError(path, f"{row['diag']!r} is not a class of {space.name}")
        columns[int(row["label"])] = column
    return columns


def read_peers(folder: Path, classes: Path, space: LabelSpace) -> list[Peer]:
    """Every table below `folder`, named by its path without suffix; alphabetical.

    Raises:
        DataError: no table, or one that is damaged.
    """
    columns = read_classes(classes, space)
    tables = sorted(p for p in folder.rglob("*.csv") if p.resolve() != classes.resolve())
    if not tables:
        raise DataError(folder, "no table of a peer (*.csv) in this folder")
    return [
        _read_peer(path, path.relative_to(folder).with_suffix("").as_posix(), columns, space)
        for path in tables
    ]


def compare_with_peers(
    report: Report,
    predictions: Sequence[Prediction],
    peers: Sequence[Peer],
    *,
    seed: int = 0,
) -> None:
    """Add the comparison on the dermoscopy subset that shares most images with the peers.

    Raises:
        DataError: no image in common, or a peer's truth contradicts ours.
    """
    space = ham10000_space()
    shared = set.intersection(*(set(peer.truth) for peer in peers))
    members = _choose_subset(predictions, shared, space)
    if not members:
        raise DataError("peers", "none of their images is among those evaluated")
    ids = [_image_id(p) for p in members]
    ours = classify(members, space)
    models = {OURS: ours}
    for peer in peers:
        models[peer.name] = _align(peer, ids, ours, space)
    _tabulate(report, models, len(shared), members[0].subset, seed)
    _test(report, models, seed)
    curves = {name: images.malignant for name, images in models.items()}
    draw = plots.receiver(
        ours.malignant_truth, curves, f"malignant (n = {len(ours)})", "1 - specificity"
    )
    report.figures.append(Figure("peers-roc-malignant", draw))


def _choose_subset(
    predictions: Sequence[Prediction], shared: set[str], space: LabelSpace
) -> list[Prediction]:
    best: list[Prediction] = []
    for members in by_subset(predictions).values():
        found = [
            p
            for p in members
            if p.modality == "dermoscopy"
            and _image_id(p) in shared
            and space.index(p.diagnosis) is not None
        ]
        if len(found) > len(best):
            best = found
    return best


def _image_id(prediction: Prediction) -> str:
    return prediction.id.rpartition("/")[2]


def _align(peer: Peer, ids: Sequence[str], ours: Classified, space: LabelSpace) -> Classified:
    """The peer's probabilities for our images, with our truth and groups."""
    truth = np.array([peer.truth[name] for name in ids])
    contradicted = np.flatnonzero(truth != ours.truth)
    if len(contradicted):
        first = ids[int(contradicted[0])]
        raise DataError(peer.name, f"another true class than the data set's for {first}")
    probabilities = np.array([peer.probabilities[name] for name in ids])
    return Classified(
        ours.truth,
        probabilities,
        ours.malignant_truth,
        probabilities[:, space.malignant].sum(axis=1),
        ours.groups,
    )


def _tabulate(
    report: Report, models: Mapping[str, Classified], published: int, subset: str, seed: int
) -> None:
    rows = []
    for name, images in models.items():
        estimates = score_images(images, seed=seed)
        report.add(f"peers/{name}", estimates)
        rows.append((name, *(show(estimates[metric]) for metric in SHOWN)))
    count = len(next(iter(models.values())))
    report.counts["peers"] = {"images": count, "published": published, "subset": subset}
    report.tables.append(
        Table(
            f"Peers on the same {count} images ({subset})",
            ("model", *(metric.replace("_", " ") for metric in SHOWN)),
            tuple(rows),
            f"{count} of the {published} published images; all models scored by the same code.",
        )
    )


def _test(report: Report, models: Mapping[str, Classified], seed: int) -> None:
    """Paired differences SkinVL - peer and McNemar's test, p adjusted over the peers."""
    ours = models[OURS]
    names = [name for name in models if name != OURS]
    columns: list[dict[str, dict[str, Any]]] = []
    for metric in COMPARED:
        measures = {name: build_statistics(images)[metric] for name, images in models.items()}
        values = evaluate_all(measures, len(ours))
        drawn = replicate(measures, ours.groups, replicates=TEST_REPLICATES, seed=seed)
        found = {
            name: difference_of(values[OURS] - values[name], drawn[OURS], drawn[name], len(ours))
            for name in names
        }
        adjusted = holm({name: difference.p for name, difference in found.items()})
        columns.append(
            {
                name: {**difference.to_json(), "p_holm": _defined(adjusted[name])}
                for name, difference in found.items()
            }
        )
    tests = {name: mcnemar(ours.correct, models[name].correct) for name in names}
    adjusted = holm({name: test.p for name, test in tests.items()})
    columns.append(
        {
            name: {
                "only_skinvl_right": test.only_a,
                "only_peer_right": test.only_b,
                "p": test.p,
                "p_holm": adjusted[name],
            }
            for name, test in tests.items()
        }
    )
    report.comparisons["peers"] = {
        name: dict(zip((*COMPARED, "mcnemar"), (c[name] for c in columns), strict=True))
        for name in names
    }
    report.tables.append(_table_of_tests(names, columns))


def _table_of_tests(names: Sequence[str], columns: Sequence[Mapping[str, Any]]) -> Table:
    rows = []
    for name in names:
        cells = [name]
        for column in columns:
            entry = column[name]
            if "difference" in entry:
                cells.append(show_difference(entry))
            else:
                cells.append(f"{entry['only_skinvl_right']} / {entry['only_peer_right']}")
            cells.append(_show_p(entry["p_holm"]))
        rows.append(tuple(cells))
    return Table(
        f"{OURS} minus peer, paired",
        (
            "peer",
            "balanced accuracy",
            "p (Holm)",
            "malignant AUROC",
            "p (Holm)",
            f"only {OURS} / only peer right",
            "McNemar p (Holm)",
        ),
        tuple(rows),
        f"Differences: paired bootstrap over groups, {TEST_REPLICATES} replicates. McNemar: exact, "
        "takes images as independent. p adjusted by Holm over the peers, per test.",
    )


def _defined(p: float) -> float | None:
    return None if math.isnan(p) else p


def _show_p(p: float | None) -> str:
    if p is None:
        return "-"
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def _read_peer(path: Path, name: str, columns: Mapping[int, int], space: LabelSpace) -> Peer:
    header = [f"probability_class_{number}" for number in sorted(columns)]
    order = [columns[number] for number in sorted(columns)]
    truth: dict[str, int] = {}
    probabilities: dict[str, Floats] = {}
    for row in _read_rows(path, ("image_id", "true_label", *header)):
        try:
            values = np.zeros(len(space.codes) + 1)
            np.add.at(values, order, [float(row[key]) for key in header])
            truth[row["image_id"]] = columns[int(row["true_label"])]
        except (ValueError, KeyError) as error:
            raise DataError(path, f"{row['image_id']}: not a prediction ({error})") from error
        probabilities[row["image_id"]] = values
    return Peer(name, truth, probabilities)


def _read_rows(path: Path, required: Sequence[str]) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(path, f"not readable as CSV ({error})") from error
    absent = [name for name in required if not rows or name not in rows[0]]
    if absent:
        raise DataError(path, f"no row, or no column {absent[0]!r}")
    return rows
