"""The engine with real processes: results, crashes, hangs, cancellation."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from skinvl.contract.image import open_image
from skinvl.desktop.core import messages
from skinvl.desktop.core.engine import Engine, Patience

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="sends POSIX signals")
StartEngine = Callable[..., Engine]


def test_image_is_opened_diagnosed_and_described(
    start_engine: StartEngine, log: object, images: dict[str, Path]
) -> None:
    engine = start_engine()
    request = engine.open(str(images["melanoma"]))
    described = log.wait_for(messages.Described)  # type: ignore[attr-defined]
    expected = open_image(images["melanoma"])
    kinds = [type(event) for event in log.seen]  # type: ignore[attr-defined]
    assert kinds[:3] == [messages.Ready, messages.Opened, messages.Found]
    opened = log.seen[1]  # type: ignore[attr-defined]
    assert (opened.request, opened.image.sha256) == (request, expected.sha256)
    assert np.array_equal(opened.image.rgb, expected.rgb)
    assert (described.request, described.sha256) == (request, expected.sha256)
    pieces = [e.text for e in log.seen if isinstance(e, messages.Piece)]  # type: ignore[attr-defined]
    assert len(pieces) > 1
    assert described.finding.description == "".join(pieces).strip()
    assert described.finding.differential == log.seen[2].finding.differential  # type: ignore[attr-defined]


def test_pasted_bytes_are_named_as_given(
    start_engine: StartEngine, log: object, images: dict[str, Path]
) -> None:
    engine = start_engine()
    engine.open("Pasted image", images["eczema"].read_bytes())
    found = log.wait_for(messages.Found)  # type: ignore[attr-defined]
    assert found.finding.file == "Pasted image"
    engine.open("Pasted image", b"no image at all")
    failed = log.wait_for(messages.Failed)  # type: ignore[attr-defined]
    assert failed.reason.startswith("Pasted image: ")


@pytest.mark.parametrize("content", [b"", b"hello", b"\x89PNG\r\n\x1a\n broken"])
def test_unusable_file_fails_with_its_name(
    content: bytes, start_engine: StartEngine, log: object, tmp_path: Path
) -> None:
    file = tmp_path / "broken.png"
    file.write_bytes(content)
    request = start_engine().open(str(file))
    failed = log.wait_for(messages.Failed)  # type: ignore[attr-defined]
    assert failed.request == request
    assert "broken.png" in failed.reason
    assert "\n" not in failed.reason
