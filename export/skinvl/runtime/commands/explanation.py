"""The picture of `skinvl diagnose --explain`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skinvl.contract.errors import ConfigError
from skinvl.runtime.commands.report import NOTICE, format_percent

if TYPE_CHECKING:
    from skinvl.contract.finding import Finding
    from skinvl.contract.image import OpenedImage
    from skinvl.runtime.bundle import Bundle
    from skinvl.runtime.encoded import EncodedImage


def check_picture(args: argparse.Namespace, images: Sequence[Path]) -> None:
    """Check the options of a picture before anything is diagnosed.

    Raises:
        ConfigError: names every option that is wrong.
    """
    if args.explain is None:
        given = [
            name
            for name, value in (("--outline", args.outline), ("--explain-code", args.explain_code))
            if value
        ]
        if args.explain_method != "fast":
            given.append("--explain-method")
        if given:
            raise ConfigError([f"{name}: give --explain OUT.png as well" for name in given])
        return
    faults = []
    if len(images) != 1:
        faults.append(f"--explain: one image at a time, not {len(images)}")
    if args.explain.suffix.lower() != ".png":
        faults.append(f"--explain: {args.explain} does not end in .png")
    elif not args.explain.parent.is_dir():
        faults.append(f"--explain: {args.explain.parent} is no folder")
    elif args.explain.is_dir():
        faults.append(f"--explain: {args.explain} is a folder")
    elif any(_same_file(args.explain, image) for image in images):
        faults.append(f"--explain: {args.explain} is the image itself")
    if faults:
        raise ConfigError(faults)


def write_explanation(
    bundle: Bundle,
    opened: OpenedImage,
    encoded: EncodedImage,
    finding: Finding,
    args: argparse.Namespace,
) -> dict[str, Any]:
    """Write the picture and return the object `explanation` of `--json`.

    Raises:
        ModelError: the bundle does not know the diagnosis.
        ConfigError: the picture cannot be written.
    """
    from skinvl.runtime.explanation_picture import Caption, draw_picture, write_picture

    explanation = bundle.explain(encoded, code=args.explain_code, method=args.explain_method)
    outline = bundle.outline(encoded)
    probability = next(
        ranked.probability for ranked in finding.differential if ranked.code == explanation.code
    )
    caption = Caption(
        probability=f"{format_percent(probability)} ({explanation.modality})",
        made_by=f"{bundle.info.name} {bundle.info.version}",
        notice=NOTICE,
    )
    shown = outline if args.outline else None
    write_picture(args.explain, draw_picture(opened.rgb, explanation, shown, caption))
    inside = explanation.measure_inside(outline) if outline.reliable else None
    return {
        "method": explanation.method,
        "code": explanation.code,
        "file": str(args.explain),
        "modality": explanation.modality,
        "positive_share": explanation.positive_share,
        "inside_outline": inside,
        "outline_unreliable": outline.reason,
    }


def _same_file(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:
        return False
