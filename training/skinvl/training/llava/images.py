"""Every image opened once before training: broken ones are left out, hashes become known."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tqdm import tqdm

from skinvl.contract.errors import ImageError
from skinvl.contract.image import open_image
from skinvl.training.llava.records import Record, Skipped

USED = ("train", "val", None)


@dataclasses.dataclass(frozen=True)
class Checked:
    """What opening an image file showed: its hash, or why it cannot be used."""

    sha256: str | None
    fault: str | None


def check_images(
    records: Sequence[Record], memory: Path | None
) -> tuple[list[Record], list[Skipped]]:
    """The records whose image can be read, with its hash; the others as skipped.

    What was found is kept in `memory` (JSON lines) for as long as size and time of the file stay
    the same, so that a second run does not open the images again.
    """
    files = dict.fromkeys(record.image for record in records if record.split in USED)
    found = _check_files(list(files), memory)
    kept: list[Record] = []
    skipped: list[Skipped] = []
    for record in records:
        checked = found.get(record.image, Checked(record.sha256, None))
        fault = checked.fault
        if fault is None and record.sha256 not in (None, checked.sha256):
            fault = "the image is not the one that was imported"
        if fault is None:
            kept.append(dataclasses.replace(record, sha256=checked.sha256))
        else:
            skipped.append(Skipped(record.id, str(record.image), fault))
    return kept, skipped


def _check_files(files: Sequence[Path], memory: Path | None) -> dict[Path, Checked]:
    stamps = {file: _stamp(file) for file in files}
    known = _recall(memory)
    found = {
        file: known[stamp] for file, stamp in stamps.items() if stamp is not None and stamp in known
    }
    missing = [file for file in files if file not in found]
    # Decoding leaves the interpreter lock, so threads are enough.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        opened = pool.map(_open, missing)
        progress = tqdm(opened, "images", len(missing), unit=" images", disable=not missing)
        found |= zip(missing, progress, strict=True)
    if memory is not None and missing:
        memory.parent.mkdir(parents=True, exist_ok=True)
        with memory.open("a", encoding="utf-8") as lines:
            for file in missing:
                if stamps[file] is not None:
                    row = {"stamp": stamps[file], **dataclasses.asdict(found[file])}
                    lines.write(json.dumps(row) + "\n")
    return found


def _open(file: Path) -> Checked:
    try:
        return Checked(open_image(file).sha256, None)
    except ImageError as error:
        return Checked(None, error.reason)


def _stamp(file: Path) -> str | None:
    """Path, size and time of change; None for a file that is not there."""
    try:
        facts = file.stat()
    except OSError:
        return None
    return f"{file} {facts.st_size} {facts.st_mtime_ns}"


def _recall(memory: Path | None) -> dict[str, Checked]:
    if memory is None or not memory.is_file():
        return {}
    known = {}
    for line in memory.read_text(encoding="utf-8").splitlines():
        try:
            row = json.loads(line)
            known[row["stamp"]] = Checked(row["sha256"], row["fault"])
        except (ValueError, KeyError):
            # The last line of a run that was killed while writing.
            continue
    return known
