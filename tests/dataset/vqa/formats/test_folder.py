"""Folders that appear whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from skinvl.contract.errors import DataError
from skinvl.dataset.vqa.formats.folder import replace_folder


def test_the_new_folder_takes_the_place_of_the_old(tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.mkdir()
    (place / "old").touch()
    with replace_folder(place) as building:
        (building / "new").touch()
        assert [path.name for path in place.iterdir()] == ["old"]
    assert [path.name for path in place.iterdir()] == ["new"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.mkdir()
    (place / "old").touch()
    with pytest.raises(ZeroDivisionError), replace_folder(place) as building:
        (building / "new").touch()
        raise ZeroDivisionError
    assert [path.name for path in place.iterdir()] == ["old"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(DataError, match="file/out"),
        replace_folder(tmp_path / "file" / "out"),
    ):
        raise AssertionError("never reached")
