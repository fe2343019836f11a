"""The Debian package, with a miniature frozen folder in place of the real one."""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from miniatures.frozen_folder import make_frozen_folder

LINUX = Path(__file__).resolve().parents[2] / "installer" / "linux"

pytestmark = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in ("dpkg-deb", "objdump")),
    reason="dpkg-deb (dpkg) or objdump (binutils) is not installed",
)


def build(frozen: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(LINUX / "deb.py"), str(frozen), "--out", str(out), *options]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1760000000"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deb")
    result = build(make_frozen_folder(folder / "frozen"), folder, "--label", "0.2.0rc1")
    assert result.returncode == 0, result.stderr
    return folder / "skinvl_0.2.0~rc1_amd64.deb"


@pytest.fixture(scope="module")
def unpacked(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked") / "root"
    subprocess.run(["dpkg-deb", "--raw-extract", str(package), str(folder)], check=True)
    return folder


def read_control(unpacked: Path) -> dict[str, str]:
    text = (unpacked / "DEBIAN" / "control").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(" ")]
    return dict(line.split(": ", 1) for line in lines)


def call_preinst(unpacked: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(unpacked / "DEBIAN" / "preinst"), *arguments],
        env={**os.environ, **more},
        capture_output=True,
        text=True,
    )


def test_control_names_what_the_system_must_bring(unpacked: Path) -> None:
    control = read_control(unpacked)
    assert control["Package"] == "skinvl"
    assert control["Version"] == "0.2.0~rc1"
    assert control["Depends"].startswith("libc6 (>= 2.")
    for package in ("fontconfig-config", "fonts-dejavu-core | ", "xkb-data"):
        assert package in control["Depends"]
    files = [path for path in (unpacked / "usr").rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files if not path.is_symlink())
    assert int(control["Installed-Size"]) == -(-size // 1024)


def test_everything_has_its_place(unpacked: Path) -> None:
    program = unpacked / "usr/lib/skinvl/skinvl"
    assert subprocess.run([program, "--version"], stdout=subprocess.DEVNULL).returncode == 0
    assert os.readlink(unpacked / "usr/bin/skinvl") == "../lib/skinvl/skinvl"
    assert os.readlink(unpacked / "usr/lib/skinvl/_internal/link.txt") == "mark.txt"
    for file in (
        "applications/skinvl.desktop",
        "doc/skinvl/copyright",
        "doc/skinvl/changelog.gz",
        "icons/hicolor/16x16/apps/skinvl.png",
        "icons/hicolor/scalable/apps/skinvl.svg",
        "man/man1/skinvl.1.gz",
        "metainfo/org.skinvl.SkinVL.metainfo.xml",
        "mime/packages/skinvl.xml",
    ):
        assert (unpacked / "usr/share" / file).is_file(), file
    manual = gzip.decompress((unpacked / "usr/share/man/man1/skinvl.1.gz").read_bytes())
    assert b"@" not in manual
    assert b"SkinVL 0.2.0rc1" in manual


def test_checksums_are_those_of_the_files(unpacked: Path) -> None:
    lines = (unpacked / "DEBIAN/md5sums").read_text(encoding="utf-8").splitlines()
    listed = {line.split("  ", 1)[1]: line.split("  ", 1)[0] for line in lines}
    files = [path for path in (unpacked / "usr").rglob("*") if path.is_file()]
    whole = {str(path.relative_to(unpacked)) for path in files if not path.is_symlink()}
    assert set(listed) == whole
    for name, md5 in listed.items():
        assert hashlib.md5((unpacked / name).read_bytes()).hexdigest() == md5


def test_all_belongs_to_root_and_can_be_read_by_all(package: Path) -> None:
    command = ["dpkg-deb", "--contents", str(package)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for line in said.splitlines():
        mode, owner = line.split()[:2]
        assert owner == "root/root"
        assert mode[0] == "l" or (mode[7] == "r" and mode[8] == "-"), line


def test_no_script_names_a_folder_with_data(unpacked: Path) -> None:
    scripts = [path for path in (unpacked / "DEBIAN").iterdir() if os.access(path, os.X_OK)]
    assert {script.name for script in scripts} == {"preinst", "prerm"}
    for script in scripts:
        text = script.read_text(encoding="utf-8")
        assert not re.search(r"\b(rm|find|mv|rmdir)\s", text)
        assert ".local" not in text


def test_a_downgrade_is_refused_unless_asked_for(unpacked: Path) -> None:
    for newer in ("0.2.0", "1.0"):
        refused = call_preinst(unpacked, "upgrade", newer)
        assert refused.returncode == 1
        assert f"version {newer} is installed" in refused.stderr
    assert call_preinst(unpacked, "upgrade", "0.2.0", SKINVL_ALLOW_DOWNGRADE="1").returncode == 0
    for older in ("0.1.0", "0.2.0~a1", "0.2.0~rc1"):
        assert call_preinst(unpacked, "upgrade", older).returncode == 0
    assert call_preinst(unpacked, "install").returncode == 0


def test_the_gpu_flavour_takes_the_place_of_the_other(tmp_path: Path) -> None:
    frozen = make_frozen_folder(tmp_path / "frozen")
    assert build(frozen, tmp_path, "--label", "0.1.0", "--flavour", "gpu").returncode == 0
    command = ["dpkg-deb", "--field", str(tmp_path / "skinvl-gpu_0.1.0_amd64.deb"), "Conflicts"]
    assert subprocess.run(command, capture_output=True, text=True).stdout == "skinvl\n"


def test_a_library_of_an_unknown_package_stops_the_build(tmp_path: Path) -> None:
    frozen = make_frozen_folder(tmp_path / "frozen")
    # As long as the name that it takes the place of, so that the file stays an ELF file.
    program = frozen / "skinvl"
    program.write_bytes(program.read_bytes().replace(b"libc.so.6\0", b"libq.so.6\0"))
    result = build(frozen, tmp_path, "--label", "0.1.0")
    assert result.returncode == 1
    assert "libq.so.6" in result.stderr
    assert not list(tmp_path.glob("*.deb"))


def test_what_is_no_frozen_folder_is_refused(tmp_path: Path) -> None:
    result = build(tmp_path, tmp_path)
    assert result.returncode == 1
    assert "make installer" in result.stderr


def test_the_same_folder_gives_the_same_package(package: Path, tmp_path: Path) -> None:
    build(make_frozen_folder(tmp_path / "frozen"), tmp_path, "--label", "0.2.0rc1")
    assert (tmp_path / package.name).read_bytes() == package.read_bytes()


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
def test_the_scripts_are_clean(unpacked: Path) -> None:
    scripts = [str(unpacked / "DEBIAN" / name) for name in ("preinst", "prerm")]
    result = subprocess.run(["shellcheck", *scripts], capture_output=True, text=True)
    assert result.stdout == ""


@pytest.mark.skipif(
    shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed"
)
def test_the_menu_entry_is_valid(unpacked: Path) -> None:
    entry = unpacked / "usr/share/applications/skinvl.desktop"
    result = subprocess.run(["desktop-file-validate", entry], capture_output=True, text=True)
    assert (result.returncode, result.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="appstream is not installed")
def test_the_metadata_are_valid(unpacked: Path) -> None:
    file = unpacked / "usr/share/metainfo/org.skinvl.SkinVL.metainfo.xml"
    command = ["appstreamcli", "validate", "--no-net", str(file)]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


@pytest.mark.skipif(shutil.which("lintian") is None, reason="lintian is not installed")
def test_lintian_finds_no_error(package: Path) -> None:
    command = ["lintian", "--allow-root", "--fail-on", "error", str(package)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result.stdout
