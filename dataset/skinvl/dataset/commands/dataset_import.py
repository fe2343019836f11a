"""``skinvl dataset import``: a published collection becomes a dataset folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from skinvl.dataset.sources.archives import ARCHIVES

_MODALITIES = ("clinical", "dermoscopy", "pathology", "other")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    kinds = "; ".join(f"{name}: {archive.summary}" for name, archive in ARCHIVES.items())
    parser.add_argument(
        "kind", choices=tuple(ARCHIVES), metavar="KIND", help=f"how it is laid out ({kinds})"
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="the collection as published")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="dataset folder")
    parser.add_argument(
        "--splits",
        type=Path,
        metavar="CSV",
        help="columns file, split and group; files are relative to the table's folder",
    )
    parser.add_argument(
        "--published-splits",
        action="store_true",
        help="keep the archive's own division, whatever crosses it",
    )
    parser.add_argument(
        "--carve-test",
        type=float,
        default=0.0,
        metavar="F",
        help="with --splits: make this share of the train groups test",
    )
    parser.add_argument(
        "--fractions",
        type=_fractions,
        default=(0.8, 0.1, 0.1),
        metavar="TRAIN,VAL,TEST",
        help="without --splits: shares of the groups (default 0.8,0.1,0.1)",
    )
    parser.add_argument("--seed", type=int, default=0, help="of the division (default 0)")
    parser.add_argument(
        "--images",
        choices=("copy", "link"),
        default="copy",
        help="copy the images or link to them (default copy)",
    )
    parser.add_argument("--licence", help="licence of the data, where it is not the published one")
    parser.add_argument("--modality", choices=_MODALITIES, help="of all images of the collection")
    parser.add_argument("--masks", type=Path, metavar="DIR", help="lesion masks")
    parser.add_argument(
        "--strict", action="store_true", help="fail where duplicates cross given splits"
    )
    parser.add_argument("--overwrite", action="store_true", help="replace a non-empty --out")
    parser.add_argument("--json", action="store_true", help="print the dataset card as JSON")


def _fractions(text: str) -> tuple[float, float, float]:
    try:
        train, val, test = (float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError("three numbers expected, as 0.8,0.1,0.1") from None
    return train, val, test


def run(args: argparse.Namespace) -> int:
    """Import the collection; prints what was made."""
    import dataclasses

    from skinvl.dataset.commands.report import print_card
    from skinvl.dataset.importing import ImportConfig, import_collection

    names = {field.name for field in dataclasses.fields(ImportConfig)}
    card = import_collection(
        ImportConfig(**{key: value for key, value in vars(args).items() if key in names})
    )
    print_card(card, args.out, as_json=args.json)
    return 0
