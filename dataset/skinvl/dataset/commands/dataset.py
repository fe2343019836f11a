"""``skinvl dataset``: import published collections and word questions about them."""

from __future__ import annotations

import argparse
from pathlib import Path

SUMMARY = "import public image collections and make captions and questions from them"
EXAMPLE = (
    "skinvl dataset import ham10000 downloads/HAM10000 --out data/ham10000\n"
    "skinvl dataset import folder photos --modality clinical --out data/photos --images link\n"
    "skinvl dataset vqa data/ham10000"
)
_KINDS = ("ham10000", "isic", "fitzpatrick17k", "folder")
_MODALITIES = ("clinical", "dermoscopy", "pathology", "other")
_IMPORT_EXAMPLE = (
    "examples:\n"
    "  skinvl dataset import ham10000 downloads/HAM10000 --out data/ham10000\n"
    "  skinvl dataset import fitzpatrick17k downloads/f17k --out data/f17k "
    "--splits splits.csv --carve-test 0.15\n"
    "  skinvl dataset import folder slides --modality pathology --out data/slides"
)
_VQA_EXAMPLE = "example:\n  skinvl dataset vqa data/ham10000"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sub-commands and their arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    _add_import(
        actions.add_parser(
            "import",
            help="read a published collection into a dataset folder",
            description="Read a published collection into a dataset folder, divided by group.",
            epilog=_IMPORT_EXAMPLE,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
    )
    vqa = actions.add_parser(
        "vqa",
        help="write the questions and answers of a dataset folder anew",
        description="Write captions, questions and answers of a dataset folder anew.",
        epilog=_VQA_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    vqa.add_argument("folder", type=Path, metavar="DIR", help="a dataset folder")
    vqa.add_argument("--seed", type=int, default=0, help="another choice of questions (default 0)")
    vqa.add_argument("--json", action="store_true", help="print the dataset card as JSON")


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=_KINDS, help="how the collection is laid out")
    parser.add_argument("folder", type=Path, metavar="DIR", help="the collection as published")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="dataset folder")
    parser.add_argument(
        "--splits", type=Path, metavar="CSV",
        help="columns file, split and group; files are relative to the table's folder",
    )
    parser.add_argument(
        "--carve-test", type=float, default=0.0, metavar="F",
        help="with --splits: make this share of the train groups test",
    )
    parser.add_argument(
        "--fractions", type=_fractions, default=(0.8, 0.1, 0.1), metavar="TRAIN,VAL,TEST",
        help="without --splits: shares of the groups (default 0.8,0.1,0.1)",
    )
    parser.add_argument("--seed", type=int, default=0, help="of the division (default 0)")
    parser.add_argument(
        "--images", choices=("copy", "link"), default="copy",
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
    """Run the chosen sub-command; prints what was made."""
    import dataclasses
    import json

    from skinvl.dataset.card import summarise
    from skinvl.dataset.importing import ImportConfig, import_collection
    from skinvl.dataset.vqa import rewrite_questions

    if args.action == "vqa":
        card = rewrite_questions(args.folder, seed=args.seed)
        out = args.folder
    else:
        names = {field.name for field in dataclasses.fields(ImportConfig)}
        card = import_collection(
            ImportConfig(**{key: value for key, value in vars(args).items() if key in names})
        )
        out = args.out
    if args.json:
        print(json.dumps(dataclasses.asdict(card), ensure_ascii=False, sort_keys=True))
    else:
        print(summarise(card, out))
    return 0
