"""Styles of miniature books: each says how a publisher sets figures and captions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from miniatures.books.pictures import Picture
from miniatures.books.setting import Habits
from miniatures.books.sheet import Box


@dataclass(frozen=True)
class Plan:
    """One figure as ordered from the press.

    ``arrangement`` is "row", "column" or "grid"; ``gutter`` joins the pictures into one raster
    with "white", "black" or "flush" gutters; ``kind`` is "photo", "chart", "diagram" (vector),
    "rchart" or "rdiagram" (raster). ``beside`` sets it in one row with the next plan; ``turned`` on
    a landscape page; ``numbers`` is how many figure numbers the caption joins; ``continued``
    repeats the number before; ``suffix`` is a letter after the number ("3.4A"). None takes the
    style's way.
    """

    pictures: tuple[Picture, ...]
    arrangement: str = "row"
    gutter: str | None = None
    kind: str = "photo"
    letters: str | None = None
    parts: str | None = None
    place: str | None = None
    span: str = "column"
    width: float = 1.0
    encoding: str | None = None
    beside: bool = False
    turned: bool = False
    numbers: int = 1
    continued: bool = False
    suffix: str = ""
    remark: bool = True
    vector_arrow: bool = False


@dataclass(frozen=True)
class Style:
    """A book's style.

    ``label`` is formatted with {c} chapter, {n} number, {r} Roman number; ``place`` is "below",
    "above", "left", "right", "margin", "facing", "next_column", "legends" or "number_above".
    ``places`` are taken in turn instead; ``prose`` is how many paragraphs stand between figures;
    ``frame`` is "line", "tint" or "band" (a dark band under the caption); ``label_line`` sets the
    label on a line of its own and ``hanging`` the words that many points to its right.
    ``programme`` names what the book shows, see `PROGRAMME`.
    """

    name: str
    label: str = "Figure {c}.{n}"
    separator: str = " "
    joint_label: str = "Figures {a} and {b}"
    chapter: int = 3
    columns: int = 1
    paper: tuple[float, float] = (595.0, 842.0)
    margins: Box = (62.0, 66.0, 62.0, 66.0)
    margin_column: float = 0.0
    family: str = "serif"
    caption_family: str | None = None
    size: float = 10.0
    caption_size: float = 8.5
    label_weight: str = "bold"
    label_colour: tuple[float, float, float] = (0.0, 0.0, 0.0)
    small_caps: bool = False
    caption_weight: str = "plain"
    caption_colour: tuple[float, float, float] = (0.0, 0.0, 0.0)
    habits: Habits = field(default_factory=Habits)
    caption_habits: Habits | None = None
    place: str = "below"
    places: tuple[str, ...] = ()
    prose: tuple[int, int] = (1, 2)
    frame: str | None = None
    label_line: bool = False
    hanging: float = 0.0
    side_top: bool = False
    letters: str = "burnt"
    parts: str = "(a);"
    gap: float = 3.0
    caption_gap: float = 5.0
    language: str = "en"
    encoding: str = "jpeg"
    encodings: tuple[str, ...] = ()
    grey: bool = False
    rotations: tuple[int, ...] = (0,)
    crop: Box = (0.0, 0.0, 0.0, 0.0)
    head: bool = True
    logo: bool = False
    background: bool = False
    list_of_figures: bool = False
    simple_fonts: bool = False
    unnumbered: bool = False
    object_streams: bool = False
    scan: str | None = None
    programme: tuple[str, ...] = ("one", "two", "derm", "path", "four", "one")


def _picture(kind: str, seed: int, style: Style, **rest: object) -> Picture:
    return replace(Picture(kind, seed, grey=style.grey), **rest)


def _shot(kind: str, **plan: object):
    def order(style: Style, seed: int) -> Plan:
        return Plan((_picture(kind, seed, style),), **{"width": 0.72, **plan})

    return order


def _group(*kinds: str, size: tuple[int, int] = (300, 240), **plan: object):
    def order(style: Style, seed: int) -> Plan:
        pictures = tuple(
            _picture(kind, seed + 31 * place, style, size=size) for place, kind in enumerate(kinds)
        )
        return Plan(pictures, **plan)

    return order


def _marked(kind: str, mark: str):
    def order(style: Style, seed: int) -> Plan:
        return Plan((_picture(kind, seed, style, mark=mark),), width=0.72)

    return order


def _vector(kind: str):
    def order(style: Style, seed: int) -> Plan:
        return Plan((Picture(kind.removeprefix("r"), seed, (420, 280)),), kind=kind, width=0.8)

    return order


_C, _D, _P = "clinical", "dermoscopy", "pathology"
PROGRAMME = {
    "one": _shot(_C),
    "full": _shot(_C, width=1.0),
    "small": _shot(_C, width=0.45),
    "derm": _shot(_D),
    "path": _shot(_P),
    "engraving": _shot("engraving"),
    "tall": lambda style, seed: Plan((_picture(_C, seed, style, size=(270, 380)),), width=0.6),
    "two": _group(_C, _D),
    "two-clinical": _group(_C, _C),
    "two-path": _group(_C, _P),
    "three": _group(_C, _D, _P),
    "four": _group(_D, _D, _C, _C, arrangement="grid"),
    "six": _group(_C, _C, _D, _D, _P, _P, arrangement="grid", span="page"),
    "stack": _group(_C, _P, arrangement="column", width=0.6),
    "wide-one": _shot(_C, span="page", width=0.8),
    "wide-two": _group(_C, _P, span="page"),
    "wide-three": _group(_C, _D, _P, span="page"),
    "beside": _shot(_C, beside=True, width=1.0, span="page"),
    "composite": _group(_C, _D, gutter="white"),
    "composite-black": _group(_C, _C, gutter="black"),
    "composite-four": _group(_D, _D, _P, _P, arrangement="grid", gutter="white"),
    "composite-flush": _group(_C, _P, gutter="flush"),
    "turned": _group(_C, _P, turned=True),
    "turned-one": _shot(_C, turned=True, width=0.7),
    "joint": _group(_C, _D, numbers=2, parts="left:", letters="none"),
    "lettered-a": _shot(_C, beside=True, width=1.0, span="page", suffix="A"),
    "lettered-b": _shot(_P, width=1.0, span="page", suffix="B"),
    "top-bottom": _group(_C, _P, arrangement="column", width=0.5, parts="top:", letters="none"),
    "continued": _group(_P, _P, continued=True),
    "arrow": _marked(_P, "arrow"),
    "asterisk": _marked(_P, "asterisk"),
    "words": _marked(_P, "letters"),
    "scale": _marked(_P, "scale"),
    "eye_bar": _marked(_C, "eye_bar"),
    "mosaic": _marked(_C, "mosaic"),
    "vector-arrow": _shot(_C, vector_arrow=True),
    "low": lambda style, seed: Plan((_picture(_C, seed, style, size=(84, 63)),), width=0.4),
    "chart": _vector("chart"),
    "rchart": _vector("rchart"),
    "diagram": _vector("diagram"),
    "rdiagram": _vector("rdiagram"),
}
EXTRAS = ("table", "box", "heading", "ornament", "duplicate", "chapter")
ROWS = {"row-2": (2, 1), "row-3": (3, 1), "page-6": (2, 3), "page-4": (2, 2)}
TOGETHER = {"together-4": (2, 2), "together-2": (2, 1), "together-6": (3, 2)}
"""How many of the entries that follow stand side by side and below one another: each with its own
caption, or with all captions together below."""
