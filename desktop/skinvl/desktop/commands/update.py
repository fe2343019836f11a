"""`skinvl update`: another version of the program from a signed file, and back again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from skinvl.contract.errors import ConfigError

if TYPE_CHECKING:
    from skinvl.desktop.core.update.installation import Installation
    from skinvl.desktop.core.update.installing import Updated
    from skinvl.desktop.core.update.offer import Offer

SUMMARY = "Update the program from a signed file, or go back to the version before; fully offline."
EXAMPLE = """\
skinvl update skinvl-0.2.0-linux-x86_64.update --check
skinvl update skinvl-0.2.0-linux-x86_64.update
skinvl update --rollback"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `skinvl update`."""
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a .update file")
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="verify the file, change nothing")
    action.add_argument(
        "--rollback", action="store_true", help="return to the version that was in use before"
    )
    action.add_argument(
        "--list", action="store_true", help="versions and copies of the store that are there"
    )
    action.add_argument(
        "--put-back",
        metavar="COPY",
        help="put back a copy of the store (a name from --list); asks for the password of then",
    )
    parser.add_argument(
        "--allow-downgrade",
        action="store_true",
        help="accept an older version, if it can open the store",
    )
    parser.add_argument("--user", metavar="NAME", help="user name, for --put-back")
    parser.add_argument(
        "--installation",
        type=Path,
        metavar="DIR",
        help="folder that holds `versions` and `current` (default: that of this program)",
    )


def run(args: argparse.Namespace) -> int:
    """Do one thing; the exit code is 0 only if it is done (with --check: if it can be done).

    Raises:
        ConfigError: it was not said what to do.
        SkinVLError: refused, or failed; the version in use is the one before.
    """
    from skinvl.desktop.core.update.installation import find_installation, open_installation
    from skinvl.runtime.isolation import close_network

    close_network()
    others = args.rollback or args.list or args.put_back
    if (args.file is None) != bool(others):
        raise ConfigError(["name either a .update file or one of --rollback, --list, --put-back"])
    if args.put_back:
        return _put_back(args.put_back, args.user)
    chosen: Path | None = args.installation
    installation = open_installation(chosen) if chosen is not None else find_installation()
    if args.list:
        return _list(installation)
    if args.rollback:
        return _roll_back(installation)
    return _update(args.file, installation, check=args.check, downgrade=args.allow_downgrade)


class _Stages:
    """One line for each stage, and bytes in tenths on a terminal."""

    def __init__(self) -> None:
        self._stage = ""
        self._tenths = -1
        self._live = sys.stderr.isatty()

    def __call__(self, stage: str, done: int, total: int) -> None:
        words = {
            "verify": "checking signature and content",
            "unpack": "unpacking",
            "try": "the new version tests itself on this computer",
            "backup": "copying the store",
            "switch": "switching",
        }
        if stage != self._stage:
            self._stage, self._tenths = stage, -1
            print(f"{words.get(stage, stage)} ...", file=sys.stderr, flush=True)
        tenths = 10 * done // total if total else 0
        if self._live and tenths > max(self._tenths, 0):
            print(f"  {tenths * 10} %", file=sys.stderr, flush=True)
        self._tenths = max(tenths, self._tenths)


def _update(path: Path, installation: Installation, *, check: bool, downgrade: bool) -> int:
    from skinvl.desktop.core.update.installing import install_update
    from skinvl.desktop.core.update.offer import examine_update, refuse_unfit
    from skinvl.desktop.core.update.store_state import find_store_state

    step = _Stages()
    offer = examine_update(path, installation, step)
    if check:
        _describe(offer)
    state = find_store_state()
    refuse_unfit(offer, state, allow_downgrade=downgrade)
    if check:
        print("can be installed")
        return 0
    if offer.release.platform == "windows-x86_64":
        return _update_by_setup(offer, downgrade)
    _tell(install_update(offer, step, allow_downgrade=downgrade))
    return 0


def _update_by_setup(offer: Offer, downgrade: bool) -> int:
    from skinvl.desktop.core.update.restarting import prepare_setup, start_setup

    setup = prepare_setup(offer, _Stages(), allow_downgrade=downgrade)
    start_setup(setup, offer)
    print(f"the set-up goes on by itself; its log: {setup.with_name('setup.log')}")
    return 0


def _roll_back(installation: Installation) -> int:
    from skinvl.desktop.core.update.installing import roll_back

    _tell(roll_back(installation, _Stages()))
    return 0


def _list(installation: Installation) -> int:
    from skinvl.desktop.core.store.safety_copy import list_safety_copies
    from skinvl.desktop.core.update.store_state import find_store_state

    print(f"SkinVL {installation.version} ({installation.flavour}) in {installation.root}")
    if installation.kind == "folder":
        versions = installation.versions
        marks = {versions.current: "in use", versions.previous: "before; --rollback returns to it"}
        for version in versions.list_versions():
            print(f"  {version:<12} {marks.get(version, '')}".rstrip())
    else:
        print(f"  {installation.obstacle or 'updated by its set-up'}")
    state = find_store_state()
    for copy in list_safety_copies(state.folder) if state.folder is not None else ():
        print(f"copy of the store: {copy.name}")
    return 0


def _put_back(name: str, user: str | None) -> int:
    import getpass

    from skinvl.desktop.core.store.safety_copy import list_safety_copies, put_back
    from skinvl.desktop.core.update.errors import UpdateMissing
    from skinvl.desktop.core.update.store_state import find_store_state

    if user is None:
        raise ConfigError(["--put-back: name the user with --user"])
    folder = find_store_state().folder
    copies = {copy.name: copy for copy in list_safety_copies(folder)} if folder else {}
    if folder is None or name not in copies:
        raise UpdateMissing(name, "no such copy of the store; see `skinvl update --list`")
    if sys.stdin.isatty():
        password = getpass.getpass(f"Password of {user}, of when the copy was made: ")
    else:
        password = sys.stdin.readline().rstrip("\n")
    aside = put_back(folder, copies[name], user, password)
    print(f"{name} is in use; what was there before lies in {aside}")
    return 0


def _describe(offer: Offer) -> None:
    from skinvl.runtime.commands.report import make_printable

    release = offer.release
    print(
        f"SkinVL {release.version} for {release.platform} ({release.flavour}), "
        f"{offer.size / 1e6:.1f} MB, signed by {make_printable(offer.signer)}; "
        f"{offer.direction} (in use: {offer.installation.version})"
    )
    for line in release.notes.splitlines():
        print(make_printable(f"  {line}"))


def _tell(updated: Updated) -> None:
    if updated.copy is not None:
        print(f"copy of the store: {updated.copy}")
    print(f"SkinVL {updated.version} is in use from the next start on (before: {updated.former})")
    print("`skinvl update --rollback` goes back")
