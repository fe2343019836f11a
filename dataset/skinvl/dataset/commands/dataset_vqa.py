"""``skinvl dataset vqa``: the questions and answers of a dataset folder, written anew."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a dataset folder")
    parser.add_argument(
        "--seed", type=int, default=0, help="another choice of questions (default 0)"
    )
    parser.add_argument("--json", action="store_true", help="print the dataset card as JSON")


def run(args: argparse.Namespace) -> int:
    """Write the questions; prints the dataset's card."""
    from skinvl.dataset.commands.report import print_card
    from skinvl.dataset.vqa.questions import rewrite_questions

    print_card(rewrite_questions(args.folder, seed=args.seed), args.folder, as_json=args.json)
    return 0
