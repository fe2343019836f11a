from __future__ import annotations

import hashlib
import os
import struct
import warnings
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFile

from skinvl.contract.errors import (
    ImageAnimated,
    ImageEmpty,
    ImageError,
    ImageMissing,
    ImageTooLarge,
    ImageTruncated,
    ImageUnsupported,
)
from skinvl.contract.image import ImageLimits, open_image

Pixels = NDArray[np.uint8]
LOSSLESS: list[tuple[str, dict[str, Any]]] = [
    ("PNG", {}),
    ("TIFF", {}),
    ("TIFF", {"compression": "tiff_lzw"}),
    ("TIFF", {"compression": "tiff_adobe_deflate"}),
    ("BMP", {}),
    ("WEBP", {"lossless": True}),
]
LOSSY: list[tuple[str, dict[str, Any]]] = [
    ("JPEG", {"quality": 95, "subsampling": 0}),
    ("JPEG", {"progressive": True}),
    ("JPEG", {"restart_marker_rows": 1}),
    ("TIFF", {"compression": "jpeg"}),
    ("WEBP", {"quality": 95}),
]


@pytest.mark.parametrize(("kind", "options"), LOSSLESS)
def test_lossless_formats_give_the_same_pixels(
    pixels: Pixels, encode: Any, kind: str, options: dict[str, Any]
) -> None:
    content = encode(pixels, kind, **options)
    opened = open_image(content)
    assert np.array_equal(opened.rgb, pixels)
    assert opened.rgb.dtype == np.uint8
    assert opened.rgb.flags.c_contiguous
    assert opened.rgb.flags.writeable
    assert opened.format == kind
    assert opened.original_size == (80, 60)
    assert opened.notes == ()
    assert opened.path is None
    assert opened.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(("kind", "options"), LOSSY)
def test_lossy_formats_give_nearly_the_same_pixels(
    encode: Any, kind: str, options: dict[str, Any]
) -> None:
    smooth = np.full((40, 50, 3), (200, 120, 90), dtype=np.uint8)
    opened = open_image(encode(smooth, kind, **options))
    assert np.abs(opened.rgb.astype(int) - smooth).max() <= 4


def test_path_and_bytes_give_the_same(pixels: Pixels, encode: Any, tmp_path: Path) -> None:
    path = tmp_path / "Ärm links.jpg"
    path.write_bytes(encode(pixels, "JPEG"))
    for source in (path, str(path)):
        opened = open_image(source)
        assert opened.path == path
        assert np.array_equal(opened.rgb, open_image(path.read_bytes()).rgb)


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "JPEG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied_once(encode: Any, kind: str, orientation: int) -> None:
    upright = np.zeros((40, 60, 3), dtype=np.uint8)
    upright[:20, :30] = (255, 0, 0)
    upright[:20, 30:] = (0, 255, 0)
    upright[20:, :30] = (0, 0, 255)
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.transpose(1, 0, 2),
        6: np.rot90(upright, 1),
        7: upright[::-1, ::-1].transpose(1, 0, 2),
        8: np.rot90(upright, -1),
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = encode(np.ascontiguousarray(stored), kind, exif=exif)
    opened = open_image(content)
    assert opened.rgb.shape == upright.shape
    assert np.abs(opened.rgb.astype(int) - upright).mean() < 8
    assert opened.original_size == (stored.shape[1], stored.shape[0])
    assert any("EXIF orientation" in note for note in opened.notes) == (orientation != 1)


def test_damaged_exif_is_noted_and_the_picture_kept(pixels: Pixels, encode: Any) -> None:
    clean = encode(pixels, "PNG")
    body = b"eXIfMM\x00\x2a\x00\x00\x00\x08\xff\xff"
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        opened = open_image(clean[:33] + chunk + clean[33:])
    assert np.array_equal(opened.rgb, pixels)


