"""`skinvl bundle list`: installed bundles, and which is active."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from skinvl.runtime.commands.report import make_printable

if TYPE_CHECKING:
    from skinvl.runtime.inventory import Installed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `skinvl bundle list`."""
    parser.add_argument("--json", action="store_true", help="one JSON object, for programs")


def run(args: argparse.Namespace) -> int:
    """List every installed bundle; one that is refused is listed with the reason.

    Raises:
        SkinVLError: the store or a trusted key cannot be read.
    """
    from skinvl.runtime.inventory import list_installed
    from skinvl.runtime.signature import read_trusted_keys
    from skinvl.runtime.store import SHIPPED, BundleStore

    store = BundleStore()
    state = store.read_state()
    active = state.active.folder if state.active is not None else SHIPPED
    installed = list_installed(store, read_trusted_keys())
    rows = [_describe(entry, active) for entry in installed]
    if args.json:
        record = {
            "store": str(store.folder),
            "active": active,
            "cuda_refused": state.active.cuda_refused if state.active is not None else None,
            "history": [entry.folder if entry is not None else SHIPPED for entry in state.history],
            "bundles": rows,
        }
        print(json.dumps(record))
        return 0
    print(f"{'*' if active == SHIPPED else ' '} {SHIPPED}  the bundle of this installation")
    for row in rows:
        mark = "*" if row["active"] else " "
        detail = f"REFUSED: {row['error']}"
        if row["error"] is None:
            detail = f"{row['size'] / 1e6:.1f} MB, signed by {row['signed_by']}"
        print(make_printable(f"{mark} {row['bundle']}  {detail}"))
    return 0


def _describe(entry: Installed, active: str) -> dict[str, Any]:
    signed = entry.signed
    return {
        "bundle": entry.folder.name,
        "name": signed.manifest.name if signed else None,
        "version": signed.manifest.version if signed else None,
        "created": signed.manifest.created if signed else None,
        "sha256": signed.sha256 if signed else None,
        "size": signed.size if signed else None,
        "signed_by": signed.key.name if signed else None,
        "active": entry.folder.name == active,
        "error": entry.fault,
    }
