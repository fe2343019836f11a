"""Keys and values in shared buffers change nothing: reading in parts equals reading at once."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from skinvl.contract.errors import ModelError
from skinvl.runtime.decode import CHUNK, Cancelled


@pytest.fixture(scope="module")
def decoder(bundle: Any) -> Any:
    return bundle._models.language._decoder


@pytest.fixture(scope="module")
def ids(decoder: Any) -> NDArray[np.int64]:
    return np.random.default_rng(7).integers(6, decoder.spec.vocab_size, (1, 24), dtype=np.int64)


def read_whole(decoder: Any, ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """Logits [S, V] of one run over an empty context."""
    context = decoder.open(ids.shape[1])
    return np.asarray(context.read(decoder.embed(ids), range(ids.shape[1]))[0])


@pytest.fixture(scope="module")
def whole(decoder: Any, ids: NDArray[np.int64]) -> NDArray[np.float32]:
    return read_whole(decoder, ids)


@pytest.mark.parametrize("cut", [1, 5, 23])
def test_reading_in_two_parts(
    decoder: Any, ids: NDArray[np.int64], whole: NDArray[np.float32], cut: int
) -> None:
    context = decoder.open(24)
    first = context.read(decoder.embed(ids[:, :cut]), range(cut))
    second = context.read(decoder.embed(ids[:, cut:]), range(24 - cut))
    assert context.length == 24
    np.testing.assert_allclose(first[0], whole[:cut], atol=1e-4)
    np.testing.assert_allclose(second[0], whole[cut:], atol=1e-4)


def test_token_by_token(decoder: Any, ids: NDArray[np.int64], whole: NDArray[np.float32]) -> None:
    context = decoder.open(24)
    for step in range(24):
        logits = context.read(decoder.embed(ids[:, step : step + 1]))
        np.testing.assert_allclose(logits[0, 0], whole[step], atol=1e-4)


def test_what_was_read_before_matters(
    decoder: Any, ids: NDArray[np.int64], whole: NDArray[np.float32]
) -> None:
    """The test graphs attend: another past gives other logits, so equality above says something."""
    context = decoder.open(24)
    context.read(decoder.embed(ids[:, ::-1][:, :23]))
    logits = context.read(decoder.embed(ids[:, 23:]))
    assert np.abs(logits[0, 0] - whole[23]).max() > 1e-2


def test_only_the_asked_positions_are_given(
    decoder: Any, ids: NDArray[np.int64], whole: NDArray[np.float32]
) -> None:
    logits = decoder.open(24).read(decoder.embed(ids), [3, 20])
    assert logits.shape == (1, 2, decoder.spec.vocab_size)
    np.testing.assert_allclose(logits[0], whole[[3, 20]], atol=1e-4)


def test_going_back_forgets(decoder: Any, ids: NDArray[np.int64]) -> None:
    context = decoder.open(24)
    context.read(decoder.embed(ids[:, :10]))
    first = context.read(decoder.embed(ids[:, 10:11]))
    context.read(decoder.embed(ids[:, 15:20]))
    context.rewind(10)
    np.testing.assert_array_equal(context.read(decoder.embed(ids[:, 10:11])), first)
    with pytest.raises(ValueError, match="not within the 11 positions"):
        context.rewind(12)


def test_a_batch_reads_like_its_rows(
    decoder: Any, ids: NDArray[np.int64], whole: NDArray[np.float32]
) -> None:
    rows = np.concatenate([ids, ids[:, ::-1]])
    context = decoder.open(24, batch=2)
    context.read(decoder.embed(rows[:, :23]))
    logits = context.read(decoder.embed(rows[:, 23:]))
    np.testing.assert_allclose(logits[0, 0], whole[23], atol=1e-4)
    np.testing.assert_allclose(logits[1, 0], read_whole(decoder, rows[1:])[23], atol=1e-4)


def test_buffers_are_written_in_place(decoder: Any, ids: NDArray[np.int64]) -> None:
    context = decoder.open(24)
    places = [buffer.data_ptr() for buffer in context._buffers]
    context.read(decoder.embed(ids[:, :5]))
    context.read(decoder.embed(ids[:, 5:6]))
    assert [buffer.data_ptr() for buffer in context._buffers] == places
    assert len(set(places)) == len(places)
    layer = context.copy_buffers()[0]
    assert layer.shape[2] == 6 and np.abs(layer).min(axis=(0, 1, 3)).max() > 0


def test_longer_than_the_model_allows(decoder: Any) -> None:
    with pytest.raises(ModelError, match="too long"):
        decoder.open(decoder.spec.max_length + 1)
    context = decoder.open(4)
    with pytest.raises(ModelError, match="too long: 65 positions where there is room for 64"):
        context.read(np.zeros((1, 65, decoder.spec.hidden_size), dtype=np.float32))


def test_generation_ends_when_the_context_is_full(decoder: Any) -> None:
    ids = np.full((1, decoder.spec.max_length - 3), 7, dtype=np.int64)
    context = decoder.open(decoder.spec.max_length)
    logits = decoder.read(context, decoder.embed(ids))[0]
    assert len(list(decoder.generate(context, logits, frozenset(), 99))) == 3


def test_reading_stops_between_two_parts(decoder: Any) -> None:
    """A long prompt is read in parts, and the next part is not read after a cancel."""
    ids = np.full((1, CHUNK + 5), 7, dtype=np.int64)
    context = decoder.open(CHUNK + 5)
    asked = iter([False, True])
    with pytest.raises(Cancelled):
        decoder.read(context, decoder.embed(ids), lambda: next(asked))
    assert context.length == CHUNK


def test_generation_stops_within_one_token(decoder: Any, ids: NDArray[np.int64]) -> None:
    context = decoder.open(60)
    logits = decoder.read(context, decoder.embed(ids))[0]
    stopped: list[bool] = []
    tokens = decoder.generate(context, logits, frozenset(), 30, lambda: bool(stopped))
    next(tokens)
    stopped.append(True)
    assert list(tokens) == []
    assert context.length == 24
