"""One book through every stage: pages, figures, panels, captions, pairing, a row per picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import pymupdf

from skinvl.dataset.books import (
    captions,
    figure_repeats,
    figures,
    mentions,
    ocr,
    pages,
    pairing,
    panels,
)
from skinvl.dataset.books.duplicates import Fingerprint
from skinvl.dataset.books.failures import describe, failure_word
from skinvl.dataset.books.layout import Box, Caption, Figure, Page, Pairing, to_displayed
from skinvl.dataset.books.opening import Unopened, open_book, shrink_store
from skinvl.dataset.books.pictures import PictureWriter, read_pictures
from skinvl.dataset.books.records import Pair, Reject

Report = Callable[[int, int], None]
STEPS_PER_PAGE = 3


@dataclass(frozen=True)
class BookSettings:
    """What changes the rows of a book.

    ``languages`` are Tesseract's names joined by "+"; pairs of a lower confidence than
    ``least_confidence`` (0..1) are rejected; pages after the first ``most_pages`` are not read.
    """

    ocr: str = "auto"
    languages: str = "eng"
    least_confidence: float = 0.2
    most_pages: int = 20_000


@dataclass(frozen=True)
class BookResult:
    """Everything that one book gives.

    ``fingerprints`` are those of the pictures of ``pairs``, in order; ``files`` the sha256 of every
    picture that was written, by its path below the output folder.
    """

    pages: int
    figures: int
    panels: int
    captions: int
    pairs: tuple[Pair, ...]
    fingerprints: tuple[Fingerprint, ...]
    rejects: tuple[Reject, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    opened: bool = True


def read_book(
    path: Path,
    name: str,
    out_dir: Path,
    settings: BookSettings,
    *,
    folder: str,
    report: Report = lambda done, total: None,
) -> BookResult:
    """Read one book and write its pictures below `out_dir`.

    Every picture that is found becomes a pair or a reject; a stage that fails on a page costs that
    page.

    Args:
        path: the PDF.
        name: what its rows call it.
        out_dir: where ``image_path`` of the rows starts.
        settings: of all stages.
        folder: of its pictures, below ``images``.
        report: told (steps done, steps in all); a page is `STEPS_PER_PAGE` steps.
    """
    document = open_book(path)
    if isinstance(document, Unopened):
        refused = Reject(name, 0, None, "document", document.reason, document.detail)
        return BookResult(0, 0, 0, 0, (), (), (refused,), opened=False)
    with document:
        total = min(document.page_count, settings.most_pages)
        steps = Steps(report, total)
        reading = Reading(document, name, settings, total, steps)
        reading.read_pages()
        reading.find_figures()
        steps.note("captions", 0)
        pairings, found = reading.pair()
        sentences = mentions.find_mentions(reading.pages, found)
        writer = PictureWriter(out_dir, folder)
        pictures = read_pictures(
            document,
            reading.pages,
            pairings,
            sentences,
            writer,
            name,
            least_confidence=settings.least_confidence,
            report=lambda done: steps.note("pictures", done),
        )
    rejects = [*reading.rejects, *pictures.rejects]
    return BookResult(
        pages=len(reading.pages),
        figures=len(pairings),
        panels=sum(len(pairing.figure.panels) for pairing in pairings),
        captions=len(found),
        pairs=tuple(pictures.pairs),
        fingerprints=tuple(pictures.fingerprints),
        rejects=tuple(sorted(rejects, key=_place)),
        files=writer.files,
    )


class Steps:
    """Progress over the passes: each page counts once in each."""

    # Captions are found between two passes: a sign of life, and no page more.
    _BEGIN: ClassVar[dict[str, int]] = {"pages": 0, "figures": 1, "captions": 2, "pictures": 2}

    def __init__(self, report: Report, pages: int) -> None:
        """Announce `pages` pages."""
        self._tell = report
        self._pages = pages
        report(0, STEPS_PER_PAGE * pages)

    def note(self, stage: str, done: int) -> None:
        """`done` pages of the pass `stage` are done."""
        self._tell(self._BEGIN[stage] * self._pages + done, STEPS_PER_PAGE * self._pages)


class Reading:
    """The first pass: the geometry of every page, without its pixels."""

    def __init__(
        self,
        document: pymupdf.Document,
        name: str,
        settings: BookSettings,
        total: int,
        steps: Steps,
    ) -> None:
        """Begin with an opened document, of which `total` pages are read."""
        self._document = document
        self._name = name
        self._settings = settings
        self._report = steps.note
        self.total = total
        self.pages: list[Page] = []
        self.figures: list[Figure] = []
        self.rejects: list[Reject] = []

    def read_pages(self) -> None:
        """Read the geometry of all pages, those of a scan with OCR."""
        if self.total == 0:
            self._reject(0, None, "document", "no_pages", "a document without pages")
        elif self._document.is_repaired:
            self._reject(0, None, "document", "damaged", "read as far as it could be repaired")
        if self._document.page_count > self.total:
            self._reject(0, None, "document", "too_long", f"read to page {self.total} only")
        for index in range(self.total):
            self._report("pages", index)
            try:
                self.pages.append(self._read_page(self._document[index]))
            except Exception as error:
                # One page that cannot be read must not cost the book.
                self._reject(index + 1, None, "pages", failure_word(error), describe(error))
            shrink_store(index + 1)

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


def _place(reject: Reject) -> tuple[int, Sequence[float], str, str]:
    return (reject.page, reject.bbox or (), reject.stage, reject.reason)
