"""Every colour mode that a file may have, brought to 8-bit opaque sRGB; and linear light."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from skinvl.contract.errors import ImageUnsupported

_PROFILE_SPACES = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}
_SIXTEEN_BIT = ("I", "I;16", "I;16L", "I;16B", "I;16N")
_LEVELS = np.arange(256) / 255.0
_LINEAR = np.where(_LEVELS <= 0.04045, _LEVELS / 12.92, ((_LEVELS + 0.055) / 1.055) ** 2.4).astype(
    np.float32
)


def to_linear(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """sRGB, uint8 [..., 3], to linear light 0..1 (IEC 61966-2-1), float32 [..., 3]."""
    linear: NDArray[np.float32] = _LINEAR[rgb]
    return linear


def to_srgb(
    image: Image.Image, where: str, notes: list[str], *, white_is_zero: bool = False
) -> Image.Image:
    """Convert a decoded image to mode RGB.

    Args:
        image: decoded; its ``info`` may hold ``icc_profile`` and ``transparency``.
        where: the file, for errors.
        notes: what was done is appended.
        white_is_zero: 16-bit samples are stored inverted (TIFF photometric 0).

    Raises:
        ImageUnsupported: samples of more than 16 bits, or floating point.
    """
    profile = image.info.get("icc_profile")
    if image.mode in _SIXTEEN_BIT:
        image = _eight_bit(image, where, notes, white_is_zero)
    elif image.mode == "F":
        raise ImageUnsupported(where, "floating-point samples; save it with 8 or 16 bits")
    alpha: Image.Image | None = None
    if image.has_transparency_data:
        grey = image.mode in ("LA", "La")
        rgba = image.convert("LA" if image.mode == "La" else image.mode) if grey else image
        alpha = rgba.convert("RGBA").getchannel("A")
        image = rgba.convert("L") if grey else rgba.convert("RGBA").convert("RGB")
    base = _plain(image)
    rgb = _through_profile(base, profile, notes) if profile else None
    if rgb is None:
        if base.mode == "CMYK":
            notes.append("CMYK without a colour profile: colours are approximate")
        rgb = base.convert("RGB")
    if base.mode == "L":
        notes.append("greyscale")
    if alpha is not None and alpha.getextrema() != (255, 255):
        notes.append("transparent parts placed on white")
        white = Image.new("RGB", rgb.size, (255, 255, 255))
        white.paste(rgb, mask=alpha)
        rgb = white
    return rgb


def _eight_bit(
    image: Image.Image, where: str, notes: list[str], white_is_zero: bool
) -> Image.Image:
    samples = np.asarray(image).astype(np.int64)
    if samples.min() < 0 or samples.max() > 65535:
        raise ImageUnsupported(where, "samples of more than 16 bits; save it with 8 or 16 bits")
    if white_is_zero:
        samples = 65535 - samples
    notes.append("16 bits scaled to 8")
    return Image.fromarray(((samples * 255 + 32767) // 65535).astype(np.uint8))


def _plain(image: Image.Image) -> Image.Image:
    if image.mode in _PROFILE_SPACES:
        return image
    if image.mode == "1":
        return image.convert("L")
    if image.mode == "LAB":
        lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, lab, srgb, outputMode="RGB")
        return converted if converted is not None else image
    return image.convert("RGB")


def _through_profile(image: Image.Image, content: bytes, notes: list[str]) -> Image.Image | None:
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(content))
        space = profile.profile.xcolor_space.strip()
        name = (profile.profile.profile_description or "unnamed").strip()
        if image.mode == "L" and space == "RGB":
            image = image.convert("RGB")
        if _PROFILE_SPACES[image.mode] != space:
            notes.append(f"colour profile {name!r} is for {space} images: ignored")
            return None
        srgb = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(
            image, profile, srgb, renderingIntent=ImageCms.Intent.PERCEPTUAL, outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        notes.append("colour profile unreadable: colours taken as sRGB")
        return None
    if "srgb" not in name.casefold():
        notes.append(f"colour profile {name!r} converted to sRGB")
    return converted
