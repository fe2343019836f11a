"""The frozen folder that a package carries: version, flavour, size, and copies of it."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"
FLAVOURS = ("cpu", "gpu")

# A version as in PEP 440, without an epoch or a local part.
VERSION = re.compile(r"\d+(?:\.\d+)+(?:(?:a|b|rc)\d+)?(?:\.post\d+)?(?:\.dev\d+)?")


@dataclass(frozen=True)
class Payload:
    """A frozen folder.

    Attributes:
        folder: holds the program `skinvl` and its `_internal`.
        version: as in PEP 440.
        flavour: `cpu` or `gpu`.
    """

    folder: Path
    version: str
    flavour: str

    @property
    def sortable(self) -> str:
        """The version as dpkg and `sort -V` compare it: `1.0~rc1` comes before `1.0`."""
        return re.sub(r"(?<=\d)\.?(a|b|rc|dev)(?=\d)", r"~\1", self.version)

    def size(self) -> int:
        """Bytes of the files."""
        return sum(path.lstat().st_size for path in self.folder.rglob("*") if not path.is_dir())


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which frozen folder is packed, and where to."""
    parser.add_argument(
        "frozen", nargs="?", type=Path, default=DIST / "skinvl", help="default: dist/skinvl"
    )
    parser.add_argument("--out", type=Path, default=DIST, metavar="DIR", help="default: dist")
    parser.add_argument("--flavour", choices=FLAVOURS, default="cpu", help="default: cpu")
    parser.add_argument(
        "--label", metavar="VERSION", help="version to write on it (default: what it says itself)"
    )


def read_payload(args: argparse.Namespace) -> Payload:
    """The frozen folder that the arguments name; ends the program with a line if it is none."""
    folder: Path = args.frozen.resolve()
    if not (folder / "skinvl").is_file():
        sys.exit(f"installer: {folder} holds no program `skinvl`; run `make installer` first")
    version = args.label or ask_version(folder)
    if not VERSION.fullmatch(version):
        sys.exit(f"installer: {version} is no version such as 0.1.0 or 0.2.0rc1")
    return Payload(folder, version, args.flavour)


def ask_version(folder: Path) -> str:
    """The version that the program in a frozen folder prints."""
    said = subprocess.run(
        [folder / "skinvl", "--version"],
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    match = VERSION.search(said)
    if match is None:
        sys.exit(f"installer: {folder / 'skinvl'} --version names no version: {said.strip()}")
    return match[0]


def pack(build: Callable[[Payload, Path], Path], description: str, tools: Sequence[str]) -> None:
    """Let a script build what its arguments name, and print the name and size of the file.

    Args:
        build: packs a payload into a folder.
        description: of the script, for its help.
        tools: commands that it needs; one that is missing ends the program with a line.
    """
    parser = argparse.ArgumentParser(description=description)
    add_arguments(parser)
    args = parser.parse_args()
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        sys.exit(f"installer: {' and '.join(missing)} missing (Debian: dpkg, binutils)")
    payload = read_payload(args)
    try:
        file = build(payload, args.out.resolve())
    except LookupError as error:
        sys.exit(f"installer: {error}")
    size, whole = file.stat().st_size / 1e6, payload.size() / 1e6
    print(f"installer: {file} ({size:.1f} MB; installed {whole:.0f} MB)")


def copy_payload(payload: Payload, target: Path) -> None:
    """Copy the folder with the modes that packages have: 755 for programs and folders, else 644."""
    shutil.copytree(payload.folder, target, symlinks=True)
    target.chmod(0o755)
    for path in target.rglob("*"):
        if path.is_symlink():
            continue
        # A library is loaded and never run.
        runs = path.is_dir() or (path.stat().st_mode & 0o100 and ".so" not in path.name)
        path.chmod(0o755 if runs else 0o644)


def release_time() -> int:
    """Seconds since 1970 for every file of a package: SOURCE_DATE_EPOCH, or the last commit's."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is not None:
        return int(given)
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def set_times(tree: Path, seconds: int) -> None:
    """Give everything below a folder one time, so that the same input makes the same package."""
    for path in (tree, *tree.rglob("*")):
        os.utime(path, (seconds, seconds), follow_symlinks=False)
