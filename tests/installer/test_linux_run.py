"""The file that installs itself, with a miniature frozen folder in place of the real one."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from miniatures.frozen_folder import make_frozen_folder

LINUX = Path(__file__).resolve().parents[2] / "installer" / "linux"

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("objdump") is None,
    reason="needs Linux and objdump (binutils)",
)

Build = Callable[..., Path]


def build_file(frozen: Path, out: Path, version: str) -> Path:
    command = [sys.executable, str(LINUX / "run.py"), str(frozen), "--out", str(out)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1760000000"}
    subprocess.run([*command, "--label", version], check=True, env=environment, timeout=60)
    return out / f"skinvl-{version}-linux-x86_64.run"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Files for three versions."""
    folder = tmp_path_factory.mktemp("run")
    return {
        version: build_file(make_frozen_folder(folder / version, version), folder, version)
        for version in ("0.1.0", "0.2.0rc1", "0.2.0")
    }


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "Heim von Jörg"
    folder.mkdir()
    return folder


def call(file: Path, home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the file as a user with that home; root has to name the place."""
    given = ["--prefix", str(home / ".local")] if os.getuid() == 0 else []
    return subprocess.run(
        ["sh", str(file), *given, *options],
        env={"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "de_DE.UTF-8"},
        capture_output=True,
        text=True,
        timeout=60,
    )


def base_of(home: Path) -> Path:
    return home / ".local" / "opt" / "skinvl"


def current_of(home: Path) -> str:
    return os.readlink(base_of(home) / "current")


@pytest.fixture
def running(home: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts the installed program, which then goes on until the end of the test."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen([base_of(home) / "current" / "skinvl", "600"]))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def test_it_installs_program_link_and_menu_entry(files: Mapping[str, Path], home: Path) -> None:
    result = call(files["0.1.0"], home)
    assert result.returncode == 0, result.stderr
    local = home / ".local"
    assert current_of(home) == "versions/0.1.0"
    assert (local / "bin" / "skinvl").resolve() == base_of(home) / "versions/0.1.0/skinvl"
    assert subprocess.run([local / "bin" / "skinvl", "--version"]).returncode == 0
    internal = base_of(home) / "versions/0.1.0/_internal"
    assert (internal / "Läsion mit Namen.txt").read_text(encoding="utf-8") == "ä"
    assert os.readlink(internal / "link.txt") == "mark.txt"
    entry = (local / "share/applications/skinvl.desktop").read_text(encoding="utf-8")
    assert f'Exec="{local}/bin/skinvl" desktop %f\n' in entry
    assert "application/dicom" in entry
    for file in ("mime/packages/skinvl.xml", "icons/hicolor/256x256/apps/skinvl.png"):
        assert (local / "share" / file).is_file()


def test_an_update_keeps_the_former_version_and_rolls_back(
    files: Mapping[str, Path], home: Path
) -> None:
    for version in ("0.1.0", "0.2.0rc1", "0.2.0"):
        result = call(files[version], home, "--quiet")
        assert (result.returncode, result.stdout) == (0, "")
    assert current_of(home) == "versions/0.2.0"
    assert sorted(os.listdir(base_of(home) / "versions")) == ["0.2.0", "0.2.0rc1"]
    setup = base_of(home) / "setup"
    assert call(setup, home, "--rollback").returncode == 0
    assert current_of(home) == "versions/0.2.0rc1"
    assert call(setup, home, "--list").stdout == "  0.2.0\n* 0.2.0rc1\n"
    assert call(setup, home, "--rollback").returncode == 0
    assert current_of(home) == "versions/0.2.0"


def test_an_older_version_is_refused_unless_asked_for(
    files: Mapping[str, Path], home: Path
) -> None:
    assert call(files["0.2.0"], home).returncode == 0
    for version in ("0.2.0rc1", "0.1.0"):
        refused = call(files[version], home)
        assert refused.returncode == 3
        assert "version 0.2.0 is installed" in refused.stderr
        assert current_of(home) == "versions/0.2.0"
    assert call(files["0.1.0"], home, "--allow-downgrade").returncode == 0
    assert current_of(home) == "versions/0.1.0"


def test_the_same_version_again_repairs_it(files: Mapping[str, Path], home: Path) -> None:
    call(files["0.1.0"], home)
    mark = base_of(home) / "versions/0.1.0/_internal/mark.txt"
    mark.write_text("damaged", encoding="utf-8")
    assert call(files["0.1.0"], home).returncode == 0
    assert mark.read_text(encoding="utf-8") == "0.1.0"
    assert os.listdir(base_of(home) / "versions") == ["0.1.0"]
    assert current_of(home) == "versions/0.1.0"


@pytest.mark.parametrize("damage", ["cut", "changed"])
def test_a_damaged_file_installs_nothing(
    files: Mapping[str, Path], home: Path, tmp_path: Path, damage: str
) -> None:
    content = bytearray(files["0.1.0"].read_bytes())
    if damage == "cut":
        del content[-100:]
    else:
        content[-100] ^= 1
    file = tmp_path / "damaged.run"
    file.write_bytes(content)
    for options in ((), ("--check",)):
        result = call(file, home, *options)
        assert result.returncode == 6
        assert "damaged" in result.stderr
    assert not base_of(home).exists()
    assert call(files["0.1.0"], home, "--check").returncode == 0


def test_uninstalling_keeps_data_and_what_is_not_its_own(
    files: Mapping[str, Path], home: Path
) -> None:
    call(files["0.1.0"], home)
    kept = [
        home / ".local/share/skinvl/data/store.db",
        home / ".config/skinvl/preferences.json",
        home / ".local/share/applications/other.desktop",
    ]
    for file in kept:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("kept", encoding="utf-8")
    assert call(base_of(home) / "setup", home, "--uninstall").returncode == 0
    assert not base_of(home).exists()
    left = {path for path in home.rglob("*") if not path.is_dir()}
    assert left >= set(kept)
    # The desktop's own tools keep their databases beside the entries.
    assert {path for path in left if "skinvl" in path.name} == set()


def test_what_is_running_is_neither_removed_nor_overwritten(
    files: Mapping[str, Path], home: Path, running: Callable[[], subprocess.Popen[bytes]]
) -> None:
    call(files["0.1.0"], home)
    process = running()
    for options in ((), ("--uninstall",)):
        refused = call(files["0.1.0"], home, *options)
        assert refused.returncode == 4
        assert str(process.pid) in refused.stderr
    for version in ("0.2.0rc1", "0.2.0"):
        assert call(files[version], home).returncode == 0
    assert process.poll() is None
    assert (base_of(home) / "versions/0.1.0/skinvl").exists()


def test_killed_at_any_moment_there_is_a_whole_program(
    files: Mapping[str, Path], home: Path
) -> None:
    call(files["0.1.0"], home)
    began = time.monotonic()
    call(files["0.2.0"], home)
    whole = time.monotonic() - began
    given = ["--prefix", str(home / ".local")]
    # Another version is put beside the current one, and the same version in its place.
    for version in ("0.2.0rc1", "0.2.0"):
        for part in range(1, 8, 2):
            process = subprocess.Popen(
                ["sh", str(files[version]), *given, "--allow-downgrade", "--quiet"],
                env={"HOME": str(home), "PATH": os.environ["PATH"]},
                start_new_session=True,
            )
            time.sleep(whole * part / 8)
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            program = home / ".local/bin/skinvl"
            assert subprocess.run([program, "--version"], stdout=subprocess.DEVNULL).returncode == 0
            mark = base_of(home) / "current/_internal/mark.txt"
            assert mark.read_text(encoding="utf-8") in files
    assert call(files["0.2.0"], home).returncode == 0
    assert current_of(home) == "versions/0.2.0"
    assert not [name for name in os.listdir(base_of(home) / "versions") if name.startswith(".")]


def test_a_killed_installation_leaves_the_former_version_and_no_lock(
    files: Mapping[str, Path], home: Path
) -> None:
    call(files["0.1.0"], home)
    partial = base_of(home) / "versions/.0.2.0.partial"
    partial.mkdir()
    dead = subprocess.Popen(["true"])
    dead.wait()
    lock = base_of(home) / ".lock"
    lock.mkdir()
    (lock / "pid").write_text(f"{dead.pid}\n", encoding="ascii")
    assert call(files["0.2.0"], home).returncode == 0
    assert not partial.exists()
    assert not lock.exists()


def test_an_installation_at_work_is_not_disturbed(files: Mapping[str, Path], home: Path) -> None:
    call(files["0.1.0"], home)
    lock = base_of(home) / ".lock"
    lock.mkdir()
    (lock / "pid").write_text(f"{os.getpid()}\n", encoding="ascii")
    assert call(files["0.2.0"], home).returncode == 4
    assert lock.exists()
    assert current_of(home) == "versions/0.1.0"


def test_a_program_that_does_not_start_is_not_installed(tmp_path: Path, home: Path) -> None:
    frozen = make_frozen_folder(tmp_path / "frozen")
    (frozen / "skinvl").write_text("#!/bin/sh\necho no library >&2\nexit 127\n", encoding="utf-8")
    result = call(build_file(frozen, tmp_path, "0.3.0"), home)
    assert result.returncode == 7
    assert "no library" in result.stderr
    assert not base_of(home).exists()


def test_places_that_cannot_be_used_are_named(files: Mapping[str, Path], tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    for place in (blocked, tmp_path / "a$b"):
        result = subprocess.run(
            ["sh", str(files["0.1.0"]), "--prefix", str(place)], capture_output=True, text=True
        )
        assert result.returncode == 8
        assert str(place) in result.stderr


@pytest.mark.skipif(os.getuid() != 0, reason="needs root to mount a small disk")
@pytest.mark.parametrize(
    ("options", "code", "word"), [("size=64k", 5, "MiB free"), ("noexec", 8, "noexec")]
)
def test_disks_that_are_full_or_let_nothing_run_are_named(
    files: Mapping[str, Path], tmp_path: Path, options: str, code: int, word: str
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    install = f"exec sh '{files['0.1.0']}' --prefix '{disk}'"
    script = f"mount -t tmpfs -o {options} none '{disk}' && {install}"
    result = subprocess.run(["unshare", "-m", "sh", "-c", script], capture_output=True, text=True)
    if "mount:" in result.stderr or "unshare:" in result.stderr:
        pytest.skip("this system lets nobody mount a disk")
    assert (result.returncode, word in result.stderr) == (code, True), result.stderr


@pytest.mark.skipif(os.getuid() != 0, reason="needs root to be refused")
def test_root_has_to_name_a_place(files: Mapping[str, Path], home: Path) -> None:
    result = subprocess.run(
        ["sh", str(files["0.1.0"])],
        env={"HOME": str(home), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 9
    assert "--prefix" in result.stderr


def test_wrong_usage_and_help(files: Mapping[str, Path], home: Path) -> None:
    assert call(files["0.1.0"], home, "--instal").returncode == 2
    assert "Exit codes" in call(files["0.1.0"], home, "--help").stdout
    assert call(files["0.1.0"], home, "--version").stdout == "skinvl 0.1.0 (cpu)\n"
    assert not (home / ".local").exists()


def test_the_same_folder_gives_the_same_file(files: Mapping[str, Path], tmp_path: Path) -> None:
    frozen = make_frozen_folder(tmp_path / "frozen", "0.1.0")
    again = build_file(frozen, tmp_path, "0.1.0")
    assert again.read_bytes() == files["0.1.0"].read_bytes()


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
def test_the_script_is_clean(files: Mapping[str, Path], home: Path, tmp_path: Path) -> None:
    call(files["0.1.0"], home)
    # Numbers stay unquoted, the trap is not seen, and `a && b || stop` stops where either fails.
    options = ["--shell", "sh", "--exclude", "SC2015,SC2086,SC2317"]
    result = subprocess.run(
        ["shellcheck", *options, base_of(home) / "setup"], capture_output=True, text=True
    )
    assert result.stdout == ""
