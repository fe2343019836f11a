"""Arguments of `skinvl evaluate leak`."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

SUMMARY = "images, lesions, patients and questions that training and test share"
EXAMPLE = "skinvl evaluate leak --train data/ham10000 --test data/fitzpatrick17k --out runs/leak"
SPLITS = ("train", "val", "test", "withheld", "all")


@dataclass(frozen=True)
class LeakOptions:
    """What to audit against what; ``trained_on`` names archives that training used as a whole."""

    train: tuple[Path, ...]
    test: tuple[Path, ...]
    train_split: str
    test_split: str
    train_images: Path | None
    test_images: Path | None
    trained_on: tuple[str, ...]
    test_share: float | None
    pixels: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments; --out, --json and --seed are every protocol's."""
    table = "imported data set, CSV (column image) or LLaVA JSON"
    parser.add_argument("--train", type=Path, nargs="+", default=[], metavar="TABLE", help=table)
    parser.add_argument("--test", type=Path, nargs="+", required=True, metavar="TABLE", help=table)
    parser.add_argument(
        "--train-split", choices=SPLITS, default="train", help="of data sets; default: train"
    )
    parser.add_argument(
        "--test-split", choices=SPLITS, default="test", help="of data sets; default: test"
    )
    for side in ("train", "test"):
        parser.add_argument(
            f"--{side}-images",
            type=Path,
            metavar="DIR",
            help="folder that the paths in a CSV or JSON start from; default: the table's own",
        )
    parser.add_argument(
        "--trained-on",
        nargs="+",
        default=[],
        metavar="ARCHIVE",
        help="archives used whole in training, known by their range of ISIC ids: "
        "ham10000, bcn20000",
    )
    parser.add_argument(
        "--test-share",
        type=float,
        metavar="SHARE",
        help="estimate from the test questions alone how many images training has, if this share "
        "of all questions had been drawn at random",
    )
    parser.add_argument("--no-pixels", action="store_true", help="compare names and ids only")
    parser.add_argument("--fail-on-leak", action="store_true", help="exit code 1 if any is found")


def read_options(args: argparse.Namespace) -> LeakOptions:
    """The arguments as options.

    Raises:
        ConfigError: nothing to compare with, an archive without a known range, or a share outside
            0..1.
    """
    from skinvl.contract.errors import ConfigError
    from skinvl.training.evaluation.isic_ranges import ISIC_RANGES

    errors = [
        f"--trained-on: {name!r} has no known range of ids; known are {', '.join(ISIC_RANGES)}"
        for name in args.trained_on
        if name not in ISIC_RANGES
    ]
    if args.test_share is not None and not 0 < args.test_share < 1:
        errors.append(f"--test-share: {args.test_share} is not between 0 and 1")
    if not args.train and not args.trained_on and args.test_share is None:
        errors.append("--train: needed, unless --trained-on or --test-share is given")
    if errors:
        raise ConfigError(errors)
    return LeakOptions(
        train=tuple(args.train),
        test=tuple(args.test),
        train_split=args.train_split,
        test_split=args.test_split,
        train_images=args.train_images,
        test_images=args.test_images,
        trained_on=tuple(args.trained_on),
        test_share=args.test_share,
        pixels=not args.no_pixels,
    )
