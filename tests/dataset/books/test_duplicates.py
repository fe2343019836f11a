"""The same picture again: encoded anew, resized, in grey, cropped; and mere resemblance."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from skinvl.dataset.books.duplicates import Fingerprint, find_duplicates, read_fingerprint


def make_picture(seed: int, size: tuple[int, int] = (320, 240)) -> Image.Image:
    random = np.random.default_rng(seed)
    image = Image.new("RGB", size, (225, 180, 160))
    pen = ImageDraw.Draw(image)
    for _ in range(60):
        x, y, r = random.uniform(0, 320), random.uniform(0, 240), random.uniform(3, 28)
        colour = tuple(int(v) for v in random.integers(60, 230, 3))
        pen.ellipse((x - r, y - r, x + r, y + r), fill=colour)
    return image.filter(ImageFilter.GaussianBlur(1.5))


def make_lesion(seed: int) -> Image.Image:
    """Blobs in the middle of a frame: alike at a glance, different in detail."""
    random = np.random.default_rng(seed)
    down, across = np.mgrid[:240, :320]
    far = np.hypot((down - 120) / 60, (across - 160) / 70)
    grain = Image.fromarray(random.integers(0, 256, (24, 32), np.uint8)).resize((320, 240))
    level = 210 - 120 / (1 + np.exp(8 * (far - 1))) + (np.asarray(grain, float) - 128) * 0.15
    return Image.fromarray(np.clip(level, 0, 255).astype(np.uint8)).convert("RGB")


def read(image: Image.Image, name: str) -> Fingerprint:
    return read_fingerprint(np.asarray(image), name)


def press(image: Image.Image) -> Image.Image:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=45)
    return Image.open(io.BytesIO(buffer.getvalue())).convert("RGB")


COPIES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "encoded anew": press,
    "larger": lambda image: image.resize((640, 480), Image.Resampling.LANCZOS),
    "smaller": lambda image: image.resize((160, 120), Image.Resampling.LANCZOS),
    "grey": lambda image: image.convert("L").convert("RGB"),
    "cropped": lambda image: image.crop((10, 8, 312, 232)),
    "cropped, grey, encoded": lambda image: press(image.crop((9, 4, 316, 236)).convert("L")),
}


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_found(name: str) -> None:
    pictures = [make_picture(seed) for seed in range(6)]
    copies = [read(COPIES[name](picture), f"c{n}") for n, picture in enumerate(pictures)]
    originals = [read(picture, f"o{n}") for n, picture in enumerate(pictures)]
    assert find_duplicates(originals + copies) == [(n, n + 6) for n in range(6)]


def test_lesions_that_resemble_one_another_are_different() -> None:
    assert find_duplicates([read(make_lesion(seed), str(seed)) for seed in range(40)]) == []


def test_the_first_is_kept_and_all_repeats_point_to_it() -> None:
    one, other = make_picture(1), make_picture(2)
    order = [other, one, one.resize((500, 375)), other.convert("L").convert("RGB"), one]
    prints = [read(image, str(number)) for number, image in enumerate(order)]
    assert find_duplicates(prints) == [(1, 2), (0, 3), (1, 4)]


def test_the_same_file_is_a_repeat() -> None:
    blank = [read(Image.new("RGB", (50, 50)), "same"), read(make_picture(1), "same")]
    assert find_duplicates(blank) == [(0, 1)]


def test_nothing_to_compare() -> None:
    assert find_duplicates([]) == []
    assert find_duplicates([read(make_picture(1), "a")]) == []


def test_a_fingerprint_survives_as_text() -> None:
    picture = read(make_picture(3), "abc")
    again = Fingerprint.from_record(picture.to_record())
    assert again.hashes.sha256 == "abc"
    assert again.shape == picture.shape
    np.testing.assert_array_equal(again.thumb, picture.thumb)
    np.testing.assert_array_equal(again.hashes.fine, picture.hashes.fine)
    assert find_duplicates([picture, again]) == [(0, 1)]
