"""The frozen program, asked for everything that it can do without a display."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Load = Callable[[str], ModuleType]


@pytest.fixture
def freezing(load_script: Load) -> ModuleType:
    return load_script("freeze")


def test_program_proves_itself(load_script: Load, frozen: Path, tmp_path: Path) -> None:
    """Version, self-test, model packed, installed and tried, diagnosis, review, DICOM, report."""
    load_script("proof").prove(frozen, tmp_path)


def test_program_that_fails_is_not_proven(load_script: Load, tmp_path: Path) -> None:
    proof = load_script("proof")
    (tmp_path / "skinvl").write_text("#!/bin/sh\necho no library; exit 3\n", encoding="utf-8")
    (tmp_path / "skinvl").chmod(0o700)
    with pytest.raises(proof.NotProven, match="ended with 3: no library"):
        proof.prove(tmp_path, tmp_path)


def test_program_starts_from_a_folder_with_another_name(frozen: Path, tmp_path: Path) -> None:
    """A home of somebody whose name is not ASCII, and a name with spaces."""
    place = tmp_path / "Gemeinschaftspraxis Müller & Łukasz"
    place.mkdir()
    (place / "skinvl").symlink_to(frozen / "skinvl")
    result = subprocess.run(
        [str(place / "skinvl"), "--version"],
        capture_output=True,
        text=True,
        env={"PATH": os.defpath, "HOME": str(place)},
        check=True,
    )
    assert result.stdout.startswith("skinvl ")


def test_wheel_is_the_newest(freezing: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="run `make wheel` first"):
        freezing.find_wheel(tmp_path)
    for age, name in ((200, "skinvl-0.1.0.whl"), (100, "skinvl-0.2.0.whl")):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    assert freezing.find_wheel(tmp_path).name == "skinvl-0.2.0.whl"


def test_new_folder_takes_the_place_of_the_old_one(freezing: ModuleType, tmp_path: Path) -> None:
    for name in ("made", "place", "place.former"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mark").write_text(name, encoding="utf-8")
    freezing.put_in_place(tmp_path / "made", tmp_path / "place")
    assert (tmp_path / "place" / "mark").read_text(encoding="utf-8") == "made"
    assert [entry.name for entry in tmp_path.iterdir()] == ["place"]


def test_only_named_libraries_lose_their_symbols(freezing: ModuleType, tmp_path: Path) -> None:
    if shutil.which("strip") is None or not sys.platform.startswith("linux"):
        pytest.skip("strip (package binutils) is not installed")
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("there is no C compiler to make a library with")
    (tmp_path / "a.c").write_text("int answer(void) { return 42; }", encoding="utf-8")
    libraries = [tmp_path / "_internal" / name for name in ("libpython3.11.so.1.0", "libother.so")]
    libraries[0].parent.mkdir()
    for library in libraries:
        command = [compiler, "-g", "-shared", "-fPIC", str(tmp_path / "a.c"), "-o", str(library)]
        subprocess.run(command, check=True)
    before = [library.stat().st_size for library in libraries]
    freezing.strip_symbols(tmp_path)
    after = [library.stat().st_size for library in libraries]
    assert after[0] < before[0] and after[1] == before[1]
