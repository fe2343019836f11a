"""`skinvl bundle`: what a bundle is, and whether it is what was signed."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from skinvl.contract.errors import BundleError, SkinVLError
from skinvl.runtime.commands.report import make_printable

if TYPE_CHECKING:
    from skinvl.runtime.verify import VerifiedBundle

SUMMARY = "Show what a model bundle is, or verify it against its signature."
EXAMPLE = "skinvl bundle verify bundles/skinvl-mini"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `skinvl bundle`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="info|verify")
    for name, summary in (
        ("info", "name, licence, training images, variants and measured figures"),
        ("verify", "check signature, contract and every file, and run the golden images"),
    ):
        action = actions.add_parser(
            name,
            help=summary,
            description=f"{name}: {summary}",
            epilog=f"example:\n  skinvl bundle {name} bundles/skinvl-mini",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        action.add_argument(
            "bundle", nargs="?", type=Path, metavar="BUNDLE", help="folder (default: shipped)"
        )
        action.add_argument("--json", action="store_true", help="one JSON object, for programs")


def run(args: argparse.Namespace) -> int:
    """Show or verify.

    Raises:
        SkinVLError: the bundle is refused (`info`), or there is none.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    from skinvl.runtime.location import find_shipped_bundle

    folder = find_shipped_bundle() if args.bundle is None else args.bundle
    return _verify(folder, args.json) if args.action == "verify" else _inform(folder, args.json)


def _verify(folder: Path, as_json: bool) -> int:
    from skinvl.runtime.bundle import Bundle
    from skinvl.runtime.golden import run_golden
    from skinvl.runtime.models import open_models
    from skinvl.runtime.provider import count_threads
    from skinvl.runtime.signature import read_trusted_keys
    from skinvl.runtime.verify import Check, verify_bundle

    passed: list[Check] = []

    def note(check: Check) -> None:
        passed.append(check)
        if not as_json:
            print(make_printable(f"ok      {check.name}: {check.detail}"), flush=True)

    error = None
    try:
        verified = verify_bundle(folder, read_trusted_keys(), note)
        bundle = Bundle(verified, open_models(verified, "cpu", count_threads(None)))
        for result in run_golden(bundle):
            if result.fault is not None:
                raise BundleError(folder, result.fault)
            note(Check(f"run {result.file}", f"reproduced within {result.tolerance:.3f}"))
    except SkinVLError as refusal:
        error = make_printable(str(refusal))
    if as_json:
        checks = [{"name": check.name, "detail": check.detail} for check in passed]
        record = {"bundle": str(folder), "ok": error is None, "error": error, "checks": checks}
        print(json.dumps(record))
    if error is not None:
        print(f"skinvl: {error}", file=sys.stderr)
        return 1
    if not as_json:
        print(make_printable(f"{folder}: complete, unchanged, signed, and runs as expected"))
    return 0


def _inform(folder: Path, as_json: bool) -> int:
    from skinvl.runtime.signature import read_trusted_keys
    from skinvl.runtime.verify import verify_bundle

    verified = verify_bundle(folder, read_trusted_keys())
    if as_json:
        signer = {"key_id": verified.key.key_id, "name": verified.key.name}
        record = {
            "bundle": str(folder),
            "sha256": verified.sha256,
            "signed_by": signer,
            "manifest": verified.manifest.to_json(),
        }
        print(json.dumps(record))
        return 0
    for label, text in _describe(verified):
        print(make_printable(f"{label:<12}{text}"))
    return 0


def _describe(verified: VerifiedBundle) -> list[tuple[str, str]]:
    manifest = verified.manifest
    size = sum(file.size for file in manifest.files.values())
    rows = [
        ("bundle", f"{manifest.name} {manifest.version}, {size / 1e6:.1f} MB"),
        ("sha256", verified.sha256),
        ("signed by", f"{verified.key.name} (key {verified.key.key_id})"),
        ("created", manifest.created),
        ("licence", manifest.licence),
    ]
    rows += [
        ("trained on", f"{source.name}: {source.images} images, {source.licence}")
        for source in manifest.provenance
    ]
    rows += [
        ("variant", f"{variant.precision} for {', '.join(variant.providers)}")
        for variant in manifest.variants
    ]
    rows += [
        ("dermoscopy", f"{len(manifest.head.dermoscopy)} diagnoses"),
        ("clinical", f"{len(manifest.head.clinical)} diagnoses"),
    ]
    rows += [
        ("measured", f"{name}: {m.value:.3f} ({m.low:.3f} to {m.high:.3f}, n = {m.n})")
        for name, m in sorted(manifest.evaluation.items())
    ]
    return rows
