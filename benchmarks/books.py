"""Pages per second and memory of `skinvl dataset build`, beside a bare loop and docling.

    python benchmarks/books.py books/*.pdf --rounds 3 --json books.json

Every engine reads every book in a process of its own on one core, in rounds that take turns;
figures are medians over the rounds, without the time of imports. Seconds are those of the
processor (user and system), which a busy machine changes less than the clock's; `wall` is told
beside them.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ENGINES = ("skinvl", "bare loop", "docling")
MODULES = {
    "skinvl": "skinvl.dataset.books.document",
    "bare loop": "pymupdf",
    "docling": "docling.document_converter",
}
LABEL = re.compile(r"^\s*(?:fig|abb|plate|tafel)[a-z]*\.?\s*[\dIVXLC]", re.IGNORECASE)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("books", type=Path, nargs="+", help="PDF files")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ocr", choices=("auto", "never"), default="never")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.engine:
        print(json.dumps(measure(args.engine, args.books[0], args.ocr)))
        return 0
    rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for number in range(args.rounds):
        for book in args.books:
            for engine in ENGINES:
                print(f"round {number + 1}: {book.name}, {engine}", file=sys.stderr, flush=True)
                rows.setdefault((book.name, engine), []).append(run(engine, book, args.ocr))
    report = {f"{book}/{engine}": take_medians(found) for (book, engine), found in rows.items()}
    print(table(report))
    if args.json:
        args.json.write_text(json.dumps(report, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return 0


def run(engine: str, book: Path, ocr: str) -> dict[str, Any]:
    """This script again for one engine and one book, with one thread."""
    command = [sys.executable, __file__, str(book), "--engine", engine, "--ocr", ocr]
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, **threads}, check=True
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def measure(engine: str, book: Path, ocr: str) -> dict[str, Any]:
    """Seconds, pages, pictures and memory of one engine on one book."""
    readers: dict[str, Callable[[], tuple[int, int]]] = {
        "skinvl": lambda: read_all_stages(book, ocr),
        "bare loop": lambda: read_bare(book),
        "docling": lambda: read_docling(book),
    }
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        importlib.import_module(MODULES[engine])
        wall, processor = time.perf_counter(), time.process_time()
        pages, pairs = readers[engine]()
    except Exception as error:
        return {"missing": " ".join(f"{type(error).__name__}: {error}".split())[:160]}
    return {
        "pages": pages,
        "pairs": pairs,
        "seconds": time.process_time() - processor,
        "wall": time.perf_counter() - wall,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "memory_before_mb": before / 1024,
    }


def read_all_stages(book: Path, ocr: str) -> tuple[int, int]:
    """`skinvl dataset build` for one book, in this process."""
    from skinvl.dataset.books.document import read_book
    from skinvl.dataset.books.settings import BookSettings

    with tempfile.TemporaryDirectory() as folder:
        result = read_book(book, book.name, Path(folder), BookSettings(ocr=ocr), folder="book")
    return result.pages, len(result.pairs)


def read_bare(book: Path) -> tuple[int, int]:
    """Each image with the nearest text block that begins like a caption."""
    import pymupdf

    pairs = 0
    with pymupdf.open(book) as document:
        for page in document:
            blocks = [
                block
                for block in page.get_text("blocks")
                if block[6] == 0 and LABEL.match(block[4])
            ]
            for image in page.get_image_info():
                left, _, right, bottom = image["bbox"]
                middle = (left + right) / 2
                nearest = min(
                    blocks,
                    key=lambda b: abs(b[1] - bottom) + abs((b[0] + b[2]) / 2 - middle),
                    default=None,
                )
                pairs += nearest is not None
        return document.page_count, pairs


def read_docling(book: Path) -> tuple[int, int]:
    """docling's default pipeline: a layout model and a table model, which it has to have."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    from docling.document_converter import DocumentConverter

    converted = DocumentConverter().convert(book)
    pictures = converted.document.pictures
    captioned = sum(bool(picture.captions) for picture in pictures)
    return len(converted.document.pages), captioned


def take_medians(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """The median of every figure, or why there is none."""
    missing = next((one["missing"] for one in rounds if "missing" in one), None)
    if missing is not None:
        return {"missing": missing}
    figures = {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
    figures["pages_per_second"] = figures["pages"] / figures["seconds"]
    figures["pages_per_wall_second"] = figures["pages"] / figures["wall"]
    return figures


def table(report: dict[str, dict[str, Any]]) -> str:
    """The report for a person."""
    lines = [
        "| book / engine | pages | pairs | pages/s of one core | pages/s wall | memory, MB |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, figures in report.items():
        if "missing" in figures:
            lines.append(f"| {name} | not measured: {figures['missing']} | | | | |")
            continue
        lines.append(
            f"| {name} | {figures['pages']:.0f} | {figures['pairs']:.0f} "
            f"| {figures['pages_per_second']:.1f} | {figures['pages_per_wall_second']:.1f} "
            f"| {figures['memory_mb']:.0f} |"
        )
    for engine in ENGINES:
        of_engine = [
            figures
            for name, figures in report.items()
            if name.endswith(f"/{engine}") and "missing" not in figures
        ]
        if of_engine:
            pages = sum(figures["pages"] for figures in of_engine)
            seconds = sum(figures["seconds"] for figures in of_engine)
            memory = max(figures["memory_mb"] for figures in of_engine)
            lines.append(
                f"| **all, {engine}** | {pages:.0f} "
                f"| {sum(figures['pairs'] for figures in of_engine):.0f} | {pages / seconds:.1f} "
                f"| | {memory:.0f} |"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
