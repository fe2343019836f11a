"""Comparing dataset folders as a whole: read, hash, link, count, write."""

from __future__ import annotations

import contextlib
import csv
import dataclasses
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from skinvl.contract.errors import ConfigError
from skinvl.dataset.overlap.entries import Entry, Folder, read_folders
from skinvl.dataset.overlap.hashes import hash_entries
from skinvl.dataset.overlap.links import TIES, Links, Tie, find_links
from skinvl.dataset.overlap.report import Report, Withheld, show_link, write_report


@dataclass(frozen=True)
class AuditConfig:
    """Which folders to compare, and how.

    ``out`` takes the report as JSON, or every link as a line of CSV, by its suffix; ``withhold``
    takes the images to leave out. ``workers`` are processes; None is one per processor.
    """

    folders: tuple[Path, ...]
    by: tuple[Tie, ...] = TIES
    out: Path | None = None
    withhold: Path | None = None
    examples: int = 20
    workers: int | None = None

    def check(self) -> None:
        """Check everything that can be checked before reading.

        Raises:
            ConfigError: every fault at once.
        """
        errors: list[str] = []
        if not self.by:
            errors.append(f"--by: one or more of {', '.join(TIES)}")
        if self.out is not None and self.out.suffix not in (".json", ".csv"):
            errors.append(f"{self.out}: --out ends in .json or .csv")
        if self.examples < 0:
            errors.append("--examples: 0 or more")
        if self.workers is not None and self.workers < 1:
            errors.append("--workers: 1 or more")
        if errors:
            raise ConfigError(errors)


def audit_folders(config: AuditConfig) -> Report:
    """Compare dataset folders, and write what `config` asks for.

    Raises:
        ConfigError: faults of `config`, all at once.
        DataError: not a dataset folder.
        ContractMismatch: a folder made under another ontology or answer grammar.
    """
    config.check()
    folders, entries = read_folders(config.folders)
    hashes = None
    if "near" in config.by:
        hashes = hash_entries(folders, entries, workers=config.workers)
    links = find_links(folders, entries, config.by, hashes)
    report = write_report(
        folders,
        entries,
        links,
        opened=None if hashes is None else hashes.opened,
        changed=0 if hashes is None else hashes.changed,
        examples=config.examples,
    )
    if config.out is not None and config.out.suffix == ".json":
        with _replacing(config.out) as file:
            file.write(json.dumps(to_json(report), ensure_ascii=False, indent=2) + "\n")
    elif config.out is not None:
        _write_links(config.out, folders, entries, links)
    if config.withhold is not None:
        _write_withheld(config.withhold, report.withheld)
    return report


def to_json(report: Report) -> dict[str, object]:
    """The report as one JSON object; the images to withhold are only counted."""
    record = dataclasses.asdict(dataclasses.replace(report, withheld=()))
    return {**record, "withheld": len(report.withheld), "leaks": report.leaks}


def summarise(report: Report) -> str:
    """A few lines for the terminal: what each pair shares, where it leaks."""
    lines = [
        f"{folder.name}: {folder.images} images ("
        + ", ".join(f"{name} {n}" for name, n in folder.splits.items())
        + ")"
        + (f", {folder.unreadable} not readable" if folder.unreadable else "")
        for folder in report.folders
    ]
    for overlap in report.overlaps:
        shared = overlap.shared
        lines.append(f"{overlap.first} and {overlap.second}:")
        if not shared.pairs:
            lines.append("  nothing in common")
            continue
        lines.append(
            f"  {shared.pairs} pairs, {shared.first_images} and {shared.second_images} images; "
            + ", ".join(f"{tie} {count.pairs}" for tie, count in overlap.ties.items())
        )
        lines += [
            f"  {name}: {count.pairs} pairs, {count.first_images} and {count.second_images} images"
            for name, count in overlap.splits.items()
        ]
        if overlap.conflicts:
            lines.append(f"  {overlap.conflicts} pairs with two diagnoses")
        if overlap.leaks.pairs:
            lines.append(f"  LEAK: {overlap.leaks.pairs} pairs of train and test")
    if report.changed:
        lines.append(f"WARNING: {report.changed} images are not the ones that were imported")
    if report.withheld:
        lines.append(f"{len(report.withheld)} train and val images are to be withheld (--withhold)")
    return "\n".join(lines)


def _write_links(
    path: Path, folders: Sequence[Folder], entries: Sequence[Entry], links: Links
) -> None:
    def rows() -> Iterable[Sequence[object]]:
        yield (
            *("first_archive", "first_id", "first_split", "first_diagnosis"),
            *("second_archive", "second_id", "second_split", "second_diagnosis"),
            *("ties", "leak", "conflict"),
        )
        for i, j, bits in zip(links.first, links.second, links.ties, strict=True):
            shown = show_link(entries, int(i), int(j), int(bits))
            yield (
                folders[entries[i].archive].name,
                shown.first,
                shown.splits[0],
                shown.diagnoses[0] or "",
                folders[entries[j].archive].name,
                shown.second,
                shown.splits[1],
                shown.diagnoses[1] or "",
                " ".join(shown.ties),
                int(shown.leak),
                int(shown.conflict),
            )

    _write_table(path, rows())


def _write_withheld(path: Path, withheld: Sequence[Withheld]) -> None:
    columns = [column.name for column in dataclasses.fields(Withheld)]
    _write_table(path, [columns, *(dataclasses.astuple(row) for row in withheld)])


def _write_table(path: Path, rows: Iterable[Sequence[object]]) -> None:
    with _replacing(path) as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    """A file that appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
