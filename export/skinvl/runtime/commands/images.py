"""From the arguments of a command to image files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = frozenset({".bmp", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"})


@dataclass(frozen=True)
class NamedFile:
    """A path to diagnose, or why there is none behind what the user named."""

    path: Path
    error: str | None


def expand_folders(named: Iterable[str]) -> Iterator[NamedFile]:
    """The files as named; a folder stands for the images directly in it, sorted by name.

    Hidden files in a folder are left out: some systems put `._photo.jpg` beside `photo.jpg`.
    """
    for name in named:
        path = Path(name)
        if not path.is_dir():
            yield NamedFile(path, None)
            continue
        try:
            entries = sorted(path.iterdir())
        except OSError as error:
            yield NamedFile(path, f"{path}: the folder cannot be read ({error.strerror})")
            continue
        images = [
            entry
            for entry in entries
            if entry.suffix.lower() in SUFFIXES
            and not entry.name.startswith(".")
            and not entry.is_dir()
        ]
        if not images:
            kinds = ", ".join(sorted(suffix.lstrip(".") for suffix in SUFFIXES))
            yield NamedFile(path, f"{path}: a folder without images ({kinds})")
        yield from (NamedFile(image, None) for image in images)
