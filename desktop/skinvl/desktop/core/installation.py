"""Is everything of the workstation here, before anybody has logged in? No window, no password.

Only `skinvl --selftest` asks this; the self-test of the window tries the store that is open.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import features

from skinvl.desktop.core.configuration import Configured
from skinvl.desktop.core.help import read_chapters
from skinvl.desktop.core.self_test import LEAST_FREE, Check
from skinvl.desktop.core.store import create_store, has_store, open_store
from skinvl.desktop.core.store.passwords import Cost
from skinvl.desktop.core.store.place import refuse_network_place

PARTS = ("skinvl.contract", "skinvl.runtime", "skinvl.desktop")
IMAGE_FEATURES = {
    "JPEG": "jpg",
    "PNG": "zlib",
    "TIFF": "libtiff",
    "WebP": "webp",
    "JPEG 2000": "jpg_2000",
    "colour profiles": "littlecms2",
}
# The scratch store holds nothing: its password need not take a guesser's time.
_CHEAP = Cost(iterations=1, lanes=1, memory_kib=64)
_PASSWORD = "the scratch store of a self-test"


def check_program() -> list[Check]:
    """Every module of the program can be loaded, so none of its libraries is missing."""
    names = sorted(name for part in PARTS for name in _list_modules(part))
    for name in names:
        try:
            importlib.import_module(name)
        except ImportError as error:
            return [Check("Program", False, f"{name} cannot be loaded: {error}")]
    return [Check("Program", True, f"{len(names)} modules were loaded")]


def _list_modules(part: str) -> Iterator[str]:
    package = importlib.import_module(part)
    yield part
    for module in pkgutil.walk_packages(package.__path__, f"{part}."):
        yield module.name


def check_images() -> list[Check]:
    """The formats of images that the workstation opens; DICOM comes with `check_program`."""
    missing = [name for name, feature in IMAGE_FEATURES.items() if not features.check(feature)]
    if missing:
        return [Check("Image formats", False, f"cannot be read: {', '.join(missing)}")]
    return [Check("Image formats", True, ", ".join(IMAGE_FEATURES))]


def check_help(language: str) -> list[Check]:
    """The help is there, in full, in a language beside English."""
    english, other = read_chapters(), read_chapters(language)
    if not english:
        return [Check("Help", False, "holds no chapter; install SkinVL again")]
    # A chapter that is missing is given in English.
    same = [mine.name for mine, its in zip(english, other, strict=True) if mine.text == its.text]
    if same:
        return [Check("Help", False, f"not in {language!r}: {', '.join(same)}")]
    return [Check("Help", True, f"{len(english)} chapters, in English and in {language!r}")]


def check_scratch_store() -> list[Check]:
    """An encrypted store is made in a temporary folder, closed, opened again and removed."""
    with tempfile.TemporaryDirectory(prefix="skinvl-selftest-") as name:
        folder = Path(name) / "data"
        create_store(folder, "test", "Self-test", _PASSWORD, cost=_CHEAP).store.close()
        store = open_store(folder, "test", _PASSWORD)
        try:
            store.audit.note("verify", "self-test")
            entries = len(store.audit.list(subject="self-test"))
        finally:
            store.close()
    if entries != 1:
        return [Check("Store", False, "an entry that was written is not there when it is read")]
    return [Check("Store", True, "an empty one was made in a temporary folder, opened and removed")]


def check_data_folder(configured: Configured) -> list[Check]:
    """The place of the data, as far as it can be seen without a password; nothing is opened."""
    chosen = configured.values.data_folder
    if chosen is None:
        return [Check("Data folder", None, "none is chosen yet; the first run asks for it")]
    folder = Path(chosen)
    refuse_network_place(folder)
    there = has_store(folder)
    nearest = next(place for place in (folder, *folder.parents) if place.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        return [Check("Data folder", False, f"{nearest}: this user cannot write here")]
    free = shutil.disk_usage(nearest).free
    found = "holds a store" if there else "holds no store yet"
    text = f"{folder} {found}, {free / 1e9:.1f} GB free"
    if free < LEAST_FREE:
        return [Check("Data folder", False, f"{text}; make room, at least 1 GB")]
    return [Check("Data folder", True, text)]


def check_settings(configured: Configured) -> list[Check]:
    """Every value that IT or the user has set is in force."""
    if configured.problems:
        return [Check("Settings", False, "; ".join(configured.problems))]
    return [
        Check("Settings", True, f"{len(configured.locked)} locked by the policy of this computer")
    ]
