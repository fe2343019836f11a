"""Styles that differ in panels and sub-captions, and in language."""

# Printed dashes are meant.

from __future__ import annotations

from miniatures.books.layouts import Style
from miniatures.books.setting import Habits

_FULL = Habits(justify=True)
_CENTRED = Habits(centre=True, hyphenate=False)

PARTS = (
    Style(
        "left-right",
        parts="left:",
        letters="none",
        label="Fig. {n}",
        separator=". ",
        habits=_FULL,
        programme=("two", "two-path", "one", "top-bottom", "two-clinical", "joint"),
    ),
    Style(
        "round-left-right",
        parts="(left)",
        letters="none",
        columns=2,
        programme=("two", "wide-two", "one", "derm", "two-path"),
    ),
    Style(
        "range-only",
        parts="(a-c)",
        letters="overlay",
        label="FIG. {n}",
        separator=". ",
        label_weight="plain",
        programme=("three", "two", "four", "one", "six"),
    ),
    Style(
        "no-letters",
        parts="none",
        letters="none",
        programme=("two", "one", "four", "stack", "three", "derm"),
    ),
    Style(
        "sub-captions-under",
        parts="under",
        label="Figure {n}",
        separator=". ",
        programme=("two", "three", "one", "four", "two-path"),
    ),
    Style(
        "letters-below",
        parts="(a)-",
        letters="below",
        habits=_FULL,
        programme=("two", "three", "four", "one", "stack"),
    ),
    Style(
        "half-brackets",
        parts="a)",
        letters="burnt",
        columns=2,
        programme=("two", "wide-three", "stack", "one", "four", "derm"),
    ),
    Style(
        "trailing-letters",
        parts="(a)<",
        letters="overlay",
        programme=("two", "three", "one", "two-path", "four"),
    ),
    Style(
        "shared-letters",
        parts="(a,b)",
        letters="burnt",
        caption_family="sans",
        programme=("three", "four", "two", "one", "three"),
    ),
    Style(
        "italic-letters",
        parts="/a/",
        letters="overlay-bottom",
        columns=2,
        family="serif",
        label_weight="italic",
        programme=("wide-three", "two", "derm", "four", "one"),
    ),
    Style(
        "composites",
        parts="(A)",
        letters="burnt",
        label="Figure {n}",
        separator=". ",
        programme=("composite", "composite-black", "one", "composite-four", "derm", "composite"),
    ),
    Style(
        "composites-no-letters",
        parts="left:",
        letters="none",
        columns=2,
        programme=("composite", "one", "composite-black", "composite-flush", "derm"),
    ),
    Style(
        "continued",
        parts="(a);",
        label="Figure {c}.{n}",
        programme=("four", "continued", "one", "two", "continued", "joint", "derm"),
    ),
)

LANGUAGES = (
    Style(
        "german",
        language="de",
        label="Abb. {c}.{n}",
        separator=": ",
        habits=_FULL,
        columns=2,
        parts="a)",
        programme=("one", "two", "derm", "table", "wide-three", "path", "one", "chart"),
    ),
    Style(
        "german-tafel",
        language="de",
        label="Tafel {r}",
        separator=" ",
        place="facing",
        parts="A:",
        programme=("full", "two", "stack", "full"),
    ),
    Style(
        "spanish",
        language="es",
        label="Figura {n}",
        separator=". ",
        caption_weight="italic",
        programme=("one", "two", "derm", "path", "rchart", "one"),
    ),
    Style(
        "russian",
        language="ru",
        label="Рис. {n}",
        separator=". ",
        parts="a)",
        programme=("one", "two", "derm", "path", "four", "one"),
    ),
    Style(
        "chinese",
        language="zh",
        family="cjk",
        label="图 {c}-{n}",
        separator="  ",
        joint_label="图 {a} 和 {b}",
        parts="zh",
        caption_habits=_CENTRED,
        programme=("one", "two", "derm", "path", "one", "two-path"),
    ),
)
