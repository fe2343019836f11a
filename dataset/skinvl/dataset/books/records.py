"""What ``dataset build`` writes: kept pictures in ``pairs.jsonl``, all others in ``rejects.jsonl``.

Boxes are ``[x0, y0, x1, y1]`` in points with the origin at the top left of the page as displayed;
pages count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass

from skinvl.contract.ontology import DiagnosisCode
from skinvl.contract.sample import Modality, Split
from skinvl.dataset.books.layout import Box

PAIRS_FILE = "pairs.jsonl"
REJECTS_FILE = "rejects.jsonl"


@dataclass(frozen=True)
class Pair:
    """One picture of a book with its caption and what the text says of it.

    ``pdf`` is the file's path below the folder that was named, ``figure`` the figure's key in the
    book and ``panel`` the letter of the picture in its figure. ``caption`` is what describes this
    picture: the panel's own sub-caption, or the whole caption where it has none; ``figure_caption``
    is the whole with its label. ``mentions`` are the sentences of the text that refer to the
    figure. ``image_path`` is relative to the folder of `PAIRS_FILE`; ``encoding`` says whether the
    file is the embedded stream as it was ("original") or was written anew without loss
    ("decoded"). ``age`` is in years and ``age_range`` where the text gives a decade. ``confidence``
    is that of the pairing, 0..1. ``flags`` name what a person should look at.
    """

    pdf: str
    page: int
    bbox: Box
    panel: str | None
    figure: str
    figure_number: str | None
    caption: str
    figure_caption: str
    caption_page: int
    image_path: str
    image_sha256: str
    width: int
    height: int
    encoding: str
    modality: Modality
    modality_by_pixels: Modality
    modality_by_words: Modality | None
    modality_probability: float
    diagnosis: DiagnosisCode | None
    label: str | None
    site: str | None
    age: float | None
    age_range: tuple[float, float] | None
    sex: str | None
    stain: str | None
    magnification: str | None
    mentions: tuple[str, ...]
    confidence: float
    flags: tuple[str, ...] = ()
    group: str = ""
    split: Split = "train"


@dataclass(frozen=True)
class Reject:
    """A picture, a page or a document that is not used.

    ``page`` 0 with ``bbox`` None speaks of the whole document; ``stage`` is the module that
    decided ("pages", "figures", "sieve", "guard", ...), ``reason`` a fixed word
    ("annotated", "low_resolution", ...), ``detail`` a sentence for a person.
    """

    pdf: str
    page: int
    bbox: Box | None
    stage: str
    reason: str
    detail: str = ""
    figure_number: str | None = None
    caption: str | None = None
    image_path: str | None = None
