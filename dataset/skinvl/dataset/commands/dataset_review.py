"""``skinvl dataset review``: a contact sheet of a dataset of books, and corrections taken in."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder made by dataset build")
    parser.add_argument(
        "--corrections",
        type=Path,
        nargs="+",
        default=[],
        metavar="CSV",
        help="take in the corrections that were saved from the contact sheet or typed by hand: "
        "columns key (or pdf, page, bbox), action, value, note, reviewer",
    )
    parser.add_argument(
        "--reviewer", default="", metavar="NAME", help="who made them, where a line does not say"
    )
    parser.add_argument(
        "--per-page",
        type=int,
        default=100,
        metavar="N",
        help="pictures on a page (default 100)",
    )
    parser.add_argument("--json", action="store_true", help="print what was done as JSON")


def run(args: argparse.Namespace) -> int:
    """Take in corrections, then write the contact sheet."""
    import json

    from skinvl.contract.errors import ConfigError
    from skinvl.dataset.review.contact_sheet import write_contact_sheet
    from skinvl.dataset.review.intake import take_in

    if args.per_page < 1:
        raise ConfigError([f"--per-page: {args.per_page} is not 1 or more"])
    taken = take_in(args.folder, args.corrections, args.reviewer) if args.corrections else None
    index = write_contact_sheet(args.folder, per_page=args.per_page)
    if args.json:
        print(json.dumps({"index": str(index), "corrections": taken}, sort_keys=True))
        return 0
    if taken is not None:
        left = f", {taken['unmatched']} without a picture" if taken["unmatched"] else ""
        print(f"{taken['applied']} corrections applied{left}")
    print(f"open {index}")
    return 0
