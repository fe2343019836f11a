"""Which samples of which data sets are evaluated."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from skinvl.contract.errors import DataError
from skinvl.contract.sample import SAMPLES_FILE, Sample, read_samples


@dataclass(frozen=True)
class Selected:
    """A sample with the data set folder it belongs to."""

    sample: Sample
    folder: Path

    @property
    def file(self) -> Path:
        """The image file."""
        return self.folder / self.sample.image


def select_samples(
    folders: Sequence[Path], split: str, *, limit: int | None = None, seed: int = 0
) -> list[Selected]:
    """The samples of one split; ``all`` takes every split.

    Args:
        folders: data set folders.
        split: train, val, test, withheld or all.
        limit: at most about this many images: whole groups in seeded random order until reached.
        seed: of that order.

    Raises:
        DataError: a folder is no data set or has no sample of the split.
    """
    chosen: list[Selected] = []
    for folder in folders:
        samples = read_samples(folder)
        found = [s for s in samples if split in ("all", s.split)]
        if not found:
            have = ", ".join(sorted({s.split for s in samples})) or "none"
            raise DataError(folder, f"no sample of split {split!r}; it has {have}")
        chosen += [Selected(sample, folder) for sample in found]
    if limit is None or len(chosen) <= limit:
        return chosen
    groups = sorted({(str(c.folder), c.sample.group) for c in chosen})
    random.Random(seed).shuffle(groups)
    sizes: dict[tuple[str, str], int] = {}
    for item in chosen:
        key = (str(item.folder), item.sample.group)
        sizes[key] = sizes.get(key, 0) + 1
    kept: set[tuple[str, str]] = set()
    count = 0
    for key in groups:
        if count >= limit:
            break
        kept.add(key)
        count += sizes[key]
    return [c for c in chosen if (str(c.folder), c.sample.group) in kept]


def check_names(folders: Sequence[Path]) -> None:
    """Check that the folders' names, which stand for the data sets in the records, differ.

    Raises:
        DataError: two folders have the same name.
    """
    for index, folder in enumerate(folders):
        if folder.name in {earlier.name for earlier in folders[:index]}:
            raise DataError(folder, "another data set given here has the same folder name")


def hash_datasets(folders: Sequence[Path]) -> dict[str, str]:
    """sha256 of each data set's ``samples.jsonl``, by folder name."""
    return {
        folder.name: hashlib.sha256((folder / SAMPLES_FILE).read_bytes()).hexdigest()
        for folder in folders
    }


def fingerprint_samples(selected: Sequence[Selected]) -> str:
    """sha256 over ids and image hashes, independent of order."""
    digest = hashlib.sha256()
    for line in sorted(f"{c.sample.id}\t{c.sample.image_sha256}\n" for c in selected):
        digest.update(line.encode("utf-8"))
    return digest.hexdigest()