def test_missing_folder_and_special_files(tmp_path: Path) -> None:
    with pytest.raises(ImageMissing, match="no such file"):
        open_image(tmp_path / "nothing.jpg")
    with pytest.raises(ImageMissing, match="not readable"):
        open_image("a\x00b.jpg")
    with pytest.raises(ImageUnsupported, match="folder"):
        open_image(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.jpg")
        with pytest.raises(ImageUnsupported, match="regular"):
            open_image(tmp_path / "pipe.jpg")


def test_empty(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    with pytest.raises(ImageEmpty, match=r"empty\.jpg"):
        open_image(tmp_path / "empty.jpg")
    with pytest.raises(ImageEmpty):
        open_image(b"")


def test_too_many_bytes_are_not_read(pixels: Pixels, encode: Any, tmp_path: Path) -> None:
    path = tmp_path / "big.png"
    path.write_bytes(encode(pixels, "PNG"))
    limits = ImageLimits(max_bytes=path.stat().st_size - 1)
    for source in (path, path.read_bytes()):
        with pytest.raises(ImageTooLarge, match="MiB"):
            open_image(source, limits=limits)
    open_image(path, limits=ImageLimits(max_bytes=path.stat().st_size))


def bomb(width: int, height: int) -> bytes:
    """A PNG header that claims a size, followed by hardly any data."""
    chunks = b"\x89PNG\r\n\x1a\n"
    for kind, body in (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\x00" * 100)),
        (b"IEND", b""),
    ):
        chunks += struct.pack(">I", len(body)) + kind + body
        chunks += struct.pack(">I", zlib.crc32(kind + body))
    return chunks


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("side", [9_000, 10_000, 15_000, 60_000])
def test_too_many_pixels_are_refused_by_the_header(side: int) -> None:
    with pytest.raises(ImageTooLarge, match="pixels"):
        open_image(bomb(side, side))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ImageTooLarge, match="pixels"):
            open_image(bomb(side, side))


def test_limits_are_exact(pixels: Pixels, encode: Any) -> None:
    content = encode(pixels, "PNG")
    open_image(content, limits=ImageLimits(max_pixels=80 * 60))
    with pytest.raises(ImageTooLarge, match="80 x 60"):
        open_image(content, limits=ImageLimits(max_pixels=80 * 60 - 1))
    for wrong in ({"max_pixels": 0}, {"max_pixels": 10**9}, {"max_bytes": 0}):
        with pytest.raises(ValueError):
            ImageLimits(**wrong)


def test_fewer_pixels_than_the_header_says_are_refused() -> None:
    with pytest.raises(ImageTruncated):
        open_image(bomb(200, 200))


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(("kind", "options"), LOSSLESS + LOSSY)
def test_every_cut_is_refused(
    pixels: Pixels, encode: Any, kind: str, options: dict[str, Any]
) -> None:
    content = encode(pixels, kind, **options)
    ends = {*range(40), *range(len(content) - 40, len(content))}
    ends |= set(range(40, len(content), max(1, len(content) // 60)))
    for end in sorted(ends):
        with pytest.raises(ImageError) as caught:
            open_image(content[:end])
        if end >= 16:
            assert type(caught.value) is ImageTruncated, end


@pytest.mark.parametrize("compression", [None, "tiff_lzw", "tiff_adobe_deflate", "jpeg"])
@pytest.mark.parametrize("missing", [1, 50, 2000])
def test_a_tiff_whose_pixels_come_last_is_refused_when_cut(
    pixels: Pixels, encode: Any, compression: str | None, missing: int
) -> None:
    content = bytearray(encode(pixels, "TIFF", compression=compression))
    (directory,) = struct.unpack_from("<I", content, 4)
    (count,) = struct.unpack_from("<H", content, directory)
    entries = range(directory + 2, directory + 2 + 12 * count, 12)
    where = {struct.unpack_from("<H", content, entry)[0]: entry + 8 for entry in entries}
    (offset,) = struct.unpack_from("<I", content, where[273])
    (size,) = struct.unpack_from("<I", content, where[279])
    struct.pack_into("<I", content, where[273], len(content))
    moved = bytes(content + content[offset : offset + size])
    assert open_image(moved).rgb.shape == pixels.shape
    with pytest.raises(ImageTruncated):
        open_image(moved[:-missing])


def test_a_run_length_bmp_is_refused_when_cut() -> None:
    rows = b"".join(bytes([16, 10 * row, 0, 0]) for row in range(12)) + b"\x00\x01"
    palette = b"".join(bytes([value, value, value, 0]) for value in range(256))
    start = 14 + 40 + len(palette)
    header = b"BM" + struct.pack("<IHHI", start + len(rows), 0, 0, start)
    header += struct.pack("<IiiHHIIiiII", 40, 16, 12, 1, 8, 1, len(rows), 0, 0, 256, 0)
    content = header + palette + rows
    assert open_image(content).rgb[-1, 0, 0] == 0
    assert open_image(content).rgb[0, 0, 0] == 110
    for end in range(start, len(content) - 5):
        with pytest.raises(ImageTruncated):
            open_image(content[:end])


def test_a_jpeg_that_lacks_only_its_end_marker_is_refused(pixels: Pixels, encode: Any) -> None:
    content = encode(pixels, "JPEG")
    assert content.endswith(b"\xff\xd9")
    with pytest.raises(ImageTruncated, match="ends early"):
        open_image(content[:-2])
    with pytest.raises(ImageTruncated, match="ends early"):
        open_image(content[:-2] + bytes(500))
    assert np.array_equal(open_image(content + bytes(500)).rgb, open_image(content).rgb)


def test_a_tolerant_library_in_the_same_process_changes_nothing(
    pixels: Pixels, encode: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = encode(pixels, "TIFF", compression="tiff_lzw")
    half = content[: len(content) // 2] + bytes(len(content) - len(content) // 2)
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    for damaged in (encode(pixels, "JPEG")[:-300], encode(pixels, "BMP")[:-300], half):
        monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
        with pytest.raises(ImageTruncated):
            open_image(damaged)


def test_a_flipped_bit_in_a_png_is_refused(pixels: Pixels, encode: Any) -> None:
    content = bytearray(encode(pixels, "PNG"))
    content[len(content) // 2] ^= 1
    with pytest.raises(ImageTruncated, match="checksum"):
        open_image(bytes(content))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF"])
def test_animations_and_pages_are_refused(pixels: Pixels, encode: Any, kind: str) -> None:
    second = Image.fromarray(255 - pixels)
    content = encode(pixels, kind, save_all=True, append_images=[second])
    with pytest.raises(ImageAnimated, match="2 pages" if kind == "TIFF" else "frames|animated"):
        open_image(content)


def test_mpo_gives_its_first_picture_with_a_note(pixels: Pixels, encode: Any) -> None:
    content = encode(pixels, "MPO", save_all=True, append_images=[Image.fromarray(255 - pixels)])
    opened = open_image(content)
    assert opened.format == "MPO"
    assert np.abs(opened.rgb.astype(int) - pixels)[40:].mean() < 20
    assert opened.notes == ("first of 2 pictures of a multi-picture JPEG",)


def test_a_preview_within_a_raw_file_is_refused(pixels: Pixels, encode: Any) -> None:
    for tag, value in ((254, 1), (50706, b"\x01\x04\x00\x00")):
        content = encode(pixels, "TIFF", tiffinfo={tag: value})
        with pytest.raises(ImageUnsupported, match="raw"):
            open_image(content)


def test_random_damage_never_escapes_as_another_error(pixels: Pixels, encode: Any) -> None:
    random = np.random.default_rng(1)
    for kind, options in LOSSLESS + LOSSY:
        content = encode(pixels, kind, **options)
        for _ in range(30):
            damaged = bytearray(content)
            for position in random.integers(0, min(len(content), 600), 3):
                damaged[position] = random.integers(0, 256)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    opened = open_image(bytes(damaged), limits=ImageLimits(max_pixels=10**6))
                except ImageError as error:
                    assert "\n" not in str(error)
                else:
                    assert opened.rgb.ndim == 3


@pytest.mark.parametrize("content", (b"II*\x00", b"BM"))
def test_a_refusal_names_no_object_in_memory(content: bytes) -> None:
    with pytest.raises(ImageTruncated) as refusal:
        open_image(content)
    assert refusal.value.reason.endswith("header is damaged")
