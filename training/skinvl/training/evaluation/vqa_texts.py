"""Corrected overlap of answers with references: per modality, with intervals and what it is worth.

Beside each value stand the same answers scored against references of other images: what their
style alone earns. Answers without the image, where there are any, show what the question earns.
"""

from __future__ import annotations

import dataclasses
import itertools
import random
from collections.abc import Iterator, Mapping, Sequence

from skinvl.contract.statistics.bootstrap import Estimate, bootstrap
from skinvl.contract.statistics.statistic import Statistic, mean_of
from skinvl.training.evaluation.report import Report, Table, show
from skinvl.training.evaluation.text_bertscore import BertEncoder, score_bertscore
from skinvl.training.evaluation.text_metrics import (
    BLEU_ORDERS,
    bleu_of,
    bleu_parts,
    bleu_signature,
    meteor_name,
    score_meteor,
    score_rouge,
    score_tokens,
)
from skinvl.training.evaluation.vqa_controls import BLIND, IMAGE, SWAPPED
from skinvl.training.evaluation.vqa_table import TextAnswer, clean_modality

OTHER_REFERENCE = "other-reference"
ALL = "all"
_SHOWN = (IMAGE, BLIND, SWAPPED, OTHER_REFERENCE)


def score_texts(
    report: Report, answers: Sequence[TextAnswer], encoder: BertEncoder | None, *, seed: int
) -> None:
    """Enter ``text/<modality>/<metric>/<condition>`` and their table."""
    parts = by_modality(answers)
    rows = []
    for modality, members in parts.items():
        units = [a.unit for a in members]
        references = [a.reference for a in members]
        texts = {
            condition: [a.texts[condition] for a in members]
            for condition in (IMAGE, BLIND, SWAPPED)
            if all(condition in a.texts for a in members)
        }
        pairs = {condition: (said, references) for condition, said in texts.items()}
        if len(set(units)) > 1:
            pairs[OTHER_REFERENCE] = (texts[IMAGE], references_of_others(members, seed))
        statistics: dict[str, Statistic] = {}
        for condition, (said, truths) in pairs.items():
            for name, statistic in _statistics(said, truths, encoder).items():
                statistics[f"{name}/{condition}"] = statistic
        found = estimate(statistics, units, seed=seed)
        report.add(f"text/{modality}", found)
        for name in dict.fromkeys(key.partition("/")[0] for key in found):
            cells = (show(found.get(f"{name}/{condition}")) for condition in _SHOWN)
            rows.append((modality, name, str(len(members)), *cells))
    report.tables.append(
        Table(
            "Texts against references",
            ("modality", "metric", "n", "with image", "blind", "swapped image", "other reference"),
            tuple(rows),
            f"On 0..1, intervals resampled by image or group. BLEU: sacrebleu {bleu_signature()}. "
            "ROUGE: stems, lower case. Other reference: the same answers against references of "
            "other images of the modality, to the same question where there is one: what style and "
            "question alone earn. n counts questions.",
        )
    )


def estimate(
    statistics: Mapping[str, Statistic], units: Sequence[str], *, seed: int
) -> dict[str, Estimate]:
    """Values with intervals; without, where there is one unit only, which resampling repeats."""
    found = bootstrap(statistics, units, seed=seed)
    if len(set(units)) > 1:
        return found
    return {
        name: dataclasses.replace(
            value, low=None, high=None, note="one image or group: no interval"
        )
        for name, value in found.items()
    }


def by_modality(answers: Sequence[TextAnswer]) -> dict[str, list[TextAnswer]]:
    """All answers, and where there are several modalities those of each."""
    parts: dict[str, list[TextAnswer]] = {}
    for answer in answers:
        parts.setdefault(clean_modality(answer.modality), []).append(answer)
    if len(parts) == 1:
        return parts
    return {ALL: list(answers), **dict(sorted(parts.items()))}


def references_of_others(members: Sequence[TextAnswer], seed: int) -> list[str]:
    """For every answer a reference of another unit, of which there must be one: in a seeded order
    the next to the same question, or else the next to any."""
    order = list(range(len(members)))
    random.Random(seed).shuffle(order)
    pools: dict[str, list[int]] = {}
    for row in order:
        pools.setdefault(members[row].question, []).append(row)
    found = [""] * len(members)
    for place, row in enumerate(order):
        pool = pools[members[row].question]
        rows = itertools.chain(_after(pool, pool.index(row)), _after(order, place))
        unit = members[row].unit
        found[row] = next(members[n].reference for n in rows if members[n].unit != unit)
    return found


def _after(order: Sequence[int], place: int) -> Iterator[int]:
    """What follows a place, and from the start again."""
    return (order[(place + step) % len(order)] for step in range(1, len(order)))


def _statistics(
    answers: Sequence[str], references: Sequence[str], encoder: BertEncoder | None
) -> dict[str, Statistic]:
    parts = bleu_parts(answers, references)
    per_answer = {
        meteor_name(): score_meteor(answers, references),
        **score_rouge(answers, references),
        **score_tokens(answers, references),
    }
    if encoder is not None:
        per_answer |= score_bertscore(answers, references, encoder)
    return {
        **{f"bleu-{order}": bleu_of(parts, order) for order in BLEU_ORDERS},
        **{name: mean_of(scores) for name, scores in per_answer.items()},
    }
