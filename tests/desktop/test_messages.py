"""Messages arrive as they were sent, through a real pipe."""

from __future__ import annotations

import multiprocessing
import threading
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skinvl.contract.image import OpenedImage, open_image
from skinvl.desktop.core import messages
from skinvl.desktop.core.dicom_facts import DicomFacts


def carry(message: messages.Message) -> messages.Message:
    receiving, sending = multiprocessing.Pipe(duplex=False)
    thread = threading.Thread(target=messages.send_message, args=(sending, message))
    thread.start()
    received = messages.receive_message(receiving)
    thread.join()
    receiving.close()
    sending.close()
    return received


@pytest.mark.parametrize(
    "message",
    [
        messages.Open(1, "a.png"),
        messages.Open(2, "Pasted image", b"\x00\xff" * 100_000),
        messages.Open(3, "nothing", b""),
        messages.Open(3, "stored.png", b"bytes", look_only=True),
        messages.Explain(10, "ab", "melanoma"),
        messages.Explain(11, "ab"),
        messages.Explained(
            12,
            "ab",
            "melanoma",
            "Melanoma",
            2,
            1,
            b"\x00\xff",
            None,
            ((1.5, 2.0), (3.0, 4.0)),
            "why",
        ),
        messages.Ask(4, "ab", "Is \u00dcberempfindlichkeit seen?\n"),
        messages.Cancel(5),
        messages.Ready("n", "1", "ab", "cpu", "int8", None, 0.9, "Apache-2.0", ("a", "b")),
        messages.Unavailable("why"),
        messages.Piece(6, "ab", " word"),
        messages.Answered(7, "ab"),
        messages.Cancelled(8),
        messages.Failed(9, "why"),
    ],
)
def test_message_is_carried(message: messages.Message) -> None:
    assert carry(message) == message


def test_finding_is_carried(bundle: Any, images: dict[str, Path]) -> None:
    finding = bundle.diagnose(images["melanoma"])
    assert carry(messages.Found(1, "ab", finding)) == messages.Found(1, "ab", finding)


def test_image_is_carried(images: dict[str, Path]) -> None:
    image = open_image(images["eczema"])
    received = carry(messages.Opened(1, image))
    assert isinstance(received, messages.Opened)
    assert np.array_equal(received.image.rgb, image.rgb)
    assert received.image.rgb.dtype == np.uint8
    for name in ("sha256", "path", "format", "original_size", "notes"):
        assert getattr(received.image, name) == getattr(image, name)


def test_pixels_need_not_be_contiguous() -> None:
    rgb = np.arange(4 * 6 * 3, dtype=np.uint8).reshape(4, 6, 3)[:, ::2]
    image = OpenedImage(rgb, "ab", None, "PNG", (3, 4), ("turned",))
    received = carry(messages.Hold(image))
    assert isinstance(received, messages.Hold)
    assert np.array_equal(received.image.rgb, rgb)


def test_foreign_frame_is_refused() -> None:
    receiving, sending = multiprocessing.Pipe(duplex=False)
    sending.send_bytes(b'{"kind": "Surprise"}')
    with pytest.raises(ValueError, match="not a message"):
        messages.receive_message(receiving)


def test_facts_of_a_dicom_file_are_carried(images: dict[str, Path]) -> None:
    image = open_image(images["eczema"])
    facts = DicomFacts(number="4711", name="Doe, Jane", birth_date=date(1960, 2, 3), mm_per_px=0.01)
    received = carry(messages.Opened(1, image, facts))
    assert isinstance(received, messages.Opened)
    assert received.facts == facts
