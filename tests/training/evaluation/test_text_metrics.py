"""Overlap of texts against values worked out by hand."""

import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from skinvl.contract.statistics.bootstrap import bootstrap
from skinvl.training.evaluation.text_metrics import (
    bleu_of,
    bleu_parts,
    bleu_signature,
    has_wordnet,
    meteor_name,
    score_bleu_as_released,
    score_meteor,
    score_meteor_as_released,
    score_rouge,
    score_rouge_as_released,
    score_token_recall_as_released,
    score_tokens,
)

CAT, MAT = "the cat sat on mat", "the cat sat on the mat"
SHORT = math.exp(1 - 6 / 5)

without_wordnet = pytest.mark.skipif(has_wordnet(), reason="nltk's WordNet corpus is installed")


def bleu(answers: list[str], references: list[str], order: int) -> float:
    parts = bleu_parts(answers, references)
    return float(bleu_of(parts, order)(np.ones((1, len(answers))))[0])


def test_bleu_as_released_by_hand() -> None:
    # 5 of 5 words, 3 of 4 pairs, 2 of 3 triples, 1 of 2 quadruples; one word too short.
    found = score_bleu_as_released([CAT], [MAT])
    assert found["bleu-1"] == pytest.approx(SHORT)
    assert found["bleu-2"] == pytest.approx(SHORT * math.sqrt(3 / 4))
    assert found["bleu-4"] == pytest.approx(SHORT * (3 / 4 * 2 / 3 * 1 / 2) ** 0.25)


def test_third_weights_of_the_release_do_not_sum_to_one() -> None:
    found = score_bleu_as_released([CAT], [MAT])["bleu-3"]
    assert found == pytest.approx(SHORT * (3 / 4 * 2 / 3) ** 0.33)
    assert found != pytest.approx(SHORT * (3 / 4 * 2 / 3) ** (1 / 3), rel=1e-4)


def test_bleu_as_released_counts_case_and_punctuation_and_adds_up_the_corpus() -> None:
    assert score_bleu_as_released(["Red mole."], ["red mole"])["bleu-1"] == 0
    # 1 of 1 and 1 of 3 words: 2 of 4 over the corpus, where the mean would be 2/3.
    found = score_bleu_as_released(["red", "a red mole"], ["red", "the red spot"])
    assert found["bleu-1"] == pytest.approx(2 / 4)


def test_bleu_as_released_is_not_smoothed() -> None:
    found = score_bleu_as_released(["a red mole"], ["the red mole"])
    assert found["bleu-2"] == pytest.approx(math.sqrt(2 / 3 * 1 / 2))
    assert 0 < found["bleu-4"] < 1e-50


def test_corrected_bleu_by_hand() -> None:
    assert bleu([CAT], [MAT], 4) == pytest.approx(SHORT * (3 / 4 * 2 / 3 * 1 / 2) ** 0.25)
    assert bleu([CAT], [MAT], 3) == pytest.approx(SHORT * (3 / 4 * 2 / 3) ** (1 / 3))
    assert bleu([CAT.upper()], [MAT], 1) == pytest.approx(SHORT)
    # No triple and no quadruple: 1/2 of 2 and 1/4 of 1.
    smoothed = (3 / 4 * 1 / 3 * (1 / 2) / 2 * (1 / 4) / 1) ** 0.25
    assert bleu(["a b c d"], ["a b x d"], 4) == pytest.approx(smoothed)


def test_corrected_bleu_of_a_resample_is_that_of_the_repeated_corpus() -> None:
    answers, references = [CAT, "a red mole", ""], [MAT, "the red mole", "a spot"]
    parts = bleu_parts(answers, references)
    weights = np.array([[2.0, 1.0, 0.0], [0.0, 0.0, 3.0]])
    found = bleu_of(parts, 2)(weights)
    assert found[0] == pytest.approx(bleu([CAT, CAT, answers[1]], [MAT, MAT, references[1]], 2))
    assert found[1] == 0
    estimate = bootstrap({"bleu": bleu_of(parts, 1)}, ["a", "b", "c"])["bleu"]
    assert estimate.low is not None and estimate.high is not None
    assert estimate.low < (estimate.value or 0) < estimate.high


def test_signature_says_what_was_measured() -> None:
    assert bleu_signature().startswith("nrefs:1|case:lc|eff:no|tok:13a|smooth:exp|version:")


