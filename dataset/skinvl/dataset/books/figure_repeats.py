"""Images that a book repeats: logos in running heads, icons of boxes, page backgrounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pymupdf

from skinvl.dataset.books.embedded import digest, read_embedded
from skinvl.dataset.books.layout import Page, PlacedImage
from skinvl.dataset.books.pages import is_scanned

# A photograph may be printed twice, in a chapter and in the summary; an ornament is on more pages.
_FEWEST_PAGES = 3
_FULL_PAGE = 0.8
# A repeated picture larger than this share of the page is a figure that is shown again.
_LARGEST = 0.06
_WATERMARK_PAGES = 0.25
# Pages of one candidate that are read to compare streams; the rest is believed.
_MOST_READ = 6

_Shape = tuple[int, int, int, int, int, int]


def find_repeated(pages: Sequence[Page], document: pymupdf.Document) -> dict[int, frozenset[int]]:
    """By page number, the numbers of the images that are repeated on at least three pages.

    Small images and full-page ones count, others only where a quarter of the pages has them (a
    watermark). Equal pixel size and printed size make candidates, equal streams the proof.
    """
    places: dict[_Shape, list[tuple[int, int]]] = defaultdict(list)
    for page in pages:
        if is_scanned(page):
            continue
        for image in page.images:
            places[_shape(image)].append((page.number, image.number))
    found: dict[int, set[int]] = defaultdict(set)
    sheet = {page.number: max(1.0, page.width * page.height) for page in pages}
    for shape, candidates in places.items():
        needed = float(_FEWEST_PAGES)
        share = 4.0 * shape[4] * shape[5] / sheet[candidates[0][0]]
        if _LARGEST < share < _FULL_PAGE:
            needed = max(needed, _WATERMARK_PAGES * len(pages))
        if len({number for number, _ in candidates}) < needed:
            continue
        for page_number, image_number in _same_stream(candidates, document):
            found[page_number].add(image_number)
    return {number: frozenset(images) for number, images in found.items()}


def _same_stream(
    candidates: list[tuple[int, int]], document: pymupdf.Document
) -> list[tuple[int, int]]:
    digests: dict[str, list[tuple[int, int]]] = defaultdict(list)
    unread = []
    for count, (page_number, image_number) in enumerate(candidates):
        if count >= _MOST_READ and len(digests) == 1:
            unread.append((page_number, image_number))
            continue
        source = document[page_number - 1]
        digests[digest(read_embedded(source)[image_number])].append((page_number, image_number))
    if len(digests) == 1:
        next(iter(digests.values())).extend(unread)
    return [
        place
        for group in digests.values()
        if len({number for number, _ in group}) >= _FEWEST_PAGES
        for place in group
    ]


def _shape(image: PlacedImage) -> _Shape:
    box = image.box
    return (
        image.width,
        image.height,
        image.components,
        image.bits,
        round((box[2] - box[0]) / 2),
        round((box[3] - box[1]) / 2),
    )
