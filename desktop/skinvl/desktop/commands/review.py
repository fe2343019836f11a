"""`skinvl review`: a whole folder of images, read and reconciled."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from skinvl.desktop.core.review.results import Results
    from skinvl.desktop.core.review.run import Control, Progress, Review

SUMMARY = "Read every image of a folder: results, a report, and nothing missing; fully offline."
EXAMPLE = """\
skinvl review photographs --out results
skinvl review photographs --out results --sidecar patients.csv"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `skinvl review`."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="images, also in sub-folders")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="results; taken up if it has some"
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="refuse to begin anew: there must be a review in DIR (it is taken up in any case)",
    )
    parser.add_argument(
        "--retry-failed", action="store_true", help="read images that failed once more"
    )
    parser.add_argument(
        "--bundle", type=Path, metavar="B", help="bundle folder (default: the active one)"
    )
    parser.add_argument(
        "--provider",
        choices=("auto", "cpu", "cuda"),
        default="auto",
        help="where to compute (default: auto, CUDA where it works)",
    )
    parser.add_argument(
        "--describe", action="store_true", help="draft a description of every image (slower)"
    )
    parser.add_argument(
        "--sidecar",
        type=Path,
        metavar="CSV",
        help="columns file, patient, lesion, site, date, diagnosis, as far as known",
    )
    parser.add_argument(
        "--compare",
        type=Path,
        metavar="DIR",
        help="with known diagnoses: set beside the results of another model in DIR",
    )
    parser.add_argument("--workers", type=int, metavar="N", help="processes (default: CPUs)")
    parser.add_argument(
        "--seconds-per-image",
        type=float,
        default=60.0,
        metavar="S",
        help="an image that takes longer has failed (default: 60)",
    )
    parser.add_argument(
        "--watch",
        type=float,
        metavar="S",
        help="stay and look for new images every S seconds, until Ctrl-C (works on shares)",
    )
    parser.add_argument(
        "--engine",
        choices=("process", "ray"),
        default="process",
        help="ray: spread over a Ray cluster that sees folder and bundle (extra `ray`)",
    )
    parser.add_argument(
        "--ray-address", metavar="HOST:PORT", help="of a running cluster (default: one made here)"
    )
    parser.add_argument("--json", action="store_true", help="print the counts as one JSON object")


def run(args: argparse.Namespace) -> int:
    """Review; the exit code is 1 if an image failed and 130 if the review was ended early.

    Raises:
        SkinVLError: nothing could be read; what was noted earlier stays.
    """
    from skinvl.runtime.isolation import close_network

    # The nodes of a Ray cluster, which is no part of the workstation, talk over the network.
    if args.engine != "ray":
        close_network()
    from skinvl.contract.errors import ConfigError
    from skinvl.desktop.core.process import EngineChoice
    from skinvl.desktop.core.review.journal import JOURNAL_FILE
    from skinvl.desktop.core.review.pool import Limits
    from skinvl.desktop.core.review.results import write_results
    from skinvl.desktop.core.review.run import Control, ReviewOptions, begin_review
    from skinvl.desktop.core.review.sidecar import read_sidecar
    from skinvl.desktop.core.review.tables import JSONL_FILE
    from skinvl.desktop.core.review.worker import ReadingOptions
    from skinvl.runtime.commands.report import NOTICE

    if args.resume and not (args.out / JOURNAL_FILE).is_file():
        raise ConfigError([f"{args.out}: holds no review to take up; leave out --resume"])
    if args.compare is not None:
        if args.sidecar is None:
            raise ConfigError(["--compare: needs --sidecar with the known diagnoses"])
        if not (args.compare / JSONL_FILE).is_file():
            raise ConfigError([f"--compare: {args.compare} holds no results of a review"])
    for name, seconds in (("seconds-per-image", args.seconds_per_image), ("watch", args.watch)):
        if seconds is not None and seconds <= 0:
            raise ConfigError([f"--{name}: more than 0"])
    sidecar = read_sidecar(args.sidecar) if args.sidecar is not None else None
    choice = EngineChoice(args.bundle, args.provider)
    print(NOTICE, file=sys.stderr)
    control = Control()
    _end_on_signals(control)
    review = begin_review(
        ReviewOptions(
            folder=args.folder,
            out=args.out,
            reading=ReadingOptions(choice, describe=args.describe),
            workers=args.workers,
            limits=Limits(seconds=args.seconds_per_image),
            retry_failed=args.retry_failed,
            watch=args.watch is not None,
            engine=args.engine,
            ray_address=args.ray_address,
        )
    )
    try:
        _introduce(review)
        seen = -1
        while True:
            line = _Line()
            progress = review.run(control, line.show)
            line.end()
            if progress.done + progress.failed + progress.left_out != seen or not args.watch:
                seen = progress.done + progress.failed + progress.left_out
                results = write_results(
                    review.journal, args.out, args.folder, review.model, sidecar, args.compare
                )
                without = _print_report(results, review, args.out)
            if args.watch is None or control.wait(args.watch):
                break
    finally:
        review.close()
    _report(args, progress, results, without)
    if control.is_cancelled and (args.watch is None or progress.waiting):
        print("ended early; the same command goes on from here", file=sys.stderr)
        return 130
    return 1 if progress.failed else 0


