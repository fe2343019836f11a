"""Attributes of drawn lesions, and masks that fit or do not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from miniatures.drawn_lesion import draw_lesion
from PIL import Image, ImageDraw

from skinvl.contract.errors import ImageError
from skinvl.dataset.attributes import measure_attributes, open_mask


def _draw_on(rgb: Any, draw: Callable[[Any], None]) -> Any:
    image = Image.fromarray(rgb)
    draw(ImageDraw.Draw(image))
    return np.asarray(image)


def test_a_plain_round_lesion() -> None:
    lesion = draw_lesion((92, 52, 38))
    found = measure_attributes(lesion.rgb, lesion.mask)
    assert (found.asymmetry, found.border, found.colours) == (0, "regular", ("dark brown",))
    assert (found.hair, found.ink, found.ruler) == (False, False, False)
    assert found.size == "medium"
    assert found.area_fraction == pytest.approx(lesion.mask.mean(), abs=1e-4)


@pytest.mark.parametrize(
    ("axes", "size"), [((0.1, 0.1), "small"), ((0.3, 0.3), "medium"), ((0.45, 0.6), "large")]
)
def test_size_is_relative_to_the_frame(axes: tuple[float, float], size: str) -> None:
    lesion = draw_lesion(axes=axes)
    assert measure_attributes(lesion.rgb, lesion.mask).size == size


def test_the_verdict_does_not_depend_on_resolution() -> None:
    small, large = draw_lesion(), draw_lesion(size=(450, 600))
    first = measure_attributes(small.rgb, small.mask)
    second = measure_attributes(large.rgb, large.mask)
    assert first.colours == second.colours and first.size == second.size
    assert second.area_fraction == pytest.approx(first.area_fraction, abs=0.005)
    assert second.border_score == pytest.approx(first.border_score, abs=0.02)


def test_hairs_are_hair() -> None:
    lesion = draw_lesion()

    def hairs(pen: Any) -> None:
        pen.line([(0, 20), (110, 60), (199, 50)], fill=(60, 40, 35), width=1)
        pen.line([(30, 149), (90, 90)], fill=(60, 40, 35), width=2)

    found = measure_attributes(_draw_on(lesion.rgb, hairs), lesion.mask)
    assert found.hair and not found.ink and not found.ruler


def test_a_net_of_crossing_hairs_is_hair() -> None:
    lesion = draw_lesion(size=(150, 200), axes=(0.2, 0.2))

    def hairs(pen: Any) -> None:
        for start in range(0, 200, 28):
            pen.line([(start, 0), (start - 60, 149)], fill=(60, 40, 35), width=3)
            pen.line([(0, start), (199, start - 50)], fill=(60, 40, 35), width=3)

    assert measure_attributes(_draw_on(lesion.rgb, hairs), lesion.mask).hair


def test_a_pigment_network_inside_the_lesion_is_no_hair() -> None:
    lesion = draw_lesion((170, 112, 72), axes=(0.4, 0.4))
    network = lesion.rgb.copy()
    network[::6] = network[:, ::6] = (90, 50, 30)
    network[~lesion.mask] = lesion.rgb[~lesion.mask]
    assert not measure_attributes(network, lesion.mask).hair


def test_marker_ink_is_ink_and_no_hair() -> None:
    lesion = draw_lesion()
    inked = _draw_on(
        lesion.rgb, lambda pen: pen.line([(5, 5), (40, 18)], fill=(70, 60, 170), width=4)
    )
    found = measure_attributes(inked, lesion.mask)
    assert found.ink and not found.hair
    plain = measure_attributes(lesion.rgb, lesion.mask)
    assert found.colours == plain.colours and found.border == plain.border


def test_a_blue_lesion_is_no_ink() -> None:
    lesion = draw_lesion((70, 80, 150))
    assert not measure_attributes(lesion.rgb, lesion.mask).ink


@pytest.mark.parametrize("spacing", [4, 5, 6])
def test_even_ticks_are_a_ruler(spacing: int) -> None:
    lesion = draw_lesion()

    def ticks(pen: Any) -> None:
        for row in range(4, 146, spacing):
            pen.line([(12, row), (19, row)], fill=(170, 130, 115), width=1)

    found = measure_attributes(_draw_on(lesion.rgb, ticks), lesion.mask)
    assert found.ruler and not found.hair
    turned = measure_attributes(
        np.rot90(_draw_on(lesion.rgb, ticks)).copy(), np.rot90(lesion.mask).copy()
    )
    assert turned.ruler


def test_a_mask_is_resized_to_its_image(tmp_path: Path) -> None:
    full = np.zeros((450, 600), dtype=np.uint8)
    full[150:300, 200:400] = 255
    Image.fromarray(full).save(tmp_path / "mask.png")
    mask = open_mask(tmp_path / "mask.png", (150, 200))
    assert mask is not None and mask.shape == (150, 200)
    assert mask.sum() == 50 * 67 or abs(int(mask.sum()) - 3333) < 60
    assert open_mask(tmp_path / "mask.png", (224, 224)) is None


def test_an_empty_mask_is_no_mask_and_a_broken_one_an_error(tmp_path: Path) -> None:
    Image.fromarray(np.zeros((45, 60), dtype=np.uint8)).save(tmp_path / "empty.png")
    assert open_mask(tmp_path / "empty.png", (45, 60)) is None
    (tmp_path / "broken.png").write_bytes(b"not an image")
    with pytest.raises(ImageError):
        open_mask(tmp_path / "broken.png", (45, 60))
