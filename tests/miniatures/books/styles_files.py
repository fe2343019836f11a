"""Styles that differ in how the PDF is made, and what is to be rejected."""

# Printed dashes are meant.

from __future__ import annotations

from miniatures.books.layouts import Style
from miniatures.books.setting import Habits

_RAGGED = Habits(hyphenate=False)
_CENTRED = Habits(centre=True, hyphenate=False)

FILES = (
    Style(
        "turned-pages",
        rotations=(0, 90, 270, 180),
        label="Fig. {c}.{n}",
        programme=("one", "turned", "two", "derm", "turned-one", "path", "turned", "chart"),
    ),
    Style(
        "cropped-pages",
        crop=(34, 40, 26, 52),
        rotations=(0, 270),
        columns=2,
        logo=True,
        background=True,
        object_streams=True,
        programme=("one", "two", "wide-two", "derm", "path", "ornament", "one"),
    ),
    Style(
        "encodings-one",
        encodings=(
            *("cmyk-jpeg", "jpx", "indexed", "soft-mask", "inline", "form", "strips", "tiles"),
            *("clipped", "sideways", "matted"),
        ),
        label="Fig. {n}",
        object_streams=True,
        programme=(
            *("one", "derm", "path", "one", "one", "derm", "one", "path", "one", "derm", "one"),
        ),
    ),
    Style(
        "encodings-two",
        encodings=(
            *("16-bit", "icc-jpeg", "deflated-jpeg", "predictor", "progressive", "flate"),
            *("strips", "clipped", "tiles", "form"),
        ),
        columns=2,
        programme=(
            *("full", "two", "full", "derm", "wide-three", "full", "two", "two-path", "full"),
            *("wide-two",),
        ),
    ),
    Style(
        "halftones",
        grey=True,
        encodings=("grey-jpeg", "1-bit", "ccitt", "image-mask", "flate"),
        label="Fig. {n}",
        separator=".—",
        label_weight="plain",
        small_caps=True,
        caption_habits=_CENTRED,
        programme=("one", "small", "engraving", "one", "tall", "engraving"),
    ),
    Style(
        "simple-fonts",
        simple_fonts=True,
        habits=Habits(justify=True, leading=1.15),
        label="Figure {c}-{n}",
        separator=".  ",
        label_weight="plain",
        columns=2,
        list_of_figures=True,
        programme=("one", "two", "table", "derm", "path", "one", "wide-two"),
    ),
    Style(
        "ligatures-soft-hyphens",
        habits=Habits(soft=True, ligatures=True, justify=True),
        columns=2,
        label="FIG. {c}-{n}",
        programme=("one", "two", "derm", "path", "full", "two-path"),
    ),
    Style(
        "same-face-as-body",
        size=9,
        caption_size=9,
        label_weight="plain",
        label="Figure {n}",
        separator=". ",
        columns=2,
        habits=_RAGGED,
        list_of_figures=True,
        programme=("one", "derm", "two", "wide-one", "path", "one", "table"),
    ),
    Style(
        "bold-captions",
        caption_weight="bold",
        label="FIGURE {n}:",
        family="sans",
        gap=0.5,
        programme=("one", "four", "derm", "two", "path"),
    ),
    Style(
        "rejects",
        logo=True,
        programme=(
            *("one", "arrow", "eye_bar", "derm", "low", "rchart", "path", "asterisk", "chart"),
            *("mosaic", "ornament", "words", "vector-arrow", "diagram", "rdiagram", "duplicate"),
            *("scale", "box", "two", "one"),
        ),
    ),
    Style(
        "rejects-two-columns",
        columns=2,
        label="Fig. {n}",
        separator=". ",
        programme=(
            *("arrow", "full", "eye_bar", "chart", "derm", "low", "words", "wide-one", "mosaic"),
            *("box", "path", "rdiagram", "duplicate", "ornament", "full"),
        ),
    ),
    Style("scan-bare", scan="bare", programme=("one", "two", "derm", "path", "four", "one")),
    Style(
        "scan-hidden-text",
        scan="hidden",
        columns=2,
        label="Fig. {n}",
        separator=". ",
        programme=("one", "two", "derm", "wide-two", "path", "one"),
    ),
)
