"""Open questions put to a bundle: the answer itself, and the diagnosis it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from skinvl.contract.statistics.bootstrap import Estimate, proportion
from skinvl.training.evaluation.diagnosis_text import find_diagnosis, names_truth
from skinvl.training.evaluation.report import Report, Table, show
from skinvl.training.evaluation.vqa_answers import Answered
from skinvl.training.evaluation.vqa_controls import BLIND, IMAGE


def score_open(report: Report, opened: Sequence[Answered], *, seed: int) -> None:
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
