"""Styles that differ in where captions stand."""

# Printed dashes are meant.
# ruff: noqa: RUF001

from __future__ import annotations

from miniatures.books.layouts import Style
from miniatures.books.setting import Habits

_FULL = Habits(justify=True)
_CENTRED = Habits(centre=True, hyphenate=False)
_BLUE = (0.1, 0.3, 0.6)
_RED = (0.6, 0.1, 0.1)
_ATLAS = (482.0, 680.0)
_QUARTO = (540.0, 720.0)

PLACES = (
    Style(
        "plain-below",
        programme=("one", "two", "derm", "chart", "path", "four", "table", "three", "one"),
    ),
    Style(
        "two-columns-dash",
        label="Fig. {c}-{n}.",
        columns=2,
        size=9.5,
        habits=_FULL,
        letters="overlay",
        parts="A,",
        logo=True,
        programme=(
            *("one", "two", "derm", "wide-three", "diagram", "path"),
            *("beside", "one", "table", "derm", "box", "full"),
        ),
    ),
    Style(
        "above-pipe",
        label="FIGURE {n}",
        separator=" | ",
        columns=2,
        family="sans",
        place="above",
        label_colour=_BLUE,
        parts="*a*",
        programme=("one", "two", "derm", "rchart", "path", "wide-two", "one", "box", "four"),
    ),
    Style(
        "outer-margin",
        label="Fig {c}·{n}",
        place="margin",
        margin_column=118,
        caption_family="sans",
        parts="(a).",
        programme=("one", "two", "derm", "stack", "path", "one", "three"),
    ),
    Style(
        "outer-margin-top",
        label="{c}.{n}",
        place="margin",
        margin_column=104,
        margins=(48, 60, 48, 60),
        side_top=True,
        label_colour=_RED,
        family="sans",
        size=9,
        parts="A:",
        letters="overlay-bottom",
        programme=("one", "two-path", "derm", "full", "box", "two", "diagram", "one"),
    ),
    Style(
        "facing-plates",
        label="Plate {r}",
        separator=". ",
        place="facing",
        parts="A,;",
        programme=("four", "full", "stack", "two", "one"),
    ),
    Style(
        "legends-at-the-end",
        label="Plate {r}",
        separator=". ",
        place="legends",
        label_weight="plain",
        small_caps=True,
        programme=("full", "derm", "path", "one", "tall"),
    ),
    Style(
        "number-above-centred",
        label="Plate {r}",
        separator=". ",
        place="number_above",
        label_weight="plain",
        small_caps=True,
        caption_weight="italic",
        caption_habits=Habits(centre=True),
        programme=("one", "engraving", "derm", "full", "path", "small"),
    ),
    Style(
        "unnumbered-centred",
        unnumbered=True,
        caption_weight="italic",
        caption_habits=_CENTRED,
        programme=("one", "derm", "path", "small", "full", "tall"),
    ),
    Style(
        "next-column",
        label="Fig. {n}",
        columns=2,
        place="next_column",
        parts="(a).",
        programme=("one", "derm", "full", "path", "two", "one"),
    ),
    Style(
        "next-page",
        label="Figure {n}",
        separator=": ",
        paper=_ATLAS,
        margins=(54, 60, 54, 50),
        place="next_column",
        programme=("one", "derm", "two", "path"),
    ),
    Style(
        "beside-left",
        label="Image {n}",
        separator=": ",
        place="left",
        caption_colour=(0.25, 0.25, 0.3),
        family="sans",
        programme=("one", "derm", "stack", "path", "one", "tall", "two"),
    ),
    Style(
        "beside-right-top",
        label="Photo {n}",
        separator=" – ",
        place="right",
        side_top=True,
        label_weight="italic",
        programme=("one", "derm", "tall", "stack", "table", "path", "composite-four"),
    ),
    Style(
        "three-columns",
        label="Fig. {n}",
        separator=" ",
        columns=3,
        size=8,
        caption_size=7,
        margins=(40, 60, 40, 54),
        habits=_FULL,
        parts="*A*",
        letters="overlay",
        programme=(
            "full",
            "derm",
            "wide-three",
            "path",
            "full",
            "beside",
            "derm",
            "rdiagram",
            "full",
        ),
    ),
    Style(
        "side-by-side-atlas",
        label="Figure {c}.{n}",
        paper=_QUARTO,
        margins=(50, 60, 50, 54),
        programme=("beside", "derm", "beside", "path", "beside", "one", "lettered-a", "lettered-b"),
    ),
    Style(
        "side-by-side-above",
        label="Fig. {c}.{n}",
        separator=". ",
        place="above",
        caption_weight="italic",
        programme=("beside", "derm", "one", "beside", "path", "two"),
    ),
)
