"""Tries both packages as a clinic would: `python installer/linux/try_in_chroot.py`.

In a bare Debian without a network: installed, used by an ordinary user at a display, upgraded,
removed with the data kept, installed again with the data found. Exits with 0 when everything was as
it should be, and also, with a word, where something needed for it is missing. Pictures of the
screen are kept in `build/linux/pictures/`.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dependencies
import minimal_system
import person
import run
from minimal_system import CACHE, USER, MinimalSystem, run_checked
from payload import DIST, Payload, ask_version
from person import LOGIN, PASSWORD, Person

PROGRAM = Path("/usr/lib/skinvl/skinvl")
SAMPLE = "_internal/skinvl/desktop/assets/sample.png"
LEFTOVERS = ("/usr/lib/skinvl", "/usr/bin/skinvl", "/usr/share/applications/skinvl.desktop")
PATIENT = ("4711", "Doe", "Jane", "1958-03-27")
IMAGE = "lesion.png"
DATA = f"/home/{USER}/.local/share/skinvl/data"
# Holds the program still, so that it is certain to run when dpkg looks.
WHILE_RUNNING = """
"$1" diagnose "$2" >/dev/null & running=$!
while [ "$(readlink /proc/$running/exe)" != "$1" ]; do :; done
kill -STOP $running
dpkg --install /stick/skinvl.deb; upgraded=$?
dpkg --remove skinvl; removed=$?
kill -KILL $running
[ $upgraded != 0 ] && [ $removed != 0 ]
"""


class Unexpected(Exception):
    """Something was not as it should be."""


def expect(true: bool, what: str) -> None:
    """Stop with `what` unless it is true."""
    if not true:
        raise Unexpected(what)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Print what is done and how long it took."""
    print(f"{what} ...", end="", flush=True)
    began = time.monotonic()
    yield
    print(f" ok, {time.monotonic() - began:.1f} s", flush=True)


def list_data(system: MinimalSystem) -> dict[str, int]:
    """Every file of the user's data and settings, with its size."""
    folders = [system.home / ".local/share/skinvl", system.home / ".config/skinvl"]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {str(path): path.stat().st_size for path in files}


def check_store(system: MinimalSystem, logins: int) -> None:
    """Look into the store with the code of this checkout, which may bring its schema up to date.

    Args:
        system: where the store lies.
        logins: how many the audit log must know, whose chain has to be whole.
    """
    from skinvl.desktop.core.store.store import open_store

    image = (system.home / IMAGE).read_bytes()
    with open_store(system.outside(DATA), LOGIN, PASSWORD) as store:
        expect(store.audit.verify().broken is None, "the audit log is not whole")
        # The newest is this function's own.
        found = len(store.audit.list(event="login")) - 1
        expect(found == logins, f"{found} log-ins in the audit log instead of {logins}")
        patient = store.patients.find_by_number(PATIENT[0])
        expect(patient is not None, "the patient is not in the store")
        copies = store.images.find_copies(hashlib.sha256(image).hexdigest())
        expect(len(copies) == 1, f"{len(copies)} copies of the image in the store")
        expect(store.images.read(copies[0]) == image, "the image in the store is another one")


def try_refusals(system: MinimalSystem) -> None:
    """The .run on a system that has nothing a window needs."""
    with step("the .run names what a bare system lacks"):
        result = system.run("sh", "/stick/skinvl.run", user=USER)
        expect(result.returncode == 7, f"exit code {result.returncode}: {result.stderr}")
        expect("libegl1" in result.stderr, result.stderr)
        expect(not (system.home / ".local/opt/skinvl").exists(), "it left something")
    with step("the .run refuses root"):
        result = system.run("sh", "/stick/skinvl.run")
        expect(result.returncode == 9, f"exit code {result.returncode}: {result.stderr}")


def install_package(system: MinimalSystem) -> None:
    """The .deb with its dependencies from the stick."""
    with step("dpkg -i of the .deb and its dependencies"):
        run_checked(system, ["sh", "-c", "dpkg --install /stick/debs/*.deb /stick/skinvl.deb"])


def use_headless(system: MinimalSystem, program: Path | str, folder: Path | str) -> None:
    """Version, check of itself, a diagnosis."""
    with step("--version, --selftest, diagnose as an ordinary user"):
        run_checked(system, [program, "--version"], USER)
        run_checked(system, [program, "--selftest"], USER)
        said = run_checked(system, [program, "diagnose", "--json", f"{folder}/{SAMPLE}"], USER)
        expect('"status": "ok"' in said, said)


def use_window(system: MinimalSystem, person: Person, program: str, name: str) -> None:
    """Log in to the data that are there, look, close."""
    with step(f"{name}: window, log in, close"):
        person.start(program, "desktop")
        person.log_in()
        person.take(name)
        person.close()


