"""What may be packed for Windows, and what is refused before anything is built."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from miniatures.windows_installer import WINDOWS, make_payload, scripts


@pytest.fixture
def payload_files() -> Iterator[ModuleType]:
    with scripts("payload_files") as (module,):
        yield module


def test_each_file_is_listed_once_in_order(payload_files: ModuleType, tmp_path: Path) -> None:
    payload = payload_files.read_payload(make_payload(tmp_path), "0.1.0")
    names = [str(file.path) for file in payload.files]
    found = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert len(names) == len(set(names)) and set(names) == found
    assert payload.size == sum(
        path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()
    )
    assert payload.longest == len("_internal/skinvl/golden/lesion 1 (it's).png")
    folders = [str(folder) for folder in payload.folders]
    assert folders.index("_internal") < folders.index("_internal/skinvl/golden")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("_internal/aux.dll", "not a name"),
        ("_internal/COM1", "not a name"),
        ("_internal/what?.txt", "not a name"),
        ("_internal/a:b", "not a name"),
        ("_internal/ends with a dot.", "not a name"),
        ("_internal/$INSTDIR.txt", "not a name"),
        ("_internal/[TARGETDIR]", "not a name"),
        ("_internal/größe.txt", "not a name"),
        ("_internal/license", "upper and lower case"),
    ],
)
def test_names_that_windows_or_a_set_up_changes_are_refused(
    payload_files: ModuleType, tmp_path: Path, name: str, reason: str
) -> None:
    (make_payload(tmp_path) / name).write_bytes(b"")
    with pytest.raises(payload_files.PayloadError, match=reason):
        payload_files.read_payload(tmp_path, "0.1.0")


def test_a_link_is_refused(payload_files: ModuleType, tmp_path: Path) -> None:
    (make_payload(tmp_path) / "_internal" / "link").symlink_to("LICENSE")
    with pytest.raises(payload_files.PayloadError, match="symbolic link"):
        payload_files.read_payload(tmp_path, "0.1.0")


def test_a_folder_without_the_programs_is_refused(
    payload_files: ModuleType, tmp_path: Path
) -> None:
    (make_payload(tmp_path) / "skinvl-desktop.exe").unlink()
    with pytest.raises(payload_files.PayloadError, match=r"no skinvl-desktop\.exe"):
        payload_files.read_payload(tmp_path, "0.1.0")


@pytest.mark.parametrize("version", ["0.2.0rc1", "1.2", "1.2.3.4", "256.0.0", "1.0.65536", ""])
def test_windows_compares_three_numbers_only(payload_files: ModuleType, version: str) -> None:
    assert payload_files.split_version("255.255.65535") == (255, 255, 65535)
    with pytest.raises(payload_files.PayloadError, match="three numbers"):
        payload_files.split_version(version)


def test_a_stand_in_cannot_be_taken_for_a_release(
    payload_files: ModuleType, tmp_path: Path
) -> None:
    make_payload(tmp_path)
    assert payload_files.read_payload(tmp_path, "0.1.0").stem == "skinvl-0.1.0-windows-x86_64"
    (tmp_path / payload_files.STAND_IN).write_bytes(b"")
    stem = payload_files.read_payload(tmp_path, "0.1.0").stem
    assert stem == "skinvl-0.1.0-windows-x86_64-stand-in"


def test_the_command_names_what_is_wrong(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, str(WINDOWS / "build.py"), str(tmp_path), "--out", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert result.stderr == f"windows: {tmp_path}: holds no skinvl.exe\n"
