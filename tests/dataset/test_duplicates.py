"""Exact and near-duplicates of small pictures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from skinvl.contract.image_hash import COARSE_BITS, FINE_BITS, ImageHashes, hash_pixels
from skinvl.dataset.duplicates import find_exact_duplicates, find_near_duplicates


def _picture(seed: int, size: tuple[int, int] = (200, 150)) -> NDArray[np.uint8]:
    coarse = np.random.default_rng(seed).integers(0, 256, (9, 12, 3), dtype=np.uint8)
    return np.asarray(Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC))


def test_a_reduced_brighter_copy_is_a_near_duplicate() -> None:
    picture = _picture(1)
    smaller = np.asarray(Image.fromarray(picture).resize((120, 90)))
    brighter = np.clip(smaller.astype(int) + 9, 0, 255).astype(np.uint8)
    hashes = [hash_pixels(p, str(n)) for n, p in enumerate([picture, _picture(2), brighter])]
    assert find_near_duplicates(hashes) == [(0, 2)]
    assert find_exact_duplicates(hashes) == []


def test_the_same_bytes_are_exact_and_not_near() -> None:
    picture = hash_pixels(_picture(1), "a")
    assert find_exact_duplicates([picture, picture, picture]) == [(0, 1), (0, 2)]
    assert find_near_duplicates([picture, picture]) == []


def test_a_mirrored_picture_is_another_picture() -> None:
    picture = _picture(3)
    hashes = [hash_pixels(picture, "a"), hash_pixels(picture[:, ::-1].copy(), "b")]
    assert find_near_duplicates(hashes) == []


def test_both_hashes_must_be_close() -> None:
    def hashes(name: str, coarse_bits: int, fine_bits: int) -> ImageHashes:
        coarse = np.array([(1 << coarse_bits) - 1], dtype=np.uint64)
        fine = np.array([(1 << fine_bits) - 1, 0, 0, 0], dtype=np.uint64)
        return ImageHashes(name, coarse, fine)

    base = hashes("base", 0, 0)
    for name, coarse_bits, fine_bits, expected in (
        ("both", COARSE_BITS, FINE_BITS, [(0, 1)]),
        ("coarse", COARSE_BITS + 1, FINE_BITS, []),
        ("fine", COARSE_BITS, FINE_BITS + 1, []),
    ):
        assert find_near_duplicates([base, hashes(name, coarse_bits, fine_bits)]) == expected


def test_pairs_across_chunks_are_found() -> None:
    random = np.random.default_rng(0)
    words = random.integers(0, 2**63, (700, 5), dtype=np.uint64)
    words[650] = words[3]
    words[699] = words[698] ^ np.uint64(1)
    hashes = [ImageHashes(str(n), row[:1], row[1:]) for n, row in enumerate(words)]
    assert find_near_duplicates(hashes) == [(3, 650), (698, 699)]
