"""`skinvl desktop` as its own process, without a display."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from skinvl.desktop.core import wording

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs no display")


def run(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, "-m", "skinvl.cli.main", "desktop", *map(str, arguments)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_sample_is_read_where_there_is_no_display(tiny: Path, tmp_path: Path) -> None:
    result = run(tmp_path, "--bundle", tiny)
    assert result.returncode == 0, result.stderr
    assert "no display" in result.stdout
    assert "sample" in result.stdout
    assert "Melanoma" in result.stdout
    report = tmp_path / "skinvl-report.pdf"
    assert str(report) in result.stdout
    text = " ".join(" ".join(p.extract_text() for p in PdfReader(report).pages).split())
    assert wording.REPORT_STATUS in text
    assert "tiny 1.2.3" in text


def test_given_image_and_report_name_are_used(
    tiny: Path, tmp_path: Path, images: dict[str, Path]
) -> None:
    result = run(tmp_path, images["eczema"], "--bundle", tiny, "--report", "here.pdf")
    assert result.returncode == 0, result.stderr
    assert str(images["eczema"]) in result.stdout
    assert (tmp_path / "here.pdf").read_bytes().startswith(b"%PDF-")


def test_unusable_image_is_one_line(tiny: Path, tmp_path: Path) -> None:
    result = run(tmp_path, "nowhere.png", "--bundle", tiny)
    assert result.returncode == 1
    assert "nowhere.png" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_report_that_cannot_be_saved_is_one_line(tiny: Path, tmp_path: Path) -> None:
    result = run(tmp_path, "--bundle", tiny, "--report", "no-folder/here.pdf")
    assert result.returncode == 1
    assert "no-folder" in result.stderr
    assert len(result.stderr.splitlines()) == 1
