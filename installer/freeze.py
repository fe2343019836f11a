"""Freezes the wheel in `dist/` into `dist/skinvl/`, a folder that runs without Python.

The wheel goes into a clean environment with what a clinic installs and nothing else, so that the
folder holds what the wheel holds. The frozen program then has to prove itself. Run by
`make installer`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "installer"
DIST = ROOT / "dist"
PROGRAM = DIST / "skinvl" / "skinvl"


def find_wheel() -> Path:
    """The newest SkinVL wheel in `dist/`."""
    wheels = sorted(DIST.glob("skinvl-*.whl"), key=lambda wheel: wheel.stat().st_mtime)
    if not wheels:
        sys.exit("installer: no wheel in dist/; run `make wheel` first")
    return wheels[-1]


def make_environment(wheel: Path) -> Path:
    """A clean environment with the wheel, its runtime extras and PyInstaller; its Python."""
    environment = BUILD / "venv"
    venv.create(environment, clear=True, with_pip=True)
    python = environment / "bin" / "python"
    requirement = f"{wheel}[cpu,desktop,installer]"
    constraints = str(ROOT / "constraints.txt")
    options = ["--quiet", "--disable-pip-version-check", "-c", constraints]
    subprocess.run([str(python), "-m", "pip", "install", *options, requirement], check=True)
    return python


def freeze(python: Path) -> None:
    options = ["--noconfirm", "--log-level", "WARN"]
    folders = ["--distpath", str(DIST), "--workpath", str(BUILD / "work")]
    specification = str(ROOT / "installer" / "skinvl.spec")
    # Away from the checkout, so that only the installed wheel can be found.
    subprocess.run(
        [str(python), "-m", "PyInstaller", *options, *folders, specification],
        cwd=BUILD,
        check=True,
    )


def ask_program(*arguments: str) -> str:
    """What the frozen program prints; it gets no Python settings and an empty search path."""
    environment = {"HOME": str(BUILD), "LANG": "C.UTF-8", "PATH": os.defpath}
    result = subprocess.run(
        [PROGRAM, *arguments],
        cwd=BUILD,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        sys.exit(f"installer: the frozen `skinvl {arguments[0]}` ended with {result.returncode}")
    return result.stdout


def prove() -> None:
    """The version, the bundle's signature, a diagnosis, and a report from the workstation."""
    print("installer:", ask_program("--version").strip())
    ask_program("bundle", "verify")
    (sample,) = (DIST / "skinvl").rglob("desktop/assets/sample.png")
    finding = json.loads(ask_program("diagnose", "--json", str(sample)))
    if finding["status"] != "ok" or not finding["differential"]:
        sys.exit(f"installer: the sample image was not diagnosed: {finding['error']}")
    report = BUILD / "report.pdf"
    report.unlink(missing_ok=True)
    ask_program("desktop", "--report", str(report))
    if not report.read_bytes().startswith(b"%PDF-"):
        sys.exit("installer: the workstation wrote no report")
    print("installer: bundle verified, sample image diagnosed, report written")


def main() -> None:
    BUILD.mkdir(parents=True, exist_ok=True)
    freeze(make_environment(find_wheel()))
    prove()
    files = [path for path in (DIST / "skinvl").rglob("*") if path.is_file()]
    size = sum(path.lstat().st_size for path in files) / 1e6
    print(f"installer: {PROGRAM.parent.relative_to(ROOT)} ({size:.0f} MB, {len(files)} files)")


if __name__ == "__main__":
    main()
