"""Readings of log-likelihoods, by hand, and those that a bundle gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skinvl.contract.errors import DataError
from skinvl.training.evaluation.class_lists.class_list import load_class_list
from skinvl.training.evaluation.probe_bundle import OpenedBundle, open_bundle
from skinvl.training.evaluation.selection import select_samples
from skinvl.training.evaluation.zero_shot_likelihood import (
    PER_TOKEN,
    PER_TOKEN_LESS_PRIOR,
    SUM,
    SUM_LESS_PRIOR,
    Scored,
    Scores,
    combine,
    name_choices,
    project_differential,
    read_head,
    read_likelihoods,
    score_images,
)

BINARY = load_class_list("DDI_2class")
QUESTION = "Is it {classes}?"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, bundles: Any, tiny: Path) -> OpenedBundle:
    monkeypatch.setenv("SKINVL_TRUSTED_KEYS", str(bundles.keys))
    return open_bundle(tiny, "cpu", 1)


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (SUM, [-6.0, -4.0]),
        (PER_TOKEN, [-2.0, -4.0]),
        (SUM_LESS_PRIOR, [3.0, -1.0]),
        (PER_TOKEN_LESS_PRIOR, [1.0, -1.0]),
    ],
)
def test_readings_by_hand(reading: str, expected: list[float]) -> None:
    """A class of three tokens that is unlikely to be said of anything, and a short common one."""
    found = combine(np.array([[-6.0, -4.0]]), np.array([-9.0, -3.0]), np.array([3, 1]), reading)
    assert found.tolist() == [expected]


def scored(number: int, truth: int, values: tuple[float, float]) -> Scored:
    return Scored(f"i{number}", "", f"g{number}", truth, "", values, (0.7, 0.2, 0.1), 0.2)


def test_the_prior_that_hides_the_image_is_taken_away_and_the_rest_calibrated() -> None:
    """Without the prior class 1 always wins; with it three of four are right at a margin of 2, for
    which the temperature is 2 / ln 3 and the confidence 3/4."""
    values = [(-10.0, -5.0), (-10.0, -5.0), (-10.0, -5.0), (-10.0, -5.0)]
    part = tuple(scored(n, int(n == 3), v) for n, v in enumerate(values))
    scores = Scores(part, part, np.array([-12.0, -5.0]), np.array([2, 2]), ())
    found = read_likelihoods(scores, BINARY)
    assert found[SUM].images.predicted.tolist() == [1, 1, 1, 1]
    corrected = found[SUM_LESS_PRIOR]
    assert corrected.images.predicted.tolist() == [0, 0, 0, 0]
    assert corrected.temperature == pytest.approx(2 / np.log(3), rel=1e-3)
    assert corrected.images.probabilities[0] == pytest.approx([0.75, 0.25, 0], abs=1e-3)
    assert corrected.raw.probabilities[0, 0] == pytest.approx(1 / (1 + np.exp(-2)))
    assert corrected.validation_loss == pytest.approx(
        -(3 * np.log(0.75) + np.log(0.25)) / 4, abs=1e-4
    )


def test_the_head_is_read_on_the_same_images() -> None:
    part = (scored(0, 0, (-1, -1)), scored(1, 1, (-1, -1)))
    head = read_head(Scores(part, part, np.zeros(2), np.ones(2, dtype=np.int64), ()), BINARY)
    assert head is not None
    assert head.probabilities.tolist() == [[0.7, 0.2, 0.1]] * 2
    assert head.correct.tolist() == [True, False]
    assert head.malignant_truth.tolist() == [False, True]


def test_a_differential_in_a_class_list() -> None:
    differential = [("melanoma", 0.5), ("seborrheic-keratosis", 0.3), ("psoriasis", 0.2)]
    ham = project_differential(load_class_list("HAM10000"), differential)
    assert ham.tolist() == [0, 0, 0.3, 0, 0.5, 0, 0, 0.2]
    assert project_differential(BINARY, differential) == pytest.approx([0.5, 0.5, 0])


def test_how_classes_are_named() -> None:
    ham = load_class_list("HAM10000")
    assert name_choices(ham, "published") == ham.names
    assert name_choices(ham, "auto")[5] == name_choices(ham, "ontology")[5] == "melanocytic nevus"
    assert name_choices(BINARY, "auto") == BINARY.names
    with pytest.raises(DataError, match="no term of the ontology for 'Non-Malignant'"):
        name_choices(BINARY, "ontology")


def test_likelihoods_are_those_of_the_runtime(opened: OpenedBundle, skin_data: Path) -> None:
    """The softmax of ours is what the bundle's own closed answers give."""
    item = select_samples([skin_data], "test")[0]
    encoded = opened.bundle.encode(item.file)
    choices = ("melanoma", "melanocytic nevus")
    values = opened.log_likelihoods(encoded.tokens, "Which?", choices)
    expected = opened.bundle.score_answers(encoded, "Which?", choices)
    assert (values < 0).all()
    shares = np.exp(values) / np.exp(values).sum()
    assert shares == pytest.approx([expected[choice] for choice in choices])


def test_tokens_include_the_end(opened: OpenedBundle) -> None:
    counts = opened.count_tokens("Which?", ("a", "ab ab"))
    ids = opened.tokenizer.encode("ab ab", add_special_tokens=False).ids
    assert counts.tolist() == [2, len(ids) + 1]


def test_a_bundle_is_asked_about_every_image(opened: OpenedBundle, skin_data: Path) -> None:
    selected = select_samples([skin_data], "test")
    found = score_images(
        opened, selected[:4], selected[4:], BINARY, question=QUESTION, choices=BINARY.names
    )
    assert (len(found.validation), len(found.test)) == (4, 5)
    first = found.test[0]
    encoded = opened.bundle.encode(selected[4].file)
    values = opened.log_likelihoods(encoded.tokens, "Is it Non-Malignant, Malignant?", BINARY.names)
    assert first.log_likelihoods == pytest.approx(values.tolist())
    assert first.label == BINARY.names[first.truth]
    assert sum(first.head) == pytest.approx(1)
    tokens = np.mean([opened.bundle.encode(s.file).tokens for s in selected[:4]], axis=0)
    prior = opened.log_likelihoods(
        tokens.astype(np.float32), "Is it Non-Malignant, Malignant?", BINARY.names
    )
    assert found.prior == pytest.approx(prior, rel=1e-4)


def test_a_released_prompt_that_is_too_long_leaves_answers_out(
    opened: OpenedBundle, skin_data: Path
) -> None:
    selected = select_samples([skin_data], "test")[:2]
    ham = load_class_list("HAM10000")
    found = score_images(opened, selected, selected, ham, question="Which?", choices=ham.names)
    assert [s.answer for s in found.test] == [None, None]
    assert len(found.test[0].log_likelihoods) == 7
