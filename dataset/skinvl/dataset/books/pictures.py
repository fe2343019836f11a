"""The second pass over a book: each panel's pixels, verdicts and facts, as a pair or a reject."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pymupdf

from skinvl.dataset.books import facts, modality, pixels, sieve, subcaptions
from skinvl.dataset.books.duplicates import Fingerprint, read_fingerprint
from skinvl.dataset.books.failures import describe, failure_word
from skinvl.dataset.books.layout import Box, Caption, Page, Pairing, Panel, to_displayed
from skinvl.dataset.books.opening import shrink_store
from skinvl.dataset.books.records import Pair, Reject

IMAGES = "images"
_SLUG_LENGTH = 60
_DISAGREES: dict[bool, tuple[str, ...]] = {False: (), True: ("modality_disagrees",)}
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")


@dataclass
class Pictures:
    """What the second pass gives; ``fingerprints`` belong to ``pairs``."""

    pairs: list[Pair] = field(default_factory=list)
    fingerprints: list[Fingerprint] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


class PictureWriter:
    """Writes the pictures of one book to ``images/<book>/<figure>-<panel>.<suffix>``.

    ``files`` are their paths with their sha256.
    """

    def __init__(self, out_dir: Path, folder: str) -> None:
        """`folder` is the book's, from `name_folder`.

        The folder is made once: a run whose folder was taken away must fail, not go on in a new
        one.
        """
        self._out_dir = out_dir
        self._folder = f"{IMAGES}/{folder}"
        self.files: dict[str, str] = {}
        (out_dir / self._folder).mkdir(parents=True, exist_ok=True)

    def write(self, key: str, place: int, image: pixels.PanelImage) -> str:
        """Write one picture; its path relative to the output folder.

        Raises:
            OSError: it cannot be written.
        """
        name = f"{_UNSAFE.sub('-', key)}-{place}.{image.suffix.lstrip('.')}"
        path = f"{self._folder}/{name}"
        (self._out_dir / path).write_bytes(image.data)
        self.files[path] = hashlib.sha256(image.data).hexdigest()
        return path


def name_folder(name: str, sha256: str) -> str:
    """The folder of a book's pictures: readable, and no other book's."""
    stem = _UNSAFE.sub("-", name.removesuffix(".pdf")).strip("-").lower()[:_SLUG_LENGTH]
    return f"{stem or 'book'}-{sha256[:8]}"


def read_pictures(
    document: pymupdf.Document,
    pages: Sequence[Page],
    pairings: Sequence[Pairing],
    sentences: Mapping[str, tuple[str, ...]],
    writer: PictureWriter,
    name: str,
    *,
    least_confidence: float,
    report: Callable[[int], None],
) -> Pictures:
    """Judge and write every panel of every pairing, page by page.

    Args:
        document: the opened book.
        pages: as read in the first pass.
        pairings: every figure of the book, with its caption or none.
        sentences: of the running text, by figure number.
        writer: of the pictures.
        name: the book's, for its rows.
        least_confidence: pairs below it are rejected as doubtful.
        report: told how many pages are done.
    """
    result = Pictures()
    by_page: dict[int, list[Pairing]] = {}
    for pairing in pairings:
        by_page.setdefault(pairing.figure.page, []).append(pairing)
    for done, page in enumerate(pages, start=1):
        found = by_page.get(page.number, ())
        if found:
            source = document[page.number - 1]
            for pairing in sorted(found, key=lambda item: item.figure.key):
                _read_figure(
                    _Place(name, source, page, pairing, least_confidence),
                    sentences,
                    writer,
                    result,
                )
        shrink_store(done)
        report(done)
    return result


@dataclass(frozen=True)
class _Place:
    name: str
    source: pymupdf.Page
    page: Page
    pairing: Pairing
    least_confidence: float


def _read_figure(
    place: _Place, sentences: Mapping[str, tuple[str, ...]], writer: PictureWriter, result: Pictures
) -> None:
    figure, caption = place.pairing.figure, place.pairing.caption
    own: Sequence[str | None] = [None] * len(figure.panels)
    if caption is not None:
        own = subcaptions.assign(figure, caption)
    mentioned = () if caption is None else tuple(sentences.get(caption.number or "", ()))
    for number, (panel, part) in enumerate(zip(figure.panels, own, strict=True), start=1):
        try:
            image = pixels.extract_panel(place.source, place.page, panel)
        except Exception as error:
            # One picture that cannot be read must not cost the book.
            failure = (failure_word(error), describe(error))
            result.rejects.append(_reject(place, panel, "pixels", *failure, None))
            continue
        if isinstance(image, pixels.Refusal):
            failure = (image.reason, image.detail)
            result.rejects.append(_reject(place, panel, "pixels", *failure, None))
            continue
        path = writer.write(figure.key, number, image)
        row = _judge(place, panel, part, mentioned, image, path, writer.files[path])
        if isinstance(row, Reject):
            result.rejects.append(row)
        else:
            result.pairs.append(row[0])
            result.fingerprints.append(row[1])


def _judge(
    place: _Place,
    panel: Panel,
    part: str | None,
    mentioned: tuple[str, ...],
    image: pixels.PanelImage,
    path: str,
    sha256: str,
) -> tuple[Pair, Fingerprint] | Reject:
    caption = place.pairing.caption
    stage = "sieve"
    words = _words(caption, part)
    try:
        figure = place.pairing.figure
        verdict = (
            sieve.judge_drawing(figure, place.page)
            if figure.kind == "drawing"
            else sieve.judge(image.rgb, panel, place.page, words)
        )
        if verdict.reason is not None:
            return _reject(place, panel, stage, verdict.reason, verdict.detail, path)
        if caption is None:
            detail = "no caption was found for this picture"
            return _reject(place, panel, "pairing", "no_caption", detail, path)
        confidence = place.pairing.confidence
        if confidence < place.least_confidence:
            detail = f"confidence {confidence:.2f} is below {place.least_confidence:g}"
            return _reject(place, panel, "pairing", "doubtful", detail, path)
        stage = "modality"
        return _make_pair(
            place, panel, caption, part, words, mentioned, image, path, sha256, verdict.flags
        )
    except Exception as error:
        return _reject(place, panel, stage, failure_word(error), describe(error), path)


def _own_words(caption: Caption, part: str | None) -> str:
    """What is said of this picture alone; nothing where the caption's parts are of others."""
    if part is not None:
        return part
    return "" if caption.parts else caption.body or caption.text


