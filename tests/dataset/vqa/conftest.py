"""Small build folders: pairs with made captions and painted pictures."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from skinvl.contract.record import write_record
from skinvl.dataset.books.facts import read_facts
from skinvl.dataset.books.records import PAIRS_FILE, Pair

MakePair = Callable[..., Pair]

CAPTIONS = (
    ("clinical", "Nodular melanoma with ulceration on the back of a 45-year-old man."),
    ("clinical", "Plaques with silvery scale: psoriasis of the elbow in a woman aged 60 years."),
    (
        "clinical",
        "Basal cell carcinoma with a pearly margin on the nose. It recurred later.",
    ),
    ("clinical", "Atopic dermatitis of the cheeks in an 8-month-old boy, without crusts."),
    ("clinical", "Eczema with crusts on the hand. The differential diagnosis includes psoriasis."),
    ("dermoscopy", "Naevus of the trunk; its pigment network is regular."),
    ("dermoscopy", "Melanoma with irregular streaks and a blue-white veil on the leg, \u00d710."),
    ("dermoscopy", "Seborrhoeic keratosis with milia-like cysts in a 70-year-old woman."),
    ("pathology", "Basal cell carcinoma with peripheral palisading (H&E, \u00d7100)."),
    (
        "pathology",
        "Squamous cell carcinoma of the palate with keratin pearls (PAS, \u00d740).",
    ),
)


def _make(number: int, modality: str, caption: str, **changes: Any) -> Pair:
    found = read_facts(caption)
    values: dict[str, Any] = {
        "pdf": "atlas.pdf",
        "page": number + 1,
        "bbox": (10.0, 20.0, 110.0, 120.0),
        "panel": None,
        "figure": f"p{number + 1}-1",
        "figure_number": str(number + 1),
        "caption": caption,
        "figure_caption": caption,
        "caption_page": number + 1,
        "image_path": f"images/atlas/p{number + 1}-1.png",
        "image_sha256": f"{number:064x}",
        "width": 12,
        "height": 10,
        "encoding": "decoded",
        "modality": modality,
        "modality_by_pixels": modality,
        "modality_by_words": None,
        "modality_probability": 0.9,
        "diagnosis": found.diagnosis,
        "label": found.label,
        "site": found.site,
        "age": found.age,
        "age_range": found.age_range,
        "sex": found.sex,
        "stain": found.stain,
        "magnification": found.magnification,
        "mentions": (),
        "confidence": 0.9,
        "flags": found.flags,
        "group": f"g{number}",
        "split": ("train", "train", "train", "val", "test")[number // len(CAPTIONS) % 5],
    }
    return Pair(**{**values, **changes})


@pytest.fixture
def make_pair() -> Callable[..., Pair]:
    """Makes one pair from a modality and a caption, with the facts read from it."""

    def make(modality: str, caption: str, number: int = 0, **changes: Any) -> Pair:
        return _make(number, modality, caption, **changes)

    return make


@pytest.fixture
def pairs() -> list[Pair]:
    """100 pairs: ten captions of three modalities, ten times over all splits."""
    return list(_all_pairs())


@functools.cache
def _all_pairs() -> tuple[Pair, ...]:
    count = 10 * len(CAPTIONS)
    return tuple(_make(number, *CAPTIONS[number % len(CAPTIONS)]) for number in range(count))


@pytest.fixture
def write_build(tmp_path: Path) -> Callable[[Sequence[Pair]], Path]:
    """Writes pairs and their pictures as `dataset build` does; returns the folder."""

    def write(pairs: Sequence[Pair]) -> Path:
        folder = tmp_path / "build"
        lines = []
        for number, pair in enumerate(pairs):
            path = folder / pair.image_path
            path.parent.mkdir(parents=True, exist_ok=True)
            rgb = np.random.default_rng(number).integers(0, 255, (10, 12, 3), dtype=np.uint8)
            Image.fromarray(rgb).save(path)
            record = write_record(pair)
            record["image_sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
            lines.append(json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n")
        (folder / PAIRS_FILE).write_text("".join(lines), encoding="utf-8")
        card = {"documents": [{"pdf": "atlas.pdf", "licence": "CC BY 4.0"}]}
        (folder / "dataset_card.json").write_text(json.dumps(card), encoding="utf-8")
        return folder

    return write