def _print_report(results: Results, review: Review, out: Path) -> str | None:
    """Write the report as a PDF; why there is none, where Qt is missing or unusable."""
    try:
        from skinvl.desktop.ui.review_pdf import open_printing, write_pdf
    except ImportError as error:
        return f"Qt cannot be used ({error}); pip install 'skinvl[desktop]'"
    reason = open_printing()
    if reason is None:
        write_pdf(out, results.report, review.journal.content)
    return reason


def _end_on_signals(control: Control) -> None:
    def end(number: int, frame: FrameType | None) -> None:
        control.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)


def _introduce(review: Review) -> None:
    model = review.model
    print(f"{model.bundle}, {model.precision} on {model.provider}", file=sys.stderr)
    if model.provider_reason is not None:
        print(f"running on the {model.provider}: {model.provider_reason}", file=sys.stderr)
    counts = review.journal.counts()
    if counts["done"] or counts["failed"]:
        print(
            f"taking up a review: {counts['done']} read, {counts['failed']} failed before",
            file=sys.stderr,
        )


class _Line:
    """One line on a terminal, drawn over; elsewhere a line each tenth of the work."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._told = 0

    def show(self, progress: Progress) -> None:
        finished = progress.done + progress.failed
        left = "" if progress.seconds_left is None else f", {_in_words(progress.seconds_left)} left"
        found = f"{progress.found}{'+' if progress.scanning else ''}"
        text = (
            f"{finished} of {found}, {progress.failed} failed, {progress.rate:.1f} images/s{left}"
        )
        if self._live:
            print(f"\r{text:<78}", end="", file=sys.stderr, flush=True)
        elif progress.found and finished * 10 // progress.found > self._told:
            self._told = finished * 10 // progress.found
            print(text, file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._live:
            print(file=sys.stderr)


def _in_words(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _report(
    args: argparse.Namespace, progress: Progress, results: Results, without: str | None
) -> None:
    from skinvl.runtime.commands.report import make_printable

    overview = results.overview
    if args.compare is not None and results.test is None:
        print(f"not compared with {args.compare}: no diagnosis is known", file=sys.stderr)
    if args.json:
        if without is not None:
            print(f"no report.pdf: {without}", file=sys.stderr)
        record: dict[str, Any] = {
            "found": progress.found,
            "read": progress.done,
            "failed": progress.failed,
            "waiting": progress.waiting,
            "left_out": progress.left_out,
            "duplicates": overview.duplicates,
            "abstained": overview.abstained,
            "out": str(args.out),
        }
        if results.agreement is not None:
            record["metrics"] = {
                name: found.to_json() for name, found in results.agreement.metrics.items()
            }
        if results.test is not None:
            record["mcnemar"] = {
                "only_here": results.test.only_a,
                "only_there": results.test.only_b,
                "p": results.test.p,
            }
        print(json.dumps(record))
        return
    print(
        f"{progress.found} found = {progress.done} read + {progress.failed} failed + "
        f"{progress.waiting} waiting; {progress.left_out} left out, "
        f"{overview.duplicates} duplicates by content, {overview.abstained} declined"
    )
    for path, reason in overview.failed[:10]:
        print(f"  failed: {make_printable(path)}: {reason}")
    if len(overview.failed) > 10:
        print(f"  ... and {len(overview.failed) - 10} more, see results.csv")
    if results.matching is not None:
        found = results.matching
        print(
            f"sidecar: {len(found.rows)} matched, {len(found.files_without_row)} images without a "
            f"row, {len(found.rows_without_file)} rows without an image, "
            f"{len(found.ambiguous)} ambiguous, {len(found.contradicted)} contradicted by DICOM"
        )
    if results.agreement is not None:
        for name, estimate in results.agreement.metrics.items():
            if estimate.value is not None:
                print(
                    f"  {name.replace('_', ' '):<20} {estimate.value:.3f} "
                    f"({estimate.low:.3f} to {estimate.high:.3f}), n = {estimate.n}"
                )
    files = "results.csv, results.jsonl, report.html"
    if without is None:
        print(f"{files} and report.pdf are in {args.out}")
    else:
        print(f"{files} are in {args.out}; no report.pdf: {without}")
