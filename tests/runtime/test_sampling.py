"""The next token: how probabilities are cut off and drawn."""

import numpy as np
import pytest

from skinvl.runtime.sampling import Sampler, Sampling, rank

LOGITS = np.log(np.array([0.1, 0.5, 0.15, 0.25], dtype=np.float32))


def test_all_tokens_in_order_of_likelihood() -> None:
    order, probabilities = rank(LOGITS, Sampling())
    assert order.tolist() == [1, 3, 2, 0]
    np.testing.assert_allclose(probabilities, [0.5, 0.25, 0.15, 0.1], atol=1e-6)


def test_temperature_sharpens() -> None:
    _, probabilities = rank(LOGITS, Sampling(temperature=0.5))
    squares = np.array([0.25, 0.0625, 0.0225, 0.01])
    np.testing.assert_allclose(probabilities, squares / squares.sum(), atol=1e-6)


@pytest.mark.parametrize(("top_p", "kept"), [(0.5, [1]), (0.51, [1, 3]), (0.75, [1, 3]), (1.0, 4)])
def test_the_fewest_tokens_that_hold_the_share(top_p: float, kept: list[int] | int) -> None:
    order, probabilities = rank(LOGITS, Sampling(top_p=top_p))
    assert (order.tolist() if isinstance(kept, list) else len(order)) == kept
    assert probabilities.sum() == pytest.approx(1)


def test_top_k() -> None:
    assert rank(LOGITS, Sampling(top_k=2))[0].tolist() == [1, 3]


def test_draws_follow_the_probabilities() -> None:
    draw = Sampler(Sampling(seed=3))
    counts = np.bincount([draw(LOGITS) for _ in range(4000)], minlength=4) / 4000
    np.testing.assert_allclose(counts, [0.1, 0.5, 0.15, 0.25], atol=0.03)


@pytest.mark.parametrize(
    ("values", "message"),
    [({"temperature": 0.0}, "temperature"), ({"top_k": 0}, "top_k"), ({"top_p": 0.0}, "top_p")],
)
def test_values_out_of_range(values: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Sampling(**values)  # type: ignore[arg-type]
