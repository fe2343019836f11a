"""The first page of a contact sheet: what there is, counted as the card counts it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from skinvl.contract.sample import MODALITIES, SPLITS
from skinvl.dataset.review.lists import ReviewList
from skinvl.dataset.review.rows import BookRows

_GROUPS = {
    "pairs": "Pairs by modality",
    "doubt": "Pairs to look at first",
    "rejects": "Rejects by reason",
}


def draw_overview(rows: BookRows, lists: Sequence[ReviewList], first: Mapping[str, str]) -> str:
    """The body of the page; `first` names the first page of each list that has rows."""
    counts = rows.card["counts"]
    review = rows.card.get("review") or {}
    facts = [
        ("documents", counts["documents"]),
        ("of them read", counts["documents_read"]),
        ("pages", counts["pages"]),
        ("figures", counts["figures"]),
        ("pairs", counts["pairs"]),
        ("rejects", counts["rejects"]),
        ("corrections", review.get("corrections", 0)),
        ("corrections without a picture", review.get("unmatched", 0)),
    ]
    cells = "".join(f"<span>{name} <b>{value}</b></span>" for name, value in facts)
    parts = [f'<section><h2>Dataset</h2><div class="cells">{cells}</div></section>']
    for group, title in _GROUPS.items():
        links = "".join(_link(item, first) for item in lists if item.group == group)
        parts.append(
            f'<section><h2>{title}</h2><div class="cells">{links or "none"}</div></section>'
        )
    parts += [_split_table(rows), _book_table(rows, lists, first)]
    return f'<main class="overview">{"".join(parts)}</main>'


def _link(item: ReviewList, first: Mapping[str, str]) -> str:
    text = f"{escape(item.title)} <b>{len(item.rows)}</b>"
    page = first.get(item.name)
    return f'<a href="{page}">{text}</a>' if page else f"<span>{text}</span>"


def _split_table(rows: BookRows) -> str:
    table = Counter((pair.modality, pair.split) for pair in rows.pairs)
    head = "".join(f'<th class="n">{split}</th>' for split in (*SPLITS, "all"))
    lines = []
    for modality in MODALITIES:
        numbers = [table[modality, split] for split in SPLITS]
        cells = "".join(f'<td class="n">{number}</td>' for number in (*numbers, sum(numbers)))
        lines.append(f"<tr><td>{modality}</td>{cells}</tr>")
    sums = [sum(table[modality, split] for modality in MODALITIES) for split in SPLITS]
    cells = "".join(f'<td class="n"><b>{number}</b></td>' for number in (*sums, sum(sums)))
    return (
        f"<section><h2>Pairs by split</h2><table><tr><th></th>{head}</tr>{''.join(lines)}"
        f"<tr><td><b>all</b></td>{cells}</tr></table></section>"
    )


def _book_table(rows: BookRows, lists: Sequence[ReviewList], first: Mapping[str, str]) -> str:
    pairs = Counter(pair.pdf for pair in rows.pairs)
    rejects = Counter(row.pdf for row in rows.rejects)
    told = {row.pdf: f"{row.reason}: {row.detail}" for row in rows.rejects if row.page == 0}
    known = {item["pdf"]: item for item in rows.card.get("documents", ())}
    pages = {item.title: first.get(item.name) for item in lists if item.group == "books"}
    lines = []
    for book in sorted({*known, *pairs, *rejects}):
        entry = known.get(book, {})
        page = pages.get(book)
        name = f'<a href="{page}">{escape(book)}</a>' if page else escape(book)
        notes = " · ".join(
            escape(str(text)) for text in (entry.get("licence"), told.get(book)) if text
        )
        lines.append(
            f'<tr><td>{name}</td><td class="n">{entry.get("pages", 0)}</td>'
            f'<td class="n">{pairs[book]}</td><td class="n">{rejects[book]}</td>'
            f'<td class="note">{notes}</td></tr>'
        )
    return (
        '<section><h2>Books</h2><table><tr><th>book</th><th class="n">pages</th>'
        '<th class="n">pairs</th><th class="n">rejects</th><th>licence, troubles</th></tr>'
        f"{''.join(lines)}</table></section>"
    )
