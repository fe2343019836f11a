"""Arguments of `skinvl evaluate precision`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

SUMMARY = "the variants of a bundle, or two bundles, on the same images, with paired tests"
EXAMPLE = "skinvl evaluate precision --bundle mini --data data/ham10000 --split val --out runs/int8"
# By how much the candidate may be worse before it counts: balanced accuracy, AUROC and
# sensitivity in absolute terms, ece as error 0..1, agreement as the share that must agree.
MARGINS: Mapping[str, float] = {
    "balanced_accuracy": 0.01,
    "malignant_auroc": 0.005,
    "ece": 0.01,
    "skin_type_sensitivity": 0.02,
    "agreement": 0.98,
}


@dataclass(frozen=True)
class PrecisionOptions:
    """What is compared: variants of ``bundle``, ``bundle`` with ``against``, or two
    ``predictions`` files, the candidate first."""

    bundle: Path | None
    against: Path | None
    variants: tuple[str, ...]
    predictions: tuple[Path, ...]
    data: tuple[Path, ...]
    split: str
    limit: int | None
    provider: Literal["auto", "cpu", "cuda"]
    threads: int | None
    questions: int
    margins: Mapping[str, float]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments; --out, --json, --seed, --split, --limit, --provider and --threads are
    shared with other protocols."""
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--bundle", type=Path, help="bundle folder; the candidate with --against")
    source.add_argument(
        "--predictions",
        type=Path,
        nargs=2,
        metavar=("CANDIDATE", "REFERENCE"),
        help="two predictions.jsonl of the classification protocol instead",
    )
    parser.add_argument("--against", type=Path, help="bundle to compare with: the reference")
    parser.add_argument(
        "--variants",
        nargs="+",
        default=[],
        metavar="PRECISION",
        help="of the bundle, the most precise is the reference; default: all",
    )
    parser.add_argument("--data", type=Path, nargs="+", metavar="DIR", help="imported data sets")
    parser.add_argument(
        "--questions",
        type=int,
        default=200,
        metavar="N",
        help="closed questions for the language model; default: 200, 0 for none",
    )
    parser.add_argument(
        "--margin",
        nargs="+",
        default=[],
        metavar="NAME=VALUE",
        help="by how much the candidate may be worse; defaults: "
        + ", ".join(f"{name}={value}" for name, value in MARGINS.items()),
    )


def read_options(args: argparse.Namespace) -> PrecisionOptions:
    """The arguments as options.

    Raises:
        ConfigError: every argument that is missing or not allowed.
    """
    from skinvl.contract.errors import ConfigError

    errors = []
    margins = dict(MARGINS)
    for word in args.margin:
        name, _, value = word.partition("=")
        try:
            number = float(value)
        except ValueError:
            number = -1.0
        if name not in MARGINS or not 0 <= number <= 1:
            errors.append(f"--margin: {word!r}; NAME=VALUE with {', '.join(MARGINS)} and 0..1")
        margins[name] = number
    if args.bundle is not None and not args.data:
        errors.append("--data: needed with --bundle")
    if args.against is not None and (args.bundle is None or args.variants):
        errors.append("--against: goes with --bundle, and without --variants")
    if args.questions < 0:
        errors.append(f"--questions: {args.questions} is negative")
    if errors:
        raise ConfigError(errors)
    return PrecisionOptions(
        bundle=args.bundle,
        against=args.against,
        variants=tuple(args.variants),
        predictions=tuple(args.predictions or ()),
        data=tuple(args.data or ()),
        split=args.split,
        limit=args.limit,
        provider=args.provider,
        threads=args.threads,
        questions=args.questions,
        margins=margins,
    )
