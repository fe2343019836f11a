"""The VQA evaluation as released: its settings as data, its figures bug for bug.

Source: `VQA_test.py` and its defaults in the MM-Skin repository (arXiv 2505.06152). Figures are
per modality as caption.csv spells it, without intervals, on 0..1.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from skinvl.contract.statistics.bootstrap import Estimate
from skinvl.training.evaluation.report import Report, Table, show
from skinvl.training.evaluation.text_bertscore import BertEncoder, score_bertscore
from skinvl.training.evaluation.text_metrics import (
    meteor_name,
    score_bleu_as_released,
    score_meteor_as_released,
    score_rouge_as_released,
    score_token_recall_as_released,
)
from skinvl.training.evaluation.vqa_table import TextAnswer

AS_RELEASED = "as-released"
# Beam search that samples; no seed is set, so no two runs of the released code agree.
RELEASED_GENERATION: dict[str, object] = {
    "do_sample": True,
    "temperature": 0.2,
    "top_p": 0.9,
    "num_beams": 5,
    "min_new_tokens": 20,
    "max_new_tokens": 256,
    "seed": None,
    "prompt_template": "mistral_instruct",
}
MAX_NEW_TOKENS = 256
# What the runtime of a bundle, which decodes greedily in its own template, has no setting for.
NOT_REPRODUCIBLE = (
    "do_sample",
    "temperature",
    "top_p",
    "num_beams",
    "min_new_tokens",
    "seed",
    "prompt_template",
)


def score_as_released(
    report: Report, answers: Sequence[TextAnswer], encoder: BertEncoder | None
) -> None:
    """Enter ``as-released/<modality>/<metric>`` and their table."""
    parts: dict[str, list[TextAnswer]] = {}
    for answer in answers:
        parts.setdefault(answer.modality, []).append(answer)
    rows, names, stopped = [], [], 0
    for modality, members in sorted(parts.items()):
        values, stops = _score(members, encoder)
        stopped += stops
        images = len({a.image for a in members})
        found = {
            name: Estimate(value, None, None, len(members), images)
            for name, value in values.items()
        }
        report.add(f"{AS_RELEASED}/{modality}", found)
        names = list(found)
        rows.append((modality, str(len(members)), *map(show, found.values())))
    report.counts[AS_RELEASED] = {
        "questions": len(answers),
        "answers_that_stop_the_released_code": stopped,
        "generation": dict(RELEASED_GENERATION),
    }
    report.tables.append(
        Table(
            "As released",
            ("modality", "n", *names),
            tuple(rows),
            "To compare with published numbers only: words split at spaces, case and punctuation "
            "count, BLEU without smoothing and with weights of BLEU-3 that sum to .99, ROUGE on "
            "sets of n-grams, recall that long answers raise, questions of one image as if "
            "independent. n counts questions.",
        )
    )
    if stopped:
        report.notes.append(
            f"as released: {stopped} answers on which the released code stops (no words, or about "
            "a thousand) have ROUGE 0 here"
        )


def note_settings(report: Report) -> None:
    """Say which released settings of generation a bundle was not run with."""
    said = ", ".join(f"{name} {RELEASED_GENERATION[name]}" for name in NOT_REPRODUCIBLE)
    report.notes.append(
        "as-released settings that the bundle runtime cannot reproduce, answers are decoded "
        f"greedily instead: {said}"
    )


def _score(
    members: Sequence[TextAnswer], encoder: BertEncoder | None
) -> tuple[dict[str, float], int]:
    answers = [a.answer for a in members]
    references = [a.reference for a in members]
    rouge, stopped = score_rouge_as_released(answers, references)
    values = {
        **score_bleu_as_released(answers, references),
        meteor_name(): float(score_meteor_as_released(answers, references).mean()),
        **{kind: float(scores.mean()) for kind, scores in rouge.items()},
    }
    if encoder is not None:
        found = score_bertscore(answers, references, encoder)
        values |= {name: float(np.mean(scores)) for name, scores in found.items()}
    values["recall"] = float(score_token_recall_as_released(answers, references).mean())
    return values, stopped
