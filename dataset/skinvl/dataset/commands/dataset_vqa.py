"""``skinvl dataset vqa``: questions and answers for a dataset folder or the folder of a build."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skinvl.dataset.vqa.llm import LlmConfig

_FORMATS = ("samples", "llava", "mm-skin", "parquet")
_WRITERS = ("rules", "llm")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "folder", type=Path, metavar="DIR", help="a dataset folder, or what `dataset build` wrote"
    )
    parser.add_argument(
        "--seed", type=int, default=0, help="another choice of questions (default 0)"
    )
    parser.add_argument(
        "--format",
        type=_formats,
        default=("samples",),
        metavar="LIST",
        help=f"any of {','.join(_FORMATS)}; samples are always written (default samples)",
    )
    parser.add_argument(
        "--writer",
        choices=_WRITERS,
        default="rules",
        help="llm: a language model adds questions to those of the rules (default rules)",
    )
    model = parser.add_argument_group("with --writer llm")
    model.add_argument(
        "--endpoint", metavar="URL", help="a server with /v1/chat/completions, as vLLM or llama.cpp"
    )
    model.add_argument("--model", metavar="NAME", help="the model to ask for")
    model.add_argument(
        "--allow-remote",
        action="store_true",
        help="the endpoint may be another machine, which gets the captions",
    )
    model.add_argument(
        "--llm-questions", type=int, default=6, metavar="N", help="per picture (default 6)"
    )
    model.add_argument(
        "--llm-workers", type=int, default=4, metavar="N", help="requests at a time (default 4)"
    )
    model.add_argument(
        "--llm-timeout", type=float, default=120.0, metavar="S", help="per request (default 120)"
    )
    model.add_argument(
        "--llm-retries", type=int, default=4, metavar="N", help="of a failed request (default 4)"
    )
    parser.add_argument("--json", action="store_true", help="print card and counts as JSON")


def _formats(text: str) -> tuple[str, ...]:
    formats = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [name for name in formats if name not in _FORMATS]
    if unknown or not formats:
        raise argparse.ArgumentTypeError(
            f"{unknown[0] if unknown else text!r} is none of {', '.join(_FORMATS)}"
        )
    return formats


def run(args: argparse.Namespace) -> int:
    """Write the questions; prints what was written."""
    from skinvl.dataset.books.records import PAIRS_FILE

    return _run_book(args) if (args.folder / PAIRS_FILE).is_file() else _run_archive(args)


def _run_archive(args: argparse.Namespace) -> int:
    from skinvl.contract.errors import ConfigError
    from skinvl.contract.sample import read_samples
    from skinvl.dataset.commands.report import print_card
    from skinvl.dataset.vqa.questions import rewrite_questions
    from skinvl.dataset.vqa.writing import write_formats

    if args.writer == "llm":
        raise ConfigError(
            [f"--writer llm: {args.folder} has no captions of books (`dataset build` gives them)"]
        )
    card = rewrite_questions(args.folder, seed=args.seed)
    write_formats(args.folder, args.format, read_samples(args.folder))
    print_card(card, args.folder, as_json=args.json)
    return 0


def _run_book(args: argparse.Namespace) -> int:
    import dataclasses
    import json

    from skinvl.dataset.vqa.writing import VqaConfig, write_questions

    llm = _llm(args) if args.writer == "llm" else None
    result = write_questions(VqaConfig(args.folder, args.format, args.seed, llm))
    if args.json:
        card = {**dataclasses.asdict(result.card), "report": result.report}
        print(json.dumps(card, ensure_ascii=False, sort_keys=True))
        return 0
    report = result.report
    print(f"{args.folder}: {report['questions']} questions about {report['images']} pictures")
    for name in ("splits", "topics", "yesno", "dropped", "subsets"):
        counts = ", ".join(f"{key} {count}" for key, count in report[name].items())
        print(f"  {name}: {counts or 'none'}")
    return 0


def _llm(args: argparse.Namespace) -> LlmConfig:
    import os

    from skinvl.contract.errors import ConfigError
    from skinvl.dataset.vqa.llm import CACHE, KEY_VARIABLE, LlmConfig

    missing = [
        f"--{name}: needed with --writer llm"
        for name in ("endpoint", "model")
        if not getattr(args, name)
    ]
    if missing:
        raise ConfigError(missing)
    return LlmConfig(
        endpoint=args.endpoint,
        model=args.model,
        cache=args.folder / CACHE,
        key=os.environ.get(KEY_VARIABLE),
        allow_remote=args.allow_remote,
        questions=args.llm_questions,
        workers=args.llm_workers,
        timeout_s=args.llm_timeout,
        retries=args.llm_retries,
    )
