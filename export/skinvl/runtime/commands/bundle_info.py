"""`skinvl bundle info`: what a bundle is and how well it did."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from skinvl.runtime.commands.progress import ByteBar
from skinvl.runtime.commands.report import make_printable
from skinvl.runtime.variant_table import format_table, list_refused, list_variants

if TYPE_CHECKING:
    from skinvl.runtime.verify import VerifiedBundle


# Figures of subgroups, single classes and peers have longer names.
_MAIN_DEPTH = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `skinvl bundle info`."""
    add_bundle_argument(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object, for programs")


def add_bundle_argument(parser: argparse.ArgumentParser) -> None:
    """Declare the bundle that an action is about."""
    parser.add_argument(
        "bundle",
        nargs="?",
        type=Path,
        metavar="BUNDLE",
        help="folder or .skinvl file (default: the active one)",
    )


def run(args: argparse.Namespace) -> int:
    """Describe a bundle that is what was signed.

    Raises:
        SkinVLError: the bundle is refused, or there is none.
    """
    from skinvl.runtime.signature import read_trusted_keys
    from skinvl.runtime.source import unpacked
    from skinvl.runtime.store import find_default_bundle
    from skinvl.runtime.verify import verify_bundle

    path = args.bundle or find_default_bundle().folder
    keys = read_trusted_keys()
    with unpacked(path, keys, ByteBar("unpacking")) as folder:
        verified = verify_bundle(folder, keys, None, ByteBar("verifying"))
    if args.json:
        signer = {"key_id": verified.key.key_id, "name": verified.key.name}
        record = {
            "bundle": str(path),
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
    rows += [("", line) for line in format_table(list_variants(manifest.parity))]
    rows += [
        ("refused", f"{precision}: {'; '.join(reasons)}")
        for precision, reasons in list_refused(manifest.parity).items()
    ]
    rows += [
        ("dermoscopy", f"{len(manifest.head.dermoscopy)} diagnoses"),
        ("clinical", f"{len(manifest.head.clinical)} diagnoses"),
    ]
    main = {name: m for name, m in manifest.evaluation.items() if name.count("/") <= _MAIN_DEPTH}
    rows += [
        ("measured", f"{name}: {m.value:.3f} ({m.low:.3f} to {m.high:.3f}, n = {m.n})")
        for name, m in sorted(main.items())
    ]
    others = len(manifest.evaluation) - len(main)
    if others:
        rows.append(("", f"{others} further figures, of groups and single questions: --json"))
    return rows
