from __future__ import annotations

import io

import numpy as np
import pymupdf
from PIL import Image

from skinvl.dataset.books.embedded import count_paths, digest, read_embedded, stream_of
from skinvl.dataset.books.rasters import JPEG


def _jpeg(seed: int = 0) -> bytes:
    pixels = np.random.default_rng(seed).integers(0, 255, (40, 60, 3), np.uint8)
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG")
    return stream.getvalue()


def test_the_stream_of_an_image_is_the_file_that_was_embedded() -> None:
    document = pymupdf.open()
    data = _jpeg()
    document.new_page().insert_image((50, 50, 200, 150), stream=data)
    (image,) = read_embedded(document[0])
    assert stream_of(image) == (data, JPEG)
    assert (image.width, image.height, image.components, image.bits) == (60, 40, 3, 8)


def test_equal_content_has_an_equal_digest_on_all_pages() -> None:
    document = pymupdf.open()
    for seed in (0, 0, 1):
        document.new_page().insert_image((50, 50, 200, 150), stream=_jpeg(seed))
    first, second, other = (digest(read_embedded(page)[0]) for page in document)
    assert first == second != other


def test_a_clip_leaves_only_a_part_to_be_seen() -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_image((100, 100, 300, 200), stream=_jpeg(), keep_proportion=False)
    drawn = document.xref_stream(page.get_contents()[-1])
    height = page.rect.height
    clip = f"q 150 {height - 180} 100 60 re W n ".encode()
    document.update_stream(page.get_contents()[-1], clip + drawn + b" Q")
    (image,) = read_embedded(document.reload_page(page))
    assert [round(side) for side in image.seen] == [150, 120, 250, 180]


def test_paths_are_counted_without_reading_them() -> None:
    document = pymupdf.open()
    page = document.new_page()
    for row in range(7):
        page.draw_line((50, 50 + row), (90, 50 + row))
    assert count_paths(page) == 7
