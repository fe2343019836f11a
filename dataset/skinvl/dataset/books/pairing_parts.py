"""Sub-captions that are set under each panel, apart from the caption that holds them together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from skinvl.dataset.books.caption_rows import Row
from skinvl.dataset.books.layout import Box, Caption, Figure, Panel, union
from skinvl.dataset.books.numbering import read_label
from skinvl.dataset.books.pairing_places import Spread
from skinvl.dataset.books.repair import Vocabulary, join_lines
from skinvl.dataset.books.subcaptions import reading_order

_REACH = 16.0
_LETTER = re.compile(r"^\s*[(\[]?([A-Za-z]|\d{1,2})[)\].:,]?\s+(?=\S)|^\s*[(\[]([A-Za-z])[)\]]\s*")
_WORDS = re.compile(r"[^\W\d_]{3}|[一-鿿]{2}")


def read_panel_captions(figure: Figure, caption: Caption | None, spread: Spread) -> Caption | None:
    """`caption` with parts from the text under each panel, where it names none itself."""
    if caption is None or caption.parts or len(figure.panels) < 2:
        return caption
    rows = [row for row in spread.rows.get(figure.page, ()) if row.upright]
    rows = [row for row in rows if not _within(row.box, caption, figure.page)]
    parts: list[tuple[str, str]] = []
    for place, panel_place in enumerate(reading_order(figure.panels)):
        panel = figure.panels[panel_place]
        text = _under(panel, figure.panels, rows)
        if text is None:
            continue
        letter = _LETTER.match(text)
        body = text[letter.end() :].strip() if letter is not None else text
        if not _WORDS.search(body):
            continue
        key = (letter[1] or letter[2]) if letter is not None else panel.letter
        parts.append((key or chr(ord("a") + place), body.rstrip(" .;,")))
    if len(parts) < max(2, len(figure.panels) - 1) or len(dict(parts)) != len(parts):
        return caption
    return replace(caption, lead=caption.body, parts=tuple(parts))


def _within(box: Box, caption: Caption, page: int) -> bool:
    if caption.page != page:
        return False
    across, along = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    held = caption.box
    return held[0] - 1 <= across <= held[2] + 1 and held[1] - 1 <= along <= held[3] + 1


def _under(panel: Panel, panels: Sequence[Panel], rows: Sequence[Row]) -> str | None:
    """The text directly under a panel and within its width."""
    left, _, right, bottom = panel.box
    limit = min(
        (
            other.box[1]
            for other in panels
            if other.box[1] >= bottom - 2
            and min(other.box[2], right) - max(other.box[0], left) > 0.3 * (right - left)
        ),
        default=bottom + 90.0,
    )
    taken: list[Row] = []
    end = bottom
    for row in rows:
        box = row.box
        if box[1] < end - 0.4 * row.height or box[3] > limit + 4:
            continue
        if box[0] < left - 6 or box[2] > right + 6 or box[1] - end > _REACH:
            continue
        if taken and (
            abs(row.face.size - taken[0].face.size) > 0.2 or box[1] - end > 0.8 * row.height
        ):
            break
        if read_label(row.text) is not None:
            break
        taken.append(row)
        end = box[3]
    if not taken or union([row.box for row in taken])[3] > limit + 4:
        return None
    return join_lines([row.text for row in taken], Vocabulary())