def test_rouge_as_released_by_hand() -> None:
    scores, stopped = score_rouge_as_released(["the the red mole"], ["the mole is red"])
    assert stopped == 0
    # Different words only: 3 of 3 and 3 of 4; no pair; the longest subsequence has 2.
    assert scores["rouge-1"][0] == pytest.approx(2 * 0.75 / 1.75)
    assert scores["rouge-2"][0] == 0
    precision, recall = 2 / 3, 2 / 4
    assert scores["rouge-l"][0] == pytest.approx(2 * precision * recall / (precision + recall))


def test_rouge_as_released_drops_full_stops_and_no_other_mark() -> None:
    scores, _ = score_rouge_as_released(["a red mole.", "a red, mole"], ["a red mole"] * 2)
    assert scores["rouge-1"].tolist() == pytest.approx([1.0, 2 / 3])


def test_answers_that_stop_the_released_code_score_nothing() -> None:
    answers = ["", ".", "a red mole", "b " * 1100]
    scores, stopped = score_rouge_as_released(answers, ["a red mole"] * 3 + ["a"])
    assert stopped == 3
    assert scores["rouge-1"].tolist() == pytest.approx([0, 0, 1, 0])


def test_corrected_rouge_by_hand() -> None:
    # Stems: lesion, ar, red against the, lesion, wa, red.
    scores = score_rouge(["Lesions are red."], ["The lesion was red"])
    precision, recall = 2 / 3, 2 / 4
    assert scores["rouge-1"][0] == pytest.approx(2 * precision * recall / (precision + recall))
    assert scores["rouge-2"][0] == 0
    assert scores["rouge-l"][0] == scores["rouge-1"][0]
    assert score_rouge([""], ["red"])["rouge-l"][0] == 0


@without_wordnet
def test_meteor_without_synonyms_by_hand() -> None:
    assert meteor_name() == "meteor-without-synonyms"
    # Two words match exactly and one by its stem, in one chunk of three.
    found = score_meteor_as_released(["the red mole"], ["the red moles"])[0]
    assert found == pytest.approx(1 - 0.5 * (1 / 3) ** 3)
    assert score_meteor_as_released(["red the"], ["the red"])[0] == pytest.approx(0.5)
    precision, recall = 1 / 2, 1 / 3
    mean = precision * recall / (0.9 * precision + 0.1 * recall)
    assert score_meteor_as_released(["a b"], ["a c d"])[0] == pytest.approx(0.5 * mean)


@without_wordnet
def test_only_the_corrected_meteor_leaves_punctuation_aside() -> None:
    assert score_meteor_as_released(["Red."], ["red"])[0] == 0
    assert score_meteor_as_released(["Red"], ["red"])[0] == pytest.approx(0.5)
    assert score_meteor(["Red."], ["red"])[0] == pytest.approx(0.5)
    assert score_meteor([""], ["red"])[0] == 0


def test_meteor_with_synonyms_where_wordnet_is_installed(tmp_path: Path) -> None:
    folder = tmp_path / "corpora" / "wordnet"
    folder.mkdir(parents=True)
    for part in ("noun", "verb", "adj", "adv"):
        (folder / f"{part}.exc").write_text("")
        (folder / f"data.{part}").write_text("")
        (folder / f"index.{part}").write_text("")
    (folder / "index.sense").write_text("")
    (folder / "lexnames").write_text("00\tnoun.body\t1\n")
    (folder / "data.noun").write_text("  1\n00000004 00 n 02 mole 0 spot 0 000 | a blemish  \n")
    index = "{0} n 1 0 1 0 00000004  \n"
    (folder / "index.noun").write_text(index.format("mole") + index.format("spot"))
    program = (
        "from skinvl.training.evaluation.text_metrics import *\n"
        "print(meteor_name(), score_meteor(['red mole'], ['red spot'])[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "NLTK_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    name, value = done.stdout.split()
    assert name == "meteor"
    assert float(value) == pytest.approx(1 - 0.5 * (1 / 2) ** 3)


def test_token_recall_as_released_by_hand() -> None:
    answers = ["the red red mole", "red", ""]
    found = score_token_recall_as_released(answers, ["the mole is red.", "", "a"])
    assert found.tolist() == [2 / 4, 0.0, 0.0]


def test_corrected_tokens_by_hand() -> None:
    found = score_tokens(["the red red mole", "Blue"], ["The mole is red.", "red"])
    assert found["token-recall"].tolist() == [3 / 4, 0]
    assert found["token-f1"].tolist() == [2 * 3 / 8, 0]
