"""Corrections applied to the rows of a dataset, before duplicates are sought in them."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf
from numpy.typing import NDArray

from skinvl.contract.errors import DataError
from skinvl.contract.ontology import DiagnosisCode
from skinvl.contract.sample import MODALITIES
from skinvl.dataset.books import facts, modality
from skinvl.dataset.books.duplicates import Fingerprint, read_fingerprint
from skinvl.dataset.books.layout import Box
from skinvl.dataset.books.records import Pair, Reject
from skinvl.dataset.review.corrections import NO_DIAGNOSIS, Correction, load_corrections
from skinvl.dataset.review.keys import name_picture

STAGE = "review"
KEPT = "kept_by_reviewer"
CORRECTED = {
    "caption": "caption_corrected",
    "modality": "modality_corrected",
    "diagnosis": "diagnosis_corrected",
}
_DISAGREES = "modality_disagrees"


@dataclass(frozen=True)
class Corrected:
    """The rows after the corrections.

    ``fingerprints`` belong to ``pairs``; ``spared`` are positions of pairs that a person kept,
    which must not be dropped as copies of others; ``report`` is for the card.
    """

    pairs: tuple[Pair, ...]
    fingerprints: tuple[Fingerprint, ...]
    rejects: tuple[Reject, ...]
    spared: frozenset[int]
    report: dict[str, Any]


def apply_corrections(
    out: Path,
    pairs: Sequence[Pair],
    fingerprints: Sequence[Fingerprint],
    rejects: Sequence[Reject],
    locate: Callable[[str], Path],
) -> Corrected:
    """Apply what ``corrections.jsonl`` of `out` says; the same rows give the same rows.

    Args:
        out: the dataset folder.
        pairs: of all books, in their order, as the books gave them.
        fingerprints: of the pictures of `pairs`.
        rejects: of all books, as the books gave them.
        locate: where the picture of an ``image_path`` lies at present.

    Raises:
        DataError: ``corrections.jsonl`` or a picture that is to come back cannot be read.
    """
    by_key: dict[str, list[Correction]] = {}
    for item in load_corrections(out):
        by_key.setdefault(item.key, []).append(item)
    kept: list[tuple[Pair, Fingerprint]] = []
    dropped: list[Reject] = []
    spared: set[int] = set()
    applied: Counter[str] = Counter()
    for pair, fingerprint in zip(pairs, fingerprints, strict=True):
        said = by_key.pop(name_picture(pair.pdf, pair.page, pair.bbox), ())
        verdict = _verdict(said)
        applied.update(item.action for item in said)
        if verdict is not None and verdict.action == "reject":
            dropped.append(_reject(pair, verdict))
            continue
        if verdict is not None:
            spared.add(len(kept))
        kept.append((_correct(pair, said, locate) if said else pair, fingerprint))
    for row in rejects:
        key = None if row.bbox is None else name_picture(row.pdf, row.page, row.bbox)
        verdict = _verdict(by_key.get(key, ())) if key is not None else None
        if key is None or verdict is None or row.bbox is None or row.image_path is None:
            dropped.append(row)
            continue
        said = by_key.pop(key)
        applied.update(item.action for item in said)
        if verdict.action == "reject":
            dropped.append(_reject_again(row, verdict))
            continue
        spared.add(len(kept))
        pair, fingerprint = _bring_back(row, row.bbox, row.image_path, locate)
        pair = dataclasses.replace(pair, figure=_find_figure(pair, pairs))
        kept.append((_correct(pair, said, locate), fingerprint))
    left = sum(len(items) for items in by_key.values())
    return Corrected(
        tuple(pair for pair, _ in kept),
        tuple(fingerprint for _, fingerprint in kept),
        tuple(dropped),
        frozenset(spared),
        {
            "corrections": sum(applied.values()) + left,
            "applied": sum(applied.values()),
            "unmatched": left,
            "by_action": dict(sorted(applied.items())),
        },
    )


def read_rgb(path: Path) -> NDArray[np.uint8]:
    """A stored picture of any encoding as uint8 [H, W, 3].

    Raises:
        DataError: it is missing or cannot be decoded.
    """
    try:
        pixmap = pymupdf.Pixmap(str(path))
        if pixmap.alpha:
            pixmap = pymupdf.Pixmap(pixmap, 0)
        if pixmap.colorspace is None or pixmap.colorspace.n != 3:
            pixmap = pymupdf.Pixmap(pymupdf.csRGB, pixmap)
    except (pymupdf.mupdf.FzErrorBase, RuntimeError, ValueError) as error:
        raise DataError(path, f"the stored picture cannot be read ({error})") from error
    rows = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.stride)
    return rows[:, : pixmap.width * 3].reshape(pixmap.height, pixmap.width, 3)


def _verdict(said: Sequence[Correction]) -> Correction | None:
    return next((item for item in said if item.action in ("reject", "keep")), None)


def _reject(pair: Pair, verdict: Correction) -> Reject:
    return Reject(
        pdf=pair.pdf,
        page=pair.page,
        bbox=pair.bbox,
        stage=STAGE,
        reason=verdict.value,
        detail=_words(verdict),
        figure_number=pair.figure_number,
        caption=pair.figure_caption,
        image_path=pair.image_path,
    )


def _reject_again(row: Reject, verdict: Correction) -> Reject:
    return dataclasses.replace(row, stage=STAGE, reason=verdict.value, detail=_words(verdict))


def _words(item: Correction) -> str:
    who = f"by {item.reviewer}" if item.reviewer else "by a reviewer"
    return f"{item.note} ({who})" if item.note else who


def _correct(pair: Pair, said: Sequence[Correction], locate: Callable[[str], Path]) -> Pair:
    """`pair` with the fields of `said`; a new caption speaks for modality and facts anew."""
    values = {item.action: item.value for item in said}
    caption = values.get("caption") or values.get("keep")
    if caption:
        rgb = read_rgb(locate(pair.image_path))
        pair = _describe(dataclasses.replace(pair, caption=caption), rgb, caption)
    flags = {*pair.flags, *(CORRECTED[name] for name in values if name in CORRECTED)}
    if "keep" in values:
        flags.add(KEPT)
    if "modality" in values:
        value = next(name for name in MODALITIES if name == values["modality"])
        pair = dataclasses.replace(pair, modality=value, modality_probability=1.0)
        flags.discard(_DISAGREES)
    if "diagnosis" in values:
        code = values["diagnosis"]
        pair = dataclasses.replace(
            pair, diagnosis=None if code == NO_DIAGNOSIS else DiagnosisCode(code)
        )
    return dataclasses.replace(pair, flags=tuple(sorted(flags)))


def _describe(pair: Pair, rgb: NDArray[np.uint8], caption: str) -> Pair:
    kind = modality.judge(rgb, caption)
    known = facts.read_facts(caption, pair.mentions)
    flags = {*known.flags, *((_DISAGREES,) if kind.disagree else ())}
    return dataclasses.replace(
        pair,
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
        stain=known.stain,
        magnification=known.magnification,
        flags=tuple(sorted(flags)),
    )


def _find_figure(pair: Pair, others: Sequence[Pair]) -> str:
    """The key of the figure it belongs to, so that its panels stay in one split."""
    for other in others:
        if (other.pdf, other.figure_caption) == (pair.pdf, pair.figure_caption):
            return other.figure
    return pair.figure


def _bring_back(
    row: Reject, bbox: Box, image_path: str, locate: Callable[[str], Path]
) -> tuple[Pair, Fingerprint]:
    """The pair that a rejected picture makes; a person's word counts as certain."""
    path = locate(image_path)
    rgb = read_rgb(path)
    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise DataError(path, f"the stored picture cannot be read ({error.strerror})") from error
    caption = row.caption or ""
    pair = Pair(
        pdf=row.pdf,
        page=row.page,
        bbox=bbox,
        panel=None,
        figure=f"p{row.page}-{name_picture(row.pdf, row.page, bbox)}",
        figure_number=row.figure_number,
        caption=caption,
        figure_caption=caption,
        caption_page=row.page,
        image_path=image_path,
        image_sha256=sha256,
        width=rgb.shape[1],
        height=rgb.shape[0],
        encoding="original" if path.suffix.lower() in (".jpg", ".jpeg", ".jp2") else "decoded",
        modality="other",
        modality_by_pixels="other",
        modality_by_words=None,
        modality_probability=0.0,
        diagnosis=None,
        label=None,
        site=None,
        age=None,
        age_range=None,
        sex=None,
        stain=None,
        magnification=None,
        mentions=(),
        confidence=1.0,
    )
    return _describe(pair, rgb, caption), read_fingerprint(rgb, sha256)
