"""Images that are no figures: logos, icons, rules, backgrounds, chapter openers."""

from __future__ import annotations

from dataclasses import dataclass

from skinvl.dataset.books.layout import Box, Page, Panel, PlacedImage, TextLine, area, intersection

# Shares of the page's height.
_MARGIN = 0.09
# Points.
_TINY = 36.0
_SMALL_SIDE = 14.0
_LOGO_HEIGHT = 60.0
_RULE_ASPECT = 7.5
_NEAR = 50.0
_FULL_PAGE = 0.8
_BACKGROUND_LETTERS = 120
_FEWEST_PIXELS = 8
_HEADING = 1.45


@dataclass(frozen=True)
class Verdict:
    """Why an image is no figure: ``reason`` "logo" or "decoration", ``detail`` a sentence."""

    reason: str
    detail: str


def judge_decoration(page: Page, panel: Panel, repeated: frozenset[int]) -> Verdict | None:
    """None for a possible figure. `repeated` are the images that many pages carry."""
    box = panel.box
    width, height = box[2] - box[0], box[3] - box[1]
    if set(panel.images) <= repeated:
        if area(box) > _FULL_PAGE * page.width * page.height:
            return Verdict("decoration", "the same background on several pages")
        return Verdict("logo", "the same image on several pages")
    in_margin = box[3] <= _MARGIN * page.height or box[1] >= (1 - _MARGIN) * page.height
    if in_margin and height <= _LOGO_HEIGHT:
        return Verdict("logo", "a small image in the head or foot of the page")
    if max(width, height) < _TINY or min(width, height) < _SMALL_SIDE:
        return Verdict("decoration", f"{width:.0f} x {height:.0f} points: an icon or a rule")
    if max(width, height) > _RULE_ASPECT * min(width, height):
        return Verdict("decoration", "a rule or a ribbon")
    if len(panel.images) == 1:
        image = next(image for image in page.images if image.number == panel.images[0])
        if min(image.width, image.height) < _FEWEST_PIXELS:
            return Verdict("decoration", f"{image.width} x {image.height} pixels: a colour")
    if is_background(page, box):
        return Verdict("decoration", "a background under text")
    if _is_opener(page, box):
        return Verdict("decoration", "opens a chapter: a heading stands beside it and no caption")
    return None


def is_background(page: Page, box: Box) -> bool:
    """Whether running text stands on the image: more than labels and letters."""
    letters = sum(
        len(line.text.strip())
        for line in page.lines
        if line.upright and _inside(line.box, box) and len(line.text.split()) >= 4
    )
    if area(box) >= _FULL_PAGE * page.width * page.height:
        return letters >= _BACKGROUND_LETTERS
    return letters >= 2 * _BACKGROUND_LETTERS


def body_size(page: Page) -> float:
    """The type size of most letters of the page, in points; 0 without text."""
    letters: dict[float, int] = {}
    for line in page.lines:
        for span in line.spans:
            size = round(span.size * 2) / 2
            letters[size] = letters.get(size, 0) + len(span.text.strip())
    return max(letters, key=lambda size: (letters[size], size)) if letters else 0.0


def _is_opener(page: Page, box: Box) -> bool:
    """A banner on top of the page with a heading next to it and no small print there.

    A figure on top of the page has its caption first, in type no larger than the text.
    """
    size = body_size(page)
    top = 0.2 * page.height
    wide = box[2] - box[0] >= 0.5 * page.width
    if not size or box[1] > top or not wide:
        return False
    others = [image for image in page.images if image.box[1] < box[1] - 1 and not _tiny(image)]
    lines = [line for line in page.lines if line.upright and line.text.strip()]
    near = [line for line in lines if _gap(line.box, box) <= _NEAR and not _head(page, line)]
    if others or not near:
        return False
    for line in sorted(near, key=lambda line: _gap(line.box, box))[:3]:
        if _size(line) >= _HEADING * size:
            return True
        # "Chapter 12" may come first; a caption is longer, or smaller than the text.
        if _size(line) < 0.97 * size or len(line.text.split()) > 4:
            return False
    return False


def _head(page: Page, line: TextLine) -> bool:
    return line.box[3] <= _MARGIN * page.height


def _tiny(image: PlacedImage) -> bool:
    return max(image.box[2] - image.box[0], image.box[3] - image.box[1]) < _TINY


def _size(line: TextLine) -> float:
    return max(span.size for span in line.spans)


def _inside(inner: Box, outer: Box) -> bool:
    return area(intersection(inner, outer)) >= 0.7 * area(inner) > 0


def _gap(line: Box, box: Box) -> float:
    """Distance between two boxes, 0 where they overlap."""
    across = max(line[0] - box[2], box[0] - line[2], 0.0)
    down = max(line[1] - box[3], box[1] - line[3], 0.0)
    return max(across, down)
