"""`skinvl bundle verify`: whether a bundle is what was signed, and works on this computer."""

from __future__ import annotations

import argparse
import json
import sys

from skinvl.contract.errors import SkinVLError
from skinvl.runtime.commands.bundle_info import add_bundle_argument
from skinvl.runtime.commands.progress import ByteBar
from skinvl.runtime.commands.report import make_printable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `skinvl bundle verify`."""
    add_bundle_argument(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object, for programs")


def run(args: argparse.Namespace) -> int:
    """Verify; the exit code is 1 where the bundle is refused.

    Raises:
        SkinVLError: there is no bundle to verify, or a trusted key cannot be read.
    """
    from skinvl.runtime.golden import GoldenResult
    from skinvl.runtime.signature import read_trusted_keys
    from skinvl.runtime.source import unpacked
    from skinvl.runtime.store import DefaultBundle, find_default_bundle
    from skinvl.runtime.trial import NOT_TRIED, run_trial
    from skinvl.runtime.verify import Check, verify_bundle

    passed: list[Check] = []

    def note(check: Check) -> None:
        passed.append(check)
        if not args.json:
            print(make_printable(f"ok      {check.name}: {check.detail}"), flush=True)

    def note_image(result: GoldenResult) -> None:
        note(Check(f"run {result.file}", f"reproduced within {result.tolerance:.3f}"))

    keys = read_trusted_keys()
    error = cuda = None
    path = args.bundle
    try:
        place = DefaultBundle(path) if path else find_default_bundle()
        path = place.folder
        with unpacked(path, keys, ByteBar("unpacking")) as folder:
            verified = verify_bundle(folder, keys, note, ByteBar("verifying"))
            place.check(verified.sha256)
            cuda = run_trial(verified, note_image).cuda_refused
    except SkinVLError as refusal:
        error = make_printable(str(refusal))
    if args.json:
        checks = [{"name": check.name, "detail": check.detail} for check in passed]
        record = {
            "bundle": str(path) if path else None,
            "ok": error is None,
            "error": error,
            "checks": checks,
            "cuda_refused": cuda,
        }
        print(json.dumps(record))
    if error is not None:
        print(f"skinvl: {error}", file=sys.stderr)
        return 1
    if not args.json:
        if cuda not in (None, NOT_TRIED):
            print(make_printable(f"note    {cuda}"))
        print(make_printable(f"{path}: complete, unchanged, signed, and runs as expected"))
    return 0
