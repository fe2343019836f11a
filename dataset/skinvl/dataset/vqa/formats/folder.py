"""Folders that appear whole: what was there before stays until the new one is complete."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from skinvl.contract.errors import DataError


@contextlib.contextmanager
def replace_folder(place: Path) -> Iterator[Path]:
    """An empty folder to write into, which takes the place of `place` at the end.

    Raises:
        DataError: it cannot be written.
    """
    building = place.with_name(f".{place.name}.{os.getpid()}")
    previous = place.with_name(f".{place.name}.{os.getpid()}.old")
    try:
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        yield building
        if place.exists():
            place.rename(previous)
        building.rename(place)
    except OSError as error:
        if previous.exists() and not place.exists():
            previous.rename(place)
        raise DataError(place, f"cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
        shutil.rmtree(previous, ignore_errors=True)
