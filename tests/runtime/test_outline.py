"""Outlines of drawn lesions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from miniatures.expert_masks import list_masked_images, read_mask
from PIL import Image

from skinvl.contract.grid import Frame
from skinvl.contract.image import open_image
from skinvl.runtime import load_bundle
from skinvl.runtime.outline import Outline, measure_overlap, outline_lesion
from skinvl.runtime.scores import HeadLogits

SIDE = 56


def draw(row: float, column: float, radius: float) -> tuple[np.ndarray, np.ndarray]:
    """A brown disc on skin as model input of the tiny bundle [3, H, W], and its mask."""
    rows, columns = (np.mgrid[0:SIDE, 0:SIDE] + 0.5) / SIDE
    mask = np.hypot(rows - row, columns - column) < radius
    rgb = np.where(mask[..., None], (110, 70, 50), (225, 180, 150)).astype(np.float64)
    rgb += np.random.default_rng(0).normal(0, 3, rgb.shape)
    return ((rgb / 255 - 0.5) / 0.5).transpose(2, 0, 1).astype(np.float32), mask


def score_patches(mask: np.ndarray, cells: int = 7) -> list[HeadLogits]:
    """Patches that tell diagnoses apart as far as they show the lesion."""
    step = SIDE // cells
    shares = mask.reshape(cells, step, cells, step).mean(axis=(1, 3)).ravel()
    return [
        HeadLogits(np.array([5 * share, 0, -5 * share]), np.zeros(2), np.zeros(4), 0.0)
        for share in shares
    ]


@pytest.fixture
def dermoscopy(bundle: Any, images: dict[str, Path]) -> Any:
    """What the head says of a dermoscopic image."""
    return bundle.encode(images["melanoma"]).head


def outline(bundle: Any, head: Any, lesion: Any, frame: Frame, patches: Any = None) -> Outline:
    pixels, mask = lesion
    scores = score_patches(mask) if patches is None else patches
    return outline_lesion(pixels, scores, head, frame, bundle.info, "0" * 64)


@pytest.mark.parametrize("place", [(0.5, 0.5), (0.3, 0.65), (0.75, 0.25)])
def test_disc_is_outlined_on_the_image(
    bundle: Any, dermoscopy: Any, place: tuple[float, float]
) -> None:
    lesion = draw(*place, 0.2)
    found = outline(bundle, dermoscopy, lesion, Frame((200, 100), (0, 0, 200, 100)))
    assert found.reliable and found.reason is None
    truth = np.asarray(Image.fromarray(lesion[1]).resize((200, 100)))
    assert measure_overlap(found.draw(), truth) > 0.93
    assert found.area_share == pytest.approx(np.pi * 0.2**2, rel=0.1)
    # The polygon lies on the image, squashed as the image is.
    assert found.polygon.mean(axis=0) == pytest.approx([place[1] * 200, place[0] * 100], abs=2)
    assert np.ptp(found.polygon[:, 0]) == pytest.approx(0.4 * 200, rel=0.15)
    assert np.ptp(found.polygon[:, 1]) == pytest.approx(0.4 * 100, rel=0.15)


def test_padding_is_no_lesion(bundle: Any, dermoscopy: Any) -> None:
    pixels, mask = draw(0.5, 0.5, 0.2)
    pixels[:, :14], pixels[:, 42:] = -1, -1
    frame = Frame((100, 50), (0.0, -25.0, 100.0, 75.0))
    found = outline(bundle, dermoscopy, (pixels, mask), frame)
    assert found.reliable
    assert not found.mask[:13].any() and not found.mask[43:].any()
    assert found.area_share == pytest.approx(2 * np.pi * 0.2**2, rel=0.1)


def test_dark_corners_are_no_lesion(bundle: Any, dermoscopy: Any) -> None:
    pixels, mask = draw(0.5, 0.5, 0.2)
    rows, columns = np.mgrid[-1 : 1 : SIDE * 1j, -1 : 1 : SIDE * 1j]
    pixels[:, np.hypot(rows, columns) > 1.05] = -1
    found = outline(bundle, dermoscopy, (pixels, mask), Frame((56, 56), (0, 0, 56, 56)))
    assert measure_overlap(found.draw(), mask) > 0.93


def test_hole_is_part_of_the_lesion(bundle: Any, dermoscopy: Any) -> None:
    pixels, mask = draw(0.5, 0.5, 0.3)
    inner, hole = draw(0.5, 0.5, 0.08)
    pixels[:, hole] = 0.6
    found = outline(bundle, dermoscopy, (pixels, mask), Frame((56, 56), (0, 0, 56, 56)))
    assert found.mask[28, 28]
    assert inner.shape == pixels.shape


def test_no_lesion_is_not_reliable(bundle: Any, dermoscopy: Any) -> None:
    noise = np.random.default_rng(0).normal(0.6, 0.02, (3, SIDE, SIDE)).astype(np.float32)
    flat = np.zeros((SIDE, SIDE), dtype=bool)
    found = outline(bundle, dermoscopy, (noise, flat), Frame((56, 56), (0, 0, 56, 56)))
    assert not found.reliable
    assert found.reason in (
        "the lesion does not stand out clearly from the skin", "no lesion stands out"
    )  # fmt: skip


def test_one_colour_gives_no_outline_and_no_crash(bundle: Any, dermoscopy: Any) -> None:
    flat = np.full((3, SIDE, SIDE), 0.5, dtype=np.float32)
    nothing = np.zeros((SIDE, SIDE), dtype=bool)
    found = outline(bundle, dermoscopy, (flat, nothing), Frame((9, 9), (0, 0, 9, 9)))
    assert not found.reliable and found.polygon.shape == (0, 2)
    assert found.area_share == 0 and not found.draw().any()


def test_patches_elsewhere_than_the_dark_spot_are_a_doubt(bundle: Any, dermoscopy: Any) -> None:
    lesion, elsewhere = draw(0.3, 0.3, 0.12), draw(0.75, 0.75, 0.2)[1]
    patches = score_patches(elsewhere)
    found = outline(bundle, dermoscopy, lesion, Frame((56, 56), (0, 0, 56, 56)), patches)
    assert not found.reliable


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("eczema", "measured on dermoscopic images only"),
        ("pathology", r"no statement is made about this image \(.*microscope slide"),
    ],
)
def test_outlines_are_vouched_for_on_dermoscopy_only(
    bundle: Any, images: dict[str, Path], name: str, words: str
) -> None:
    head = bundle.encode(images[name]).head
    found = outline(bundle, head, draw(0.5, 0.5, 0.2), Frame((56, 56), (0, 0, 56, 56)))
    assert not found.reliable
    assert re.search(words, str(found.reason))


def test_bundle_outlines_and_says_of_what(bundle: Any, images: dict[str, Path]) -> None:
    found = bundle.outline(images["melanoma"])
    assert found.image_sha256 == open_image(images["melanoma"]).sha256
    assert found.bundle_sha256 == bundle.sha256
    assert found.draw().shape == (48, 64)
    assert found.draw((32, 24)).shape == (24, 32)


def test_outlines_beside_expert_masks() -> None:
    pairs = list_masked_images(30)
    bundle = load_bundle(provider="cpu", threads=1)
    overlaps = []
    for image, drawn in pairs:
        found = bundle.outline(image)
        mask = read_mask(drawn, found.frame.size)
        if found.reliable:
            overlaps.append(measure_overlap(found.draw(), mask))
    assert len(overlaps) >= 15
    assert np.mean(overlaps) > 0.82
