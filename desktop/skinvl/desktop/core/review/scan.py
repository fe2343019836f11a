"""Listing the images of a folder and all folders below it, in constant memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

IMAGE_SUFFIXES = frozenset({".bmp", ".dcm", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"})


@dataclass(frozen=True)
class FoundFile:
    """An image file by its suffix. ``path`` is relative to the folder; ``size`` is in bytes."""

    path: str
    size: int
    modified_ns: int


@dataclass(frozen=True)
class LeftOut:
    """Something that is not read, and why; ``path`` is relative to the folder."""

    path: str
    reason: str


def scan_folder(root: Path) -> Iterator[FoundFile | LeftOut]:
    """Every image below `root`, folder by folder and by name; nothing is opened.

    Files are told by their suffix. Hidden files and folders are passed over: some systems put
    ``._photo.jpg`` beside ``photo.jpg``. A folder that was seen already, through a symbolic link
    say, is left out, so that a loop ends.

    Raises:
        OSError: `root` itself cannot be listed.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        place = root / folder
        try:
            status = place.stat()
            identity = (status.st_dev, status.st_ino)
            if identity in seen:
                yield LeftOut(folder, "a folder that was listed already (a link to it)")
                continue
            seen.add(identity)
            with os.scandir(place) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            if not folder:
                raise
            yield LeftOut(folder, f"the folder cannot be read ({error.strerror})")
            continue
        below = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = f"{folder}/{entry.name}" if folder else entry.name
            try:
                if entry.is_dir():
                    below.append(path)
                elif os.path.splitext(entry.name)[1].lower() in IMAGE_SUFFIXES:
                    yield _describe(entry, path)
            except OSError as error:
                yield LeftOut(path, f"cannot be looked at ({error.strerror})")
        waiting.extend(reversed(below))


def _describe(entry: os.DirEntry[str], path: str) -> FoundFile | LeftOut:
    if not entry.is_file():
        broken = entry.is_symlink() and not os.path.exists(entry.path)
        return LeftOut(path, "a link to a file that is not there" if broken else "not a file")
    status = entry.stat()
    return FoundFile(path, status.st_size, status.st_mtime_ns)
