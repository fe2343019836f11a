"""Scores of generated answers, in the published form and in the corrected one."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

from skinvl.contract.statistics.bootstrap import Estimate, bootstrap, mcnemar, proportion
from skinvl.contract.statistics.statistic import Bools, balanced_accuracy_of, mean_of
from skinvl.training.evaluation import plots
from skinvl.training.evaluation.class_lists.class_list import ClassList
from skinvl.training.evaluation.probe_arguments import AS_RELEASED, CORRECTED
from skinvl.training.evaluation.probe_released import score_released_labels
from skinvl.training.evaluation.probe_statistic import macro_f1_of, macro_precision_of
from skinvl.training.evaluation.report import Figure, Report, Table, show
from skinvl.training.evaluation.zero_shot_answers import GivenAnswer
from skinvl.training.evaluation.zero_shot_reading import STATUSES, read_answer
from skinvl.training.evaluation.zero_shot_released import NO_MATCH, choose_released, match_released

METRICS = ("accuracy", "balanced_accuracy", "macro_precision", "macro_recall", "macro_f1")


def score_generated(
    report: Report,
    answers: Sequence[GivenAnswer],
    classes: ClassList,
    forms: Sequence[str],
    *,
    seed: int,
) -> None:
    """Add the figures of every form asked for, and what the two forms disagree on."""
    columns: dict[str, dict[str, Estimate]] = {}
    right: dict[str, Bools] = {}
    if AS_RELEASED in forms:
        columns[AS_RELEASED], right[AS_RELEASED] = _score_released(report, answers, classes, seed)
    if CORRECTED in forms:
        columns[CORRECTED], right[CORRECTED] = _score_corrected(report, answers, classes, seed)
    if len(right) == 2:
        test = mcnemar(right[AS_RELEASED], right[CORRECTED])
        report.comparisons["generated/as-released against corrected"] = {
            "only_as_released": test.only_a,
            "only_corrected": test.only_b,
            "p": test.p,
        }
    report.tables.append(
        Table(
            f"{classes.name}: generated answers, n = {len(answers)}",
            ("metric", "as released", "corrected (95 % CI)"),
            tuple(
                (
                    name.replace("_", " "),
                    *(show(columns.get(form, {}).get(name)) for form in (AS_RELEASED, CORRECTED)),
                )
                for name in METRICS
            ),
            "As released: first class of the list found anywhere in the answer; an answer without "
            "a match is one more class of the macro averages and none of balanced accuracy. "
            "Corrected: whole names, negations read, an answer that names several classes or none "
            "is wrong; averages over the classes that the images have.",
        )
    )


def _score_released(
    report: Report, answers: Sequence[GivenAnswer], classes: ClassList, seed: int
) -> tuple[dict[str, Estimate], Bools]:
    generator = random.Random(seed)
    truth = np.array([choose_released(a.labels, generator) for a in answers], dtype=np.int64)
    found = np.array([match_released(a.answer, classes.names) for a in answers], dtype=np.int64)
    units = len({a.group for a in answers})
    estimates = {
        name: Estimate(value, None, None, len(answers), units)
        for name, value in score_released_labels(truth, found).items()
    }
    unmatched = int((found == NO_MATCH).sum())
    report.add(f"{AS_RELEASED}/{classes.name}", estimates)
    report.counts[AS_RELEASED] = {"images": len(answers), "no_match": unmatched}
    if any(len(a.labels) > 1 for a in answers):
        report.notes.append(
            "as released: of several labels one is drawn; the published draw has no seed"
        )
    return estimates, found == truth


def _score_corrected(
    report: Report, answers: Sequence[GivenAnswer], classes: ClassList, seed: int
) -> tuple[dict[str, Estimate], Bools]:
    readings = [read_answer(a.answer, classes) for a in answers]
    groups = [a.group for a in answers]
    nothing = len(classes.classes)
    predicted = np.array(
        [nothing if r.column is None else r.column for r in readings], dtype=np.int64
    )
    # Of several true classes the image counts in the one that was named, else in the first.
    truth = np.array(
        [
            r.column if r.column in a.labels else a.labels[0]
            for r, a in zip(readings, answers, strict=True)
        ],
        dtype=np.int64,
    )
    estimates = bootstrap(
        {
            "accuracy": mean_of(predicted == truth),
            "balanced_accuracy": balanced_accuracy_of(truth, predicted),
            "macro_precision": macro_precision_of(truth, predicted),
            "macro_recall": balanced_accuracy_of(truth, predicted),
            "macro_f1": macro_f1_of(truth, predicted),
        },
        groups,
        seed=seed,
    )
    prefix = f"{CORRECTED}/{classes.name}"
    report.add(f"{prefix}/generated", estimates)
    among = [bool(set(r.columns) & set(a.labels)) for r, a in zip(readings, answers, strict=True)]
    shares = {
        f"answer_{status}": proportion([r.status == status for r in readings], groups, seed=seed)
        for status in STATUSES
    }
    shares["truth_among_those_named"] = proportion(among, groups, seed=seed)
    report.add(f"{prefix}/generated", shares)
    report.tables.append(
        Table(
            f"{classes.name}: what the answers name",
            ("answer", "share (95 % CI)"),
            tuple((name.replace("_", " "), show(share)) for name, share in shares.items()),
            "One: a single class. Several: a differential. Negated: only what it is not. Outside: "
            "only diagnoses that are not in the list. None: no diagnosis.",
        )
    )
    labels = (*classes.names, "no single class")
    title = f"{classes.name}, generated (n = {len(answers)})"
    report.figures.append(
        Figure(f"{classes.name}-generated", plots.confusion(truth, predicted, labels, title))
    )
    return estimates, predicted == truth
