"""`skinvl bundle install`: a bundle into the store, tried before it becomes active."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skinvl.contract.errors import SkinVLError
from skinvl.runtime.commands.progress import ByteBar
from skinvl.runtime.commands.report import make_printable

if TYPE_CHECKING:
    from skinvl.runtime.installing import Change, Installer


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `skinvl bundle install`."""
    parser.add_argument(
        "bundle", type=Path, metavar="FOLDER_OR_FILE", help="a bundle folder or .skinvl file"
    )
    parser.add_argument(
        "--allow-downgrade",
        action="store_true",
        help="accept a version older than the active one of the same name",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object, for programs")


def run(args: argparse.Namespace) -> int:
    """Install and activate; the exit code is 1 where the bundle is refused."""
    error = change = None
    try:
        installer = make_installer()
        change = installer.install(args.bundle, allow_downgrade=args.allow_downgrade)
    except SkinVLError as refusal:
        error = make_printable(str(refusal))
    if args.json:
        record = {"bundle": str(args.bundle), "ok": error is None, "error": error}
        print(json.dumps(record | (describe_change(change) if change else {})))
    if error is not None:
        print(f"skinvl: {error}", file=sys.stderr)
        return 1
    if change is not None and not args.json:
        print_change(change)
    return 0


def make_installer() -> Installer:
    """The installer of this user's store, with a bar for large bundles.

    Raises:
        ConfigError: a trusted key cannot be read.
    """
    from skinvl.runtime.installing import Installer
    from skinvl.runtime.signature import read_trusted_keys
    from skinvl.runtime.store import BundleStore

    return Installer(BundleStore(), read_trusted_keys(), on_progress=ByteBar("copying, verifying"))


def describe_change(change: Change) -> dict[str, Any]:
    """What is active now and what was, for programs."""
    from skinvl.runtime.store import SHIPPED

    active, former = change.activation, change.former
    return {
        "active": active.folder if active is not None else SHIPPED,
        "sha256": active.sha256 if active is not None else None,
        "cuda_refused": active.cuda_refused if active is not None else None,
        "former": former.folder if former is not None else SHIPPED,
    }


def print_change(change: Change) -> None:
    """Say what is active now and how to go back."""
    from skinvl.runtime.trial import NOT_TRIED

    record = describe_change(change)
    refused = record["cuda_refused"]
    if refused not in (None, NOT_TRIED):
        print(make_printable(f"note: {refused}"))
    print(make_printable(f"active: {record['active']} (before: {record['former']})"))
    if record["active"] != record["former"]:
        print("Programs that are running keep their bundle until they are started again.")
