"""From a published collection to a dataset folder: read, scan, group, divide, word, write."""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from skinvl.contract.errors import ConfigError, DataError
from skinvl.contract.sample import DatasetCard, Modality, Sample, Split, write_samples
from skinvl.dataset.card import describe_import, write_readable_card
from skinvl.dataset.division import divide
from skinvl.dataset.progress import track
from skinvl.dataset.scan import Scan, scan_records
from skinvl.dataset.sources.archives import ARCHIVES
from skinvl.dataset.sources.collection import Collection, Record, Rejection
from skinvl.dataset.splits import Fractions, GivenSplits
from skinvl.dataset.vqa.captions import caption_sample
from skinvl.dataset.vqa.questions import add_questions


@dataclass(frozen=True)
class ImportConfig:
    """What to import and how.

    ``kind`` is one of `ARCHIVES`. ``carve_test`` is the share of the given train groups that
    becomes test (0 for none). ``published_splits`` keeps the division that the archive publishes.
    ``strict`` makes a duplicate across given splits an error instead of a warning.
    """

    kind: str
    folder: Path
    out: Path
    splits: Path | None = None
    carve_test: float = 0.0
    fractions: Fractions = (0.8, 0.1, 0.1)
    seed: int = 0
    images: Literal["copy", "link"] = "copy"
    licence: str | None = None
    modality: Modality | None = None
    masks: Path | None = None
    overwrite: bool = False
    strict: bool = False
    published_splits: bool = False

    def check(self) -> None:
        """Check everything that can be checked before reading.

        Raises:
            ConfigError: every fault at once.
        """
        errors: list[str] = []
        if self.kind not in ARCHIVES:
            errors.append(f"{self.kind}: no kind of archive; there are {', '.join(ARCHIVES)}")
        elif self.masks is not None and "masks" not in ARCHIVES[self.kind].options:
            errors.append(f"--masks: {self.kind} has no lesion masks")
        if self.published_splits and self.splits is not None:
            errors.append("--published-splits: not with --splits")
        if not self.folder.is_dir():
            errors.append(f"{self.folder}: no such folder")
        if self.masks is not None and not self.masks.is_dir():
            errors.append(f"{self.masks}: no such folder of masks (--masks)")
        if any(part < 0 for part in self.fractions) or abs(sum(self.fractions) - 1) > 1e-6:
            errors.append("--fractions: three parts train,val,test that add up to 1")
        if not 0 <= self.carve_test < 1:
            errors.append("--carve-test: a share from 0 to below 1")
        if self.carve_test and self.splits is None:
            errors.append("--carve-test: only with --splits, whose train part it divides")
        if self.out.exists() and not self.out.is_dir():
            errors.append(f"{self.out}: is a file; --out names a folder")
        elif self.out.is_dir() and any(self.out.iterdir()) and not self.overwrite:
            errors.append(f"{self.out}: not empty; choose another --out or give --overwrite")
        if self.out.resolve() == self.folder.resolve():
            errors.append(f"{self.out}: is the folder that is read; choose another --out")
        if errors:
            raise ConfigError(errors)


def import_collection(config: ImportConfig) -> DatasetCard:
    """Import a collection and write the dataset folder as a whole or not at all.

    Raises:
        ConfigError: faults of `config`, all at once.
        DataError: the collection cannot be read, nothing is left of it, or (strict) duplicates
            cross given splits.
    """
    config.check()
    given = None if config.splits is None else GivenSplits(config.splits)
    collection = _read(config, given)
    records, unlisted = _listed(collection.records, given)
    scans, unreadable = scan_records(records)
    if not scans:
        raise DataError(config.folder, "no image could be used")
    collection = dataclasses.replace(
        collection, rejections=(*collection.rejections, *unlisted, *unreadable)
    )
    division = divide(
        scans,
        given,
        seed=config.seed,
        fractions=config.fractions,
        carve=config.carve_test,
        strict=config.strict,
        published=config.published_splits,
    )
    samples = add_questions(
        [
            caption_sample(_to_sample(scan, group, split))
            for scan, group, split in zip(scans, division.groups, division.splits, strict=True)
        ]
    )
    card = describe_import(config, collection, scans, samples, division)
    _write(config, scans, samples, card)
    return card


def _read(config: ImportConfig, given: GivenSplits | None) -> Collection:
    archive = ARCHIVES[config.kind]
    offered = {"masks": config.masks, "splits": given}
    options = {name: offered[name] for name in archive.options}
    return archive.reader()(
        config.folder, licence=config.licence, modality=config.modality, **options
    )


def _listed(
    records: Sequence[Record], given: GivenSplits | None
) -> tuple[list[Record], list[Rejection]]:
    if given is None:
        return list(records), []
    kept = [record for record in records if given.find(record.file) is not None]
    if not kept:
        raise DataError(given.path, "lists none of the images; paths are relative to this file")
    names = {record.id for record in kept}
    return kept, [
        Rejection(record.id, f"not listed in {given.path.name}")
        for record in records
        if record.id not in names
    ]


def _to_sample(scan: Scan, group: str, split: Split) -> Sample:
    record = scan.record
    return Sample(
        id=record.id,
        image=image_place(record),
        image_sha256=scan.hashes.sha256,
        source=record.source,
        licence=record.licence,
        modality=record.modality,
        diagnosis=record.diagnosis,
        label=record.label,
        split=split,
        group=group,
        lesion_id=record.lesion_id,
        patient_id=record.patient_id,
        age=record.age,
        sex=record.sex,
        site=record.site,
        skin_type=record.skin_type,
        attributes=scan.attributes,
    )


def image_place(record: Record) -> str:
    """Where the image of `record` lies in the dataset folder."""
    name = record.id if record.id.endswith(record.file.suffix) else record.id + record.file.suffix
    return f"images/{name}"


def _write(
    config: ImportConfig, scans: Sequence[Scan], samples: Sequence[Sample], card: DatasetCard
) -> None:
    out = config.out.absolute()
    out.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        building.chmod(0o755)
        title = "linking images" if config.images == "link" else "copying images"
        for scan, sample in track(list(zip(scans, samples, strict=True)), title):
            place = building / sample.image
            place.parent.mkdir(parents=True, exist_ok=True)
            if config.images == "link":
                place.symlink_to(scan.record.file.resolve())
            else:
                shutil.copyfile(scan.record.file, place)
        write_samples(building, samples, card)
        write_readable_card(building, card)
        _put_in_place(building, out)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def _put_in_place(building: Path, out: Path) -> None:
    """Rename `building` to `out`; a previous dataset stays until the new one is complete."""
    if not out.exists():
        building.rename(out)
        return
    previous = Path(tempfile.mkdtemp(prefix=f".{out.name}.old.", dir=out.parent))
    out.rename(previous / out.name)
    try:
        building.rename(out)
    except OSError:
        (previous / out.name).rename(out)
        raise
    finally:
        shutil.rmtree(previous, ignore_errors=True)
