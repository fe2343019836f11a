"""Installs, tests, upgrades and removes both set-ups of a release on Windows (`windows.yml`).

The payload is in `build/windows/payload`, the release in `dist`, and the same program as a later
version in `build/windows/later`. It changes the computer it runs on: it is for a machine that is
thrown away afterwards.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from payload import BUILD, ROOT, read_version
from payload_files import read_payload
from try_place import Place, compare

LATER = "255.0.0"
# What a person sees after a double click has to be there within this time.
_SECONDS_TO_SHOW = 30


def find_place(folder: Path, version: str) -> Place:
    """The set-ups of a version in `folder`, with the payload that both versions share."""
    payload = read_payload(BUILD / "payload", version)
    return Place(payload, folder / f"{payload.stem}-setup.exe", folder / f"{payload.stem}.msi")


def run(*command: str | Path) -> int:
    """Run a program to its end; its exit code."""
    return subprocess.run([str(word) for word in command], check=False).returncode


def passes_self_test(folder: Path) -> bool:
    """Whether the installed program finds nothing wrong with itself."""
    return run(folder / "skinvl.exe", "--selftest") == 0


def stays_open(folder: Path) -> bool:
    """Whether the workstation is still running a while after it was started."""
    window = subprocess.Popen([folder / "skinvl-desktop.exe"])
    try:
        window.wait(_SECONDS_TO_SHOW)
    except subprocess.TimeoutExpired:
        return True
    finally:
        window.kill()
        window.wait()
    return False


def await_end(folder: Path) -> None:
    """Wait for an uninstaller, which goes on in a copy of itself."""
    for _ in range(120):
        if not (folder / "skinvl.exe").exists() and not (folder / "uninstall.exe").exists():
            return
        time.sleep(1)


def try_setup(release: Place, later: Place) -> Iterator[tuple[str, bool]]:
    """The set-up program, for one user."""
    folder = Path(os.environ["LOCALAPPDATA"]) / "Programs" / "SkinVL"
    code = run(release.setup, "/S", "/SELFTEST", f"/LOG={ROOT / 'setup.log'}")
    yield "set-up: installed, self-test passed", code == 0
    yield "set-up: the same files", not compare(release.payload, folder)
    yield "set-up: the window stays open", stays_open(folder)
    running = subprocess.Popen([folder / "skinvl-desktop.exe"])
    time.sleep(_SECONDS_TO_SHOW)
    yield "set-up: refused while the program runs", run(later.setup, "/S") == 4
    running.kill()
    running.wait()
    code = run(later.setup, "/S", "/WAIT=60")
    yield "set-up: upgraded", code == 0 and not compare(later.payload, folder)
    yield "set-up: the older is refused", run(release.setup, "/S") == 3
    run(folder / "uninstall.exe", "/S")
    await_end(folder)
    yield "set-up: removed", not folder.exists()


def try_msi(release: Place, later: Place) -> Iterator[tuple[str, bool]]:
    """The MSI package, for all users."""
    folder = Path(os.environ["PROGRAMFILES"]) / "SkinVL"
    code = run("msiexec", "/i", release.package, "/qn", "/l*v", ROOT / "msi.log")
    yield "MSI: installed", code == 0 and not compare(release.payload, folder)
    yield "MSI: self-test passed", passes_self_test(folder)
    yield "MSI: the set-up is refused beside it", run(later.setup, "/S", "/AllUsers") == 9
    code = run("msiexec", "/i", later.package, "/qn")
    yield "MSI: upgraded", code == 0 and not compare(later.payload, folder)
    yield "MSI: the older is refused", run("msiexec", "/i", release.package, "/qn") == 1603
    yield "MSI: removed", run("msiexec", "/x", later.package, "/qn") == 0 and not folder.exists()


def main() -> int:
    if sys.platform != "win32":
        print("windows: skipped; this is not Windows")
        return 0
    release = find_place(ROOT / "dist", read_version())
    later = find_place(BUILD / "later", LATER)
    failed = 0
    for checks in (try_setup(release, later), try_msi(release, later)):
        for what, passed in checks:
            print(f"windows: {'ok    ' if passed else 'FAILED'} {what}", flush=True)
            failed += not passed
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
