"""Checkpoints that are there whole or not at all.

A checkpoint is written and flushed to the disk first; `complete.json` with the size of each of
its files comes last. What has no such file, or another size, was cut off and is never read.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path

from skinvl.training.loop.errors import TrainingError

MARKER = "complete.json"
_NAME = re.compile(r"checkpoint-(\d+)")


def mark_complete(folder: Path, step: int) -> None:
    """Flush every file of the checkpoint, then write the marker."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    for file in files:
        _flush(file)
    for inner in [folder, *(entry for entry in folder.rglob("*") if entry.is_dir())]:
        _flush(inner)
    sizes = {file.relative_to(folder).as_posix(): file.stat().st_size for file in files}
    replace_text(folder / MARKER, json.dumps({"step": step, "files": sizes}, indent=2) + "\n")
    _flush(folder.parent)


def is_complete(folder: Path) -> bool:
    """Whether the marker is there and every file that it lists has its size."""
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        return all((folder / name).stat().st_size == size for name, size in marker["files"].items())
    except (OSError, ValueError, KeyError):
        return False


def complete_checkpoints(folder: Path) -> dict[int, Path]:
    """The complete checkpoints of a folder by step, oldest first."""
    return {step: path for step, path in all_checkpoints(folder).items() if is_complete(path)}


def newest_checkpoint(folder: Path) -> Path | None:
    """The complete checkpoint with the most steps."""
    found = complete_checkpoints(folder)
    return found[max(found)] if found else None


def all_checkpoints(folder: Path) -> dict[int, Path]:
    """Every checkpoint folder by step, complete or not, oldest first."""
    found = {
        int(match[1]): path
        for path in folder.glob("checkpoint-*")
        if path.is_dir() and (match := _NAME.fullmatch(path.name))
    }
    return dict(sorted(found.items()))


def refuse_to_start_over(folder: Path) -> None:
    """Keep a run from mixing with the checkpoints of an earlier one.

    Raises:
        TrainingError: there are checkpoints in the folder.
    """
    if all_checkpoints(folder):
        raise TrainingError(
            f"{folder}: holds checkpoints of an earlier run; go on with --resume, name another "
            "--out, or remove them"
        )


def remove_incomplete(folder: Path) -> None:
    """Remove what was cut off while it was written, with a note on stderr."""
    for path in all_checkpoints(folder).values():
        if not is_complete(path):
            print(f"{path}: incomplete, cut off while it was written; removed", file=sys.stderr)
            shutil.rmtree(path)


def keep_checkpoints(folder: Path, last: int, best: int | None) -> None:
    """Remove all complete checkpoints but the `last` ones and the one of step `best`."""
    found = complete_checkpoints(folder)
    for step in list(found)[:-last]:
        if step != best:
            # Without its marker first, a half removed checkpoint is no checkpoint.
            (found[step] / MARKER).unlink()
            shutil.rmtree(found[step])


def replace_text(path: Path, text: str) -> None:
    """Write a file so that it appears whole or not at all, on the disk and not in a cache."""
    partial = path.with_name(path.name + ".partial")
    with partial.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, path)
    _flush(path.parent)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