def _words(caption: Caption | None, part: str | None) -> str:
    """What is said of this picture and of all of its figure."""
    if caption is None:
        return ""
    return f"{caption.lead} {_own_words(caption, part)}".strip() or caption.text


def _make_pair(
    place: _Place,
    panel: Panel,
    caption: Caption,
    part: str | None,
    words: str,
    mentioned: tuple[str, ...],
    image: pixels.PanelImage,
    path: str,
    sha256: str,
    flags: Sequence[str],
) -> tuple[Pair, Fingerprint]:
    kind = modality.judge(image.rgb, words)
    known = facts.read_facts(
        _own_words(caption, part), mentioned, lead=caption.lead, whole=caption.text
    )
    fingerprint = read_fingerprint(image.rgb, sha256)
    height, width = image.rgb.shape[:2]
    pair = Pair(
        pdf=place.name,
        page=place.page.number,
        bbox=_rounded(to_displayed(place.page, panel.box)),
        panel=panel.letter,
        figure=place.pairing.figure.key,
        figure_number=caption.number,
        caption=part or caption.text,
        figure_caption=caption.text,
        caption_page=caption.page,
        image_path=path,
        image_sha256=sha256,
        width=width,
        height=height,
        encoding=image.encoding,
        modality=kind.value,
        modality_by_pixels=kind.by_pixels,
        modality_by_words=kind.by_words,
        modality_probability=round(float(kind.probability), 4),
        diagnosis=known.diagnosis,
        label=known.label,
        site=known.site,
        age=known.age,
        age_range=known.age_range,
        sex=known.sex,
        # Sections are stained; a clinical picture beside one is not.
        stain=known.stain if kind.value == "pathology" else None,
        magnification=known.magnification,
        mentions=mentioned,
        confidence=round(float(place.pairing.confidence), 4),
        flags=tuple(
            sorted({*flags, *known.flags, *(("modality_disagrees",) if kind.disagree else ())})
        ),
    )
    return pair, fingerprint


def _reject(
    place: _Place, panel: Panel, stage: str, reason: str, detail: str, path: str | None
) -> Reject:
    caption = place.pairing.caption
    return Reject(
        pdf=place.name,
        page=place.page.number,
        bbox=_rounded(to_displayed(place.page, panel.box)),
        stage=stage,
        reason=reason,
        detail=detail,
        figure_number=None if caption is None else caption.number,
        caption=None if caption is None else caption.text,
        image_path=path,
    )


def _rounded(box: Box) -> Box:
    x0, y0, x1, y1 = (round(float(edge), 2) for edge in box)
    return (x0, y0, x1, y1)
