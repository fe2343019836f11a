"""Pictures that share anything stay on one side."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence

import numpy as np
import pytest

from skinvl.contract.image_hash import ImageHashes
from skinvl.dataset.books.division import count_leaks, divide
from skinvl.dataset.books.kinship import KINDS
from skinvl.dataset.books.records import Pair

PLAIN = Pair(
    pdf="a.pdf",
    page=2,
    bbox=(0.0, 0.0, 1.0, 1.0),
    panel=None,
    figure="p2-1",
    figure_number=None,
    caption="Lichen planus.",
    figure_caption="Lichen planus.",
    caption_page=2,
    image_path="images/a/p2-1-1.jpg",
    image_sha256="",
    width=1,
    height=1,
    encoding="original",
    modality="clinical",
    modality_by_pixels="clinical",
    modality_by_words=None,
    modality_probability=1.0,
    diagnosis=None,
    label=None,
    site=None,
    age=None,
    age_range=None,
    sex=None,
    stain=None,
    magnification=None,
    mentions=(),
    confidence=1.0,
)


def make(number: int, **changes: object) -> Pair:
    """A pair that shares nothing with one of another number; four pages lie between them."""
    page = 4 * number + 2
    base = dataclasses.replace(
        PLAIN,
        page=page,
        caption_page=page,
        figure=f"p{page}-1",
        image_path=f"images/a/p{page}-1-1.jpg",
        image_sha256=hashlib.sha256(str(number).encode()).hexdigest(),
    )
    return dataclasses.replace(base, **changes)  # type: ignore[arg-type]


def hashes_of(pairs: Sequence[Pair]) -> list[ImageHashes]:
    """Hashes far from one another, the same for the same file."""
    found = []
    for pair in pairs:
        words = np.frombuffer(bytes.fromhex(pair.image_sha256), np.uint64)
        found.append(ImageHashes(pair.image_sha256, words[:1], words))
    return found


def split(pairs: Sequence[Pair], by: str = "figure", seed: int = 0) -> list[Pair]:
    division = divide(pairs, hashes_of(pairs), split_by=by, fractions=(0.6, 0.2, 0.2), seed=seed)
    return [
        dataclasses.replace(pair, group=group, split=part)
        for pair, group, part in zip(pairs, division.groups, division.splits, strict=True)
    ]


LONG = "Lichen planus of the wrist with violaceous, flat-topped papules and fine scale."


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("file", {"image_sha256": "ab" * 32}, {"image_sha256": "ab" * 32}),
        ("figure", {"figure": "p9-1"}, {"figure": "p9-1"}),
        ("number", {"figure_number": "3.4a"}, {"figure_number": "3.4A"}),
        ("plate", {"page": 40, "caption_page": 40}, {"page": 41, "caption_page": 41}),
        ("plate", {"page": 40, "caption_page": 43}, {"page": 42, "caption_page": 42}),
        ("caption", {"caption": LONG}, {"caption": LONG.upper().replace(",", " ,")}),
        (
            "patient",
            {"figure_number": "7.1", "figure": "x"},
            {"figure_caption": "The same patient as in Fig. 7-1 after a year."},
        ),
        ("patient", {}, {"figure_caption": "Derselbe Patient, Rücken."}),
    ],
)
def test_what_two_pictures_share_joins_them(
    kind: str, first: dict[str, object], second: dict[str, object]
) -> None:
    # Neighbours, so that "the same patient" without a number means the one before.
    pairs = [make(0), make(1, **first), make(2, **second), make(3)]
    division = divide(pairs, hashes_of(pairs), split_by="figure", fractions=(0.6, 0.2, 0.2), seed=0)
    assert division.groups[1] == division.groups[2]
    assert len(set(division.groups)) == 3
    assert division.ties[kind] >= 1
    apart = [
        dataclasses.replace(pair, split=part)
        for pair, part in zip(pairs, ("train", "train", "test", "test"), strict=True)
    ]
    leaks = count_leaks(apart, hashes_of(apart))
    assert leaks[kind] == 1


def test_look_alikes_are_joined_and_leak() -> None:
    pairs = [make(0), make(1), make(2)]
    hashes = hashes_of(pairs)
    near = hashes[1].fine.copy()
    near[0] ^= np.uint64(1)
    hashes[2] = ImageHashes("c" * 64, hashes[1].coarse, near)
    division = divide(pairs, hashes, split_by="figure", fractions=(0.6, 0.2, 0.2), seed=0)
    assert division.groups[1] == division.groups[2] != division.groups[0]
    apart = [dataclasses.replace(pairs[1]), dataclasses.replace(pairs[2], split="test")]
    assert count_leaks(apart, hashes[1:])["look"] == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"caption": "Melanoma."}, {"caption": "Melanoma."}),
        ({"figure_number": "3"}, {"figure_number": "3", "pdf": "b.pdf"}),
        ({"figure": "p1-1"}, {"figure": "p1-1", "pdf": "b.pdf"}),
        ({}, {"figure_caption": "Another patient with the same disease."}),
        ({}, {"figure_caption": "The same patient.", "pdf": "b.pdf"}),
    ],
)
def test_what_says_nothing_joins_nothing(
    first: dict[str, object], second: dict[str, object]
) -> None:
    groups = [pair.group for pair in split([make(0, **first), make(1, **second)])]
    assert groups[0] != groups[1]


@pytest.mark.parametrize("seed", range(5))
def test_splits_are_of_the_right_size_and_do_not_leak(seed: int) -> None:
    pairs = split([make(number // 3) for number in range(300)], seed=seed)
    sizes = {name: sum(pair.split == name for pair in pairs) for name in ("train", "val", "test")}
    assert sizes == {"train": 180, "val": 60, "test": 60}
    assert count_leaks(pairs, hashes_of(pairs)) == dict.fromkeys(KINDS, 0)


def test_another_seed_divides_otherwise() -> None:
    pairs = [make(number) for number in range(50)]
    first, second = split(pairs, seed=1), split(pairs, seed=2)
    assert [pair.split for pair in first] != [pair.split for pair in second]
    assert split(pairs, seed=1) == first


def test_whole_books_from_ten_on() -> None:
    few = [make(number, pdf=f"{number % 9}.pdf") for number in range(90)]
    many = [make(number, pdf=f"{number % 10}.pdf") for number in range(90)]
    division = divide(few, hashes_of(few), split_by="auto", fractions=(0.6, 0.2, 0.2), seed=0)
    assert division.by == "figure"
    division = divide(many, hashes_of(many), split_by="auto", fractions=(0.6, 0.2, 0.2), seed=0)
    assert division.by == "book"
    split_of: dict[str, set[str]] = {}
    for pair, part in zip(many, division.splits, strict=True):
        split_of.setdefault(pair.pdf, set()).add(part)
    assert all(len(parts) == 1 for parts in split_of.values())
    assert sorted(part for parts in split_of.values() for part in parts) == sorted(
        ["train"] * 6 + ["val"] * 2 + ["test"] * 2
    )


def test_nothing_is_divided_into_nothing() -> None:
    assert split([]) == []
    assert count_leaks([], []) == dict.fromkeys(KINDS, 0)
