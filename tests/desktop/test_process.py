"""The worker inside the engine process, driven directly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from skinvl.contract.image import open_image
from skinvl.desktop.core import messages
from skinvl.desktop.core.process import Worker


def test_answer_stops_at_the_next_word(bundle: Any, images: dict[str, Path]) -> None:
    events: list[messages.Event] = []

    def is_cancelled(request: int) -> bool:
        return sum(isinstance(event, messages.Piece) for event in events) >= 2

    image = open_image(images["melanoma"])
    worker = Worker(bundle, events.append, is_cancelled)
    worker.carry_out(messages.Hold(image))
    worker.carry_out(messages.Ask(1, image.sha256, "Is the border irregular?"))
    pieces = [event for event in events if isinstance(event, messages.Piece)]
    whole = list(bundle.answer(image, "Is the border irregular?"))
    assert [piece.text for piece in pieces] == whole[:2]
    assert len(whole) > 2
    assert events[-1] == messages.Cancelled(1)


def test_description_that_is_stopped_is_not_settled(bundle: Any, images: dict[str, Path]) -> None:
    events: list[messages.Event] = []
    worker = Worker(
        bundle,
        events.append,
        lambda request: any(isinstance(event, messages.Piece) for event in events),
    )
    worker.carry_out(messages.Open(1, str(images["melanoma"])))
    assert [type(event) for event in events] == [
        messages.Opened,
        messages.Found,
        messages.Piece,
        messages.Cancelled,
    ]


def test_question_about_another_image_is_refused(bundle: Any, images: dict[str, Path]) -> None:
    events: list[messages.Event] = []
    worker = Worker(bundle, events.append, lambda request: False)
    worker.carry_out(messages.Hold(open_image(images["melanoma"])))
    other = open_image(images["eczema"])
    worker.carry_out(messages.Ask(1, other.sha256, "What is it?"))
    assert events == [messages.Failed(1, "this image is no longer open; open it again")]


def test_empty_question_is_explained(bundle: Any, images: dict[str, Path]) -> None:
    events: list[messages.Event] = []
    image = open_image(images["melanoma"])
    worker = Worker(bundle, events.append, lambda request: False)
    worker.carry_out(messages.Hold(image))
    worker.carry_out(messages.Ask(1, image.sha256, " "))
    assert [type(event) for event in events] == [messages.Failed]
