"""What training and test share: files, names, ISIC ids, lesions, patients, groups, near-duplicates.

Every kind is looked for on its own, so that one pair of images may show up under several.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.errors import ImageError, ImageMissing
from skinvl.contract.image import open_image
from skinvl.contract.image_hash import ImageHashes, find_close, hash_pixels
from skinvl.training.evaluation.isic_ranges import find_archive
from skinvl.training.evaluation.leak_tables import Item
from skinvl.training.evaluation.progress import track

BYTES, NEAR, NAME, ISIC, LESION, PATIENT, GROUP, RANGE = (
    "same file",
    "near-duplicate",
    "same name",
    "same ISIC id",
    "same lesion",
    "same patient",
    "same group",
    "ISIC id range",
)
KINDS = (BYTES, NEAR, NAME, ISIC, LESION, PATIENT, GROUP, RANGE)
# Kinds by which two entries are the same picture, whose questions belong together.
SAME_PICTURE = (BYTES, NEAR, NAME, ISIC)
# Two archives may number their patients alike.
WITHIN_SOURCE = (LESION, PATIENT, GROUP)
_CHUNK = 256
_READERS = 4


@dataclass(frozen=True)
class Match:
    """What one test image shares, and with which positions in training."""

    detail: str
    train: NDArray[np.intp]


@dataclass(frozen=True)
class Hashed:
    """Hashes of the readable images by position in the table, and why others have none."""

    found: Mapping[int, ImageHashes]
    missing: int = 0
    unreadable: tuple[str, ...] = ()


@dataclass
class Audit:
    """Matches by kind and position in the test table."""

    matches: dict[str, dict[int, Match]] = field(default_factory=lambda: {k: {} for k in KINDS})

    def mask(self, kinds: Collection[str], count: int) -> NDArray[np.bool_]:
        """Which of `count` test images leak by any of the kinds, bool [count]."""
        rows = np.zeros(count, dtype=np.bool_)
        for kind in kinds:
            rows[list(self.matches[kind])] = True
        return rows

    def partners(self, position: int, kinds: Collection[str]) -> set[int]:
        """Positions in training that a test image matches by any of the kinds."""
        found = (self.matches[kind].get(position) for kind in kinds)
        return {int(row) for match in found if match is not None for row in match.train}


def hash_images(items: Sequence[Item], title: str) -> Hashed:
    """Open and hash every image file, several at a time.

    An image that is not there or cannot be read is counted; it is compared by its names only.
    """
    found: dict[int, ImageHashes] = {}
    missing, unreadable = 0, []
    with ThreadPoolExecutor(_READERS) as pool:
        # In blocks, because a pool without them holds a future for every image at once.
        for start in track(range(0, len(items), _CHUNK), title):
            block = items[start : start + _CHUNK]
            for offset, result in enumerate(pool.map(_hash_image, block)):
                if isinstance(result, ImageHashes):
                    found[start + offset] = result
                elif isinstance(result, ImageMissing):
                    missing += 1
                else:
                    unreadable.append(str(result))
    return Hashed(found, missing, tuple(unreadable))


def _hash_image(item: Item) -> ImageHashes | ImageError:
    if item.file is None:
        return ImageMissing(item.id, "no file")
    try:
        opened = open_image(item.file)
    except ImageError as error:
        return error
    return hash_pixels(opened.rgb, opened.sha256)


def find_leaks(
    train: Sequence[Item],
    test: Sequence[Item],
    train_hashes: Mapping[int, ImageHashes],
    test_hashes: Mapping[int, ImageHashes],
    trained_on: Collection[str] = (),
) -> Audit:
    """Every kind of leak between two tables.

    Lesions, patients and groups are compared within one source, or where a table names none.
    """
    audit = Audit()
    keys: dict[str, tuple[list[str | None], list[str | None]]] = {
        BYTES: (_files(train, train_hashes), _files(test, test_hashes)),
        NAME: ([item.name for item in train], [item.name for item in test]),
        ISIC: ([item.isic_id for item in train], [item.isic_id for item in test]),
        LESION: ([item.lesion_id for item in train], [item.lesion_id for item in test]),
        PATIENT: ([item.patient_id for item in train], [item.patient_id for item in test]),
        GROUP: ([item.group for item in train], [item.group for item in test]),
    }
    for kind, (train_keys, test_keys) in keys.items():
        places: dict[str, list[int]] = defaultdict(list)
        for place, key in enumerate(train_keys):
            if key:
                places[key].append(place)
        for position, key in enumerate(test_keys):
            rows = places.get(key, []) if key else []
            if kind in WITHIN_SOURCE:
                rows = [p for p in rows if _comparable(train[p].source, test[position].source)]
            if rows:
                audit.matches[kind][position] = Match(str(key), np.array(rows, dtype=np.intp))
    _match_near(audit, train_hashes, test_hashes)
    _match_ranges(audit, test, trained_on)
    return audit


def _files(items: Sequence[Item], hashes: Mapping[int, ImageHashes]) -> list[str | None]:
    return [
        hashes[position].sha256 if position in hashes else item.sha256
        for position, item in enumerate(items)
    ]


def _comparable(first: str, second: str) -> bool:
    return not first or not second or first == second


def _match_near(
    audit: Audit,
    train_hashes: Mapping[int, ImageHashes],
    test_hashes: Mapping[int, ImageHashes],
) -> None:
    if not train_hashes or not test_hashes:
        return
    train_rows, test_rows = np.array(list(train_hashes)), np.array(list(test_hashes))
    coarse, fine = _stack(train_hashes)
    test_coarse, test_fine = _stack(test_hashes)
    for start in range(0, len(test_rows), _CHUNK):
        block = slice(start, start + _CHUNK)
        first, second, bits = find_close(test_coarse[block], test_fine[block], coarse, fine)
        for row in np.unique(first).tolist():
            position = int(test_rows[start + row])
            chosen = first == row
            partners = train_rows[second[chosen]]
            order = np.argsort(bits[chosen], kind="stable")
            # Byte-identical files are a kind of their own.
            other = [
                place
                for place in order.tolist()
                if train_hashes[int(partners[place])].sha256 != test_hashes[position].sha256
            ]
            if other:
                detail = f"{int(bits[chosen][other[0]])} of 256 bits differ"
                audit.matches[NEAR][position] = Match(detail, partners[other])


def _stack(
    hashes: Mapping[int, ImageHashes],
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    values = list(hashes.values())
    return np.concatenate([h.coarse for h in values]), np.stack([h.fine for h in values])


def _match_ranges(audit: Audit, test: Sequence[Item], trained_on: Collection[str]) -> None:
    for position, item in enumerate(test):
        archive = None if item.isic_id is None else find_archive(item.isic_id)
        if archive in trained_on:
            detail = f"{item.isic_id} lies in the range of {archive}"
            audit.matches[RANGE][position] = Match(detail, np.empty(0, dtype=np.intp))


def fingerprint_items(items: Sequence[Item]) -> str:
    """sha256 over tables and ids, independent of order."""
    digest = hashlib.sha256()
    for line in sorted(f"{item.table}\t{item.id}\n" for item in items):
        digest.update(line.encode("utf-8"))
    return digest.hexdigest()
