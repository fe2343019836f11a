"""`skinvl bundle benchmark`: how fast a bundle is on this computer."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from skinvl.contract.errors import ConfigError, ImageMissing, ModelError
from skinvl.runtime.commands.images import expand_folders
from skinvl.runtime.commands.report import make_printable
from skinvl.runtime.provider import REQUESTS

if TYPE_CHECKING:
    from skinvl.runtime.benchmark import Speed
    from skinvl.runtime.tuning import Tuning
    from skinvl.runtime.verify import VerifiedBundle

SUMMARY = "measure every variant of a bundle on this computer, and keep the best thread settings"
EXAMPLE = """\
skinvl bundle benchmark
skinvl bundle benchmark bundles/skinvl-mini --images photos --json
skinvl bundle benchmark --keep"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `skinvl bundle benchmark`."""
    parser.add_argument(
        "bundle", nargs="?", type=Path, metavar="BUNDLE", help="folder (default: the active one)"
    )
    parser.add_argument(
        "--threads", type=int, metavar="N", help="most threads of one operator on the CPU"
    )
    parser.add_argument(
        "--provider", choices=REQUESTS, default="auto", help="default: all that work here"
    )
    parser.add_argument(
        "--images", type=Path, metavar="FOLDER", help="measure on these (default: made-up ones)"
    )
    parser.add_argument(
        "--keep",
        action="store_true",
        help="first measure thread settings for the CPU, and keep the best for later starts",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object, for programs")


def run(args: argparse.Namespace) -> int:
    """Measure; the exit code is 1 where a variant could not be run.

    Raises:
        SkinVLError: the bundle is refused, there is none, or the folder has no images.
    """
    if args.threads is not None and args.threads < 1:
        raise ConfigError(["--threads must be at least 1"])
    from skinvl.runtime.benchmark import benchmark
    from skinvl.runtime.provider import count_threads
    from skinvl.runtime.signature import read_trusted_keys
    from skinvl.runtime.store import DefaultBundle, find_default_bundle
    from skinvl.runtime.tuning import recall_settings
    from skinvl.runtime.verify import verify_bundle

    files = _list_images(args.images)
    place = find_default_bundle() if args.bundle is None else DefaultBundle(args.bundle)
    verified = verify_bundle(place.folder, read_trusted_keys())
    place.check(verified.sha256)
    tuning = _tune(verified) if args.keep else None
    kept = recall_settings(verified.sha256) if args.threads is None else None

    def show(done: int, total: int, name: str) -> None:
        _show(f"measuring {name} ({done + 1} of {total})")

    threads = kept or count_threads(args.threads)
    speed = benchmark(verified, args.provider, threads, files, show)
    _show("")
    faults = [f"{one.name}: {one.fault}" for one in speed.variants if one.fault is not None]
    if args.json:
        print(json.dumps(_record(verified, threads, speed, tuning)))
    else:
        for line in _report(verified, speed, tuning):
            print(make_printable(line))
    for fault in faults:
        print(f"skinvl: {make_printable(fault)}", file=sys.stderr)
    return 1 if faults or not speed.variants else 0


def _list_images(folder: Path | None) -> list[Path]:
    if folder is None:
        return []
    found = list(expand_folders([str(folder)]))
    for file in found:
        if file.error is not None:
            raise ImageMissing(folder, file.error.removeprefix(f"{folder}: "))
    return [file.path for file in found]


def _tune(verified: VerifiedBundle) -> Tuning:
    from skinvl.runtime.tuning import keep_settings, tune

    def show(done: int, total: int) -> None:
        _show(f"measuring thread settings ({done} of {total})")

    tuning = tune(verified, progress=show)
    try:
        keep_settings(verified.sha256, tuning.chosen)
    except OSError as error:
        raise ModelError(
            f"{error.filename}: the thread settings cannot be kept ({error.strerror})"
        ) from error
    return tuning


def _show(line: str) -> None:
    """One line that is drawn over, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r{line:<60}{'' if line else chr(13)}", end="", file=sys.stderr, flush=True)


def _record(
    verified: VerifiedBundle, threads: object, speed: Speed, tuning: Tuning | None
) -> dict[str, object]:
    plain = asdict(threads) if is_dataclass(threads) and not isinstance(threads, type) else threads
    return {
        "bundle": f"{verified.manifest.name} {verified.manifest.version}",
        "bundle_sha256": verified.sha256,
        "machine": asdict(speed.machine),
        "threads": plain,
        "metrics": {
            f"{one.name}/{name}": asdict(metric)
            for one in speed.variants
            for name, metric in one.metrics.items()
        },
        "faults": {one.name: one.fault for one in speed.variants if one.fault is not None},
        "notes": list(speed.notes),
        "tuning": None if tuning is None else asdict(tuning),
    }


def _report(verified: VerifiedBundle, speed: Speed, tuning: Tuning | None) -> list[str]:
    machine = speed.machine
    lines = [
        f"{verified.manifest.name} {verified.manifest.version} on {machine.processor}, "
        f"{machine.cores} cores, onnxruntime {machine.onnxruntime}"
    ]
    if tuning is not None:
        vision, decoder = tuning.chosen.vision, tuning.chosen.decoder
        lines.append(f"kept: {vision.threads} threads for images, {decoder.threads} for text")
    for one in speed.variants:
        lines.append(one.name)
        lines += [
            f"  {name:<26}{metric.value:>10.1f}  ({metric.low:.1f} to {metric.high:.1f}, "
            f"n = {metric.n})"
            for name, metric in one.metrics.items()
        ]
    return [*lines, *speed.notes]
