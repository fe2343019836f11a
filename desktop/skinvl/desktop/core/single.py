"""Reading one image without a window and without a second process."""

from __future__ import annotations

from pathlib import Path

from skinvl.desktop.core.dicom_reading import open_any
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.reading import Reading
from skinvl.desktop.core.report import Report, build_report
from skinvl.runtime import load_bundle
from skinvl.runtime.commands.report import write_report


def read_image(path: Path, choice: EngineChoice, encoding: str) -> tuple[list[str], Report]:
    """Diagnose and describe one image.

    Args:
        path: the image file.
        choice: which bundle and provider.
        encoding: of the terminal that the lines are for.

    Returns:
        The lines that `skinvl diagnose` prints, and the report.

    Raises:
        SkinVLError: the image or the bundle cannot be used.
    """
    image = open_any(path)
    bundle = load_bundle(choice.bundle, provider=choice.provider)
    level = bundle.info.conformal.level
    finding = bundle.diagnose(image)
    reading = Reading(
        request=1,
        name=path.name,
        state="complete",
        image=image,
        finding=finding,
        description=finding.description or "",
    )
    return list(write_report(finding, level, encoding)), build_report(reading, level)
