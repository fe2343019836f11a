"""Every kind of leak on its own, and near-duplicates across blocks."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from skinvl.contract.image_hash import ImageHashes
from skinvl.training.evaluation.leak import (
    BYTES,
    GROUP,
    ISIC,
    KINDS,
    LESION,
    NAME,
    NEAR,
    PATIENT,
    RANGE,
    find_leaks,
    hash_images,
)
from skinvl.training.evaluation.leak_tables import Item


def item(name: str, **fields: str) -> Item:
    return Item(id=name, file=None, table="t", **fields)


def kinds(train: Item, test: Item, **options) -> set[str]:
    audit = find_leaks([train], [test], {}, {}, **options)
    return {kind for kind in KINDS if audit.matches[kind]}


@pytest.mark.parametrize(
    ("train", "test", "found"),
    [
        ({"sha256": "a"}, {"sha256": "a"}, {BYTES}),
        ({"lesion_id": "L1"}, {"lesion_id": "L1"}, {LESION}),
        ({"patient_id": "7"}, {"patient_id": "7"}, {PATIENT}),
        ({"group": "g"}, {"group": "g"}, {GROUP}),
        ({"group": "g", "source": "a"}, {"group": "g", "source": "a"}, {GROUP}),
        ({"group": "g", "source": "a"}, {"group": "g", "source": "b"}, set()),
        ({"group": "g", "source": "a"}, {"group": "g"}, {GROUP}),
        ({"patient_id": "7"}, {"lesion_id": "7"}, set()),
        ({}, {}, set()),
    ],
)
def test_what_two_rows_share(train: dict, test: dict, found: set[str]) -> None:
    assert kinds(item("first", **train), item("second", **test)) == found


def test_names_and_ids() -> None:
    assert kinds(item("a/bk5_630.png"), item("b/BK5_630.jpg")) == {NAME}
    assert kinds(item("crops/ISIC_0024306"), item("ISIC_0024306_downsampled.jpg")) == {ISIC}
    assert kinds(item("1.png"), item("1.png")) == set()


def test_id_range_is_only_for_archives_named_as_trained_on() -> None:
    test = item("ISIC_0024999.jpg")
    assert kinds(item("x-ray"), test, trained_on=("ham10000",)) == {RANGE}
    assert kinds(item("x-ray"), test, trained_on=("bcn20000",)) == set()


def test_matches_are_counted_and_located() -> None:
    train = [item(f"train-{n}", patient_id=f"p{n % 2}") for n in range(6)]
    test = [item("test-a", patient_id="p9"), item("test-b", patient_id="p1")]
    audit = find_leaks(train, test, {}, {})
    assert audit.mask(KINDS, 2).tolist() == [False, True]
    assert audit.partners(1, KINDS) == {1, 3, 5}
    assert audit.partners(0, KINDS) == set()


def test_near_duplicates_across_blocks() -> None:
    random = np.random.default_rng(0)
    words = random.integers(0, 2**63, (700, 5), dtype=np.uint64)
    other = random.integers(0, 2**63, (600, 5), dtype=np.uint64)
    other[599] = words[650]
    other[3] = words[1]
    other[3, 1] ^= np.uint64(0b111)

    def hashes(prefix: str, rows: np.ndarray) -> dict[int, ImageHashes]:
        # Position 0 could not be read.
        return {n: ImageHashes(f"{prefix}{n}", r[:1], r[1:]) for n, r in enumerate(rows) if n}

    train = [item(f"train-{n}-x") for n in range(700)]
    test = [item(f"test-{n}-x") for n in range(600)]
    found = find_leaks(train, test, hashes("a", words), hashes("b", other)).matches[NEAR]
    assert {position: match.train.tolist() for position, match in found.items()} == {
        3: [1],
        599: [650],
    }
    assert found[3].detail == "3 of 256 bits differ"


def test_image_files(tmp_path: Path) -> None:
    """A renamed copy, a smaller copy in another format, another image, a broken and no file."""
    grain = np.random.default_rng(1).integers(0, 256, (9, 12, 3), dtype=np.uint8)
    picture = Image.fromarray(grain).resize((200, 150), Image.Resampling.BICUBIC)
    for name in ("original.png", "copy.png"):
        picture.save(tmp_path / name)
    picture.resize((120, 90)).save(tmp_path / "smaller.jpg")
    Image.fromarray(grain[::-1]).resize((200, 150)).save(tmp_path / "other.png")
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n half")

    def listed(*names: str) -> list[Item]:
        return [Item(name, tmp_path / name, "t") for name in names]

    train = listed("original.png")
    test = listed("copy.png", "smaller.jpg", "other.png", "broken.png", "missing.png")
    hashed = hash_images(test, "test")
    assert set(hashed.found) == {0, 1, 2}
    assert hashed.missing == 1
    assert len(hashed.unreadable) == 1 and "broken.png" in hashed.unreadable[0]
    audit = find_leaks(train, test, hash_images(train, "train").found, hashed.found)
    assert list(audit.matches[BYTES]) == [0]
    assert list(audit.matches[NEAR]) == [1]
