"""Installs, upgrades, refuses and removes under Wine what the set-ups for Windows promise.

Part of `make installer-check`. Everything is tried with a payload of a few files in two versions,
built here; the set-ups in `dist/` are installed as well, where they and their payload are, and
compared with it file by file. Skipped, with a word, where a tool is absent.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from miniature import make_miniature
from msi import build_msi
from nsis import build_setup
from payload import BUILD, COMPILER, ROOT, read_version
from payload_files import Payload, PayloadError, read_payload
from try_msi import try_msi
from try_place import Place, compare
from try_setup import try_setup
from wine import Wine

OLD, NEW = "0.1.0", "0.2.0"


def list_missing_tools() -> list[str]:
    """What has to be installed for this to run."""
    tools = {"wine": "wine", "makensis": "nsis", "wixl": "wixl", COMPILER: "gcc-mingw-w64-x86-64"}
    return [package for tool, package in tools.items() if shutil.which(tool) is None]


def build_miniatures(folder: Path) -> dict[str, Place]:
    """Both set-ups of a small payload in two versions."""
    places = {}
    for version in (OLD, NEW):
        payload = make_miniature(folder / f"payload-{version}", version)
        work = folder / f"work-{version}"
        setup = build_setup(payload, folder / f"setup-{version}.exe", work)
        package = build_msi(payload, folder / f"package-{version}.msi", work)
        places[version] = Place(payload, setup, package)
    return places


def try_release(wine: Wine, payload: Payload, dist: Path) -> Iterator[tuple[str, bool]]:
    """Install the set-ups in `dist`, compare each file, and remove them."""
    setup, package = dist / f"{payload.stem}-setup.exe", dist / f"{payload.stem}.msi"
    megabytes = payload.size / 1e6
    ways: list[tuple[Path, Callable[[], int], str, Callable[[], int]]] = [
        (
            setup,
            lambda: wine.run(setup, "/S", r"/D=C:\Release")[0],
            r"C:\Release",
            lambda: wine.run(r"C:\Release\uninstall.exe", "/S", r"_?=C:\Release")[0],
        ),
        (
            package,
            lambda: wine.run("msiexec", "/i", package, "/qn")[0],
            r"C:\Program Files\SkinVL",
            lambda: wine.run("msiexec", "/x", package, "/qn")[0],
        ),
    ]
    for file, install, folder, remove in ways:
        if not file.is_file():
            print(f"windows: {file.name} is not in {dist}; skipped")
            continue
        start = time.monotonic()
        code = install()
        seconds = time.monotonic() - start
        differing = compare(payload, wine.find(folder))
        what = f"{file.name}: {len(payload.files)} files, {megabytes:.0f} MB in {seconds:.1f} s"
        yield f"{what}, the same by SHA-256", code == 0 and not differing
        code = remove()
        left = [path for path in wine.find(folder).rglob("*") if path.is_file()]
        kept = [path for path in left if path.name != "uninstall.exe"]
        yield f"{file.name}: removed, no file left", code == 0 and not kept


def run_checks(folder: Path, *, with_release: bool) -> Iterator[tuple[str, bool]]:
    """Every check in turn, with its outcome."""
    places = build_miniatures(folder)
    wine = Wine(folder / "wine")
    try:
        yield from try_setup(wine, places[OLD], places[NEW])
        yield from try_msi(wine, places[OLD], places[NEW])
        if with_release and (BUILD / "payload").is_dir():
            payload = read_payload(BUILD / "payload", read_version())
            yield from try_release(wine, payload, ROOT / "dist")
    finally:
        wine.end()


def main() -> int:
    parser = argparse.ArgumentParser(description="Try the set-ups for Windows under Wine.")
    parser.add_argument("--quick", action="store_true", help="leave out the set-ups in dist/")
    args = parser.parse_args()
    if missing := list_missing_tools():
        print(f"windows: skipped; not installed: {', '.join(missing)}")
        return 0
    failed = 0
    with tempfile.TemporaryDirectory(prefix="skinvl-windows-") as scratch:
        try:
            for what, passed in run_checks(Path(scratch), with_release=not args.quick):
                print(f"windows: {'ok    ' if passed else 'FAILED'} {what}", flush=True)
                failed += not passed
        except PayloadError as error:
            print(f"windows: {error}", file=sys.stderr)
            return 1
    print(f"windows: {failed} checks failed" if failed else "windows: all checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
