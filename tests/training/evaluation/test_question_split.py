"""A division by question, recognised from its test part."""

from collections import Counter

import numpy as np
import pytest

from skinvl.training.evaluation.question_split import infer_shared_images


def test_published_test_table() -> None:
    """Questions per image of the released MM-Skin test table (4,391 images). Nearly 10,000 images
    and over 27,000 questions are what the paper (Zeng et al. 2025) says of the whole."""
    found = infer_shared_images({1: 3430, 2: 865, 3: 92, 4: 4}, 0.2)
    assert found.images == pytest.approx(9_400, rel=0.03)
    assert found.questions_per_image == pytest.approx(2.9, abs=0.1)
    assert found.shared == pytest.approx(0.96, abs=0.02)


@pytest.mark.parametrize("questions", [(1,), (2, 3, 4), (1, 5)])
def test_simulated_division(questions: tuple[int, ...]) -> None:
    generator = np.random.default_rng(0)
    sizes = generator.choice(questions, 20_000)
    tested = generator.binomial(sizes, 0.3)
    seen = tested > 0
    found = infer_shared_images(Counter(tested[seen].tolist()), 0.3)
    truth = float((tested[seen] < sizes[seen]).mean())
    assert found.shared == pytest.approx(truth, abs=0.08)
    assert found.images == pytest.approx(20_000, rel=0.1)


def test_nothing_to_infer_from() -> None:
    with pytest.raises(ValueError, match="one question"):
        infer_shared_images({0: 5}, 0.2)
    with pytest.raises(ValueError, match="one question"):
        infer_shared_images({}, 0.2)
