"""The HTML of a contact sheet. Every text of a book is escaped; no page asks the network."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from html import escape
from importlib import resources

from skinvl.dataset.books.records import Pair, Reject
from skinvl.dataset.review.corrections import REASONS
from skinvl.dataset.review.keys import name_picture

_BUTTONS = (
    ("reject", "reject", "x"),
    ("keep", "keep", "y"),
    ("clinical", "clinical", "c"),
    ("dermoscopy", "dermoscopy", "d"),
    ("pathology", "pathology", "p"),
    ("other", "other", "o"),
    ("caption", "caption", "e"),
    ("diagnosis", "diagnosis", "g"),
    ("note", "note", "n"),
    ("undo", "undo", "u"),
)
_HINT = "arrows or j k: move · [ ]: pages · Enter: full size · i: overview"


@cache
def _asset(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def wrap_page(title: str, navigation: str, body: str, fingerprint: str) -> str:
    """A whole page; its policy lets nothing run or load but its own script, style and files."""
    style, script = _asset("sheet.css"), _asset("sheet.js")
    policy = (
        "default-src 'none'; img-src 'self' file:; "
        f"style-src 'sha256-{_digest(style)}'; script-src 'sha256-{_digest(script)}'"
    )
    reasons = escape(json.dumps(REASONS), quote=True)
    return (
        f'<!doctype html>\n<html lang="en" data-fingerprint="{escape(fingerprint)}" '
        f'data-reasons="{reasons}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{navigation}\n{body}\n{_footer()}\n<dialog></dialog>\n"
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _footer() -> str:
    buttons = "".join(
        f'<button data-act="{act}">{name} <kbd>{key}</kbd></button>' for act, name, key in _BUTTONS
    )
    return (
        f'<footer>{buttons}<span class="note">{_HINT}</span>'
        '<span class="far"><span class="count">0</span> marked '
        '<button class="main" data-act="save">save corrections.csv <kbd>s</kbd></button>'
        "</span></footer>"
    )


def draw_pair(pair: Pair, thumbnail: str | None) -> str:
    """The card of a pair."""
    torn = "modality_disagrees" in pair.flags
    voices = [
        f"<b>{pair.modality}</b> {pair.modality_probability:.2f}",
        f"pixels {pair.modality_by_pixels}",
        f"words {pair.modality_by_words or 'silent'}",
    ]
    flags = "".join(f"<span>{escape(flag.replace('_', ' '))}</span>" for flag in pair.flags)
    facts = _facts(pair)
    lines = [
        f'<p class="caption">{_mark_part(pair.caption, pair.figure_caption)}</p>',
        f'<p class="voices{" torn" if torn else ""}">{" · ".join(voices)}</p>',
        f'<p class="facts">{facts}</p>' if facts else "",
        f'<p class="flags">{flags}</p>' if flags else "",
    ]
    head = [
        f"<b>{escape(pair.figure_number or 'no number')}</b>",
        f'<span class="panel">{escape(pair.panel)}</span>' if pair.panel else "",
        _place(pair.pdf, pair.page),
        f'<span class="split">{pair.split}</span>',
        f'<meter min="0" max="1" low="0.5" high="0.8" optimum="1" value="{pair.confidence:.2f}">'
        f'</meter><span class="sure">{pair.confidence:.2f}</span>',
    ]
    return _card(pair, "pair", pair.caption, pair.diagnosis or "", thumbnail, head, lines)


def draw_reject(row: Reject, thumbnail: str | None) -> str:
    """The card of a reject."""
    head = [
        f"<b>{escape(row.figure_number or 'no number')}</b>",
        _place(row.pdf, row.page),
    ]
    why = f"<b>{escape(row.reason.replace('_', ' '))}</b> ({escape(row.stage)})"
    lines = [
        f'<p class="why">{why}: {escape(row.detail)}</p>',
        f'<p class="caption">{escape(row.caption)}</p>' if row.caption else "",
    ]
    return _card(row, "reject", row.caption or "", "", thumbnail, head, lines)


def _place(pdf: str, page: int) -> str:
    place = escape(f"p. {page} · {pdf}" if page else pdf)
    return f'<span class="place" title="{place}">{place}</span>'


def _card(
    row: Pair | Reject,
    kind: str,
    caption: str,
    diagnosis: str,
    thumbnail: str | None,
    head: Sequence[str],
    lines: Sequence[str],
) -> str:
    box = row.bbox or (0.0, 0.0, 0.0, 0.0)
    key = name_picture(row.pdf, row.page, box)
    place = " ".join(f"{edge:.2f}" for edge in box)
    picture = '<span class="picture"><span class="none">no picture stored</span></span>'
    if thumbnail is not None and row.image_path is not None:
        picture = (
            f'<a class="picture" href="../{escape(row.image_path)}" tabindex="-1">'
            f'<img loading="lazy" alt="" src="thumbnails/{thumbnail}"></a>'
        )
    return (
        f'<article class="{kind}" tabindex="-1" data-key="{key}" data-pdf="{escape(row.pdf)}" '
        f'data-page="{row.page}" data-bbox="{place}" data-caption="{escape(caption)}" '
        f'data-diagnosis="{escape(diagnosis)}">{picture}<div>'
        f"<header>{''.join(head)}</header>{''.join(lines)}"
        '<p class="marks"></p></div></article>'
    )


def _mark_part(part: str, whole: str) -> str:
    """The whole caption with the words of this picture marked."""
    start = whole.find(part)
    if part == whole or not part:
        return escape(whole)
    if start < 0:
        return f"{escape(whole)} <mark>{escape(part)}</mark>"
    end = start + len(part)
    return f"{escape(whole[:start])}<mark>{escape(part)}</mark>{escape(whole[end:])}"


def _facts(pair: Pair) -> str:
    age = None
    if pair.age is not None:
        age = f"{pair.age:g} years"
    elif pair.age_range is not None:
        age = f"{pair.age_range[0]:g}-{pair.age_range[1]:g} years"
    named = f"<b>{escape(pair.diagnosis)}</b>" if pair.diagnosis else None
    said = f"“{escape(pair.label)}”" if pair.label else None
    rest = (pair.site, age, pair.sex, pair.stain, pair.magnification)
    return " · ".join(
        [item for item in (named, said) if item] + [escape(item) for item in rest if item]
    )
