"""Closed answers are scored by the likelihood of the whole answer, with a shared prefix."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skinvl.contract.errors import ModelError
from skinvl.runtime.language import log_softmax

QUESTION = "Is the border irregular?"
CHOICES = ["yes", "no", "no border can be seen", "no border", "é"]


def score_naively(bundle: Any, tokens: Any, choice: str) -> float:
    """Log-likelihood with the whole sequence read at once, without a cache."""
    language = bundle._models.language
    decoder, tokenizer = language._decoder, language._tokenizer
    prompt = bundle.info.contract.prompt.render(QUESTION)
    ids = [*tokenizer.encode(prompt + choice, add_special_tokens=False).ids, decoder.spec.eos_id]
    count = len(tokenizer.encode(prompt, add_special_tokens=False).ids)
    place = ids.index(decoder.spec.image_id)
    embeds = decoder.embed(np.array([ids]))[0]
    whole = np.concatenate([embeds[:place], tokens, embeds[place + 1 :]])[None]
    logits = log_softmax(decoder.start(whole).logits)[0]
    answer = ids[count:]
    first = len(whole[0]) - len(answer) - 1
    return float(sum(logits[first + step, token] for step, token in enumerate(answer)))


def test_scores_equal_full_recomputation(bundle: Any, images: dict[str, Path]) -> None:
    encoded = bundle.encode(images["melanoma"])
    scores = bundle._models.language.score(encoded.tokens, QUESTION, CHOICES)
    expected = [score_naively(bundle, encoded.tokens, choice) for choice in CHOICES]
    np.testing.assert_allclose(scores, expected, atol=1e-3)
    assert len(set(np.round(expected, 3))) == len(CHOICES)


def test_many_choices_are_scored_in_several_runs(bundle: Any, images: dict[str, Path]) -> None:
    encoded = bundle.encode(images["melanoma"])
    many = [f"answer {number}" for number in range(70)]
    scores = bundle._models.language.score(encoded.tokens, QUESTION, many)
    alone = bundle._models.language.score(encoded.tokens, QUESTION, [many[65]])
    np.testing.assert_allclose(scores[65], alone[0], atol=1e-3)


def test_score_answers_is_a_distribution(bundle: Any, images: dict[str, Path]) -> None:
    scored = bundle.score_answers(images["melanoma"], QUESTION, CHOICES)
    assert list(scored) == CHOICES
    assert sum(scored.values()) == pytest.approx(1)


def test_no_choices(bundle: Any, images: dict[str, Path]) -> None:
    with pytest.raises(ModelError, match="at least one choice"):
        bundle.score_answers(images["melanoma"], QUESTION, [])
