"""A reading takes its own events and refuses all others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from skinvl.contract.image import open_image
from skinvl.desktop.core import messages
from skinvl.desktop.core.reading import Exchange, Reading, explain_staleness, is_stale


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


def make_explained(request: int, sha256: str) -> messages.Explained:
    return messages.Explained(
        request, sha256, "melanoma", "Melanoma", 1, 1, b"\x00", None, (), "none found"
    )


def test_heat_map_belongs_to_its_request_and_image(events: list[messages.Event]) -> None:
    reading = Reading(7, "a.png")
    with pytest.raises(ValueError, match="result"):
        reading.explain(8)
    for event in events:
        reading.take(event)
    assert reading.image is not None
    sha256 = reading.image.sha256
    reading.explain(8)
    assert not reading.take(make_explained(9, sha256))
    assert not reading.take(make_explained(8, "0" * 64))
    assert reading.explained is None
    assert reading.take(make_explained(8, sha256))
    assert reading.explained is not None
    assert not reading.take(make_explained(8, sha256))


def test_heat_map_that_fails_leaves_the_result(events: list[messages.Event]) -> None:
    reading = Reading(7, "a.png")
    for event in events:
        reading.take(event)
    reading.explain(8)
    assert reading.take(messages.Stopped((8,), "crashed", True))
    assert reading.explanation_problem == "crashed"
    assert reading.explaining is None
    assert reading.state == "complete"


def test_stored_result_stands_beside_its_image_alone(events: list[messages.Event]) -> None:
    finding = events[-1].finding  # type: ignore[union-attr]
    kept = [Exchange(-1, "Why?", "Because.", "complete")]
    reading = Reading(7, "a.png", look_only=True)
    with pytest.raises(ValueError, match="open stored photograph"):
        reading.recall(finding, "complete", kept)
    assert reading.take(events[0])
    reading.recall(finding, "complete", kept)
    assert (reading.finding, reading.description) == (finding, finding.description)
    assert reading.can_ask
    assert not reading.take(events[1])
    other = replace(finding, stamp=replace(finding.stamp, image_sha256="0" * 64))
    with pytest.raises(ValueError, match="another image"):
        reading.recall(other, "complete", kept)


def test_staleness_names_what_changed(bundle: Any, images: dict[str, Path]) -> None:
    stamp = bundle.diagnose(images["melanoma"]).stamp
    model = messages.Ready(
        bundle.info.name,
        bundle.info.version,
        stamp.bundle_sha256,
        "cuda",
        stamp.precision,
        None,
        0.9,
        "Apache-2.0",
        (),
    )
    assert not is_stale(stamp, model, stamp.image_sha256)
    assert not is_stale(stamp, None, stamp.image_sha256)
    assert "another image" in str(explain_staleness(stamp, model, "0" * 64))
    newer = replace(model, version="9.9", bundle_sha256="f" * 64)
    assert "9.9" in str(explain_staleness(stamp, newer, stamp.image_sha256))
    coarser = replace(model, precision="int8")
    assert "int8" in str(explain_staleness(stamp, coarser, stamp.image_sha256))
    assert is_stale(None, model, stamp.image_sha256)
