"""``skinvl dataset build``: textbooks (PDF) become pictures with their captions."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "inputs", type=Path, nargs="+", metavar="PDF_OR_DIR", help="books, or folders of books"
    )
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="DIR",
        help="dataset folder; a run that was interrupted goes on where it was",
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="books at a time (default: one per core)",
    )
    parser.add_argument(
        "--engine",
        choices=("process", "ray"),
        default="process",
        help="processes of this machine, or a Ray cluster (default process)",
    )
    parser.add_argument(
        "--ray-address",
        metavar="ADDRESS",
        help="with --engine ray: a running cluster, host:port (default: Ray on this machine)",
    )
    parser.add_argument(
        "--ocr",
        choices=("auto", "never"),
        default="auto",
        help="read scanned pages with Tesseract where it is installed (default auto)",
    )
    parser.add_argument(
        "--languages",
        default="eng",
        metavar="CODES",
        help="Tesseract's languages, as eng+deu (default eng)",
    )
    parser.add_argument(
        "--split-by",
        choices=("auto", "book", "figure"),
        default="auto",
        help="divide whole books, or groups of figures; auto: books from ten on (default auto)",
    )
    parser.add_argument(
        "--fractions",
        type=_fractions,
        default=(0.8, 0.1, 0.1),
        metavar="TRAIN,VAL,TEST",
        help="shares of the pairs (default 0.8,0.1,0.1)",
    )
    parser.add_argument("--seed", type=int, default=0, help="of the division (default 0)")
    parser.add_argument(
        "--rights",
        type=Path,
        metavar="CSV",
        help="columns pdf, title, licence and rights; written into the card",
    )
    parser.add_argument(
        "--memory-mb",
        type=int,
        default=1024,
        metavar="MB",
        help="memory that one book may take before it is given up (default 1024)",
    )
    parser.add_argument(
        "--seconds-per-page",
        type=float,
        default=20.0,
        metavar="S",
        help="time that one book may take, per page, before it is given up (default 20)",
    )
    parser.add_argument("--json", action="store_true", help="print the dataset card as JSON")


def _fractions(text: str) -> tuple[float, float, float]:
    try:
        train, val, test = (float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError("three numbers expected, as 0.8,0.1,0.1") from None
    return train, val, test


def run(args: argparse.Namespace) -> int:
    """Build the dataset; 0 only if at least one book could be read."""
    import json
    import sys

    from skinvl.dataset.books.build import BuildConfig, build_dataset
    from skinvl.dataset.books.reading import STEPS_PER_PAGE
    from skinvl.dataset.books.settings import BookSettings
    from skinvl.dataset.books.summary import list_troubles, summarise
    from skinvl.dataset.engine.guard import Limits

    made = build_dataset(
        BuildConfig(
            inputs=tuple(args.inputs),
            out=args.out,
            workers=args.workers,
            engine=args.engine,
            ray_address=args.ray_address,
            book=BookSettings(ocr=args.ocr, languages=args.languages),
            limits=Limits(memory_mb=args.memory_mb, step_s=args.seconds_per_page / STEPS_PER_PAGE),
            split_by=args.split_by,
            fractions=args.fractions,
            seed=args.seed,
            rights=args.rights,
        )
    )
    for line in list_troubles(made):
        print(line, file=sys.stderr)
    if args.json:
        print(json.dumps(made.card, ensure_ascii=False, sort_keys=True))
    else:
        print(summarise(made, args.out))
    return 0 if made.card["counts"]["documents_read"] else 1
