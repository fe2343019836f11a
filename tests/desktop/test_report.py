"""What a report says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from skinvl.contract.image import open_image
from skinvl.desktop.core import wording
from skinvl.desktop.core.reading import Exchange, Reading
from skinvl.desktop.core.report import build_report


def read(bundle: Any, path: Path) -> Reading:
    image = open_image(path)
    finding = bundle.diagnose(image)
    return Reading(
        1,
        path.name,
        state="complete",
        image=image,
        finding=finding,
        description=finding.description or "",
    )


def test_report_says_everything(bundle: Any, images: dict[str, Path]) -> None:
    reading = read(bundle, images["melanoma"])
    reading.exchanges.append(Exchange(2, "Why?", "Because", "stopped"))
    report = build_report(reading, 0.9)
    finding = reading.finding
    assert finding is not None
    assert finding.stamp is not None
    assert report.notice == wording.NOTICE
    assert report.status == "Preliminary - not signed"
    assert [row.name for row in report.rows] == [item.name for item in finding.differential]
    assert report.rows[0].warning
    assert report.rows[0].group == "Malignant"
    assert report.cannot_say is None
    assert "90 %" in report.conformal
    stamp = dict(report.stamp)
    assert stamp["Image SHA-256"] == open_image(images["melanoma"]).sha256
    assert stamp["Bundle SHA-256"] == bundle.sha256
    assert stamp["Model bundle"] == "tiny 1.2.3"
    assert stamp["Computed on"] == "cpu, fp32"
    assert report.exchanges[0].note == "stopped by the user"


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("pathology", "Open a clinical photograph"),
        ("untypical", "Judge the lesion without the model"),
        ("dark", "Take the picture again"),
    ],
)
def test_report_cannot_say(name: str, advice: str, bundle: Any, images: dict[str, Path]) -> None:
    report = build_report(read(bundle, images[name]), 0.9)
    assert report.cannot_say is not None
    assert report.cannot_say[0]
    assert report.cannot_say[1].startswith(advice)


def test_unfinished_reading_has_no_report(bundle: Any, images: dict[str, Path]) -> None:
    reading = read(bundle, images["melanoma"])
    reading.state = "describing"
    with pytest.raises(ValueError, match="no finished result"):
        build_report(reading, 0.9)


def test_description_that_was_stopped_says_so(bundle: Any, images: dict[str, Path]) -> None:
    reading = read(bundle, images["melanoma"])
    reading.state, reading.description = "stopped", "Dermoscopic"
    assert build_report(reading, 0.9).description == "Dermoscopic [not complete]"
    reading.description = ""
    assert build_report(reading, 0.9).description == "Not written."