def try_package(system: MinimalSystem, visitor: Person) -> None:
    """The .deb from the first run to the second installation."""
    install_package(system)
    folder = PROGRAM.parent
    use_headless(system, "skinvl", folder)
    with step("first run: window, wizard, store, patient, image, close"):
        shutil.copyfile(system.outside(f"{folder}/{SAMPLE}"), system.home / IMAGE)
        visitor.start("skinvl", "desktop")
        visitor.set_up()
        visitor.enter_patient(*PATIENT)
        visitor.open_image(f"/home/{USER}/{IMAGE}")
        visitor.take("first-run")
        visitor.close()
    with step("upgrade and removal are refused while it runs"):
        result = system.run("sh", "-c", WHILE_RUNNING, "sh", PROGRAM, folder / SAMPLE)
        expect(result.returncode == 0, result.stderr)
        expect(result.stderr.count("SkinVL is running") == 2, result.stderr)
    before = list_data(system)
    expect(bool(before), "the first run left no data")
    for action in ("--remove", "--purge"):
        with step(f"dpkg {action} keeps the data"):
            run_checked(system, ["dpkg", action, "skinvl"])
            left = [place for place in LEFTOVERS if os.path.lexists(system.outside(place))]
            expect(not left, f"{left} stayed")
            expect(list_data(system) == before, "the data changed")
    with step("installed again"):
        run_checked(system, ["dpkg", "--install", "/stick/skinvl.deb"])
    use_window(system, visitor, "skinvl", "installed-again")


def try_run(system: MinimalSystem, visitor: Person, version: str, newer: str) -> None:
    """The .run from installation to removal, over the data that the .deb's program made."""
    program = f"/home/{USER}/.local/bin/skinvl"
    current = system.home / ".local/opt/skinvl/current"
    with step("dpkg --purge before the .run"):
        run_checked(system, ["dpkg", "--purge", "skinvl"])
    with step("the .run as an ordinary user"):
        run_checked(system, ["sh", "/stick/skinvl.run"], USER)
    use_headless(system, program, f"/home/{USER}/.local/opt/skinvl/current")
    use_window(system, visitor, program, "run")
    before = list_data(system)
    with step("update, older version refused, roll back"):
        run_checked(system, ["sh", "/stick/newer.run", "--quiet"], USER)
        expect(os.readlink(current) == f"versions/{newer}", os.readlink(current))
        result = system.run("sh", "/stick/skinvl.run", user=USER)
        expect(result.returncode == 3, f"exit code {result.returncode}: {result.stderr}")
        run_checked(system, [f"/home/{USER}/.local/opt/skinvl/setup", "--rollback"], USER)
        expect(os.readlink(current) == f"versions/{version}", os.readlink(current))
        run_checked(system, [program, "--version"], USER)
    with step("--uninstall keeps the data"):
        run_checked(system, ["sh", "/stick/skinvl.run", "--uninstall"], USER)
        expect(not (system.home / ".local/opt/skinvl").exists(), "the program stayed")
        expect(not os.path.lexists(system.home / ".local/bin/skinvl"), "the link stayed")
        expect(list_data(system) == before, "the data changed")


def find_newest(pattern: str) -> Path | None:
    """The newest file in `dist/` with such a name."""
    return max(DIST.glob(pattern), key=lambda file: file.stat().st_mtime, default=None)


def prepare_stick(system: MinimalSystem, args: argparse.Namespace) -> tuple[str, str]:
    """Put the packages into the system; the version, and the one of the newer .run."""
    stick = system.outside("/stick")
    stick.mkdir()
    shutil.copyfile(args.deb, stick / "skinvl.deb")
    shutil.copyfile(args.run, stick / "skinvl.run")
    if args.packages is not None:
        shutil.copytree(args.packages, stick / "debs")
    else:
        with step("dependencies downloaded for the stick"):
            dependencies.collect(args.deb, stick / "debs", args.suite)
    frozen = args.frozen.resolve()
    version = ask_version(frozen)
    newer = f"{version}.post1"
    with step("the same program packed as a newer version"):
        file = run.build(Payload(frozen, newer, "cpu"), CACHE / "newer", level=1)
        shutil.move(file, stick / "newer.run")
    return version, newer


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Try the Linux packages in a bare Debian.")
    parser.add_argument("--deb", type=Path, default=find_newest("skinvl_*_amd64.deb"))
    parser.add_argument("--run", type=Path, default=find_newest("skinvl-*-linux-x86_64.run"))
    parser.add_argument("--frozen", type=Path, default=DIST / "skinvl", metavar="DIR")
    suites = minimal_system.SUITES
    parser.add_argument("--suite", default=suites[0], help=f"Debian {' or '.join(suites)}")
    parser.add_argument(
        "--packages", type=Path, metavar="DIR", help="dependencies (default: downloaded)"
    )
    parser.add_argument(
        "--patience", type=float, default=2.0, help="factor for every wait (default: 2)"
    )
    return parser.parse_args()


def main() -> None:
    """Try everything; one line per step."""
    args = read_arguments()
    lacking = minimal_system.lacks() or person.lacks()
    if lacking is None and not (args.deb and args.run and (args.frozen / "skinvl").exists()):
        lacking = "no .deb, .run and frozen folder in dist/: run `make installer packages`"
    if lacking is not None:
        print(f"Linux packages: skipped, {lacking}")
        return
    try:
        with minimal_system.minimal_system(args.suite) as system:
            version, newer = prepare_stick(system, args)
            try_refusals(system)
            with Person(system, CACHE / "pictures", args.patience) as visitor:
                try_package(system, visitor)
                try_run(system, visitor, version, newer)
            with step("patient, image and every log-in are in the store"):
                # The first run logs in by making the store.
                check_store(system, logins=3)
    except (Unexpected, RuntimeError) as error:
        sys.exit(f"\nLinux packages: {error}")
    print("Linux packages: all as it should be")


if __name__ == "__main__":
    main()
