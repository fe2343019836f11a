"""Listing folders: everything is a file to read or is told why not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from skinvl.desktop.core.review.scan import FoundFile, LeftOut, scan_folder


def paths(root: Path) -> list[str]:
    return [entry.path for entry in scan_folder(root) if isinstance(entry, FoundFile)]


def left_out(root: Path) -> dict[str, str]:
    return {e.path: e.reason for e in scan_folder(root) if isinstance(e, LeftOut)}


def test_images_of_all_folders_by_name(tmp_path: Path) -> None:
    for name in ("b.JPG", "a.png", "below/c.tiff", "below/deeper/d.dcm", "notes.txt", ".hid.jpg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert paths(tmp_path) == ["a.png", "b.JPG", "below/c.tiff", "below/deeper/d.dcm"]
    assert left_out(tmp_path) == {}


def test_size_and_time_are_those_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"12345")
    os.utime(tmp_path / "a.png", ns=(7, 1234567890123456789))
    (found,) = scan_folder(tmp_path)
    assert found == FoundFile("a.png", 5, 1234567890123456789)


def test_loop_of_links_ends_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.png").write_bytes(b"x")
    (tmp_path / "inner" / "up").symlink_to(tmp_path)
    assert paths(tmp_path) == ["inner/a.png"]
    assert "listed already" in left_out(tmp_path)["inner/up"]


def test_broken_link_and_pipe_are_told(tmp_path: Path) -> None:
    (tmp_path / "gone.jpg").symlink_to(tmp_path / "nowhere.jpg")
    os.mkfifo(tmp_path / "pipe.png")
    told = left_out(tmp_path)
    assert "not there" in told["gone.jpg"]
    assert told["pipe.png"] == "not a file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_unreadable_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    assert "cannot be read" in left_out(tmp_path)["closed"]


def test_names_of_any_kind(tmp_path: Path) -> None:
    names = ["zeile\num.jpg", "Ärzte 皮膚.png", "=cmd.jpg", os.fsdecode(b"\xff\xfe.bmp")]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    assert sorted(paths(tmp_path)) == sorted(names)


def test_missing_folder_raises(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        list(scan_folder(tmp_path / "nowhere"))
