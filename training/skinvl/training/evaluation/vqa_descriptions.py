"""Generated descriptions against what is known of the image."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from skinvl.contract.answer import COLOURS, Description
from skinvl.contract.statistics.bootstrap import proportion
from skinvl.training.evaluation.diagnosis_text import names_truth
from skinvl.training.evaluation.report import Report, Table, show
from skinvl.training.evaluation.vqa_answers import Answered, read_description
from skinvl.training.evaluation.vqa_controls import BLIND, IMAGE

ATTRIBUTES = ("asymmetry", "border", "size", "hair", "ink", "ruler")


def score_descriptions(report: Report, described: Sequence[Answered], *, seed: int) -> None:
    """Grammar, modality, diagnosis and, where measured, every attribute.

    An attribute that the text leaves out, like a text outside the grammar, counts as wrong; only a
    ruler that is not mentioned counts as none, as in the descriptions that are trained on.
    """
    if not described:
        return
    texts = {
        condition: [read_description(a.texts[condition]) for a in described]
        for condition in (IMAGE, BLIND)
    }
    groups = [a.unit for a in described]
    rows: list[tuple[str, ...]] = []
    grammar = proportion([d is not None for d in texts[IMAGE]], groups, seed=seed)
    report.add("description", {"in_grammar": grammar})
    rows.append(("text is of the grammar", str(grammar.n), show(grammar), "-", "-"))
    _compare(report, rows, "modality", described, texts, [a.modality for a in described], seed)
    _compare(report, rows, "diagnosis", described, texts, [a.diagnosis for a in described], seed)
    for name in ATTRIBUTES:
        truths = [a.attributes.get(name) for a in described]
        _compare(report, rows, name, described, texts, truths, seed)
    for colour in COLOURS:
        named = [None if not a.attributes else colour in a.attributes["colours"] for a in described]
        _compare(report, rows, colour, described, texts, named, seed)
    report.tables.append(
        Table(
            "Descriptions against what is known of the image",
            ("what", "n", "agreement", "blind", "majority value"),
            tuple(rows),
            "Attributes are those measured on the image with its lesion mask. A diagnosis agrees "
            "if it is the true one or a kind of it. What a description leaves out counts as wrong.",
        )
    )


def _compare(
    report: Report,
    rows: list[tuple[str, ...]],
    name: str,
    described: Sequence[Answered],
    texts: dict[str, list[Description | None]],
    truths: Sequence[Any],
    seed: int,
) -> None:
    """Agreement of one attribute on the images where it is known; None stands for unknown."""
    known = [row for row, truth in enumerate(truths) if truth is not None]
    if not known:
        return
    groups = [described[row].unit for row in known]
    agreement = {
        condition: proportion(
            [_agrees(name, found[row], truths[row]) for row in known], groups, seed=seed
        )
        for condition, found in texts.items()
    }
    common = Counter(truths[row] for row in known).most_common(1)[0][0]
    majority = proportion([truths[row] == common for row in known], groups, seed=seed)
    key = name.replace(" ", "-")
    report.add(f"description/{key}", {**agreement, "majority": majority})
    cells = (agreement[IMAGE], agreement[BLIND], majority)
    rows.append((name, str(len(known)), *map(show, cells)))


def _agrees(name: str, description: Description | None, truth: Any) -> bool:
    if description is None:
        return False
    if name == "diagnosis":
        return names_truth(description.diagnosis, truth)
    if name == "ruler":
        return bool(description.ruler) == bool(truth)
    if name in COLOURS:
        return description.colours is not None and (name in description.colours) == bool(truth)
    return bool(getattr(description, name) == truth)
