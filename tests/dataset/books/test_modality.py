"""Clinical, dermoscopy, pathology or other: by pixels, by words, by both."""

from __future__ import annotations

import json
import os
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from skinvl.contract.sample import Modality
from skinvl.dataset.books.modality import (
    classify,
    judge,
    judge_pixels,
    load_classifier,
    read_classifier,
)
from skinvl.dataset.books.modality_features import SIDE, describe_picture, reduce_picture
from skinvl.dataset.books.modality_words import hear_words


def make_section(seed: int = 0) -> np.ndarray:
    """Violet nuclei on a pink ground, as in a section stained with H&E."""
    random = np.random.default_rng(seed)
    image = Image.new("RGB", (320, 240), (226, 160, 205))
    pen = ImageDraw.Draw(image)
    for _ in range(900):
        x, y, r = random.uniform(0, 320), random.uniform(0, 240), random.uniform(2, 4.5)
        shade = int(random.integers(-20, 20))
        pen.ellipse((x - r, y - r, x + r, y + r), fill=(110 + shade, 70 + shade, 150 + shade))
    noise = random.normal(0, 8, (240, 320, 3))
    return np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8)


def make_chart() -> np.ndarray:
    image = Image.new("RGB", (400, 300), "white")
    pen = ImageDraw.Draw(image)
    pen.line((40, 20, 40, 260, 380, 260), fill="black")
    for place in range(6):
        pen.rectangle((60 + 50 * place, 240 - 30 * place, 90 + 50 * place, 259), fill="navy")
    return np.asarray(image)


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        ("Dermoscopic image of a naevus on the back of a man", "dermoscopy"),
        ("Auflichtmikroskopie eines Melanoms", "dermoscopy"),
        ("皮肤镜下可见色素网", "dermoscopy"),
        ("Section through the lesion, H&E, x100", "pathology"),
        ("Haematoxylin and eosin, original magnification \u00d7200", "pathology"),
        ("Histologisches Bild: Akanthose (HE, 100x)", "pathology"),
        ("Coupe: infiltrat lymphocytaire, immunohistochimie", "pathology"),
        ("Clinical photograph of plaques on the elbow", "clinical"),
        ("Klinisches Bild am Unterarm", "clinical"),
        ("Radiograph of the hand", "other"),
        ("Psoriasis vulgaris", None),
        ("", None),
    ],
)
def test_words_name_a_modality_or_none(words: str, modality: Modality | None) -> None:
    probabilities, named = hear_words(words)
    assert named == modality
    assert probabilities.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    "words",
    [
        "Nodule on the cheek. Histological examination confirmed the diagnosis.",
        "Biopsy-proven lupus of the cheek",
        "Plaque on the leg (see Fig. 3 for the dermoscopic view)",
    ],
)
def test_a_report_that_is_told_of_names_nothing_else(words: str) -> None:
    assert hear_words(words)[1] in (None, "clinical")


def test_a_caption_of_several_modalities_names_none() -> None:
    assert (
        hear_words("Clinical appearance, dermoscopy and histology (H&E) of one lesion")[1] is None
    )


def test_both_voices_agree_on_a_section() -> None:
    verdict = judge(make_section(), "Section, haematoxylin and eosin, x200")
    assert (verdict.value, verdict.by_pixels, verdict.by_words) == ("pathology",) * 3
    assert not verdict.disagree
    assert verdict.probability > judge(make_section(), "").probability - 1e-9


def test_a_contradiction_is_flagged_and_lowers_the_certainty() -> None:
    alone = judge(make_section(), "")
    verdict = judge(make_section(), "Dermoscopy of a naevus")
    assert verdict.by_words == "dermoscopy"
    assert verdict.disagree
    assert verdict.value != "pathology" or verdict.probability < alone.probability


def test_a_chart_is_other() -> None:
    assert judge(make_chart(), "").value == "other"


@pytest.mark.parametrize("shape", [(1, 1), (1, 400), (3000, 4), (23, 31), (128, 128), (700, 900)])
def test_any_size_gives_finite_features(shape: tuple[int, int]) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (*shape, 3), dtype=np.uint8)
    features = describe_picture(pixels)
    assert features.shape == describe_picture(make_chart()).shape
    assert np.isfinite(features).all()
    assert judge_pixels(np.full((*shape, 3), 255, np.uint8)).sum() == pytest.approx(1)


def test_size_is_no_feature() -> None:
    section = Image.fromarray(make_section())
    large = np.asarray(section.resize((960, 720), Image.Resampling.BICUBIC))
    assert max(reduce_picture(large).shape) == SIDE
    assert judge(large, "").value == judge(np.asarray(section), "").value


def test_the_model_says_what_it_learned_from() -> None:
    record = json.loads(
        resources.files("skinvl.dataset.books").joinpath("modality.json").read_text("utf-8")
    )
    assert "CC BY-NC" in record["licence"]
    assert {"ham10000", "isic2017", "fitzpatrick17k"} <= set(record["trained_on"])
    assert record["figures"]["test_split"]["plain"]["value"] >= 0.97
    classifier = read_classifier(record)
    rows = np.stack([describe_picture(make_section(seed)) for seed in range(3)])
    np.testing.assert_allclose(classify(classifier, rows), classify(load_classifier(), rows))


def test_real_images_of_each_modality() -> None:
    data = Path(os.environ.get("SKINVL_DATA", Path(__file__).parents[4] / "shared" / "data"))
    folders: dict[Modality, Path] = {
        "dermoscopy": data / "skin" / "isic2017" / "images",
        "clinical": data / "skin" / "fitzpatrick17k",
        "pathology": data / "pathology" / "images",
    }
    if not all(folder.is_dir() for folder in folders.values()):
        pytest.skip(f"no real images under {data}")
    for modality, folder in folders.items():
        files = sorted(file for file in folder.rglob("*.jpg"))[::9][:120]
        rights = []
        for file in files:
            with Image.open(file) as image:
                rights.append(judge(np.asarray(image.convert("RGB")), "").value == modality)
        assert sum(rights) >= 0.9 * len(rights), modality
