"""Freezes the wheel in `dist/` into `dist/skinvl/`, a folder that runs without Python.

The wheel goes into a clean environment with what a clinic installs and nothing else, so that the
folder holds what the wheel holds. The folder is then checked against the list of what may be in it,
and the program in it has to prove itself; only then it gets its place. Run by `make installer`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

from contents import Flavour, compile_pattern, measure, read_rules

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
HERE = ROOT / "installer"


def find_wheel(folder: Path = DIST) -> Path:
    """The newest SkinVL wheel in a folder."""
    wheels = sorted(folder.glob("skinvl-*.whl"), key=lambda wheel: wheel.stat().st_mtime)
    if not wheels:
        sys.exit(f"installer: no wheel in {folder}; run `make wheel` first")
    return wheels[-1]


def make_environment(wheel: Path, flavour: Flavour, place: Path) -> Path:
    """A clean environment with the wheel, its runtime extras and PyInstaller; its Python."""
    venv.create(place, clear=True, with_pip=True)
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    requirement = f"{wheel}[{flavour},desktop,installer]"
    constraints = str(ROOT / "constraints.txt")
    options = ["--quiet", "--disable-pip-version-check", "-c", constraints]
    subprocess.run([str(python), "-m", "pip", "install", *options, requirement], check=True)
    return python


def freeze(python: Path, folder: Path, wheel: Path | None = None) -> None:
    """Collect everything into `folder`/skinvl and take the debug symbols out.

    Args:
        python: of the environment to freeze.
        folder: gets the result, in `skinvl`, and the working files, in `work`.
        wheel: put before the packages of the environment; None where it is installed there.
    """
    environment = dict(os.environ)
    # Away from the checkout, so that only the wheel can be found.
    environment.pop("PYTHONPATH", None)
    if wheel is not None:
        unpacked = folder / "wheel"
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(unpacked)
        environment["PYTHONPATH"] = str(unpacked)
    options = ["--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", str(folder), "--workpath", str(folder / "work")]
    subprocess.run(
        [str(python), "-m", "PyInstaller", *options, *places, str(HERE / "skinvl.spec")],
        cwd=folder,
        env=environment,
        check=True,
    )
    strip_symbols(folder / "skinvl")


def strip_symbols(folder: Path) -> None:
    """Take debug symbols out of the libraries that contents.toml names; Linux only."""
    if not sys.platform.startswith("linux"):
        return
    patterns = [compile_pattern(pattern) for pattern in read_rules().entries("stripped")]
    for file in sorted(folder.rglob("*.so*")):
        name = file.relative_to(folder).as_posix()
        if any(pattern.fullmatch(name) for pattern in patterns):
            subprocess.run(["strip", "--strip-unneeded", str(file)], check=True)


def check_folder(python: Path, folder: Path) -> None:
    """Ask the environment that was frozen: it has the reader of PyInstaller's archives.

    Raises:
        CalledProcessError: something is in the folder that must not be, or is missing.
    """
    subprocess.run([str(python), str(HERE / "contents.py"), str(folder)], check=True)


def put_in_place(made: Path, place: Path) -> None:
    """Let a folder take the place of the former one; who reads there sees the one or the other."""
    former = place.with_name(f"{place.name}.former")
    shutil.rmtree(former, ignore_errors=True)
    if place.exists():
        place.rename(former)
    made.rename(place)
    shutil.rmtree(former, ignore_errors=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Build, check, prove and put in place."""
    parser = argparse.ArgumentParser(description="Freeze SkinVL into a folder without Python.")
    parser.add_argument("--flavour", choices=("cpu", "gpu"), default="cpu")
    parser.add_argument("--wheel", type=Path, help="default: the newest in dist/")
    parser.add_argument("--out", type=Path, help="default: dist/skinvl, dist/skinvl-gpu")
    parser.add_argument(
        "--here",
        action="store_true",
        help="packages of the present environment, no proof: quick, for tests, never to be shipped",
    )
    args = parser.parse_args(arguments)
    suffix = "" if args.flavour == "cpu" else "-gpu"
    place = (args.out or DIST / f"skinvl{suffix}").resolve()
    build = ROOT / "build" / f"installer{suffix}"
    if args.here:
        build = place.with_name(f"{place.name}.build")
    build.mkdir(parents=True, exist_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    wheel = args.wheel or find_wheel()
    if args.here:
        python = Path(sys.executable)
        freeze(python, build, wheel)
    else:
        python = make_environment(wheel, args.flavour, build / "venv")
        freeze(python, build)
        write_inventory(python, build / "skinvl")
    check_folder(python, build / "skinvl")
    if not args.here:
        subprocess.run([str(python), str(HERE / "proof.py"), str(build / "skinvl")], check=True)
    put_in_place(build / "skinvl", place)
    program, model = measure(place)
    print(f"installer: {place} ({program / 1e6:.0f} MB, model {model / 1e6:.0f} MB)")


def write_inventory(python: Path, folder: Path) -> None:
    """Third-party notices and bill of materials, from the environment that was frozen."""
    inventory = HERE / "offline" / "inventory.py"
    subprocess.run([str(python), str(inventory), str(folder)], check=True)


if __name__ == "__main__":
    main()
