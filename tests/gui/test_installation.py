"""What Qt brings and what it asks of the system: found by loading it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from skinvl.desktop.ui.installation import load_plugins


@pytest.fixture
def library_path(qapp: QApplication, tmp_path: Path) -> Iterator[Path]:
    """A place beside Qt's own where it looks for its parts."""
    QCoreApplication.addLibraryPath(str(tmp_path))
    yield tmp_path
    QCoreApplication.removeLibraryPath(str(tmp_path))


def test_parts_of_qt_are_loaded(qapp: QApplication) -> None:
    loaded, refused = load_plugins("platforms", ("offscreen",))
    assert loaded == 1 and refused == ""


def test_part_that_cannot_be_loaded_is_named(library_path: Path) -> None:
    (library_path / "printsupport").mkdir()
    (library_path / "printsupport" / "libpaper.so").write_bytes(b"no library")
    loaded, refused = load_plugins("printsupport", ("paper",))
    assert loaded == 0 and "libpaper.so" in refused


def test_part_that_is_not_there(library_path: Path) -> None:
    assert load_plugins("platforms", ("a window system of another time",)) == (0, "")
