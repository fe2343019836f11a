"""Results in order, few items at a time, errors where they belong."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from skinvl.runtime.ahead import in_batches, work_ahead


def test_results_come_in_order() -> None:
    def work(item: int) -> int:
        time.sleep(0.002 * (item % 3))
        return item * item

    assert list(work_ahead(range(20), work, 3)) == [item * item for item in range(20)]


def test_items_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def give() -> Iterator[int]:
        for item in range(100):
            taken.append(item)
            yield item

    results = work_ahead(give(), lambda item: item, 2)
    next(results)
    assert len(taken) == 3


def test_work_is_done_side_by_side() -> None:
    """Two items that wait for each other can only both be done at once."""
    meeting = threading.Barrier(2, timeout=30)
    assert sorted(work_ahead(range(2), lambda _: meeting.wait(), 2)) == [0, 1]


def test_an_error_comes_in_place_of_its_result() -> None:
    results = work_ahead([2, 1, 0], lambda item: 2 // item, 2)
    assert [next(results), next(results)] == [1, 2]
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_batches_keep_the_order_and_the_last_is_short() -> None:
    assert list(in_batches(iter(range(7)), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(in_batches([], 3)) == []
