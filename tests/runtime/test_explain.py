"""The exact map, over the tiny bundle whose graphs are known and over expert masks."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from miniatures.expert_masks import list_masked_images, read_mask
from PIL import Image

from skinvl.contract.errors import ModelError
from skinvl.contract.grid import Frame
from skinvl.contract.image import open_image
from skinvl.runtime import load_bundle
from skinvl.runtime.explain import Explanation, arrange_patches

RED, GREEN, GREY = (230, 60, 60), (60, 200, 60), (120, 120, 120)
Split = Callable[..., bytes]


@pytest.fixture(scope="module")
def split() -> Split:
    """Makes a PNG of two colours side by side, with some grain."""

    def make(left: tuple[int, int, int], right: tuple[int, int, int], width: int = 64) -> bytes:
        grain = np.random.default_rng(0).integers(0, 8, (48, width, 1))
        pixels = np.empty((48, width, 3), dtype=np.uint8)
        pixels[:, : width // 2], pixels[:, width // 2 :] = left, right
        stream = io.BytesIO()
        Image.fromarray((pixels - grain).astype(np.uint8)).save(stream, format="PNG")
        return stream.getvalue()

    return make


@pytest.mark.parametrize("code", [None, "melanoma", "melanocytic-nevus", "eczema"])
def test_map_adds_up_to_the_score_of_the_diagnosis(
    bundle: Any, split: Split, code: str | None
) -> None:
    encoded = bundle.encode(split(RED, GREEN))
    explanation = bundle.explain(encoded, code=code)
    logs = np.log(encoded.head.probabilities[explanation.modality])
    codes = getattr(bundle.info.head, explanation.modality)
    expected = logs[codes.index(explanation.code)] - logs.mean()
    assert explanation.map.mean() == pytest.approx(expected, abs=1e-4)
    assert explanation.score == pytest.approx(expected, abs=1e-4)
    assert explanation.code == (code or encoded.head.differential[0].code)


def test_map_is_on_the_side_that_speaks_for_the_diagnosis(bundle: Any, split: Split) -> None:
    for content, columns in ((split(RED, GREY), slice(0, 32)), (split(GREY, RED), slice(32, 64))):
        overlay = bundle.explain(content, code="melanoma").overlay()
        assert overlay.shape == (48, 64)
        assert 0.9 < overlay.max() <= 1 and overlay.min() == 0
        assert overlay[:, columns].sum() > 0.8 * overlay.sum()


def test_another_diagnosis_has_another_map(bundle: Any, split: Split) -> None:
    encoded = bundle.encode(split(RED, GREEN))
    melanoma = bundle.explain(encoded, code="melanoma")
    nevus = bundle.explain(encoded, code="melanocytic-nevus")
    assert melanoma.overlay()[:, :32].mean() > 0.5 > melanoma.overlay()[:, 32:].mean()
    assert nevus.overlay()[:, 32:].mean() > 0.5 > nevus.overlay()[:, :32].mean()


def test_nothing_stands_out_of_a_uniform_image(bundle: Any) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (40, 40), RED).save(stream, format="PNG")
    explanation = bundle.explain(stream.getvalue(), code="melanoma")
    assert explanation.overlay().max() < 0.01
    assert explanation.positive_share == pytest.approx(1)


def test_explanation_says_what_it_is_of(bundle: Any, split: Split) -> None:
    content = split(RED, GREY)
    explanation = bundle.explain(content)
    assert explanation.image_sha256 == open_image(content).sha256
    assert explanation.bundle_sha256 == bundle.sha256
    assert (explanation.method, explanation.name) == ("fast", "Melanoma")
    assert explanation.abstain is None


def test_abstaining_finding_is_explained_and_flagged(bundle: Any, images: Any) -> None:
    explanation = bundle.explain(images["pathology"])
    assert "microscope slide" in explanation.abstain
    assert explanation.abstain == bundle.encode(images["pathology"]).head.abstain.reason


def test_unknown_diagnosis_and_method(bundle: Any, split: Split) -> None:
    with pytest.raises(ModelError, match=r"does not know the diagnosis 'acne'; one of eczema"):
        bundle.explain(split(RED, GREY), code="acne")
    with pytest.raises(ValueError, match="no method 'magic'"):
        bundle.explain(split(RED, GREY), method="magic")


def test_outline_of_another_image_is_refused(bundle: Any, split: Split) -> None:
    explanation = bundle.explain(split(RED, GREY))
    with pytest.raises(ValueError, match="another image"):
        explanation.measure_inside(bundle.outline(split(GREY, RED)))


def test_padding_has_no_part_in_the_map(bundle: Any, split: Split) -> None:
    """The same map laid on an image that was padded to twice its height."""
    whole = bundle.explain(split(RED, GREY), code="melanoma")
    padded = dataclasses.replace(whole, frame=Frame((64, 32), (0, -32, 64, 32)))
    assert not padded.relief[0].any()
    assert padded.relief[1].max() > 0.9
    assert padded.overlay().shape == (32, 64)


def test_patches_that_are_no_grid() -> None:
    with pytest.raises(ModelError, match="5 patches are no grid over 8 x 8 pixels"):
        arrange_patches(np.zeros(5), (8, 8))


def test_map_follows_the_lesion_and_not_the_centre() -> None:
    """On test images with expert masks, cropped so that the lesion lies off the centre."""
    pairs = list_masked_images(24)
    bundle = load_bundle(provider="cpu", threads=1)
    found = []
    for index, (image, drawn) in enumerate(pairs):
        rgb = open_image(image).rgb
        mask = read_mask(drawn, rgb.shape[1::-1])
        crop = (
            (slice(0, 110) if index % 2 else slice(40, 150)),
            (slice(0, 140) if index % 4 < 2 else slice(60, 200)),
        )
        stream = io.BytesIO()
        Image.fromarray(rgb[crop]).save(stream, format="PNG")
        inside = mask[crop]
        explanation: Explanation = bundle.explain(stream.getvalue())
        overlay = explanation.overlay()
        found.append(float(overlay[inside].sum() / overlay.sum()) - float(inside.mean()))
    assert len(found) == 24
    # The share of the map inside the mask, beyond what a uniform map would have.
    assert np.mean(found) > 0.25
    assert np.mean(np.array(found) > 0) > 0.9
