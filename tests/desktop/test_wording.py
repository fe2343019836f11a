"""Numbers and lists in words."""

from __future__ import annotations

import pytest

from skinvl.desktop.core.wording import format_percent, join_words, tell_answer


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.0, "0 %"),
        (0.0004, "<0.1 %"),
        (0.001, "0.1 %"),
        (0.4567, "45.7 %"),
        (0.9991, ">99.9 %"),
        (1.0, ">99.9 %"),
    ],
)
def test_percent_never_claims_certainty(probability: float, text: str) -> None:
    assert format_percent(probability) == text


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_are_joined(words: list[str], text: str) -> None:
    assert join_words(words) == text


def test_answer_of_the_model_stays_as_it_is() -> None:
    assert tell_answer("no") == "no"
    assert tell_answer("No answer is given: blurred.") == "No answer is given: blurred."
