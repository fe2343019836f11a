"""Corrected measures of free answers that overlap of words does not give.

Yes/no questions as accuracy against always-yes, the majority of training, the model without the
image and with another one; the diagnosis named; what kind of question was asked; chat residue.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from skinvl.contract.statistics.bootstrap import (
    Estimate,
    holm,
    paired_difference,
    proportion,
)
from skinvl.contract.statistics.statistic import Bools, balanced_accuracy_of, mean_of
from skinvl.training.evaluation import plots
from skinvl.training.evaluation.diagnosis_text import find_diagnosis, names_truth
from skinvl.training.evaluation.report import Figure, Report, Table, show, show_difference
from skinvl.training.evaluation.text_metrics import score_rouge, score_tokens
from skinvl.training.evaluation.vqa_controls import BLIND, CONDITIONS, IMAGE, SWAPPED
from skinvl.training.evaluation.vqa_questions import (
    QUESTION_TYPES,
    VISIBLE,
    has_chat_residue,
    question_type,
    read_yes_no,
)
from skinvl.training.evaluation.vqa_table import TextAnswer
from skinvl.training.evaluation.vqa_texts import estimate

ALWAYS_YES, TRAINING_MAJORITY = "always-yes", "training-majority"
NOT_VISIBLE = "not visible"
_YES_NO_COLUMNS = (IMAGE, ALWAYS_YES, TRAINING_MAJORITY, BLIND, SWAPPED)
Parts = Mapping[str, Sequence[TextAnswer]]


def score_slices(report: Report, parts: Parts, training_yes_no: str | None, *, seed: int) -> None:
    """Score every part (all answers, or those of a modality) and count chat residue."""
    _score_yes_no(report, parts, training_yes_no, seed)
    _score_diagnoses(report, parts, seed)
    _score_types(report, parts, seed)
    answers = next(iter(parts.values()))
    report.counts["chat_residue"] = {
        "questions": sum(has_chat_residue(a.question) for a in answers),
        "references": sum(has_chat_residue(a.reference) for a in answers),
        "answers": sum(has_chat_residue(a.answer) for a in answers),
    }


def _score_yes_no(report: Report, parts: Parts, training_yes_no: str | None, seed: int) -> None:
    rows = []
    p_values: dict[str, float] = {}
    shown: dict[str, dict[str, Estimate]] = {}
    for part, everything in parts.items():
        members = [a for a in everything if read_yes_no(a.reference) is not None]
        if not members:
            continue
        units = [a.unit for a in members]
        right = _right(members, training_yes_no)
        found = {name: proportion(values, units, seed=seed) for name, values in right.items()}
        shown[part] = found
        report.add(f"yes-no/{part}/accuracy", found)
        report.add(f"yes-no/{part}", {**_balanced(members, units, seed), **_read(members, seed)})
        differences = {}
        for baseline in right:
            if baseline != IMAGE:
                pair = (mean_of(right[IMAGE]), mean_of(right[baseline]))
                difference = paired_difference(*pair, units, seed=seed)
                differences[baseline] = difference.to_json()
                p_values[f"{part}\t{baseline}"] = difference.p
        report.comparisons[f"yes-no/{part}"] = differences
        rows.append(
            (
                part,
                str(len(members)),
                *(show(found.get(name)) for name in _YES_NO_COLUMNS),
                show(report.metrics[f"yes-no/{part}/balanced_accuracy"]),
                show_difference(differences[ALWAYS_YES]),
            )
        )
    for joined, p in holm(p_values).items():
        part, _, baseline = joined.partition("\t")
        report.comparisons[f"yes-no/{part}"][baseline]["p_holm"] = p
    if rows:
        _show_yes_no(report, rows, shown)


def _right(members: Sequence[TextAnswer], training_yes_no: str | None) -> dict[str, Bools]:
    """Which answers are right, under each condition and for each baseline, bool [N] each."""
    truth = [read_yes_no(a.reference) for a in members]
    right: dict[str, Bools] = {
        condition: np.array([read_yes_no(t) == true for t, true in zip(texts, truth, strict=True)])
        for condition, texts in _texts(members).items()
    }
    right[ALWAYS_YES] = np.array([true == "yes" for true in truth])
    if training_yes_no is not None:
        right[TRAINING_MAJORITY] = np.array([true == training_yes_no for true in truth])
    return right


def _show_yes_no(
    report: Report, rows: Sequence[tuple[str, ...]], shown: Mapping[str, Mapping[str, Estimate]]
) -> None:
    header = (
        "questions",
        "n",
        "with image",
        "always yes",
        "majority of training",
        "blind",
        "swapped image",
        "balanced accuracy",
        "image - always yes",
    )
    note = (
        "References that begin with yes or no; an answer that begins with neither is wrong. "
        "n counts questions."
    )
    report.tables.append(Table("Yes/no questions: accuracy", header, tuple(rows), note))
    series = {
        name: np.array([found[name].value or 0.0 for found in shown.values()])
        for name in _YES_NO_COLUMNS
        if all(name in found for found in shown.values())
    }
    draw = plots.bars(list(shown), series, "yes/no questions", "accuracy")
    report.figures.append(Figure("yes-no-accuracy", draw))


def _score_diagnoses(report: Report, parts: Parts, seed: int) -> None:
    rows = []
    for part, everything in parts.items():
        found = [(a, find_diagnosis(a.reference)) for a in everything if _asks_diagnosis(a)]
        named = [(a, code) for a, code in found if code is not None]
        if not named:
            continue
        units = [a.unit for a, _ in named]
        match = {
            condition: proportion(
                [
                    names_truth(find_diagnosis(text), code)
                    for text, (_, code) in zip(texts, named, strict=True)
                ],
                units,
                seed=seed,
            )
            for condition, texts in _texts([a for a, _ in named]).items()
        }
        one = proportion([find_diagnosis(a.answer) is not None for a, _ in named], units, seed=seed)
        report.add(f"diagnosis/{part}/match", match)
        report.add(f"diagnosis/{part}", {"names_one": one})
        rows.append((part, str(one.n), *(show(match.get(c)) for c in CONDITIONS), show(one)))
    if rows:
        header = ("questions", "n", "with image", "blind", "swapped image", "names exactly one")
        note = (
            "References that name exactly one diagnosis of the ontology, unless the question names "
            "one or is to be answered with yes or no. An answer agrees if it names exactly one "
            "diagnosis and that is the same or a kind of it. n counts questions."
        )
        report.tables.append(Table("Diagnosis named", header, tuple(rows), note))


def _score_types(report: Report, parts: Parts, seed: int) -> None:
    rows = []
    for part, everything in parts.items():
        types = [question_type(a.question) for a in everything]
        for name in (*QUESTION_TYPES, NOT_VISIBLE):
            members = [
                a
                for a, kind in zip(everything, types, strict=True)
                if kind == name or (name == NOT_VISIBLE and kind != VISIBLE)
            ]
            if not members:
                continue
            answers, references = [a.answer for a in members], [a.reference for a in members]
            scores = {
                "token-f1": score_tokens(answers, references)["token-f1"],
                "rouge-l": score_rouge(answers, references)["rouge-l"],
            }
            units = [a.unit for a in members]
            found = estimate({k: mean_of(v) for k, v in scores.items()}, units, seed=seed)
            report.add(f"question-type/{part}/{name.replace(' ', '-')}", found)
            share = f"{len(members) / len(everything):.1%}"
            rows.append((part, name, str(len(members)), share, *map(show, found.values())))
    report.tables.append(
        Table(
            "By what is asked",
            ("questions", "asked for", "n", "share", "token F1", "ROUGE-L"),
            tuple(rows),
            "Types by keywords. Only what is visible tells how well an image is read; the rest "
            "asks for knowledge about the disease. n counts questions.",
        )
    )


def _asks_diagnosis(answer: TextAnswer) -> bool:
    return find_diagnosis(answer.question) is None and read_yes_no(answer.reference) is None


def _texts(members: Sequence[TextAnswer]) -> dict[str, list[str]]:
    """The answers under every condition that all members have."""
    return {
        condition: [a.texts[condition] for a in members]
        for condition in CONDITIONS
        if all(condition in a.texts for a in members)
    }


def _balanced(
    members: Sequence[TextAnswer], units: Sequence[str], seed: int
) -> dict[str, Estimate]:
    """Mean of the accuracies on yes and on no; saying neither is a class of its own."""
    number = {"no": 0, "yes": 1, None: 2}
    truth = np.array([number[read_yes_no(a.reference)] for a in members], dtype=np.int64)
    said = np.array([number[read_yes_no(a.answer)] for a in members], dtype=np.int64)
    measure = {"balanced_accuracy": balanced_accuracy_of(truth, said)}
    return estimate(measure, units, seed=seed)


def _read(members: Sequence[TextAnswer], seed: int) -> dict[str, Estimate]:
    read = [read_yes_no(a.answer) is not None for a in members]
    return {"says_yes_or_no": proportion(read, [a.unit for a in members], seed=seed)}
