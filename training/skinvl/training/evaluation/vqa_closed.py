"""Closed questions put to a bundle: the likelihood of each answer decides.

Beside it stand what the same model answers without the image and with another image: accuracy that
stays when the image goes is no reading of the image.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from skinvl.contract.statistics.bootstrap import (
    Estimate,
    bootstrap,
    holm,
    paired_difference,
    proportion,
)
from skinvl.contract.statistics.statistic import Bools, balanced_accuracy_of, mean_of
from skinvl.training.evaluation import plots
from skinvl.training.evaluation.report import Figure, Report, Table, show, show_difference
from skinvl.training.evaluation.vqa_answers import Answered
from skinvl.training.evaluation.vqa_controls import BLIND, CONDITIONS, IMAGE, SWAPPED
from skinvl.training.evaluation.vqa_training import most_frequent

MAJORITY, TRAINING_MAJORITY, ALWAYS_YES = "majority", "training_majority", "always_yes"
KINDS = ("yesno", "choice")


def is_right(answered: Answered, condition: str) -> bool:
    """Whether the most probable choice is the true one; a missing condition counts as wrong."""
    return condition in answered.scores and answered.best(condition) == answered.truth


def majority_of(answers: Sequence[Answered]) -> dict[tuple[str, str], str]:
    """The most frequent true answer per topic and kind, on the evaluated questions themselves."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for answered in answers:
        counts.setdefault((answered.topic, answered.kind), Counter())[answered.truth] += 1
    return {key: most_frequent(found) for key, found in counts.items()}


def score_closed(
    report: Report,
    closed: Sequence[Answered],
    trained: Mapping[str, str] | None = None,
    *,
    modalities: bool = False,
    seed: int,
) -> None:
    """Accuracy per topic against every baseline; `trained` is the majority answer per wording."""
    rows = []
    p_values: dict[str, float] = {}
    shown: dict[str, dict[str, Estimate]] = {}
    majority = majority_of(closed)
    for name, members in _parts(closed, modalities).items():
        groups = [a.unit for a in members]
        right = _right(members, majority, trained)
        shown[name] = {
            what: proportion(values, groups, seed=seed) for what, values in right.items()
        }
        report.add(f"{_key(name)}/accuracy", shown[name])
        report.add(_key(name), {"balanced_accuracy": _balanced(members, groups, seed)})
        differences = {}
        for baseline in (what for what in right if what != IMAGE):
            pair = (mean_of(right[IMAGE]), mean_of(right[baseline]))
            found = paired_difference(*pair, groups, seed=seed)
            differences[baseline] = found.to_json()
            p_values[f"{name}\t{baseline}"] = found.p
        report.comparisons[_key(name)] = differences
        columns = (IMAGE, BLIND, SWAPPED, MAJORITY, TRAINING_MAJORITY, ALWAYS_YES)
        rows.append(
            (
                name,
                str(len(members)),
                *(show(shown[name].get(what)) for what in columns),
                show_difference(differences[BLIND]),
                show_difference(differences[SWAPPED]),
            )
        )
    for joined, p in holm(p_values).items():
        name, _, baseline = joined.partition("\t")
        report.comparisons[_key(name)][baseline]["p_holm"] = p
    report.tables.append(
        Table(
            "Closed questions: accuracy",
            (
                "topic",
                "n",
                "with image",
                "blind",
                "swapped image",
                "majority answer",
                "majority of training",
                "always yes",
                "image - blind",
                "image - swapped",
            ),
            tuple(rows),
            "n counts questions; intervals over groups. Blind: the mean of other images' tokens in "
            "place of the image. Swapped: an image of another group, where possible with another "
            "answer, judged by the answer of the right image. Majority: per topic, taken from the "
            "evaluated questions themselves, which favours it; of training: per wording of the "
            "question.",
        )
    )
    names = list(shown)
    series = {
        what: np.array([shown[name][what].value or 0.0 for name in names])
        for what in (IMAGE, BLIND, SWAPPED, MAJORITY)
    }
    report.figures.append(
        Figure("closed-accuracy", plots.bars(names, series, "closed questions", "accuracy"))
    )


def _balanced(members: Sequence[Answered], groups: Sequence[str], seed: int) -> Estimate:
    """Mean over the true answers of the accuracy with the image."""
    labels = sorted({a.truth for a in members} | {a.best(IMAGE) for a in members})
    number = {label: index for index, label in enumerate(labels)}
    truth = np.array([number[a.truth] for a in members], dtype=np.int64)
    guess = np.array([number[a.best(IMAGE)] for a in members], dtype=np.int64)
    measure = {"balanced": balanced_accuracy_of(truth, guess)}
    return bootstrap(measure, groups, seed=seed)["balanced"]


def _parts(closed: Sequence[Answered], modalities: bool) -> dict[str, list[Answered]]:
    """All, all yes/no questions, each modality if wanted, each topic; the larger first."""
    parts: dict[str, list[Answered]] = {"all": list(closed)}
    yes_no = [a for a in closed if a.kind == "yesno"]
    if yes_no:
        parts["all (yesno)"] = yes_no
    if modalities:
        for modality in sorted({a.modality for a in closed}):
            parts[f"all ({modality})"] = [a for a in closed if a.modality == modality]
    for topic, kind in sorted({(a.topic, a.kind) for a in closed}):
        parts[f"{topic} ({kind})"] = [a for a in closed if (a.topic, a.kind) == (topic, kind)]
    return parts


def _right(
    members: Sequence[Answered],
    majority: Mapping[tuple[str, str], str],
    trained: Mapping[str, str] | None,
) -> dict[str, Bools]:
    right: dict[str, Bools] = {
        condition: np.array([is_right(a, condition) for a in members]) for condition in CONDITIONS
    }
    right[MAJORITY] = np.array([majority[a.topic, a.kind] == a.truth for a in members])
    if trained is not None:
        right[TRAINING_MAJORITY] = np.array([trained.get(a.question) == a.truth for a in members])
    if all(a.kind == "yesno" for a in members):
        right[ALWAYS_YES] = np.array([_is_yes(a.truth) for a in members])
    return right


def _key(name: str) -> str:
    return "closed/" + name.replace(" (", "-").rstrip(")").replace(" ", "-")


def _is_yes(answer: str) -> bool:
    return answer.strip().lower().startswith("yes")
