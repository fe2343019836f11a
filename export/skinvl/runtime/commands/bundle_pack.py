"""`skinvl bundle pack`: a bundle folder as one `.skinvl` file."""

from __future__ import annotations

import argparse
from pathlib import Path

from skinvl.runtime.commands.progress import ByteBar
from skinvl.runtime.commands.report import make_printable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `skinvl bundle pack`."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the bundle")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE.skinvl", help="the file to write"
    )


def run(args: argparse.Namespace) -> int:
    """Verify and pack.

    Raises:
        SkinVLError: the bundle is refused, or the file cannot be written.
    """
    from skinvl.runtime.archive import pack_bundle
    from skinvl.runtime.signature import read_trusted_keys

    size = pack_bundle(args.folder, args.out, read_trusted_keys(), ByteBar("packing"))
    print(make_printable(f"{args.out}: {size / 1e6:.1f} MB"))
    return 0
