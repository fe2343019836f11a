"""The process that decodes for the window: what it hands over, and what its death costs."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from skinvl.contract.errors import ImageError, ImageTooLarge, ImageTruncated, ImageUnsupported
from skinvl.contract.image import open_image
from skinvl.desktop.core import decoding_process, messages
from skinvl.desktop.core.decoding import Decoder

posix = pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="needs signals of POSIX")


def picture(seed: int = 0, side: int = 64) -> bytes:
    pixels = np.random.default_rng(seed).integers(0, 255, (side, side, 3), dtype=np.uint8)
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2024:05:06 10:11:12"
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", exif=exif)
    return stream.getvalue()


@pytest.fixture
def decoder() -> Iterator[Decoder]:
    made = Decoder()
    yield made
    made.close()


def during(decoder: Decoder, content: bytes, act: Callable[[int], object]) -> Exception | None:
    """Stop the process, let it be asked, act on it, and tell what came of the question."""
    decoder.decode(picture(), "first.jpg")
    process = decoder.process_id
    assert process is not None
    os.kill(process, signal.SIGSTOP)
    raised: list[Exception | None] = []

    def ask() -> None:
        try:
            decoder.decode(content, "second.jpg")
        except Exception as error:
            raised.append(error)
        else:
            raised.append(None)

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.3)
    act(process)
    thread.join()
    return raised[0]


def test_pixels_and_day_are_those_of_the_file(decoder: Decoder) -> None:
    content = picture()
    opened = decoder.decode(content, "a.jpg")
    assert np.array_equal(opened.image.rgb, open_image(content).rgb)
    assert opened.image.sha256 == hashlib.sha256(content).hexdigest()
    assert opened.taken_on == date(2024, 5, 6)
    assert opened.facts is None


def test_files_are_decoded_elsewhere_by_one_process(decoder: Decoder) -> None:
    assert decoder.process_id is None
    decoder.decode(picture(1), "a.jpg")
    process = decoder.process_id
    decoder.decode(picture(2), "b.jpg")
    assert process not in (None, os.getpid())
    assert decoder.process_id == process


@pytest.mark.parametrize(
    ("content", "kind"),
    [(picture()[:-400], ImageTruncated), (b"no image at all", ImageUnsupported)],
)
def test_a_refusal_keeps_its_kind_and_names_the_file(
    decoder: Decoder, content: bytes, kind: type[ImageError]
) -> None:
    with pytest.raises(kind, match=r"^bad\.jpg: "):
        decoder.decode(content, "bad.jpg")
    assert decoder.decode(picture(), "good.jpg").image.rgb.shape == (64, 64, 3)


@posix
def test_a_crash_costs_one_file(decoder: Decoder) -> None:
    error = during(decoder, picture(3), lambda process: os.kill(process, signal.SIGKILL))
    assert isinstance(error, ImageError)
    assert str(error).startswith("second.jpg: not opened; the process that decodes images was")
    assert decoder.decode(picture(), "third.jpg").image.rgb.shape == (64, 64, 3)


@posix
def test_a_hang_costs_one_file_even_a_large_one() -> None:
    decoder = Decoder(patience=1.0)
    try:
        # Larger than a pipe holds, so that sending it hangs as well.
        error = during(decoder, picture(3, 1500), lambda process: None)
        assert "did not respond" in str(error)
        assert decoder.process_id is None
    finally:
        decoder.close()


def test_an_answer_read_by_half_is_not_that_to_the_next_file(
    decoder: Decoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def starve(channel: object) -> Any:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(messages, "receive_message", starve)
        with pytest.raises(MemoryError):
            decoder.decode(picture(1), "first.jpg")
    opened = decoder.decode(picture(2), "second.jpg")
    assert opened.image.sha256 == hashlib.sha256(picture(2)).hexdigest()


@posix
def test_closing_does_not_wait_for_a_hang(decoder: Decoder) -> None:
    error = during(decoder, picture(3), lambda process: decoder.close())
    assert isinstance(error, ImageError)
    assert decoder.process_id is None


def test_too_much_memory_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ear:
        def __init__(self) -> None:
            self.said: list[bytes] = []

        def send_bytes(self, frame: bytes) -> None:
            self.said.append(frame)

    def starve(content: bytes) -> Any:
        raise MemoryError

    monkeypatch.setattr(decoding_process, "open_any", starve)
    ear = Ear()
    decoding_process._answer(ear, picture())  # type: ignore[arg-type]
    assert b"ImageTooLarge" in ear.said[0]
    assert issubclass(ImageTooLarge, ImageError)


def test_nothing_of_the_window_decodes_in_its_own_process() -> None:
    """Only those that are a process of their own, or the command line, open images directly."""
    own = {"process.py", "decoding_process.py", "single.py", "dicom_reading.py", "worker.py"}
    root = Path(messages.__file__).parents[1]
    callers = {
        file.name
        for file in root.rglob("*.py")
        if "open_any(" in file.read_text() or "open_image(" in file.read_text()
    }
    assert callers - own - {"dicom_decoding.py"} == set()
