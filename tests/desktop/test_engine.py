"""The engine with real processes: results, crashes, hangs, cancellation."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skinvl.contract.image import open_image
from skinvl.desktop.core import messages
from skinvl.desktop.core.engine import Engine, Patience
from skinvl.desktop.core.process import EngineChoice

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="sends POSIX signals")
StartEngine = Callable[..., Engine]
SHORT = Patience(working=1.0, cancelled=0.5)


def stop_process(engine: Engine, number: int) -> None:
    process = engine.process_id
    assert process is not None
    os.kill(process, number)


def test_image_is_opened_diagnosed_and_described(
    start_engine: StartEngine, log: Any, images: dict[str, Path]
) -> None:
    engine = start_engine()
    request = engine.open(str(images["melanoma"]))
    described = log.wait_for(messages.Described)
    expected = open_image(images["melanoma"])
    _, opened, found = log.seen[:3]
    assert isinstance(log.seen[0], messages.Ready)
    assert (opened.request, opened.image.sha256) == (request, expected.sha256)
    assert np.array_equal(opened.image.rgb, expected.rgb)
    assert (found.request, found.sha256) == (request, expected.sha256)
    assert (described.request, described.sha256) == (request, expected.sha256)
    pieces = [event.text for event in log.seen if isinstance(event, messages.Piece)]
    assert len(pieces) > 1
    assert described.finding.description == "".join(pieces).strip()
    assert described.finding.differential == found.finding.differential


def test_description_is_what_the_runtime_gives(
    start_engine: StartEngine, log: Any, bundle: Any, images: dict[str, Path]
) -> None:
    """The streamed text is settled exactly as `Bundle.diagnose` settles it."""
    engine = start_engine()
    for path in images.values():
        engine.open(str(path))
        described = log.wait_for(messages.Described)
        expected = bundle.diagnose(path)
        assert described.finding.description == expected.description
        assert described.finding.description_agrees == expected.description_agrees
        assert described.finding.abstain == expected.abstain


def test_pasted_bytes_are_named_as_given(
    start_engine: StartEngine, log: Any, images: dict[str, Path]
) -> None:
    engine = start_engine()
    engine.open("Pasted image", images["eczema"].read_bytes())
    assert log.wait_for(messages.Found).finding.file == "Pasted image"
    engine.open("Pasted image", b"no image at all")
    assert log.wait_for(messages.Failed).reason.startswith("Pasted image: ")


@pytest.mark.parametrize("content", [b"", b"hello", b"\x89PNG\r\n\x1a\n broken"])
def test_unusable_file_fails_with_its_name(
    content: bytes, start_engine: StartEngine, log: Any, tmp_path: Path
) -> None:
    file = tmp_path / "broken.png"
    file.write_bytes(content)
    request = start_engine().open(str(file))
    failed = log.wait_for(messages.Failed)
    assert failed.request == request
    assert "broken.png" in failed.reason
    assert "\n" not in failed.reason


def test_question_is_answered_about_the_open_image(
    start_engine: StartEngine, log: Any, images: dict[str, Path]
) -> None:
    engine = start_engine()
    engine.open(str(images["melanoma"]))
    image = log.wait_for(messages.Opened).image
    log.wait_for(messages.Described)
    request = engine.ask(image, "Is the border irregular?")
    answered = log.wait_for(messages.Answered)
    assert (answered.request, answered.sha256) == (request, image.sha256)
    assert any(isinstance(e, messages.Piece) and e.request == request for e in log.seen)


def test_no_answer_where_the_model_abstains(
    start_engine: StartEngine, log: Any, images: dict[str, Path]
) -> None:
    engine = start_engine()
    engine.open(str(images["pathology"]))
    image = log.wait_for(messages.Opened).image
    log.wait_for(messages.Described)
    request = engine.ask(image, "Is it malignant?")
    log.wait_for(messages.Answered)
    pieces = [e.text for e in log.seen if isinstance(e, messages.Piece) and e.request == request]
    assert "".join(pieces).startswith("No answer is given: ")


def test_no_answer_to_what_no_image_shows(
    start_engine: StartEngine, log: Any, images: dict[str, Path]
) -> None:
    engine = start_engine()
    engine.open(str(images["melanoma"]))
    image = log.wait_for(messages.Opened).image
    log.wait_for(messages.Described)
    request = engine.ask(image, "Should I excise it?")
    log.wait_for(messages.Answered)
    pieces = [e.text for e in log.seen if isinstance(e, messages.Piece) and e.request == request]
    assert "".join(pieces).startswith("No answer is given: an image shows no treatment")


def test_opening_another_image_gives_up_the_first(
    start_engine: StartEngine, log: Any, images: dict[str, Path], large_image: Path
) -> None:
    engine = start_engine()
    first = engine.open(str(large_image))
    second = engine.open(str(images["melanoma"]))
    log.wait_for(messages.Described)
    assert not any(
        isinstance(event, messages.Found | messages.Described) and event.request == first
        for event in log.seen
    )
    assert log.seen[-1].request == second


@needs_signals
def test_death_of_the_process_costs_one_image(
    start_engine: StartEngine, log: Any, images: dict[str, Path], large_image: Path
) -> None:
    engine = start_engine()
    log.wait_for(messages.Ready)
    lost = engine.open(str(large_image))
    stop_process(engine, signal.SIGSEGV)
    stopped = log.wait_for(messages.Stopped)
    assert stopped.lost == (lost,)
    assert stopped.restarting
    assert large_image.name in stopped.reason
    assert "SIGSEGV" in stopped.reason
    engine.open(str(images["melanoma"]))
    assert log.wait_for(messages.Found).finding.status == "ok"


@needs_signals
def test_image_that_cuda_took_down_is_read_on_the_cpu(
    start_engine: StartEngine, log: Any, tiny: Path, images: dict[str, Path], large_image: Path
) -> None:
    engine = start_engine()
    log.wait_for(messages.Ready)
    engine.change(EngineChoice(tiny, "auto"))
    log.wait_for(messages.Ready)
    # What a computer with CUDA says; the process is the real one, and really dies.
    assert engine._child is not None
    engine._child.provider = "cuda"
    stop_process(engine, signal.SIGSTOP)
    request = engine.open(str(images["melanoma"]))
    stop_process(engine, signal.SIGKILL)
    stopped = log.wait_for(messages.Stopped)
    assert stopped.lost == () and stopped.restarting
    assert "SIGKILL" in stopped.reason or "ended by the system" in stopped.reason
    assert "the CPU alone" in stopped.reason
    assert log.wait_for(messages.Found).request == request
    assert log.wait_for(messages.Described).request == request
    assert engine._choice.provider == "cpu"
    # A second death is the CPU's own, and costs the image.
    stop_process(engine, signal.SIGSTOP)
    third = engine.open(str(large_image))
    stop_process(engine, signal.SIGKILL)
    assert third in log.wait_for(messages.Stopped).lost


@needs_signals
def test_hung_process_is_replaced_and_what_waited_goes_on(
    start_engine: StartEngine, log: Any, images: dict[str, Path]
) -> None:
    engine = start_engine()
    log.wait_for(messages.Ready)
    slow = Patience(working=600.0, cancelled=0.5)
    engine.close()
    engine = start_engine(patience=slow)
    log.wait_for(messages.Ready)
    stop_process(engine, signal.SIGSTOP)
    first = engine.open(str(images["melanoma"]))
    second = engine.open(str(images["eczema"]))
    stopped = log.wait_for(messages.Stopped)
    assert stopped.lost == (first,)
    assert "did not respond" in stopped.reason
    described = log.wait_for(messages.Described)
    assert described.request == second


@needs_signals
def test_question_goes_on_after_a_restart(
    start_engine: StartEngine, log: Any, images: dict[str, Path]
) -> None:
    """The pixels on the screen go to the new process; the file is not read again."""
    engine = start_engine()
    engine.open(str(images["melanoma"]))
    image = log.wait_for(messages.Opened).image
    log.wait_for(messages.Described)
    stop_process(engine, signal.SIGKILL)
    log.wait_for(messages.Stopped)
    request = engine.ask(image, "Is the border irregular?")
    assert log.wait_for(messages.Answered).request == request


def test_process_that_never_starts_is_given_up(
    start_engine: StartEngine, log: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "not a number")
    engine = start_engine()
    assert log.wait_for(messages.Stopped).restarting
    assert not log.wait_for(messages.Stopped).restarting
    monkeypatch.delenv("PYTHONHASHSEED")
    engine.start()
    assert log.wait_for(messages.Ready).name == "tiny"


def test_refused_bundle_is_explained_and_images_still_open(
    start_engine: StartEngine, log: Any, images: dict[str, Path], tiny: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "changed"
    shutil.copytree(tiny, folder)
    (folder / "MODEL_CARD.md").write_text("changed", encoding="utf-8")
    engine = start_engine(folder)
    reason = log.wait_for(messages.Unavailable).reason
    assert "MODEL_CARD.md" in reason
    engine.open(str(images["melanoma"]))
    log.wait_for(messages.Opened)
    assert log.wait_for(messages.Failed).reason == reason


def test_close_ends_process_and_threads(start_engine: StartEngine, log: Any) -> None:
    before = threading.active_count()
    engine = start_engine()
    log.wait_for(messages.Ready)
    process = engine.process_id
    assert process is not None
    engine.close()
    assert engine.process_id is None
    assert threading.active_count() == before
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_another_model_answers_after_a_change(
    start_engine: StartEngine,
    log: Any,
    tiny: Path,
    bundles: Any,
    images: dict[str, Path],
    tmp_path: Path,
) -> None:
    engine = start_engine()
    first = log.wait_for(messages.Ready)
    other = bundles.build(tmp_path / "other", edit=lambda record: record.update(version="9.9.9"))
    before = engine.open(str(images["melanoma"]))
    engine.change(EngineChoice(other, "cpu"))
    stopped = log.wait_for(messages.Stopped)
    assert stopped.lost == (before,) and stopped.restarting
    second = log.wait_for(messages.Ready)
    assert second.version == "9.9.9" != first.version
    after = engine.open(str(images["melanoma"]))
    assert after > before
    assert log.wait_for(messages.Found).request == after


def test_heat_map_and_outline_are_those_of_the_runtime(
    start_engine: StartEngine, log: Any, bundle: Any, images: dict[str, Path]
) -> None:
    engine = start_engine()
    engine.open(str(images["melanoma"]))
    log.wait_for(messages.Described)
    image = next(event.image for event in log.seen if isinstance(event, messages.Opened))
    request = engine.explain(image, "melanocytic-nevus")
    explained = log.wait_for(messages.Explained)
    expected = bundle.explain(image, code="melanocytic-nevus")
    outline = bundle.outline(image)
    assert (explained.request, explained.sha256) == (request, image.sha256)
    assert (explained.code, explained.name) == (expected.code, expected.name)
    shape = (explained.map_height, explained.map_width)
    drawn = np.frombuffer(explained.map, np.uint8).reshape(shape)
    overlay = expected.overlay((explained.map_width, explained.map_height))
    assert np.abs(drawn / 255 - overlay).max() <= 0.5 / 255 + 1e-6
    assert explained.doubt == outline.reason
    assert np.allclose(explained.outline, outline.polygon) or len(outline.polygon) == 0


def test_unknown_diagnosis_is_explained_and_not_drawn(
    start_engine: StartEngine, log: Any, images: dict[str, Path]
) -> None:
    engine = start_engine()
    engine.open(str(images["melanoma"]))
    log.wait_for(messages.Described)
    image = next(event.image for event in log.seen if isinstance(event, messages.Opened))
    request = engine.explain(image, "no-such-thing")
    failed = log.wait_for(messages.Failed)
    assert failed.request == request
    assert "no-such-thing" in failed.reason


def test_image_that_is_looked_at_is_not_analysed(
    start_engine: StartEngine, log: Any, images: dict[str, Path]
) -> None:
    engine = start_engine()
    content = images["melanoma"].read_bytes()
    engine.open("stored.png", content, look_only=True)
    opened = log.wait_for(messages.Opened)
    assert np.array_equal(opened.image.rgb, open_image(content).rgb)
    engine.ask(opened.image, "Is the border irregular?")
    log.wait_for(messages.Answered)
    assert not any(isinstance(event, messages.Found) for event in log.seen)


@needs_signals
def test_death_during_a_heat_map_is_explained(
    start_engine: StartEngine, log: Any, images: dict[str, Path]
) -> None:
    engine = start_engine()
    engine.open(str(images["melanoma"]))
    log.wait_for(messages.Described)
    image = next(event.image for event in log.seen if isinstance(event, messages.Opened))
    stop_process(engine, signal.SIGSTOP)
    request = engine.explain(image)
    stop_process(engine, signal.SIGKILL)
    stopped = log.wait_for(messages.Stopped)
    assert stopped.lost == (request,)
    assert "heat map was not made" in stopped.reason
    engine.explain(image)
    assert log.wait_for(messages.Explained).sha256 == image.sha256
