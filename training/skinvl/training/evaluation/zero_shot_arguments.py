"""The arguments of ``skinvl evaluate zero-shot``."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from skinvl.training.evaluation.probe_arguments import (
    EXPERIMENT,
    FORMS,
    add_experiment,
    add_form,
    add_subset,
    read_forms,
)

AUTO, PUBLISHED, ONTOLOGY = "auto", "published", "ontology"
WORDINGS = (AUTO, PUBLISHED, ONTOLOGY)
RELEASED_QUESTION = (
    "This is a skin lesion image. From the following categories: {classes}, which one is the "
    "diagnosis?"
)
SUMMARY = "the diagnosis by the language model: released prompt and match, or likelihoods"
EXAMPLE = (
    "skinvl evaluate zero-shot --bundle mini --data data/ham10000 --limit 300 --out out\n  "
    "skinvl evaluate zero-shot --answers answers.csv --experiment PAD --out out"
)


@dataclass(frozen=True)
class ZeroShotOptions:
    """What zero-shot classification needs beside the request.

    ``answers`` is a file of generated answers that stands in place of a bundle; ``wording`` names
    the classes to the model as published or by the terms of the ontology (auto: by the terms where
    every class has one); ``question`` may hold ``{classes}``; ``validation_limit`` bounds the
    images that fit the temperature.
    """

    experiment: str = EXPERIMENT
    forms: tuple[str, ...] = FORMS
    answers: Path | None = None
    wording: Literal["auto", "published", "ontology"] = "auto"
    question: str = RELEASED_QUESTION
    subsets: tuple[str, ...] = ()
    validation_limit: int | None = None


def add_arguments(
    parser: argparse.ArgumentParser, source: argparse._MutuallyExclusiveGroup | None = None
) -> None:
    """Declare the arguments; ``--answers`` joins `source`, the group that holds ``--bundle``."""
    add_experiment(parser)
    add_form(parser)
    (source or parser).add_argument(
        "--answers",
        type=Path,
        metavar="FILE",
        help="csv or jsonl with image, answer, label (and group): score these answers instead",
    )
    parser.add_argument(
        "--wording",
        choices=WORDINGS,
        default=AUTO,
        help="names of the classes for the likelihoods: terms of the ontology, which SkinVL is "
        "trained to say, or as published; default: terms where every class has one",
    )
    parser.add_argument(
        "--question",
        default=RELEASED_QUESTION,
        metavar="TEXT",
        help="question for the likelihoods, {classes} is the list; default: the released prompt",
    )
    add_subset(parser)
    parser.add_argument(
        "--validation-limit",
        type=int,
        metavar="N",
        help="about N validation images fit the temperature; default: as many as --limit",
    )


def read_options(args: argparse.Namespace) -> ZeroShotOptions:
    """The options of a parsed command line.

    Raises:
        ConfigError: every value that is not allowed.
    """
    from skinvl.contract.errors import ConfigError

    errors = []
    if args.validation_limit is not None and args.validation_limit < 1:
        errors.append(f"--validation-limit: {args.validation_limit} is not positive")
    if not args.question.strip():
        errors.append("--question: empty")
    if errors:
        raise ConfigError(errors)
    return ZeroShotOptions(
        experiment=args.experiment,
        forms=read_forms(args.protocol_form),
        answers=args.answers,
        wording=args.wording,
        question=args.question,
        subsets=tuple(args.subset),
        validation_limit=args.validation_limit or args.limit,
    )
