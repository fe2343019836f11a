"""`skinvl bundle keys`: the keys whose signatures make a bundle acceptable."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from skinvl.contract.errors import ConfigError
from skinvl.runtime.commands.report import make_printable

if TYPE_CHECKING:
    from skinvl.runtime.signature import TrustedKey


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sub-commands of `skinvl bundle keys`."""
    changes = parser.add_subparsers(dest="change", required=True, metavar="list|add|remove")
    for name, summary, example in (
        ("list", "every trusted key with its fingerprint", "skinvl bundle keys list"),
        ("add", "trust a key from now on", "skinvl bundle keys add clinic.pub"),
        ("remove", "trust a key no more", "skinvl bundle keys remove 0123456789abcdef"),
    ):
        child = changes.add_parser(
            name,
            help=summary,
            description=f"{name}: {summary}",
            epilog=f"example:\n  {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if name == "list":
            child.add_argument("--json", action="store_true", help="one JSON object, for programs")
        elif name == "add":
            child.add_argument("file", type=Path, metavar="FILE.pub", help="the public key")
            child.add_argument(
                "--fingerprint",
                metavar="SHA256",
                help="refuse the key unless it has this fingerprint, as its holder told you",
            )
        else:
            child.add_argument("key_id", metavar="KEY_ID", help="as `list` shows it")
            child.add_argument(
                "--force",
                action="store_true",
                help="even where installed bundles are refused afterwards",
            )


def run(args: argparse.Namespace) -> int:
    """List, add or remove.

    Raises:
        SkinVLError: a faulty key file, or a removal that is refused.
    """
    return {"list": _list, "add": _add, "remove": _remove}[args.change](args)


def _list(args: argparse.Namespace) -> int:
    from skinvl.runtime.keyring import list_keys

    entries = list_keys()
    if args.json:
        rows = [
            {
                "key_id": entry.key.key_id,
                "name": entry.key.name,
                "fingerprint": entry.key.fingerprint,
                "file": str(entry.file),
                "project": entry.is_shipped,
            }
            for entry in entries
        ]
        print(json.dumps({"keys": rows}))
        return 0
    for entry in entries:
        place = "the project's" if entry.is_shipped else str(entry.file)
        _show(entry.key, place)
    return 0


def _add(args: argparse.Namespace) -> int:
    from skinvl.runtime.keyring import add_key
    from skinvl.runtime.signature import read_trusted_key
    from skinvl.runtime.store import BundleStore

    key = read_trusted_key(args.file)
    _show(key, "to be trusted")
    expected = args.fingerprint
    if expected is not None and expected.replace(":", "").lower() != key.fingerprint:
        raise ConfigError([f"{args.file}: has not the fingerprint {expected}; nothing was added"])
    added = add_key(BundleStore(), args.file)
    print(make_printable(f"trusted from now on: {added.key_id} {added.name}"))
    return 0


def _remove(args: argparse.Namespace) -> int:
    from skinvl.runtime.keyring import remove_key
    from skinvl.runtime.store import BundleStore

    entry = remove_key(BundleStore(), args.key_id, force=args.force)
    _show(entry.key, "trusted no more")
    return 0


def _show(key: TrustedKey, place: str) -> None:
    print(make_printable(f"{key.key_id}  {key.name}  ({place})"))
    print(f"  fingerprint {key.fingerprint}")
