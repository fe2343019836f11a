from __future__ import annotations

import io
import zipfile
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from skinvl.contract.errors import ImageEncrypted, ImageUnsupported
from skinvl.contract.image import open_image
from skinvl.contract.image_file import SUPPORTED, find_fault, identify


def archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("photo.jpg", b"\xff\xd8\xff")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        archive(),
        b"%PDF-1.7\n/Encrypt 5 0 R",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
        b"7z\xbc\xaf\x27\x1c" + bytes(50),
        b"Salted__" + bytes(50),
        b"-----BEGIN PGP MESSAGE-----\n",
    ],
)
def test_containers_are_named(content: bytes) -> None:
    with pytest.raises(ImageEncrypted, match="encrypted or not an image"):
        open_image(content)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\x00\x00\x00\x18ftypheic" + bytes(50), "HEIC"),
        (b"\x00\x00\x00\x18ftypavif" + bytes(50), "AVIF"),
        (b"\x00\x00\x00\x18ftypisom" + bytes(50), "video"),
        (bytes(128) + b"DICM" + bytes(50), "DICOM"),
        (b"II\x2a\x00\x10\x00\x00\x00CR\x02\x00", "raw"),
        (b"\x00\x00\x00\x0cjP  \r\n", "JPEG 2000"),
        (b"<html><body>Not found</body></html>", "not an image"),
        (b"just some text", "not an image"),
        (bytes(1000), "not an image"),
    ],
)
def test_other_files_are_named_with_what_is_read(content: bytes, word: str) -> None:
    with pytest.raises(ImageUnsupported, match=word) as caught:
        open_image(content)
    assert SUPPORTED in str(caught.value)


def test_a_still_gif_is_not_supported(encode: Any, pixels: NDArray[np.uint8]) -> None:
    with pytest.raises(ImageUnsupported, match="GIF"):
        open_image(encode(pixels, "GIF"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP", "WEBP"])
def test_supported_formats_are_identified(
    encode: Any, pixels: NDArray[np.uint8], kind: str
) -> None:
    content = encode(pixels, kind)
    assert identify(content, "a") == kind
    assert find_fault(content, kind) is None


def test_markers_within_a_thumbnail_do_not_end_the_jpeg(
    encode: Any, pixels: NDArray[np.uint8]
) -> None:
    content = encode(pixels, "JPEG", comment=b"thumbnail \xff\xd9 here")
    assert find_fault(content, "JPEG") is None
    assert find_fault(content[:-2], "JPEG") is not None
