"""``skinvl dataset duplicates``: what several dataset folders have in common."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import cast

_TIES = ("id", "bytes", "near", "lesion", "patient")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "folders", nargs="+", type=Path, metavar="DIR", help="dataset folders, two or more"
    )
    parser.add_argument(
        "--by",
        type=_ties,
        default=_TIES,
        metavar="TIE,...",
        help="what links two images: the same ISIC id, the same bytes, near the same picture, "
        f"a lesion or a patient of a shared register (default {','.join(_TIES)})",
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="the report (.json) or every link (.csv)"
    )
    parser.add_argument(
        "--withhold",
        type=Path,
        metavar="CSV",
        help="write the train and val images that another folder tests on, with their groups",
    )
    parser.add_argument(
        "--examples", type=int, default=20, metavar="N", help="links shown per pair (default 20)"
    )
    parser.add_argument("--workers", type=int, metavar="N", help="processes that hash images")
    parser.add_argument(
        "--strict",
        action="store_true",
        help="exit code 1 where train and test have images in common",
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def _ties(text: str) -> tuple[str, ...]:
    named = tuple(part.strip() for part in text.split(",") if part.strip())
    unknown = [name for name in named if name not in _TIES]
    if unknown or not named:
        raise argparse.ArgumentTypeError(f"some of {', '.join(_TIES)} expected, not {text!r}")
    return named


def run(args: argparse.Namespace) -> int:
    """Compare the folders; prints what they share."""
    import json

    from skinvl.dataset.overlap.audit import AuditConfig, audit_folders, summarise, to_json
    from skinvl.dataset.overlap.links import Tie

    report = audit_folders(
        AuditConfig(
            folders=tuple(args.folders),
            by=cast(tuple[Tie, ...], args.by),
            out=args.out,
            withhold=args.withhold,
            examples=args.examples,
            workers=args.workers,
        )
    )
    if args.json:
        print(json.dumps(to_json(report), ensure_ascii=False, sort_keys=True))
    else:
        print(summarise(report))
    return 1 if args.strict and report.leaks else 0
