"""The first passes over a book: pages, figures, panels, captions and their pairing."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import pymupdf

from skinvl.dataset.books import captions, figure_repeats, figures, ocr, pages, pairing, panels
from skinvl.dataset.books.failures import describe, failure_word
from skinvl.dataset.books.layout import Box, Caption, Figure, Page, Pairing, to_displayed
from skinvl.dataset.books.opening import shrink_store
from skinvl.dataset.books.records import Reject
from skinvl.dataset.books.settings import BookSettings

Report = Callable[[int, int], None]
STEPS_PER_PAGE = 3


class Steps:
    """Progress over the passes: each page counts once in each."""

    # Captions are found between two passes: a sign of life, and no page more.
    _BEGIN: ClassVar[dict[str, int]] = {"pages": 0, "figures": 1, "captions": 2, "pictures": 2}

    def __init__(self, report: Report, total: int, section: range) -> None:
        """Steps over `section` of a book of `total` pages."""
        self._tell = report
        self._total = STEPS_PER_PAGE * total
        self._before = STEPS_PER_PAGE * section.start
        self._pages = len(section)

    def note(self, stage: str, done: int) -> None:
        """`done` pages of the pass `stage` are done."""
        self._tell(self._before + self._BEGIN[stage] * self._pages + done, self._total)


class Reading:
    """The first passes over a section of a book: geometry of its pages, before any pixels."""

    def __init__(
        self,
        document: pymupdf.Document,
        name: str,
        settings: BookSettings,
        section: range,
        steps: Steps,
    ) -> None:
        """Begin with an opened document, of which the pages of `section` (from 0) are read."""
        self._document = document
        self._name = name
        self._settings = settings
        self._section = section
        self._report = steps.note
        self.pages: list[Page] = []
        self.figures: list[Figure] = []
        self.rejects: list[Reject] = []

    def read_pages(self) -> None:
        """Read the geometry of the pages, those of a scan with OCR."""
        for done, index in enumerate(self._section):
            self._report("pages", done)
            try:
                self.pages.append(self._read_page(self._document[index]))
            except Exception as error:
                # One page that cannot be read must not cost the book.
                self._reject(index + 1, None, "pages", failure_word(error), describe(error))
            shrink_store(done + 1)

    def _read_page(self, source: pymupdf.Page) -> Page:
        page = pages.read_page(source)
        if page.text_layer != "none" or self._settings.ocr != "auto":
            return page
        if not pages.is_scanned(page) and not source.get_text("text", flags=0).strip():
            return page
        recognised = ocr.read_scanned(source, self._settings.languages)
        if isinstance(recognised, Page):
            return recognised
        self._reject(page.number, None, "ocr", recognised.reason, recognised.detail)
        return page

    def find_figures(self) -> None:
        """Find the figures of all pages and the panels in them."""
        repeated = figure_repeats.find_repeated(self.pages, self._document)
        for index, page in enumerate(self.pages):
            self._report("figures", index)
            if not page.images and not page.drawings:
                continue
            try:
                self._find_on_page(page, repeated.get(page.number, frozenset()))
            except Exception as error:
                self._reject(page.number, None, "figures", failure_word(error), describe(error))
            shrink_store(index + 1)

    def _find_on_page(self, page: Page, repeated: frozenset[int]) -> None:
        source = self._document[page.number - 1]
        found, findings = figures.find_figures(page, source, repeated)
        for finding in findings:
            box = to_displayed(page, finding.box)
            self._reject(page.number, box, "figures", finding.reason, finding.detail)
        for figure in found:
            try:
                self.figures.append(panels.split_panels(figure, page, source))
            except Exception as error:
                # The figure stays whole; what failed is told beside it.
                box = to_displayed(page, figure.box)
                self._reject(page.number, box, "panels", failure_word(error), describe(error))
                self.figures.append(figure)

    def pair(self) -> tuple[list[Pairing], list[Caption]]:
        """Captions of the book, and figures with theirs; captions without a figure are rejects."""
        found = captions.find_captions(self.pages, self.figures)
        pairings = pairing.pair(self.pages, self.figures, found)
        used = {(c.page, c.box) for c in (item.caption for item in pairings) if c is not None}
        by_number = {page.number: page for page in self.pages}
        for caption in found:
            if (caption.page, caption.box) not in used:
                self._reject(
                    caption.page,
                    to_displayed(by_number[caption.page], caption.box),
                    "pairing",
                    "caption_without_picture",
                    "a caption without a picture",
                    caption,
                )
        return pairings, found

    def _reject(
        self,
        page: int,
        box: Box | None,
        stage: str,
        reason: str,
        detail: str,
        caption: Caption | None = None,
    ) -> None:
        self.rejects.append(
            Reject(
                pdf=self._name,
                page=page,
                bbox=box,
                stage=stage,
                reason=reason,
                detail=detail,
                figure_number=None if caption is None else caption.number,
                caption=None if caption is None else caption.text,
            )
        )
