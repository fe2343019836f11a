"""The key-value cache changes nothing: prefill and decoding equal reading everything at once."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from skinvl.contract.errors import ModelError


@pytest.fixture(scope="module")
def decoder(bundle: Any) -> Any:
    return bundle._models.language._decoder


@pytest.fixture(scope="module")
def ids(decoder: Any) -> NDArray[np.int64]:
    return np.random.default_rng(7).integers(6, decoder.spec.vocab_size, (1, 24), dtype=np.int64)


@pytest.fixture(scope="module")
def whole(decoder: Any, ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """Logits [24, V] of one run without a cache."""
    return np.asarray(decoder.start(decoder.embed(ids)).logits[0])


@pytest.mark.parametrize("cut", [1, 5, 23])
def test_prefill_and_one_extension(
    decoder: Any, ids: NDArray[np.int64], whole: NDArray[np.float32], cut: int
) -> None:
    start = decoder.start(decoder.embed(ids[:, :cut]))
    state = decoder.extend(start, decoder.embed(ids[:, cut:]))
    assert state.length == 24
    np.testing.assert_allclose(start.logits[0], whole[:cut], atol=1e-4)
    np.testing.assert_allclose(state.logits[0], whole[cut:], atol=1e-4)


def test_token_by_token(decoder: Any, ids: NDArray[np.int64], whole: NDArray[np.float32]) -> None:
    state = decoder.start(decoder.embed(ids[:, :1]))
    for step in range(1, 24):
        state = decoder.extend(state, decoder.embed(ids[:, step : step + 1]))
        np.testing.assert_allclose(state.logits[0, 0], whole[step], atol=1e-4)


def test_the_cache_matters(
    decoder: Any, ids: NDArray[np.int64], whole: NDArray[np.float32]
) -> None:
    """The test graphs attend: another past gives other logits, so equality above says something."""
    other = decoder.start(decoder.embed(ids[:, ::-1][:, :23]))
    state = decoder.extend(other, decoder.embed(ids[:, 23:]))
    assert np.abs(state.logits[0, 0] - whole[23]).max() > 1e-2


def test_a_state_may_be_continued_twice(decoder: Any, ids: NDArray[np.int64]) -> None:
    start = decoder.start(decoder.embed(ids[:, :10]))
    first = decoder.extend(start, decoder.embed(ids[:, 10:11])).logits
    decoder.extend(start, decoder.embed(ids[:, 15:20]))
    again = decoder.extend(start, decoder.embed(ids[:, 10:11])).logits
    np.testing.assert_array_equal(first, again)


def test_padded_rows_do_not_touch_one_another(
    decoder: Any, ids: NDArray[np.int64], whole: NDArray[np.float32]
) -> None:
    start = decoder.repeat(decoder.start(decoder.embed(ids[:, :10])), 2)
    rows = np.stack([ids[0, 10:16], np.zeros(6, dtype=np.int64)])
    rows[1, :2] = ids[0, 10:12]
    valid = np.array([[True] * 6, [True, True, False, False, False, False]])
    state = decoder.extend(start, decoder.embed(rows), valid)
    np.testing.assert_allclose(state.logits[0], whole[10:16], atol=1e-4)
    np.testing.assert_allclose(state.logits[1, :2], whole[10:12], atol=1e-4)


def test_longer_than_the_model_allows(decoder: Any) -> None:
    ids = np.full((1, decoder.spec.max_length + 1), 7, dtype=np.int64)
    with pytest.raises(ModelError, match="too long"):
        decoder.start(decoder.embed(ids))


def test_generation_ends_at_the_longest_text(decoder: Any) -> None:
    ids = np.full((1, decoder.spec.max_length - 3), 7, dtype=np.int64)
    tokens = list(decoder.generate(decoder.embed(ids), frozenset(), 99, None))
    assert len(tokens) == 3
