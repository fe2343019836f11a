"""Overlap of answers with reference texts, as the released evaluation measures it and corrected.

As released: `VQA_test.py` of the MM-Skin repository, bug for bug. Corrected: case and punctuation
do not count, BLEU is sacrebleu's and carries its signature, ROUGE matches stems. All values lie in
0..1, sacrebleu's too, so that both forms can be read side by side.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from skinvl.contract.statistics.statistic import Floats, Ints, Statistic

# The third sums to .99 in the released code.
RELEASED_BLEU_WEIGHTS = {
    "bleu-1": (1.0, 0.0, 0.0, 0.0),
    "bleu-2": (0.5, 0.5, 0.0, 0.0),
    "bleu-3": (0.33, 0.33, 0.33, 0.0),
    "bleu-4": (0.25, 0.25, 0.25, 0.25),
}
ROUGE_KINDS = ("rouge-1", "rouge-2", "rouge-l")
BLEU_ORDERS = (1, 2, 3, 4)


def score_bleu_as_released(answers: Sequence[str], references: Sequence[str]) -> dict[str, float]:
    """nltk ``corpus_bleu`` on words split at spaces: case-sensitive, no smoothing, bleu-1..4."""
    from nltk.translate.bleu_score import corpus_bleu

    truths = [[reference.split()] for reference in references]
    words = [answer.split() for answer in answers]
    with warnings.catch_warnings():
        # nltk warns where an order has no match; the value, next to 0, is what was published.
        warnings.simplefilter("ignore", UserWarning)
        return {
            name: float(corpus_bleu(truths, words, weights=weights))
            for name, weights in RELEASED_BLEU_WEIGHTS.items()
        }


def score_rouge_as_released(
    answers: Sequence[str], references: Sequence[str]
) -> tuple[dict[str, Floats], int]:
    """F of the ``rouge`` package, [N] for rouge-1, rouge-2 and rouge-l, as whole texts compare.

    It counts every n-gram once, keeps case and punctuation other than the full stop, and stops on
    a text without words and on one of a thousand; such an answer scores 0.

    Returns:
        The scores, and for how many answers the released code would have stopped.
    """
    from rouge import Rouge

    measure = Rouge()
    scores: dict[str, Floats] = {kind: np.zeros(len(answers)) for kind in ROUGE_KINDS}
    stopped = 0
    for row, (answer, reference) in enumerate(zip(answers, references, strict=True)):
        try:
            found = measure.get_scores(answer, reference)[0]
        except (ValueError, RecursionError):
            stopped += 1
            continue
        for kind in ROUGE_KINDS:
            scores[kind][row] = found[kind]["f"]
    return scores, stopped


def score_token_recall_as_released(answers: Sequence[str], references: Sequence[str]) -> Floats:
    """Share [N] of a reference's different words, split at spaces, that the answer has too."""
    shares = []
    for answer, reference in zip(answers, references, strict=True):
        truth = set(reference.split())
        shares.append(len(truth & set(answer.split())) / len(truth) if truth else 0.0)
    return np.array(shares)


def bleu_parts(answers: Sequence[str], references: Sequence[str]) -> Ints:
    """What corpus BLEU adds up, int [N, 10]: matches and counts of n-grams 1..4, both lengths."""
    from sacrebleu.metrics.bleu import BLEU

    # effective_order leaves the counts alone; without it sacrebleu warns of every sentence.
    bleu = BLEU(lowercase=True, effective_order=True)
    rows = []
    for answer, reference in zip(answers, references, strict=True):
        found = bleu.sentence_score(answer, [reference])
        rows.append((*found.counts, *found.totals, found.sys_len, found.ref_len))
    return np.array(rows, dtype=np.int64).reshape(-1, 10)


def bleu_of(parts: Ints, order: int) -> Statistic:
    """Corpus BLEU over n-grams 1..order, 0..1 (Papineni et al. 2002; Post 2018), of `bleu_parts`.

    Smoothed as sacrebleu does: orders without a match count 1/2, 1/4 ... of a match.
    """
    bleu = _sacrebleu()

    def statistic(weights: Floats) -> Floats:
        sums = np.rint(weights @ parts).astype(np.int64).tolist()
        scores = [
            bleu.compute_bleu(
                row[:order], row[4 : 4 + order], *row[8:], "exp", max_ngram_order=order
            ).score
            for row in sums
        ]
        return np.array(scores) / 100

    return statistic


def bleu_signature() -> str:
    """sacrebleu's signature of the corrected BLEU."""
    bleu = _sacrebleu()
    bleu.corpus_score(["a"], [["a"]])
    return str(bleu.get_signature().format())


def score_rouge(answers: Sequence[str], references: Sequence[str]) -> dict[str, Floats]:
    """F of ``rouge-score`` [N] for rouge-1, rouge-2, rouge-l: lower case, Porter stems."""
    from rouge_score.rouge_scorer import RougeScorer

    names = dict(zip(ROUGE_KINDS, ("rouge1", "rouge2", "rougeL"), strict=True))
    measure = RougeScorer(list(names.values()), use_stemmer=True)
    found = [measure.score(r, a) for a, r in zip(answers, references, strict=True)]
    return {kind: np.array([f[name].fmeasure for f in found]) for kind, name in names.items()}


def score_tokens(answers: Sequence[str], references: Sequence[str]) -> dict[str, Floats]:
    """Token recall and token F1 [N] with repeats (Rajpurkar et al. 2016), case and punctuation
    aside: recall alone grows with the length of an answer, F1 does not."""
    recalls, harmonics = [], []
    for answer, reference in zip(answers, references, strict=True):
        said, truth = Counter(_plain_words(answer)), Counter(_plain_words(reference))
        common = (said & truth).total()
        recalls.append(common / truth.total() if truth else 0.0)
        harmonics.append(2 * common / (said.total() + truth.total()) if common else 0.0)
    return {"token-recall": np.array(recalls), "token-f1": np.array(harmonics)}


def has_wordnet() -> bool:
    """Whether nltk finds its WordNet corpus on this machine."""
    from nltk.corpus import wordnet

    try:
        wordnet.ensure_loaded()
    except LookupError:
        return False
    return True


def meteor_name() -> str:
    """Name of METEOR as it can be measured here: synonyms need the WordNet corpus of nltk."""
    return "meteor" if has_wordnet() else "meteor-without-synonyms"


def score_meteor_as_released(answers: Sequence[str], references: Sequence[str]) -> Floats:
    """nltk's METEOR [N] on words split at spaces; nltk itself puts them in lower case."""
    return _score_meteor(answers, references, str.split)


def score_meteor(answers: Sequence[str], references: Sequence[str]) -> Floats:
    """METEOR (Lavie and Agarwal 2007) [N] as nltk measures it, punctuation aside.

    nltk looks synonyms up by the stem of a word, so that some are missed.
    """
    return _score_meteor(answers, references, _plain_words)


class _NoSynonyms:
    """In place of WordNet: no word has a synonym."""

    def synsets(self, word: str) -> tuple[()]:
        return ()


def _score_meteor(
    answers: Sequence[str], references: Sequence[str], split: Callable[[str], list[str]]
) -> Floats:
    from nltk.corpus import wordnet
    from nltk.translate.meteor_score import meteor_score

    synonyms: Any = wordnet if has_wordnet() else _NoSynonyms()
    return np.array(
        [
            float(meteor_score([split(reference)], split(answer), wordnet=synonyms))
            for answer, reference in zip(answers, references, strict=True)
        ]
    )


def _sacrebleu() -> Any:
    from sacrebleu.metrics.bleu import BLEU

    return BLEU(lowercase=True)


def _plain_words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())
