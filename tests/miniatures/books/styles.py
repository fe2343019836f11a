"""The named styles that tests and validation runs print in."""

from __future__ import annotations

from miniatures.books.layouts import Style
from miniatures.books.setting import Habits

_RAGGED = Habits(hyphenate=False)
_TWO = ("one", "two", "derm", "wide-three", "path", "four", "one", "derm")

_ALL = (
    Style(
        "plain-below",
        programme=("one", "two", "derm", "chart", "path", "four", "table", "three", "one"),
    ),
    Style(
        "two-columns-dash",
        label="Fig. {c}-{n}.",
        columns=2,
        size=9.5,
        habits=Habits(justify=True),
        letters="overlay",
        parts="A,",
        logo=True,
        programme=(
            "one",
            "two",
            "derm",
            "wide-three",
            "diagram",
            "path",
            "beside",
            "one",
            "table",
            "derm",
            "box",
            "full",
        ),
    ),
    Style(
        "above-pipe",
        label="FIGURE {n}",
        separator=" | ",
        columns=2,
        family="sans",
        place="above",
        label_colour=(0.1, 0.3, 0.6),
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
        "facing-plates",
        label="Plate {r}",
        separator=". ",
        place="facing",
        parts="A,;",
        programme=("four", "full", "stack", "two", "one"),
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
        caption_habits=Habits(centre=True, hyphenate=False),
        programme=("one", "derm", "path", "small", "full", "tall"),
    ),
    Style(
        "next-column",
        label="Fig. {n}",
        separator=" ",
        columns=2,
        place="next_column",
        label_weight="bold",
        parts="(a).",
        programme=("one", "derm", "full", "path", "two", "one"),
    ),
)
STYLES = {style.name: style for style in _ALL}
