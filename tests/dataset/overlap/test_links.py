"""Links between images of different folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from skinvl.dataset.overlap.entries import read_folders
from skinvl.dataset.overlap.hashes import hash_entries
from skinvl.dataset.overlap.links import TIES, Tie, find_links
from skinvl.dataset.overlap.report import name_ties

EXPECTED = {
    ("ISIC_0000001_downsampled", "crops/ISIC_0000001"): ("id",),
    ("same-bytes", "copy"): ("bytes",),
    ("whole", "reduced"): ("near",),
    ("lesion", "same-lesion"): ("lesion",),
    ("patient", "same-patient"): ("patient",),
}


def _links(pair: tuple[Path, Path], by: Sequence[Tie]) -> dict[tuple[str, str], tuple[str, ...]]:
    folders, entries = read_folders(pair)
    links = find_links(folders, entries, by, hash_entries(folders, entries, workers=1))
    return {
        (entries[i].id, entries[j].id): name_ties(int(bits))
        for i, j, bits in zip(links.first, links.second, links.ties, strict=True)
    }


def test_every_tie_links_what_it_names(pair: tuple[Path, Path]) -> None:
    assert _links(pair, TIES) == EXPECTED


@pytest.mark.parametrize("tie", TIES)
def test_each_tie_alone(pair: tuple[Path, Path], tie: Tie) -> None:
    assert _links(pair, (tie,)) == {names: ties for names, ties in EXPECTED.items() if tie in ties}


def test_the_order_of_the_folders_only_turns_the_pairs(pair: tuple[Path, Path]) -> None:
    turned = _links((pair[1], pair[0]), TIES)
    assert {(b, a): ties for (a, b), ties in turned.items()} == EXPECTED


def test_one_pair_of_several_ties_is_one_link(write_folder: Any) -> None:
    image = {"name": "ISIC_0000007", "seed": 7, "lesion_id": "IL_0000007"}
    first, second = (write_folder(name, [image]) for name in ("a", "bb"))
    assert _links((first, second), TIES) == {
        ("ISIC_0000007", "ISIC_0000007"): ("id", "bytes", "lesion")
    }


def test_nothing_in_common_is_no_link(write_folder: Any) -> None:
    folders = tuple(write_folder(name, [{"name": "x"}]) for name in ("a", "bb"))
    assert _links((folders[0], folders[1]), TIES) == {}
