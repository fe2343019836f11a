"""``skinvl dataset review``: pages that a person looks through, from a folder of pairs."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from skinvl.contract.errors import DataError
from skinvl.dataset.books.folder import write_file
from skinvl.dataset.books.records import Pair, Reject
from skinvl.dataset.progress import track
from skinvl.dataset.review.lists import ReviewList, make_lists
from skinvl.dataset.review.overview import draw_overview
from skinvl.dataset.review.page import draw_pair, draw_reject, wrap_page
from skinvl.dataset.review.rows import BookRows, read_rows
from skinvl.dataset.review.thumbnails import write_thumbnail

REVIEW = "review"
THUMBNAILS = "thumbnails"
INDEX = "index.html"


def write_contact_sheet(folder: Path, *, per_page: int = 100) -> Path:
    """Write ``folder/review`` anew; thumbnails that are there are kept.

    Returns the page to begin with.

    Raises:
        DataError: `folder` holds no dataset of books, or cannot be written.
    """
    rows = read_rows(folder)
    out = folder / REVIEW
    try:
        (out / THUMBNAILS).mkdir(parents=True, exist_ok=True)
        for page in out.glob("*.html"):
            page.unlink()
        cards = _draw_cards(rows, folder, out)
    except OSError as error:
        raise DataError(out, f"cannot be written: {error.strerror}") from error
    lists = make_lists(rows)
    fingerprint = str(rows.card.get("fingerprint", ""))
    first: dict[str, str] = {}
    for item in lists:
        if item.rows:
            first[item.name] = _write_list(item, cards, out, fingerprint, per_page)
    navigation = (
        "<nav><h1>SkinVL dataset review</h1>"
        '<span class="far">research software, not a medical device</span></nav>'
    )
    body = draw_overview(rows, lists, first)
    write_file(out / INDEX, wrap_page("Dataset review", navigation, body, fingerprint))
    return out / INDEX


def _draw_cards(rows: BookRows, folder: Path, out: Path) -> dict[int, str]:
    """HTML of every row by its identity; each picture is made small once."""
    cards = {}
    listed: Sequence[Pair | Reject] = (*rows.pairs, *rows.rejects)
    used = set()
    for row in track(listed, "review"):
        name = None
        if row.image_path is not None and _is_inside(row.image_path):
            name = write_thumbnail(folder / row.image_path, out / THUMBNAILS)
        used.add(name)
        cards[id(row)] = draw_pair(row, name) if isinstance(row, Pair) else draw_reject(row, name)
    for path in (out / THUMBNAILS).iterdir():
        if path.name not in used:
            path.unlink()
    return cards


def _is_inside(path: str) -> bool:
    return not Path(path).is_absolute() and ".." not in Path(path).parts


def _write_list(
    item: ReviewList, cards: dict[int, str], out: Path, fingerprint: str, per_page: int
) -> str:
    count = -(-len(item.rows) // per_page)
    names = [f"{item.name}-{number}.html" for number in range(1, count + 1)]
    for number, name in enumerate(names):
        part = item.rows[number * per_page : (number + 1) * per_page]
        links = [f'<a href="{INDEX}">overview</a>']
        if number:
            links.append(f'<a rel="prev" href="{names[number - 1]}">previous</a>')
        links.append(f"page {number + 1} of {count}")
        if number + 1 < count:
            links.append(f'<a rel="next" href="{names[number + 1]}">next</a>')
        title = f"{item.group}: {item.title}"
        navigation = (
            f"<nav><h1>{escape(title)}</h1>{' '.join(f'<span>{link}</span>' for link in links)}"
            f'<span class="far">{number * per_page + 1}-{number * per_page + len(part)} of '
            f"{len(item.rows)}</span></nav>"
        )
        body = f"<main>{''.join(cards[id(row)] for row in part)}</main>"
        write_file(out / name, wrap_page(title, navigation, body, fingerprint))
    return names[0]
