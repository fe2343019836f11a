"""``skinvl dataset``: books and public collections to samples, one module per action."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from skinvl.dataset.commands import (
    dataset_build,
    dataset_duplicates,
    dataset_import,
    dataset_review,
    dataset_vqa,
)

SUMMARY = "make samples from textbooks and public image collections"
EXAMPLE = (
    "skinvl dataset build books --out data/books\n"
    "skinvl dataset import ham10000 downloads/HAM10000 --out data/ham10000\n"
    "skinvl dataset import folder photos --modality clinical --out data/photos --images link\n"
    "skinvl dataset vqa data/ham10000"
)


@dataclass(frozen=True)
class Action:
    """A sub-command: its module's functions, one line of help, and complete examples."""

    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    summary: str
    examples: tuple[str, ...]


ACTIONS: dict[str, Action] = {
    "build": Action(
        dataset_build.add_arguments,
        dataset_build.run,
        "read textbooks (PDF) into pictures with their captions",
        (
            "skinvl dataset build atlas.pdf --out data/atlas",
            "skinvl dataset build books --out data/books --workers 8 --rights rights.csv",
            "skinvl dataset build scans --out data/scans --languages eng+deu",
            "skinvl dataset build books --out data/books --engine ray --ray-address 10.0.0.5:6379",
        ),
    ),
    "import": Action(
        dataset_import.add_arguments,
        dataset_import.run,
        "read a published collection into a dataset folder, divided by group",
        (
            "skinvl dataset import ham10000 downloads/HAM10000 --out data/ham10000",
            "skinvl dataset import fitzpatrick17k downloads/f17k --out data/f17k "
            "--splits splits.csv --carve-test 0.15",
            "skinvl dataset import folder slides --modality pathology --out data/slides",
        ),
    ),
    "review": Action(
        dataset_review.add_arguments,
        dataset_review.run,
        "write a contact sheet of a dataset of books, and take corrections back in",
        (
            "skinvl dataset review data/books",
            "skinvl dataset review data/books --corrections corrections.csv --reviewer 'A. Weber'",
        ),
    ),
    "duplicates": Action(
        dataset_duplicates.add_arguments,
        dataset_duplicates.run,
        "find what several dataset folders have in common, and where train meets test",
        (
            "skinvl dataset duplicates data/ham10000 data/isic2019 data/bcn20000 --strict",
            "skinvl dataset duplicates data/ham10000 data/isic2019 --by id,bytes,lesion "
            "--out shared.csv --withhold withhold.csv",
        ),
    ),
    "vqa": Action(
        dataset_vqa.add_arguments,
        dataset_vqa.run,
        "write captions, questions and answers for a dataset folder or the folder of a build",
        (
            "skinvl dataset vqa data/ham10000",
            "skinvl dataset vqa data/books --format samples,llava,mm-skin,parquet",
            "skinvl dataset vqa data/books --writer llm --endpoint http://127.0.0.1:8000 "
            "--model qwen3-8b",
        ),
    ),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sub-commands and their arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, action in ACTIONS.items():
        lines = ["example:" if len(action.examples) == 1 else "examples:", *action.examples]
        action.add_arguments(
            actions.add_parser(
                name,
                help=action.summary,
                description=f"{action.summary[:1].upper()}{action.summary[1:]}.",
                epilog="\n  ".join(lines),
                formatter_class=argparse.RawDescriptionHelpFormatter,
            )
        )


def run(args: argparse.Namespace) -> int:
    """Run the chosen sub-command."""
    return ACTIONS[args.action].run(args)
