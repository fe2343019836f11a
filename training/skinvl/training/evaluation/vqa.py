"""The question answering protocol.

Closed questions are scored by the likelihood of each answer, beside what the same model answers
without the image and with another image: accuracy that stays when the image goes is no reading of
the image. Open answers are read through the ontology and the answer grammar.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from skinvl.training.evaluation import plots
from skinvl.training.evaluation.bootstrap import (
    Estimate,
    bootstrap,
    holm,
    paired_difference,
    proportion,
)
from skinvl.training.evaluation.diagnosis_text import find_diagnosis, names_truth
from skinvl.training.evaluation.report import Figure, Report, Table, show, show_difference
from skinvl.training.evaluation.statistic import Bools, balanced_accuracy_of, mean_of
from skinvl.training.evaluation.vqa_answers import (
    BLIND,
    CONDITIONS,
    DESCRIPTION,
    IMAGE,
    SWAPPED,
    Answered,
)
from skinvl.training.evaluation.vqa_descriptions import score_descriptions

PROTOCOL = "vqa"
MAJORITY, ALWAYS_YES = "majority", "always_yes"
CLOSED_KINDS = ("yesno", "choice")


def score_vqa(answers: Sequence[Answered], *, seed: int = 0) -> Report:
    """Score closed questions per topic, open diagnoses and descriptions."""
    report = Report()
    closed = [a for a in answers if a.kind in CLOSED_KINDS]
    report.counts = {
        "images": len({a.id for a in answers}),
        "closed_questions": len(closed),
        "open_questions": sum(a.kind == "open" for a in answers),
        "descriptions": sum(a.kind == DESCRIPTION for a in answers),
        "without_partner_for_swap": sum(a.swapped_with is None for a in closed),
    }
    if closed:
        _score_closed(report, closed, seed)
    opened = [a for a in answers if a.kind == "open"]
    if opened:
        _score_open(report, opened, seed)
    score_descriptions(report, [a for a in answers if a.kind == DESCRIPTION], seed=seed)
    return report


def is_right(answered: Answered, condition: str) -> bool:
    """Whether the most probable choice is the true one; a missing condition counts as wrong."""
    return condition in answered.scores and answered.best(condition) == answered.truth


def majority_of(answers: Sequence[Answered]) -> dict[tuple[str, str], str]:
    """The most frequent true answer per topic and kind, on the evaluated questions themselves."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for answered in answers:
        counts.setdefault((answered.topic, answered.kind), Counter())[answered.truth] += 1
    return {key: min(c, key=lambda answer: (-c[answer], answer)) for key, c in counts.items()}


def _score_closed(report: Report, closed: Sequence[Answered], seed: int) -> None:
    majority = majority_of(closed)
    parts: dict[str, list[Answered]] = {"all": list(closed)}
    for answered in closed:
        parts.setdefault(f"{answered.topic} ({answered.kind})", []).append(answered)
    rows = []
    p_values: dict[str, float] = {}
    shown: dict[str, dict[str, Estimate]] = {}
    for name, members in sorted(parts.items(), key=lambda item: (item[0] != "all", item[0])):
        groups = [a.unit for a in members]
        right: dict[str, Bools] = {
            condition: np.array([is_right(a, condition) for a in members])
            for condition in CONDITIONS
        }
        right[MAJORITY] = np.array([majority[a.topic, a.kind] == a.truth for a in members])
        if all(a.kind == "yesno" for a in members):
            right[ALWAYS_YES] = np.array([_is_yes(a.truth) for a in members])
        key = name.replace(" (", "-").rstrip(")").replace(" ", "-")
        shown[name] = {
            what: proportion(values, groups, seed=seed) for what, values in right.items()
        }
        report.add(f"closed/{key}/accuracy", shown[name])
        report.add(f"closed/{key}", {"balanced_accuracy": _balanced(members, groups, seed)})
        differences = {}
        for baseline in (BLIND, SWAPPED, MAJORITY):
            found = paired_difference(
                mean_of(right[IMAGE]), mean_of(right[baseline]), groups, seed=seed
            )
            differences[baseline] = found.to_json()
            p_values[f"{name}\t{baseline}"] = found.p
        report.comparisons[f"closed/{key}"] = differences
        columns = (IMAGE, BLIND, SWAPPED, MAJORITY, ALWAYS_YES)
        rows.append(
            (
                name,
                str(len(members)),
                *(show(shown[name].get(what)) for what in columns),
                show_difference(differences[BLIND]),
                show_difference(differences[SWAPPED]),
            )
        )
    _adjust(report, p_values)
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
                "always yes",
                "image - blind",
                "image - swapped",
            ),
            tuple(rows),
            "n counts questions; intervals over groups. Blind: the mean of other images' tokens in "
            "place of the image. Swapped: an image of another group, where possible with another "
            "answer, judged by the answer of the right image. Majority: per topic, taken from the "
            "evaluated questions themselves, which favours it.",
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


def _adjust(report: Report, p_values: dict[str, float]) -> None:
    """Holm over all topics and baselines."""
    adjusted = holm(p_values)
    for joined, p in adjusted.items():
        name, _, baseline = joined.partition("\t")
        key = name.replace(" (", "-").rstrip(")").replace(" ", "-")
        report.comparisons[f"closed/{key}"][baseline]["p_holm"] = p


def _score_open(report: Report, opened: Sequence[Answered], seed: int) -> None:
    """Per topic: is the text the true answer, and does it name the true diagnosis?"""
    rows = []
    topics: dict[str, list[Answered]] = {}
    for answered in opened:
        topics.setdefault(answered.topic, []).append(answered)
    for topic, members in sorted(topics.items()):
        key = f"open/{topic.replace(' ', '-')}"
        exact = {
            condition: _share(
                members, [_plain(a.texts[condition]) == _plain(a.truth) for a in members], seed
            )
            for condition in (IMAGE, BLIND)
        }
        report.add(f"{key}/exact_match", exact)
        rows.append((topic, "exact answer", *_cells(exact)))
        named = [a for a in members if a.diagnosis and find_diagnosis(a.truth) is not None]
        if named:
            found = {
                condition: [find_diagnosis(a.texts[condition]) for a in named]
                for condition in (IMAGE, BLIND)
            }
            match = {
                condition: _share(
                    named,
                    [names_truth(c, a.diagnosis or "") for c, a in zip(codes, named, strict=True)],
                    seed,
                )
                for condition, codes in found.items()
            }
            report.add(f"{key}/diagnosis_match", match)
            rows.append((topic, "diagnosis", *_cells(match)))
            one = _share(named, [code is not None for code in found[IMAGE]], seed)
            report.add(key, {"names_one_diagnosis": one})
            rows.append((topic, "names exactly one diagnosis", str(one.n), show(one), "-"))
    report.tables.append(
        Table(
            "Open questions",
            ("topic", "measure", "n", "with image", "blind"),
            tuple(rows),
            "Exact answer: the same words, case and punctuation aside. Diagnosis: the text names "
            "exactly one diagnosis of the ontology and it is the true one or a kind of it.",
        )
    )


def _share(members: Sequence[Answered], holds: Sequence[bool], seed: int) -> Estimate:
    return proportion(holds, [a.unit for a in members], seed=seed)


def _cells(found: dict[str, Estimate]) -> tuple[str, str, str]:
    return str(found[IMAGE].n), show(found[IMAGE]), show(found[BLIND])


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _is_yes(answer: str) -> bool:
    return answer.strip().lower().startswith("yes")
