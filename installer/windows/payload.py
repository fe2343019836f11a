"""Makes a stand-in for the frozen program on a computer that is not Windows.

The libraries and data are those of the real Windows wheels, and of them what the rules of the
frozen folder allow. The two programs are stand-ins (`program_stub.c`), Python's own library is
absent, and so are the notices that the freeze writes: the result can be installed, compared and
removed, and cannot diagnose. The payload of a release is frozen on Windows (`windows.yml`).
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from payload_files import (
    CONSOLE,
    LIBRARIES,
    STAND_IN,
    WINDOWED,
    Payload,
    PayloadError,
    read_payload,
)

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = ROOT / "build" / "windows"
COMPILER = "x86_64-w64-mingw32-gcc"
_PYTHON = "311"
# Modules are inside the frozen program; this file of the frozen folder stands in for that too.
_MODULES = f"{LIBRARIES}/base_library.zip"
# Wheels bring these for compilers and checkers; PyInstaller leaves them behind.
_FOR_DEVELOPERS = (".cmake", ".h", ".lib", ".pyi", ".typed")

sys.path.insert(0, str(HERE.parent))

from contents import read_rules  # noqa: E402


def read_version() -> str:
    """The version in pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def fetch_wheels(folder: Path) -> list[Path]:
    """The Windows wheels of what a clinic installs, in the versions of constraints.txt."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["cpu"], *extras["desktop"]]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--dest", str(folder)]
    command += ["--platform", "win_amd64", "--python-version", _PYTHON, "--implementation", "cp"]
    command += ["--abi", f"cp{_PYTHON}", "--abi", "abi3", "--abi", "none"]
    command += ["--only-binary", ":all:", "-c", str(ROOT / "constraints.txt")]
    subprocess.run([*command, *wanted], check=True)
    return sorted(folder.glob("*.whl"))


def find_own_wheel(version: str) -> Path:
    """SkinVL's wheel in `dist/`.

    Raises:
        PayloadError: it has not been built.
    """
    wheel = ROOT / "dist" / f"skinvl-{version}-py3-none-any.whl"
    if not wheel.is_file():
        raise PayloadError(f"{wheel}: not there; run `make wheel` first")
    return wheel


def unpack_wheels(wheels: list[Path], out: Path) -> None:
    """Put what the rules allow where the frozen folder has it, and the modules in one archive."""
    rules = read_rules()
    packages = set(rules.entries("modules_allowed"))
    left_out = tuple(f"{name}." for name in rules.entries("modules_left_out"))
    modules = out / _MODULES
    modules.parent.mkdir(parents=True)
    with zipfile.ZipFile(modules, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _read_wheels(wheels):
            dotted = name.removesuffix(".py").replace("/", ".") + "."
            if name.endswith(".py"):
                if dotted.partition(".")[0] in packages and not dotted.startswith(left_out):
                    archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
            elif rules.is_allowed(f"{LIBRARIES}/{name}", "cpu") and _is_frozen(name):
                target = out / LIBRARIES / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
    shutil.copyfile(ROOT / "LICENSE", out / LIBRARIES / "LICENSE")


def _is_frozen(name: str) -> bool:
    is_metadata = name.partition("/")[0].endswith(".dist-info")
    return not is_metadata and not name.endswith(_FOR_DEVELOPERS)


def _read_wheels(wheels: list[Path]) -> Iterator[tuple[str, bytes]]:
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for entry in archive.infolist():
                if not entry.is_dir():
                    yield entry.filename, archive.read(entry)


def mark_stand_in(out: Path) -> None:
    """Say in the folder what it is."""
    words = "The programs in this folder are stand-ins for trying the set-up. They do nothing.\r\n"
    (out / STAND_IN).write_text(words, encoding="ascii", newline="")


def compile_programs(out: Path, version: str) -> None:
    """The console and the windowed stand-in.

    Raises:
        PayloadError: there is no compiler for Windows.
    """
    if shutil.which(COMPILER) is None:
        raise PayloadError(f"{COMPILER} is not installed (Debian: gcc-mingw-w64-x86-64)")
    for name, options in ((CONSOLE, []), (WINDOWED, ["-mwindows"])):
        source = str(HERE / "program_stub.c")
        defined = f'-DVERSION="{version}"'
        target = str(out / name)
        # Without a time in the file the same source gives the same program.
        fixed = ["-O2", "-s", "-Wl,--no-insert-timestamp", defined, *options]
        subprocess.run([COMPILER, *fixed, "-o", target, source], check=True)


def make_stand_in(out: Path, wheels: Path, version: str) -> Payload:
    """A new payload folder `out`; wheels are kept in `wheels`.

    Raises:
        PayloadError: a tool or SkinVL's own wheel is absent.
    """
    own = find_own_wheel(version)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    compile_programs(out, version)
    mark_stand_in(out)
    unpack_wheels([own, *fetch_wheels(wheels)], out)
    return read_payload(out, version)


def main() -> int:
    parser = argparse.ArgumentParser(description="Make a stand-in payload for the set-ups.")
    parser.add_argument("--out", type=Path, metavar="DIR", default=BUILD / "payload")
    parser.add_argument("--wheels", type=Path, metavar="DIR", default=BUILD / "wheels")
    parser.add_argument("--version", default=read_version(), help="say another one (for tests)")
    args = parser.parse_args()
    try:
        payload = make_stand_in(args.out, args.wheels, args.version)
    except PayloadError as error:
        print(f"windows: {error}", file=sys.stderr)
        return 1
    size = payload.size / 1e6
    print(f"windows: stand-in payload in {args.out} ({size:.1f} MB, {len(payload.files)} files)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
