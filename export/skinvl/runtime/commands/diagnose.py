"""`skinvl diagnose`: images to findings, offline."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skinvl.contract.errors import ConfigError, ImageError
from skinvl.runtime.commands.explanation import check_picture, write_explanation
from skinvl.runtime.commands.images import expand_folders
from skinvl.runtime.commands.report import NOTICE, make_printable, write_report
from skinvl.runtime.isolation import close_network

if TYPE_CHECKING:
    from skinvl.contract.finding import Finding
    from skinvl.runtime.bundle import Bundle
    from skinvl.runtime.encoded import EncodedImage

SUMMARY = "Rank diagnoses for images, with a drafted description; fully offline."
EXAMPLE = """\
skinvl diagnose photo.jpg --question "Is the border irregular?"
skinvl diagnose photo.jpg --explain map.png --outline"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `skinvl diagnose`."""
    parser.add_argument("images", nargs="+", metavar="IMAGE_OR_FOLDER", help="what to diagnose")
    parser.add_argument(
        "--bundle", type=Path, metavar="B", help="bundle folder (default: the active one)"
    )
    parser.add_argument(
        "--provider",
        choices=("auto", "cpu", "cuda"),
        default="auto",
        help="where to compute (default: auto, CUDA where it works)",
    )
    parser.add_argument("--question", metavar="Q", help="a free question; the answer is generated")
    parser.add_argument(
        "--no-description", action="store_true", help="leave out the drafted description (faster)"
    )
    parser.add_argument(
        "--threads",
        type=_count,
        metavar="N",
        help="CPU threads (default: all available)",
    )
    parser.add_argument(
        "--explain",
        type=Path,
        metavar="OUT.png",
        help="one image only: write a picture of where the score comes from (where, not why)",
    )
    parser.add_argument(
        "--explain-method",
        choices=("fast", "occlusion"),
        default="fast",
        help="exact and at once, or slow and independent of it (default: fast)",
    )
    parser.add_argument(
        "--explain-code", metavar="CODE", help="diagnosis to explain (default: the first)"
    )
    parser.add_argument(
        "--outline", action="store_true", help="draw the outline of the lesion in that picture"
    )
    parser.add_argument(
        "--json", action="store_true", help="one JSON object per image and line, for programs"
    )


def run(args: argparse.Namespace) -> int:
    """Diagnose; the exit code is 1 if any image could not be used.

    Raises:
        SkinVLError: the bundle is refused, or the question is empty; nothing was diagnosed.
    """
    close_network()
    if args.question is not None and not args.question.strip():
        raise ConfigError(["--question: the question is empty"])
    named_files = list(expand_folders(args.images))
    check_picture(args, [named.path for named in named_files])
    for stream in (sys.stdout, sys.stderr):
        # A file name may hold what the terminal's encoding does not.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    from skinvl.runtime.bundle import load_bundle

    bundle = load_bundle(args.bundle, provider=args.provider, threads=args.threads)
    _complain(NOTICE)
    if bundle.provider_reason is not None:
        _complain(f"running on the {bundle.provider.upper()}: {bundle.provider_reason}")
    failed = 0
    for named in named_files:
        explained = None
        if named.error is not None:
            finding = _fail(named.path, named.error)
        elif args.explain is not None:
            finding, explained = _explain(bundle, named.path, args)
        elif args.json:
            finding = bundle.diagnose(
                named.path, describe=not args.no_description, question=args.question
            )
        else:
            finding = _show(bundle, named.path, args)
        if finding.status == "failed":
            failed += 1
            _complain(finding.error or "failed")
            if args.explain is not None:
                _complain(f"{args.explain}: no picture was written")
        if args.json:
            record = finding.to_json()
            if explained is not None:
                record["explanation"] = explained
            print(json.dumps(record, allow_nan=False), flush=True)
    return 1 if failed else 0


def _explain(
    bundle: Bundle, path: Path, args: argparse.Namespace
) -> tuple[Finding, dict[str, Any] | None]:
    """Diagnose one image and write the picture; the image is opened and looked at once."""
    from skinvl.contract.image import open_image

    try:
        opened = open_image(path)
        encoded = bundle.encode(opened)
    except ImageError as error:
        return _fail(path, str(error)), None
    if args.json:
        describe = not args.no_description
        finding = bundle.diagnose(encoded, describe=describe, question=args.question)
    else:
        finding = _show(bundle, encoded, args)
    explained = write_explanation(bundle, opened, encoded, finding, args)
    if not args.json:
        print(f"  picture: {make_printable(str(args.explain))} (where, not why)", flush=True)
    return finding, explained


def _show(bundle: Bundle, image: Path | EncodedImage, args: argparse.Namespace) -> Finding:
    """Diagnose one image and print its report; the answer appears as it is generated."""
    from skinvl.runtime.describe import withhold_answer

    try:
        encoded = bundle.encode(image)
    except ImageError as error:
        return _fail(image if isinstance(image, Path) else image.file, str(error))
    finding = bundle.diagnose(encoded, describe=not args.no_description)
    encoding = sys.stdout.encoding or "ascii"
    for line in write_report(finding, bundle.info.conformal.level, encoding):
        print(line)
    withheld = args.question and withhold_answer(args.question, finding.abstain.reason)
    if withheld:
        print(f"  answer: {withheld}")
    elif args.question is not None:
        print("  answer (generated text): ", end="", flush=True)
        for piece in bundle.answer(encoded, args.question):
            print(make_printable(piece), end="", flush=True)
        print()
    print(flush=True)
    return finding


def _fail(path: str | Path, error: str) -> Finding:
    from skinvl.contract.finding import Finding

    return Finding.failed(path, error)


def _complain(message: str) -> None:
    print(f"skinvl: {make_printable(message)}", file=sys.stderr, flush=True)


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return value
