"""Difference hashes and the rule of near-duplicates."""

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.image_hash import COARSE_BITS, FINE_BITS, find_close, hash_pixels


def ramp(rising: bool) -> NDArray[np.uint8]:
    """Brightness that only rises, or only falls, from left to right."""
    row = np.linspace(0, 255, 90).astype(np.uint8)
    return np.repeat(np.tile(row if rising else row[::-1], (60, 1))[:, :, None], 3, axis=2)


def test_hash_of_a_ramp_by_hand() -> None:
    """Every step is upwards, so that every bit is set; downwards none is."""
    rising, falling = hash_pixels(ramp(True), "a"), hash_pixels(ramp(False), "b")
    assert np.bitwise_count(rising.coarse).sum() == 64
    assert np.bitwise_count(rising.fine).sum() == 256
    assert not falling.coarse.any() and not falling.fine.any()
    assert (rising.coarse.shape, rising.fine.shape) == ((1,), (4,))


def test_both_distances_must_be_small() -> None:
    coarse = np.array([0, (1 << COARSE_BITS) - 1, (2 << COARSE_BITS) - 1], dtype=np.uint64)
    fine = np.zeros((3, 4), dtype=np.uint64)
    near = np.array([[(1 << FINE_BITS) - 1, 0, 0, 0]], dtype=np.uint64)
    far = np.array([[(2 << FINE_BITS) - 1, 0, 0, 0]], dtype=np.uint64)
    rows, columns, bits = find_close(coarse[:1], near, coarse, fine)
    assert (rows.tolist(), columns.tolist(), bits.tolist()) == ([0, 0], [0, 1], [FINE_BITS] * 2)
    assert len(find_close(coarse[:1], far, coarse, fine)[0]) == 0
