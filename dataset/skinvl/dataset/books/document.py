"""One book through every stage: pages, figures, panels, captions, pairing, a row per picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pymupdf

from skinvl.dataset.books import mentions
from skinvl.dataset.books.duplicates import Fingerprint
from skinvl.dataset.books.opening import Unopened, open_book
from skinvl.dataset.books.pictures import PictureWriter, read_pictures
from skinvl.dataset.books.reading import STEPS_PER_PAGE, Reading, Report, Steps
from skinvl.dataset.books.records import Pair, Reject
from skinvl.dataset.books.settings import BookSettings

# What is kept of a page takes up to 100 kB: a section stays far below a gigabyte, and no single
# book is longer, so that figures and captions on either side of a cut are rare.
_SECTION = 3000


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
    rejects: list[Reject] = []
    pairs: list[Pair] = []
    fingerprints: list[Fingerprint] = []
    counts: Counter[str] = Counter()
    with document:
        total = min(document.page_count, settings.most_pages)
        rejects += _note_state(document, name, total)
        report(0, STEPS_PER_PAGE * total)
        writer = PictureWriter(out_dir, folder)
        for start in range(0, total, _SECTION):
            section = range(start, min(start + _SECTION, total))
            steps = Steps(report, total, section)
            reading = Reading(document, name, settings, section, steps)
            reading.read_pages()
            reading.find_figures()
            steps.note("captions", 0)
            pairings, found = reading.pair()
            pictures = read_pictures(
                document,
                reading.pages,
                pairings,
                mentions.find_mentions(reading.pages, found),
                writer,
                name,
                least_confidence=settings.least_confidence,
                report=partial(steps.note, "pictures"),
            )
            rejects += [*reading.rejects, *pictures.rejects]
            pairs += pictures.pairs
            fingerprints += pictures.fingerprints
            counts["pages"] += len(reading.pages)
            counts["figures"] += len(pairings)
            counts["panels"] += sum(len(item.figure.panels) for item in pairings)
            counts["captions"] += len(found)
    return BookResult(
        pages=counts["pages"],
        figures=counts["figures"],
        panels=counts["panels"],
        captions=counts["captions"],
        pairs=tuple(pairs),
        fingerprints=tuple(fingerprints),
        rejects=tuple(sorted(rejects, key=_place)),
        files=writer.files,
    )


def _note_state(document: pymupdf.Document, name: str, total: int) -> list[Reject]:
    """What is to be said of the document as a whole."""
    notes = []
    if total == 0:
        notes.append(("no_pages", "a document without pages"))
    elif document.is_repaired:
        notes.append(("damaged", "read as far as it could be repaired"))
    if document.page_count > total:
        notes.append(("too_long", f"read to page {total} only"))
    return [Reject(name, 0, None, "document", reason, detail) for reason, detail in notes]


def _place(reject: Reject) -> tuple[int, Sequence[float], str, str]:
    return (reject.page, reject.bbox or (), reject.stage, reject.reason)
