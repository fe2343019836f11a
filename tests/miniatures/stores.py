"""A clock, an image and a finding for stores in tests, and the bit that flips in a file."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from PIL import Image

from skinvl.contract.finding import Abstain, Finding, Ranked, Stamp
from skinvl.contract.ontology import DiagnosisCode
from skinvl.desktop.core.store.passwords import Cost

QUICK = Cost(memory_kib=64, iterations=1, lanes=1)
PASSWORD = "correct horse battery"


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_time(self, **units: float) -> None:
        self.now += timedelta(**units)


def make_png(seed: int = 0, size: tuple[int, int] = (24, 16)) -> bytes:
    """A PNG of noise."""
    pixels = np.random.default_rng(seed).integers(0, 255, (size[1], size[0], 3), dtype=np.uint8)
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, format="PNG")
    return stream.getvalue()


def make_finding(sha256: str, code: str = "melanoma", malignant: float = 0.7) -> Finding:
    """A finding about the image with this SHA-256."""
    stamp = Stamp(
        "SkinVL-mini 1.0", "b" * 64, "CPUExecutionProvider", "fp32", "0.1.0", sha256,
        "2026-03-01T08:00:00+00:00",
    )  # fmt: skip
    finding = Finding.failed("image", "none", stamp)
    return replace(
        finding,
        status="ok",
        error=None,
        abstain=Abstain(False, None),
        differential=(Ranked(DiagnosisCode(code), code, 1.0, None, "malignant"),),
        groups={"malignant": 1.0},
        malignant=malignant,
        description="A draft.",
    )


def flip_bit(file: Path, offset: int) -> None:
    """Change one bit of a file; a negative offset counts from the end."""
    with file.open("r+b") as stream:
        stream.seek(offset, os.SEEK_END if offset < 0 else os.SEEK_SET)
        byte = stream.read(1)[0]
        stream.seek(-1, os.SEEK_CUR)
        stream.write(bytes([byte ^ 1]))
