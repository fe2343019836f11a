"""The window while the engine works, hangs, dies or is told to stop."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer

from skinvl.desktop.core.engine import Patience

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="sends POSIX signals")


@needs_signals
def test_window_lives_while_the_engine_hangs(
    workplace: Any, images: dict[str, Path], qtbot: Any
) -> None:
    """The engine is frozen in the middle of its work; the window must not notice."""
    workplace.read(images["melanoma"])
    beats: list[None] = []
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(None))
    process = workplace.operations.engine_process_id
    os.kill(process, signal.SIGSTOP)
    workplace.window.open_file(images["eczema"])
    timer.start(5)
    qtbot.waitUntil(lambda: len(beats) >= 100, timeout=60_000)
    timer.stop()
    assert workplace.window.reading_page.progress.is_busy
    assert "eczema.png" in workplace.window.reading_page.progress.text
    os.kill(process, signal.SIGCONT)
    workplace.wait_for_state("complete")


def test_window_lives_during_inference(workplace: Any, large_image: Path, qtbot: Any) -> None:
    """The timer of the window fires while a large image is opened and looked at."""
    beats = 0
    marks: dict[str, int] = {}

    def beat() -> None:
        nonlocal beats
        beats += 1

    timer = QTimer()
    timer.timeout.connect(beat)
    timer.start(5)
    workplace.operations.happened.connect(
        lambda event, levels: marks.setdefault(type(event).__name__, beats)
    )
    workplace.wait(lambda: workplace.window.model is not None)
    start = beats
    workplace.window.open_file(large_image)
    workplace.wait_for_state("complete")
    timer.stop()
    # Looking may be done between two beats; opening so large an image is not.
    assert start + 1 < marks["Opened"] <= marks["Found"]


@needs_signals
def test_killed_engine_is_explained_and_the_next_image_works(
    workplace: Any, images: dict[str, Path], large_image: Path
) -> None:
    window = workplace.window
    workplace.wait(lambda: window.model is not None)
    window.open_file(large_image)
    os.kill(workplace.operations.engine_process_id, signal.SIGKILL)
    workplace.wait_for_state("failed")
    assert "large.png" in window.message_bar.text
    assert "started again" in window.message_bar.text
    workplace.read(images["melanoma"])
    assert window.reading_page.result.differential.row_names


@needs_signals
def test_hung_engine_is_replaced(
    start_workplace: Callable[..., Any], images: dict[str, Path]
) -> None:
    workplace = start_workplace(patience=Patience(working=3.0, cancelled=3.0))
    workplace.wait(lambda: workplace.window.model is not None)
    os.kill(workplace.operations.engine_process_id, signal.SIGSTOP)
    workplace.window.open_file(images["melanoma"])
    workplace.wait_for_state("failed")
    assert "did not respond" in workplace.window.message_bar.text


def test_analysis_can_be_cancelled(
    workplace: Any, images: dict[str, Path], large_image: Path
) -> None:
    window = workplace.window
    window.open_file(large_image)
    assert window.reading_page.progress.is_busy
    window.reading_page.progress.cancelled.emit()
    assert window.reading.state == "stopped"
    assert not window.reading_page.progress.is_busy
    workplace.read(images["melanoma"])
    assert window.reading_page.result.differential.row_names


def test_bundle_that_is_refused_is_explained(
    start_workplace: Callable[..., Any], images: dict[str, Path], tmp_path: Path
) -> None:
    workplace = start_workplace(tmp_path)
    workplace.wait(lambda: "No analysis is possible" in workplace.window.message_bar.text)
    workplace.window.open_file(images["melanoma"])
    workplace.wait_for_state("failed")
    assert workplace.window.reading_page.view.has_image
