from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms

from skinvl.contract.errors import ImageUnsupported
from skinvl.contract.image import open_image

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
RAMP = np.arange(256, dtype=np.uint16).reshape(16, 16) * 257


def wide_gamut() -> bytes:
    """A matrix profile whose red and green primaries are swapped: a conversion cannot be missed."""
    content = bytearray(SRGB)
    count = int.from_bytes(content[128:132], "big")
    tags = {bytes(content[132 + 12 * i : 136 + 12 * i]): 132 + 12 * i for i in range(count)}
    red, green = tags[b"rXYZ"], tags[b"gXYZ"]
    content[red : red + 4], content[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(content).replace("sRGB".encode("utf-16-be"), "Wide".encode("utf-16-be"))


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bits_are_scaled_by_65535(encode: Any, kind: str) -> None:
    opened = open_image(encode(Image.fromarray(RAMP), kind))
    assert np.array_equal(opened.rgb[..., 0], np.arange(256).reshape(16, 16))
    assert np.array_equal(opened.rgb[..., 0], opened.rgb[..., 2])
    assert "16 bits scaled to 8" in opened.notes


def test_sixteen_bits_of_a_dark_picture_stay_dark(encode: Any) -> None:
    dark = np.full((8, 8), 4095, dtype=np.uint16)
    assert (open_image(encode(Image.fromarray(dark), "PNG")).rgb == 16).all()


def test_inverted_sixteen_bit_tiff(encode: Any) -> None:
    content = encode(Image.fromarray(RAMP), "TIFF", tiffinfo={262: 0})
    assert Image.open(io.BytesIO(content)).tag_v2[262] == 0  # type: ignore[attr-defined]
    assert open_image(content).rgb[0, 0, 0] == 255


def test_thirty_two_bit_integers(encode: Any) -> None:
    within = Image.fromarray(RAMP.astype(np.int32))
    assert np.array_equal(
        open_image(encode(within, "TIFF")).rgb[..., 1], np.arange(256).reshape(16, 16)
    )
    for beyond in (RAMP.astype(np.int32) * 2, RAMP.astype(np.int32) - 1):
        with pytest.raises(ImageUnsupported, match="16 bits"):
            open_image(encode(Image.fromarray(beyond), "TIFF"))


def test_floating_point_is_refused(encode: Any) -> None:
    with pytest.raises(ImageUnsupported, match="floating"):
        open_image(encode(Image.fromarray(np.zeros((4, 4), dtype=np.float32)), "TIFF"))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "CMYK", "YCbCr"])
def test_opaque_modes(encode: Any, mode: str) -> None:
    picture = Image.new("RGB", (16, 8), (255, 255, 255)).convert(mode)
    kind = "TIFF" if mode in ("CMYK", "YCbCr") else "PNG"
    opened = open_image(encode(picture, kind))
    assert opened.rgb.shape == (8, 16, 3)
    assert opened.rgb.min() >= 253
    assert ("greyscale" in opened.notes) == (mode in ("1", "L"))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "PA"])
def test_transparency_is_placed_on_white(encode: Any, mode: str) -> None:
    picture = Image.new("RGBA", (16, 8), (0, 0, 0, 255))
    picture.paste((0, 0, 0, 0), (0, 0, 8, 8))
    kind = "PNG"
    if mode == "P":
        palette = Image.new("P", (16, 8), 0)
        palette.putpalette([0, 0, 0, 0, 0, 0])
        palette.paste(1, (0, 0, 8, 8))
        content = encode(palette, "PNG", transparency=1)
    elif mode == "PA":
        content = encode(picture.convert("PA"), "TIFF")
    else:
        content = encode(picture.convert(mode), kind)
    opened = open_image(content)
    assert (opened.rgb[:, :8] == 255).all()
    assert (opened.rgb[:, 8:] == 0).all()
    assert "transparent parts placed on white" in opened.notes


def test_half_transparency_is_blended(encode: Any) -> None:
    opened = open_image(encode(Image.new("RGBA", (4, 4), (0, 0, 0, 128)), "PNG"))
    assert (opened.rgb == 127).all()


def test_an_opaque_alpha_channel_is_no_remark(encode: Any) -> None:
    opened = open_image(encode(Image.new("RGBA", (4, 4), (9, 8, 7, 255)), "WEBP", lossless=True))
    assert (opened.rgb == (9, 8, 7)).all()
    assert opened.notes == ()


def test_an_srgb_profile_changes_nothing(encode: Any, pixels: NDArray[np.uint8]) -> None:
    opened = open_image(encode(pixels, "PNG", icc_profile=SRGB))
    assert np.abs(opened.rgb.astype(int) - pixels).max() <= 1
    assert opened.notes == ()


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "JPEG", "WEBP"])
def test_another_profile_is_converted(encode: Any, kind: str) -> None:
    red = Image.new("RGB", (32, 32), (255, 0, 0))
    opened = open_image(encode(red, kind, icc_profile=wide_gamut()))
    assert opened.rgb[16, 16, 0] < 60
    assert opened.rgb[16, 16, 1] > 200
    assert any("converted to sRGB" in note for note in opened.notes)


def test_profile_and_transparency_and_orientation_together(encode: Any) -> None:
    picture = Image.new("RGBA", (20, 10), (255, 0, 0, 255))
    picture.paste((255, 0, 0, 0), (0, 0, 5, 10))
    exif = Image.Exif()
    exif[0x0112] = 6
    opened = open_image(encode(picture, "PNG", icc_profile=wide_gamut(), exif=exif))
    assert opened.rgb.shape == (20, 10, 3)
    assert (opened.rgb[:5] == 255).all()
    assert opened.rgb[10, 5, 1] > 200
    assert len(opened.notes) == 3


def test_greyscale_with_an_rgb_profile(encode: Any) -> None:
    opened = open_image(encode(Image.new("L", (8, 8), 100), "JPEG", icc_profile=SRGB))
    assert np.abs(opened.rgb.astype(int) - 100).max() <= 1


@pytest.mark.parametrize("profile", [b"nonsense", SRGB[:200], bytes(3000)])
def test_a_broken_profile_is_noted(encode: Any, pixels: NDArray[np.uint8], profile: bytes) -> None:
    opened = open_image(encode(pixels, "PNG", icc_profile=profile))
    assert np.array_equal(opened.rgb, pixels)
    assert opened.notes == ("colour profile unreadable: colours taken as sRGB",)


def test_a_profile_for_another_kind_of_image_is_ignored(encode: Any) -> None:
    picture = Image.new("CMYK", (8, 8), (0, 0, 0, 0))
    opened = open_image(encode(picture, "TIFF", icc_profile=SRGB))
    assert opened.rgb.min() >= 253
    assert any("ignored" in note for note in opened.notes)
    assert any("approximate" in note for note in opened.notes)


def cmyk_profile() -> bytes | None:
    folders = (Path("/usr/share/color/icc"), Path("/Library/ColorSync/Profiles"))
    for folder in folders:
        for path in sorted(folder.rglob("*.ic[cm]")) if folder.is_dir() else ():
            content = path.read_bytes()
            if content[16:20] == b"CMYK" and os.path.getsize(path) > 1000:
                return content
    return None


def test_cmyk_through_its_profile(encode: Any) -> None:
    profile = cmyk_profile()
    if profile is None:
        pytest.skip("no CMYK colour profile on this machine")
    opened = open_image(
        encode(Image.new("CMYK", (8, 8), (0, 0, 0, 0)), "TIFF", icc_profile=profile)
    )
    assert opened.rgb.min() > 240
    assert any("converted to sRGB" in note for note in opened.notes)
