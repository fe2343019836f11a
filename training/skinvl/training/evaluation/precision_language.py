"""The language model of two systems on the same closed questions."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from skinvl.contract.errors import ImageError
from skinvl.contract.statistics.bootstrap import mcnemar, paired_difference, proportion
from skinvl.contract.statistics.statistic import mean_of
from skinvl.training.evaluation.progress import track
from skinvl.training.evaluation.report import Report, Table, show, show_difference
from skinvl.training.evaluation.selection import Selected

if TYPE_CHECKING:
    from skinvl.runtime.bundle import Bundle

Named = tuple[str, "Bundle"]


def compare_language(
    report: Report,
    candidate: Named,
    reference: Named,
    selected: Sequence[Selected],
    count: int,
    *,
    seed: int = 0,
) -> None:
    """Ask both `count` closed questions with a list of choices, drawn by the seed."""
    questions = [
        (item, question)
        for item in selected
        for question in item.sample.qa
        if question.kind == "choice" and question.answer in question.choices
    ]
    if not questions:
        report.notes.append("no closed question with choices in these data sets")
        return
    drawn = random.Random(seed).sample(questions, min(count, len(questions)))
    scores, truths, units, failed = [], [], [], 0
    for item, question in track(drawn, "questions"):
        try:
            both = [
                bundle.score_answers(item.file, question.question, question.choices)
                for _, bundle in (candidate, reference)
            ]
        except ImageError:
            failed += 1
            continue
        scores.append([[answers[choice] for choice in question.choices] for answers in both])
        truths.append(question.choices.index(question.answer))
        units.append(f"{item.folder.name}/{item.sample.group}")
    if failed:
        report.notes.append(f"{failed} questions about images that could not be read")
    if not scores:
        return
    best = np.array([[np.argmax(answers) for answers in both] for both in scores])
    right = best == np.array(truths)[:, None]
    gap = np.array([np.abs(np.subtract(both[0], both[1])).max() for both in scores])
    same = proportion(best[:, 0] == best[:, 1], units, seed=seed)
    accuracy = [proportion(right[:, column], units, seed=seed) for column in (0, 1)]
    difference = paired_difference(mean_of(right[:, 0]), mean_of(right[:, 1]), units, seed=seed)
    test = mcnemar(right[:, 0], right[:, 1])
    title = f"{candidate[0]} against {reference[0]}, closed questions"
    report.add(title, {"agreement": same, "candidate": accuracy[0], "reference": accuracy[1]})
    report.comparisons[title] = {
        **difference.to_json(),
        "largest_probability_difference": float(gap.max()),
        "mean_largest_probability_difference": float(gap.mean()),
        "mcnemar": {
            "only_candidate_right": test.only_a,
            "only_reference_right": test.only_b,
            "p": test.p,
        },
    }
    report.tables.append(
        Table(
            title,
            ("what", "value", "n"),
            (
                ("same answer", show(same), str(same.n)),
                ("accuracy of the candidate", show(accuracy[0]), str(same.n)),
                ("accuracy of the reference", show(accuracy[1]), str(same.n)),
                ("difference", show_difference(difference.to_json()), str(same.n)),
                (
                    "largest difference of one probability",
                    f"mean {gap.mean():.2g}, largest {gap.max():.2g}",
                    str(len(gap)),
                ),
                (
                    "only candidate / only reference right",
                    f"{test.only_a} / {test.only_b}, McNemar p = {test.p:.3f}",
                    str(same.n),
                ),
            ),
            "Questions with a list of choices, each scored by its likelihood.",
        )
    )
