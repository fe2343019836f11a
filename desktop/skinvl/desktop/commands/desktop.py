"""`skinvl desktop`: the workstation; without a display, one image and its report."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skinvl.desktop.core.process import EngineChoice

SUMMARY = "Open the workstation; without a display, diagnose one image and write its report."
EXAMPLE = "skinvl desktop photo.jpg"
REPORT_NAME = "skinvl-report.pdf"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `skinvl desktop`."""
    parser.add_argument("path", nargs="?", type=Path, metavar="PATH", help="an image to open")
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
        "--report",
        type=Path,
        metavar="PDF",
        default=Path(REPORT_NAME),
        help=f"where the report goes if there is no display (default: {REPORT_NAME})",
    )


def run(args: argparse.Namespace) -> int:
    """Open the window and stay until it is closed, or do one image without a display.

    Raises:
        SkinVLError: without a display only: the image or the bundle cannot be used.
        ImportError: PySide6 is not installed.
    """
    from skinvl.runtime.isolation import close_network

    isolation = close_network()
    from skinvl.desktop.core.display import (
        explain_missing_libraries,
        find_remote_display,
        has_display,
        missing_window_library,
    )
    from skinvl.desktop.core.process import EngineChoice

    remote = find_remote_display()
    if remote is not None:
        print(f"skinvl: {remote}", file=sys.stderr)
        return 1
    if isolation.printing is not None:
        print(f"skinvl: {isolation.printing}", file=sys.stderr)
    choice = EngineChoice(args.bundle, args.provider)
    with_window = has_display()
    missing = missing_window_library() if with_window else None
    if missing is None:
        try:
            from skinvl.desktop.ui import application
        except ModuleNotFoundError:
            raise
        except ImportError as error:
            missing = str(error)
    if missing is not None:
        print(f"skinvl: {explain_missing_libraries(missing)}", file=sys.stderr)
        return 1
    if with_window:
        return application.run_window(args.path, choice)
    return _read_without_display(args, choice)


def _read_without_display(args: argparse.Namespace, choice: EngineChoice) -> int:
    from skinvl.desktop.core.sample_image import find_sample
    from skinvl.desktop.core.single import read_image
    from skinvl.desktop.core.wording import NOTICE
    from skinvl.desktop.ui.application import write_report_without_display

    path = args.path if args.path is not None else find_sample()
    what = str(path) if args.path is not None else f"the sample image {path}"
    print(f"There is no display to open a window on; reading {what} instead.")
    print(NOTICE)
    lines, report = read_image(path, choice, sys.stdout.encoding or "ascii")
    print("\n".join(lines))
    try:
        write_report_without_display(report, args.report)
    except OSError as error:
        reason = error.strerror or str(error)
        print(
            f"skinvl: {args.report}: the report was not saved ({reason}); name another file with "
            "--report",
            file=sys.stderr,
        )
        return 1
    print(f"Report written to {args.report.absolute()}")
    return 0
