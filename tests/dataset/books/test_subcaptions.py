"""Captions split by panel, and parts given to panels."""

# Letters of other scripts are meant as they stand.
# ruff: noqa: RUF001

from __future__ import annotations

import pytest

from skinvl.dataset.books.layout import Box, Caption, Figure, Panel, union
from skinvl.dataset.books.subcaptions import EMPHASIS, assign, reading_order, split_parts

_ON, _OFF = EMPHASIS


@pytest.mark.parametrize(
    ("body", "lead", "parts"),
    [
        ("Psoriasis: (a) scalp; (b, c) nails.", "Psoriasis", "a=scalp b=nails c=nails"),
        ("A man (a) and a woman (b).", "", "a=A man|b=a woman"),
        ("Views. a, Arm. b, Leg.", "Views", "a=Arm b=Leg"),
        ("A, Arm. B, Leg.", "", "A=Arm B=Leg"),
        ("A. Arm. B. Leg", "", "A=Arm B=Leg"),
        ("A Arm seen. B Leg seen.", "", "A=Arm seen|B=Leg seen"),
        ("Psoriasis. a Arm. b Leg.", "Psoriasis", "a=Arm b=Leg"),
        ("a) arm; b) leg.", "", "a=arm b=leg"),
        ("(1) arm (2) leg", "", "1=arm 2=leg"),
        ("(i) arm; (ii) leg; (iii) nail", "", "i=arm ii=leg iii=nail"),
        ("(A and B) Arm; (C) Leg", "", "A=Arm B=Arm C=Leg"),
        ("A–C: arm. D: leg", "", "A=arm B=arm C=arm D=leg"),
        ("(a, b) Psoriasis: (a) elbow; (b) knee.", "Psoriasis", "a=elbow b=knee"),
        ("Left: plaque. Right: scale.", "", "left=plaque right=scale"),
        ("Plaque (left) and scale (right).", "", "left=Plaque right=scale"),
        ("Links: Plaque. Rechts: Schuppe.", "", "left=Plaque right=Schuppe"),
        ("（a）皮损；（b）组织", "", "a=皮损 b=组织"),
        ("左：皮损。右：组织。", "", "left=皮损 right=组织"),
        (f"Foo {_ON}a{_OFF} arm. {_ON}b{_OFF} leg", "Foo", "a=arm b=leg"),
        (
            "Clinical (a), dermoscopic (b) and histological (c) views.",
            "",
            "a=Clinical views|b=dermoscopic views|c=histological views",
        ),
        (
            "Foo. (a) Arm. (b) Leg (H&E, ×100). Courtesy of Dr Hebra.",
            "Foo",
            "a=Arm|b=Leg (H&E, ×100)",
        ),
    ],
)
def test_parts_by_panel(body: str, lead: str, parts: str) -> None:
    pieces = parts.split("|") if "|" in parts else parts.split(" ")
    wanted = tuple(tuple(piece.split("=", 1)) for piece in pieces)
    assert split_parts(body) == (lead, wanted)


@pytest.mark.parametrize(
    "body",
    [
        "A 45-year-old man with a plaque. Note the scale (a).",
        "Acne: (a-d) papules.",
        "Lesion of the left hand.",
        f"{_ON}c{_OFF}, corneous layer; {_ON}g{_OFF}, granular layer",
        "Psoriasis of the scalp (H&E, ×100) in 3 patients.",
    ],
)
def test_captions_without_parts(body: str) -> None:
    assert split_parts(body) == ("", ())


def _figure(*boxes: Box, letters: str = "") -> Figure:
    panels = tuple(
        Panel(letters[place] if letters else None, box, (place,)) for place, box in enumerate(boxes)
    )
    return Figure("p1-1", 1, union(list(boxes)), "photo", panels)


def _caption(body: str) -> Caption:
    lead, parts = split_parts(body)
    return Caption(1, (0, 300, 200, 320), body, None, None, body, lead, parts)


_LEFT, _RIGHT, _UNDER = (0.0, 0.0, 90.0, 80.0), (100.0, 2.0, 190.0, 80.0), (0.0, 90.0, 90.0, 170.0)


def test_letters_decide_before_order() -> None:
    figure = _figure(_LEFT, _RIGHT, letters="BA")
    assert assign(figure, _caption("(a) arm; (b) leg")) == ("leg", "arm")


def test_without_letters_the_reading_order_decides() -> None:
    figure = _figure(_UNDER, _RIGHT, _LEFT)
    assert assign(figure, _caption("(a) arm; (b) leg; (c) nail")) == ("nail", "leg", "arm")


def test_a_letter_that_was_not_read_is_filled_in() -> None:
    panels = (Panel("a", _LEFT, (0,)), Panel(None, _RIGHT, (1,)))
    figure = Figure("p1-1", 1, (0, 0, 190, 80), "photo", panels)
    assert assign(figure, _caption("(a) arm; (b) leg")) == ("arm", "leg")


def test_nothing_is_guessed_when_the_numbers_differ() -> None:
    figure = _figure(_LEFT, _RIGHT)
    assert assign(figure, _caption("(a) arm; (b) leg; (c) nail")) == (None, None)


def test_places_go_by_geometry() -> None:
    figure = _figure(_RIGHT, _LEFT)
    assert assign(figure, _caption("Left: plaque. Right: scale.")) == ("scale", "plaque")


def test_panels_without_height_end_too() -> None:
    flat = (0.0, 10.0, 50.0, 10.0)
    panels = [Panel(None, flat, (0,)), Panel(None, flat, (1,))]
    assert sorted(reading_order(panels)) == [0, 1]
