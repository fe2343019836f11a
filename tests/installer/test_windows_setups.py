"""What both set-ups for Windows are made of, and that their compilers take it."""

import re
import shutil
import struct
import subprocess
import sys
from pathlib import Path, PureWindowsPath
from xml.etree import ElementTree

import pytest
from miniatures.windows_installer import WINDOWS, make_payload, scripts

NAMESPACE = {"w": "http://schemas.microsoft.com/wix/2006/wi"}


def describe_package(folder: Path, version: str = "0.1.0") -> ElementTree.Element:
    with scripts("msi", "payload_files") as (msi, payload_files):
        payload = payload_files.read_payload(folder, version)
        return ElementTree.fromstring(msi.write_package(payload))


def write_script(folder: Path, out: Path) -> str:
    with scripts("nsis", "payload_files") as (nsis, payload_files):
        payload = payload_files.read_payload(folder, "0.1.0")
        nsis.write_script(payload, out / "setup.exe", out / "payload.nsh")
    return (out / "payload.nsh").read_text(encoding="utf-8")


def read_macro(script: str, name: str) -> list[str]:
    match = re.search(rf"!macro {name}.*?\n(.*?)!macroend", script, re.DOTALL)
    assert match is not None
    return match.group(1).splitlines()


def list_names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_the_set_up_unpacks_moves_and_deletes_each_file_once(tmp_path: Path) -> None:
    folder = make_payload(tmp_path / "payload")
    script = write_script(folder, tmp_path)
    sources = [line[6:-1] for line in read_macro(script, "ExtractPayload") if line[:4] == "File"]
    assert sorted(sources) == [str(folder / name) for name in list_names(folder)]
    windows = [str(PureWindowsPath(name)) for name in list_names(folder)]
    moved = [line for line in read_macro(script, "MovePayload") if line.startswith("Rename")]
    assert sorted(moved) == [f'Rename "${{FROM}}\\{n}" "${{TO}}\\{n}"' for n in windows]
    deleted = [line for line in read_macro(script, "DeletePayload") if line.startswith("Delete")]
    assert sorted(deleted) == [f'Delete "${{FROM}}\\{name}"' for name in windows]


def test_the_uninstaller_deletes_no_folder_with_something_in_it(tmp_path: Path) -> None:
    script = write_script(make_payload(tmp_path / "payload"), tmp_path)
    folders = [line for line in read_macro(script, "DeletePayload") if line.startswith("RMDir")]
    # Deeper folders first, or none would be empty.
    assert folders == [
        'RMDir "${FROM}\\_internal\\skinvl\\golden"',
        'RMDir "${FROM}\\_internal\\skinvl"',
        'RMDir "${FROM}\\_internal\\PySide6"',
        'RMDir "${FROM}\\_internal"',
    ]
    written = "".join(file.read_text(encoding="utf-8") for file in WINDOWS.glob("*.ns[ih]"))
    recursive = set(re.findall(r"RMDir /r (.*)", written))
    assert recursive == {
        r'"$INSTDIR\${STAGING}"',
        r'"$LOCALAPPDATA\SkinVL"',
        r'"$APPDATA\SkinVL"',
    }


def test_the_package_lists_each_file_once_as_a_component_of_the_feature(tmp_path: Path) -> None:
    folder = make_payload(tmp_path)
    package = describe_package(folder)
    sources = [file.attrib["Source"] for file in package.iterfind(".//w:File", NAMESPACE)]
    assert sorted(sources) == list_names(folder)
    components = [c.attrib["Id"] for c in package.iterfind(".//w:Component", NAMESPACE)]
    referred = [c.attrib["Id"] for c in package.iterfind(".//w:ComponentRef", NAMESPACE)]
    assert len(components) == len(set(components)) == len(sources) + 1
    assert sorted(referred) == sorted(components)


def test_codes_stay_the_same_for_a_version_and_none_is_used_twice(tmp_path: Path) -> None:
    folder = make_payload(tmp_path)
    codes = {}
    for version in ("0.1.0", "0.2.0"):
        first, second = (
            [c.attrib["Guid"] for c in package.iterfind(".//w:Component", NAMESPACE)]
            for package in (describe_package(folder, version), describe_package(folder, version))
        )
        assert first == second and len(first) == len(set(first))
        # The Windows Installer knows capital letters only.
        assert all(re.fullmatch(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", c) for c in first)
        codes[version] = set(first)
    assert not codes["0.1.0"] & codes["0.2.0"]
    old, new = (
        describe_package(folder, version).find("w:Product", NAMESPACE)
        for version in ("0.1.0", "0.2.0")
    )
    assert old is not None and new is not None
    assert old.attrib["Id"] != new.attrib["Id"]
    # Packages that are out there are found by this code alone.
    expected = "{C2D5E3A6-6E5F-4C0B-9D0E-0F6A7B1F4D53}"
    assert old.attrib["UpgradeCode"] == new.attrib["UpgradeCode"] == expected


def test_every_text_of_the_set_up_is_there_in_both_languages() -> None:
    texts = (WINDOWS / "texts.nsh").read_text(encoding="utf-8")
    pairs = re.findall(r'!insertmacro Text (\w+) (?:\\\n\s*)?"(.+?)" (?:\\\n\s*)?"(.+?)"\n', texts)
    assert len(pairs) == texts.count("!insertmacro Text ") > 25
    assert [name for name, english, german in pairs if english == german] == []
    for name, english, german in pairs:
        variables = re.compile(r"\$\{?\w+|/\w+=")
        assert sorted(variables.findall(english)) == sorted(variables.findall(german)), name


@pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis (nsis) is not installed")
@pytest.mark.skipif(shutil.which("wixl") is None, reason="wixl is not installed")
def test_both_compilers_take_it(tmp_path: Path) -> None:
    folder = make_payload(tmp_path / "payload")
    command = [sys.executable, str(WINDOWS / "build.py"), str(folder), "--version", "1.2.3"]
    result = subprocess.run(
        [*command, "--out", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    program = (tmp_path / "skinvl-1.2.3-windows-x86_64-setup.exe").read_bytes()
    (header,) = struct.unpack_from("<I", program, 0x3C)
    assert program[header : header + 6] == b"PE\0\0" + struct.pack("<H", 0x8664)
    package = tmp_path / "skinvl-1.2.3-windows-x86_64.msi"
    assert package.read_bytes()[:8] == bytes.fromhex("d0cf11e0a1b11ae1")
    if shutil.which("msiinfo") is not None:
        tables = {
            table: subprocess.run(
                ["msiinfo", "export", str(package), table],
                capture_output=True, text=True, check=True,
            ).stdout
            for table in ("File", "Property", "LaunchCondition", "Upgrade")
        }  # fmt: skip
        rows = tables["File"].splitlines()[3:]
        names = sorted(row.split("\t")[2].rpartition("|")[2] for row in rows)
        assert names == sorted(Path(name).name for name in list_names(folder))
        assert "ProductVersion\t1.2.3" in tables["Property"]
        assert "ALLUSERS\t1" in tables["Property"]
        assert "NOT WIX_DOWNGRADE_DETECTED" in tables["LaunchCondition"]
        assert "C2D5E3A6-6E5F-4C0B-9D0E-0F6A7B1F4D53" in tables["Upgrade"]
