"""The order of the data follows from the seed, and the randomness of a draw from the draw."""

from __future__ import annotations

import numpy as np
import torch

from skinvl.training.loop.order import LengthGroupedOrder, SeededOrder, seeded


def test_same_seed_same_order_other_epoch_other_order() -> None:
    first, second = SeededOrder(50, 7), SeededOrder(50, 7)
    assert list(first) == list(second)
    assert sorted(draw.row for draw in first) == list(range(50))
    first.set_epoch(1)
    assert list(first) != list(second)
    second.set_epoch(1)
    assert list(first) == list(second), "an epoch's order does not depend on the ones before"
    assert list(SeededOrder(50, 8)) != list(SeededOrder(50, 7))


def test_epochs_of_one_seed_are_not_those_of_another() -> None:
    orders = set()
    for seed in range(4):
        for epoch in range(4):
            order = SeededOrder(20, seed)
            order.set_epoch(epoch)
            orders.add(tuple(order))
    assert len(orders) == 16


def test_weights_decide_how_often_a_row_comes() -> None:
    order = SeededOrder(3, 0, np.array([0.0, 0.25, 0.75]), draws=4000)
    counts = np.bincount([draw.row for draw in order], minlength=3)
    assert counts[0] == 0
    # Five standard deviations of a binomial with n = 4000 and p = 0.75.
    assert abs(counts[2] - 3000) < 5 * (4000 * 0.75 * 0.25) ** 0.5


def test_rows_of_like_length_come_together() -> None:
    lengths = [(row * 37) % 400 for row in range(400)]
    order = LengthGroupedOrder(lengths, 8, 3)
    rows = [draw.row for draw in order]
    assert sorted(rows) == list(range(400))
    assert spread(rows, lengths) < spread([draw.row for draw in SeededOrder(400, 3)], lengths) / 4
    assert rows == [draw.row for draw in LengthGroupedOrder(lengths, 8, 3)]


def spread(rows: list[int], lengths: list[int]) -> float:
    """Mean difference between the longest and the shortest row of a batch of 8."""
    batches = [[lengths[row] for row in rows[i : i + 8]] for i in range(0, len(rows), 8)]
    return sum(max(batch) - min(batch) for batch in batches) / len(batches)


def test_seeded_leaves_the_generator_as_it_was() -> None:
    torch.manual_seed(1)
    expected = torch.rand(3)
    torch.manual_seed(1)
    with seeded(5):
        inside = torch.rand(3)
    assert torch.equal(torch.rand(3), expected)
    with seeded(5):
        assert torch.equal(torch.rand(3), inside)
