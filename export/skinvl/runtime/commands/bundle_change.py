"""`skinvl bundle activate`, `rollback` and `remove`: changes among installed bundles."""

from __future__ import annotations

import argparse
import json

from skinvl.runtime.commands.bundle_install import describe_change, make_installer, print_change
from skinvl.runtime.commands.report import make_printable

_WHICH = "NAME, NAME@VERSION, NAME@SHA256 (its first digits) or the name that `list` shows"


def add_activate_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `skinvl bundle activate`."""
    parser.add_argument("bundle", metavar="BUNDLE", help=f"{_WHICH}; `shipped`: SkinVL's own")
    parser.add_argument("--json", action="store_true", help="one JSON object, for programs")


def run_activate(args: argparse.Namespace) -> int:
    """Verify, try and activate.

    Raises:
        SkinVLError: refused; the former bundle stays active.
    """
    change = make_installer().activate(args.bundle)
    if args.json:
        print(json.dumps(describe_change(change)))
    else:
        print_change(change)
    return 0


def add_rollback_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `skinvl bundle rollback`."""
    parser.add_argument("--json", action="store_true", help="one JSON object, for programs")


def run_rollback(args: argparse.Namespace) -> int:
    """Return to the bundle before.

    Raises:
        SkinVLError: there is none, or it is refused; the present one stays active.
    """
    change = make_installer().roll_back()
    if args.json:
        print(json.dumps(describe_change(change)))
    else:
        print_change(change)
    return 0


def add_remove_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `skinvl bundle remove`."""
    parser.add_argument("bundle", metavar="BUNDLE", help=_WHICH)
    parser.add_argument("--json", action="store_true", help="one JSON object, for programs")


def run_remove(args: argparse.Namespace) -> int:
    """Delete.

    Raises:
        SkinVLError: not installed, or active.
    """
    folder = make_installer().remove(args.bundle)
    if args.json:
        print(json.dumps({"removed": folder.name}))
    else:
        print(make_printable(f"removed: {folder.name}"))
    return 0
