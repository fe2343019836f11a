"""A reading takes its own events and refuses all others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from skinvl.contract.image import open_image
from skinvl.desktop.core import messages
from skinvl.desktop.core.reading import Reading


@pytest.fixture
def events(bundle: Any, images: dict[str, Path]) -> list[messages.Event]:
    """What the engine sends for one image under the number 7."""
    image = open_image(images["melanoma"])
    finding = bundle.diagnose(image, describe=False)
    complete = bundle.diagnose(image)
    return [
        messages.Opened(7, image),
        messages.Found(7, image.sha256, finding),
        messages.Piece(7, image.sha256, "Dermoscopic"),
        messages.Piece(7, image.sha256, " image."),
        messages.Described(7, image.sha256, complete),
    ]


def test_reading_grows_with_its_events(events: list[messages.Event]) -> None:
    reading = Reading(7, "a.png")
    states = [reading.state]
    for event in events:
        assert reading.take(event)
        states.append(reading.state)
    assert states == ["opening", "analysing", *["describing"] * 3, "complete"]
    assert reading.finding is not None
    assert reading.description == reading.finding.description
    assert reading.can_report
    assert reading.can_ask


def test_events_of_another_request_are_refused(events: list[messages.Event]) -> None:
    reading = Reading(8, "b.png")
    for event in events:
        assert not reading.take(event)
    assert reading.state == "opening"
    assert reading.image is None
    assert reading.finding is None


def test_result_for_another_image_is_refused(
    events: list[messages.Event], images: dict[str, Path]
) -> None:
    """Even under the right number: the sha256 decides."""
    reading = Reading(7, "b.png")
    reading.take(messages.Opened(7, open_image(images["eczema"])))
    for event in events[1:]:
        assert not reading.take(event)
    assert reading.finding is None


def test_what_comes_after_stop_is_refused(events: list[messages.Event]) -> None:
    reading = Reading(7, "a.png")
    for event in events[:3]:
        reading.take(event)
    reading.stop()
    assert not any(reading.take(event) for event in events[3:])
    assert reading.state == "stopped"
    assert reading.description == "Dermoscopic"
    assert reading.can_report


def test_answer_grows_and_stops(events: list[messages.Event]) -> None:
    reading = Reading(7, "a.png")
    for event in events:
        reading.take(event)
    sha256 = events[1].sha256
    exchange = reading.ask(9, "Why?")
    assert not reading.can_ask
    assert not reading.can_report
    assert not reading.take(messages.Piece(8, sha256, "stale"))
    assert not reading.take(messages.Piece(9, "0" * 64, "of another image"))
    assert reading.take(messages.Piece(9, sha256, "Because"))
    reading.stop()
    assert not reading.take(messages.Piece(9, sha256, " of"))
    assert (exchange.answer, exchange.state) == ("Because", "stopped")
    assert reading.can_ask


def test_question_needs_a_result(events: list[messages.Event]) -> None:
    reading = Reading(7, "a.png")
    reading.take(events[0])
    with pytest.raises(ValueError, match="needs a result"):
        reading.ask(8, "Why?")


def test_failure_before_a_result(events: list[messages.Event]) -> None:
    reading = Reading(7, "a.png")
    assert reading.take(messages.Failed(7, "a.png: broken"))
    assert (reading.state, reading.problem) == ("failed", "a.png: broken")
    assert not reading.take(events[0])
    assert not reading.can_report


def test_death_of_the_engine_fails_what_was_lost(events: list[messages.Event]) -> None:
    reading = Reading(7, "a.png")
    for event in events:
        reading.take(event)
    exchange = reading.ask(9, "Why?")
    assert not reading.take(messages.Stopped((3,), "crashed", True))
    assert reading.take(messages.Stopped((9,), "crashed", True))
    assert (exchange.state, exchange.answer) == ("failed", "crashed")
    assert reading.state == "complete"
