"""The arguments of ``skinvl evaluate probe``."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

AS_RELEASED, CORRECTED = "as-released", "corrected"
FORMS = (AS_RELEASED, CORRECTED)
POOLINGS = ("tower", "projector")
GROUPINGS = ("group", "lesion", "patient")
EXPERIMENT = "HAM10000"
SUMMARY = "linear probe over frozen features: the published SFT classification"
EXAMPLE = "skinvl evaluate probe --bundle mini --data data/ham10000 --out out"


@dataclass(frozen=True)
class ProbeOptions:
    """What a probe needs beside the request.

    ``features`` is a file of features that stands in place of a bundle; ``pooling`` says which of a
    bundle's outputs is probed; ``train_limit`` bounds the training images; ``group_by`` names what
    must not cross folds; ``folds`` is the number of folds of either form.
    """

    experiment: str = EXPERIMENT
    forms: tuple[str, ...] = FORMS
    features: Path | None = None
    pooling: Literal["tower", "projector"] = "tower"
    subsets: tuple[str, ...] = ()
    train_limit: int | None = None
    group_by: Literal["group", "lesion", "patient"] = "group"
    folds: int = 5


def add_arguments(
    parser: argparse.ArgumentParser, source: argparse._MutuallyExclusiveGroup | None = None
) -> None:
    """Declare the arguments; ``--features`` joins `source`, the group that holds ``--bundle``."""
    add_experiment(parser)
    add_form(parser)
    (source or parser).add_argument(
        "--features",
        type=Path,
        metavar="FILE",
        help="npz with features [N, F] or [N, T, F] and ids [N], in place of a bundle",
    )
    parser.add_argument(
        "--pooling",
        choices=POOLINGS,
        default="tower",
        help="pooled features of the vision tower, or mean of the projected image tokens as "
        "published; default: tower",
    )
    add_subset(parser)
    parser.add_argument(
        "--train-limit", type=int, metavar="N", help="about N training images, whole groups"
    )
    parser.add_argument(
        "--group-by",
        choices=GROUPINGS,
        default="group",
        help="what must not cross folds; default: group",
    )


def add_experiment(parser: argparse.ArgumentParser) -> None:
    """Declare ``--experiment``."""
    parser.add_argument(
        "--experiment",
        default=EXPERIMENT,
        metavar="NAME",
        help=f"published class list, such as PAD or Fitzpatrick; default: {EXPERIMENT}",
    )


def add_form(parser: argparse.ArgumentParser) -> None:
    """Declare ``--protocol-form``."""
    parser.add_argument(
        "--protocol-form",
        choices=(*FORMS, "both"),
        default="both",
        help="as the published code does it, faults included; corrected; default: both",
    )


def add_subset(parser: argparse.ArgumentParser) -> None:
    """Declare ``--subset``."""
    parser.add_argument(
        "--subset",
        nargs="+",
        default=[],
        metavar="NAME",
        help="only these parts of the data, such as ham10000-dermoscopy; default: all",
    )


def read_forms(value: str) -> tuple[str, ...]:
    """The forms that ``--protocol-form`` asks for."""
    return FORMS if value == "both" else (value,)


def read_options(args: argparse.Namespace) -> ProbeOptions:
    """The options of a parsed command line.

    Raises:
        ConfigError: every value that is not allowed.
    """
    from skinvl.contract.errors import ConfigError

    errors = []
    if args.train_limit is not None and args.train_limit < 1:
        errors.append(f"--train-limit: {args.train_limit} is not positive")
    if errors:
        raise ConfigError(errors)
    return ProbeOptions(
        experiment=args.experiment,
        forms=read_forms(args.protocol_form),
        features=args.features,
        pooling=args.pooling,
        subsets=tuple(args.subset),
        train_limit=args.train_limit,
        group_by=args.group_by,
    )
