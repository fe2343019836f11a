"""Opening an image file: the only way pixels enter SkinVL.

What can go wrong with a patient's photograph is decided here, once: it is upright, in sRGB, eight
bits, opaque and complete, or it is refused with one line that says why.
"""

from __future__ import annotations

import hashlib
import io
import stat
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import GifImagePlugin, Image, ImageFile, TiffImagePlugin, UnidentifiedImageError

from skinvl.contract.colour import to_srgb
from skinvl.contract.errors import (
    ImageAnimated,
    ImageEmpty,
    ImageMissing,
    ImageTooLarge,
    ImageTruncated,
    ImageUnsupported,
)
from skinvl.contract.image_file import SUPPORTED, find_fault, identify

# The limit below is checked on every header and never exceeds Pillow's own, which would only warn.
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
_PILLOW_MAX_PIXELS = 89_478_485

_TRANSPOSE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112
_TIFF_WIDTH, _TIFF_HEIGHT, _TIFF_SUBFILE, _DNG_VERSION = 256, 257, 254, 50706


@dataclass(frozen=True)
class ImageLimits:
    """What is refused before decoding.

    Raises:
        ValueError: not positive, or more pixels than Pillow opens without a warning.
    """

    max_pixels: int = 80_000_000
    max_bytes: int = 256 * 2**20

    def __post_init__(self) -> None:
        if not 1 <= self.max_pixels <= _PILLOW_MAX_PIXELS:
            raise ValueError(f"max_pixels: {self.max_pixels} is not 1..{_PILLOW_MAX_PIXELS}")
        if self.max_bytes < 1:
            raise ValueError(f"max_bytes: {self.max_bytes} is not positive")


DEFAULT_LIMITS = ImageLimits()


@dataclass(frozen=True, eq=False)
class OpenedImage:
    """An upright sRGB image.

    Attributes:
        rgb: uint8 ``[H, W, 3]``.
        sha256: hex, of the bytes of the file.
        path: None for an image given as bytes.
        format: JPEG, MPO, PNG, TIFF, BMP or WEBP.
        original_size: (width, height) in pixels as stored, before the EXIF orientation.
        notes: what was done to the pixels, in plain words.
    """

    rgb: NDArray[np.uint8]
    sha256: str
    path: Path | None
    format: str
    original_size: tuple[int, int]
    notes: tuple[str, ...]


def open_image(source: str | Path | bytes, *, limits: ImageLimits = DEFAULT_LIMITS) -> OpenedImage:
    """Open an image file, or its bytes.

    EXIF orientation is applied, an embedded colour profile converted to sRGB, 16 bit scaled to 8
    (65535 becomes 255), transparency placed on white. Of a phone's multi-picture JPEG (MPO) the
    first picture is used. Colours without a profile are taken as sRGB.

    Raises:
        ImageMissing: no such file, or not readable.
        ImageEmpty: no bytes or no pixels.
        ImageTooLarge: beyond `limits`; nothing was decoded.
        ImageTruncated: incomplete or damaged, see `find_fault`.
        ImageUnsupported: not an image, or another format.
        ImageAnimated: several frames or pages.
        ImageEncrypted: an archive, PDF or office document.
    """
    if isinstance(source, bytes):
        path, where, content = None, "<bytes>", source
    else:
        path = Path(source)
        where, content = str(path), _read(path, limits)
    if not content:
        raise ImageEmpty(where, "the file is empty")
    if len(content) > limits.max_bytes:
        raise ImageTooLarge(where, _too_many_bytes(len(content), limits))
    _refuse_animated_gif(content, where)
    kind = identify(content, where)
    fault = find_fault(content, kind)
    notes: list[str] = []
    try:
        image = Image.open(io.BytesIO(content), formats=[kind])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ImageTooLarge(where, f"more than {limits.max_pixels:,} pixels") from None
    except UnidentifiedImageError as error:
        # Its text names an object in memory.
        raise ImageTruncated(where, fault or f"the {kind} header is damaged") from error
    except Exception as error:
        # Pillow's plugins raise almost anything on a damaged header.
        raise ImageTruncated(where, fault or f"the {kind} header is damaged ({error})") from error
    with image:
        stored = _check_header(image, kind, where, limits, notes)
        if fault is not None:
            raise ImageTruncated(where, f"{fault}; copy the file again")
        orientation = _orientation(image, notes)
        _decode(image, kind, where)
        # Pillow itself turns a TIFF upright while decoding.
        if orientation in _TRANSPOSE:
            notes.append(f"turned upright (EXIF orientation {orientation})")
        upright: Image.Image = image
        if orientation in _TRANSPOSE and kind != "TIFF":
            upright = image.transpose(_TRANSPOSE[orientation])
            upright.info = image.info
        inverted = kind == "TIFF" and _is_inverted(image)
        rgb = to_srgb(upright, where, notes, white_is_zero=inverted)
        return OpenedImage(
            rgb=np.array(rgb, dtype=np.uint8),
            sha256=hashlib.sha256(content).hexdigest(),
            path=path,
            format=image.format or kind,
            original_size=stored,
            notes=tuple(notes),
        )


def _read(path: Path, limits: ImageLimits) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ImageUnsupported(path, "a folder, not an image")
        if not stat.S_ISREG(status.st_mode):
            raise ImageUnsupported(path, "not a regular file")
        if status.st_size > limits.max_bytes:
            raise ImageTooLarge(path, _too_many_bytes(status.st_size, limits))
        return path.read_bytes()
    except FileNotFoundError:
        raise ImageMissing(path, "no such file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ImageMissing(path, f"not readable ({reason})") from error


def _too_many_bytes(size: int, limits: ImageLimits) -> str:
    return f"{size / 2**20:.0f} MiB; at most {limits.max_bytes / 2**20:g} MiB are opened"


def _refuse_animated_gif(content: bytes, where: str) -> None:
    if not content.startswith(b"GIF8"):
        return
    try:
        with GifImagePlugin.GifImageFile(io.BytesIO(content)) as image:
            animated = image.is_animated
    except Exception:
        # Damaged: `identify` refuses every GIF anyway.
        return
    if animated:
        raise ImageAnimated(where, f"an animated GIF; save one frame as {SUPPORTED}")


def _check_header(
    image: ImageFile.ImageFile, kind: str, where: str, limits: ImageLimits, notes: list[str]
) -> tuple[int, int]:
    width, height = image.size
    if width < 1 or height < 1:
        raise ImageEmpty(where, "an image without pixels")
    if width * height > limits.max_pixels:
        raise ImageTooLarge(
            where, f"{width} x {height} pixels; at most {limits.max_pixels:,} are opened"
        )
    try:
        frames = int(getattr(image, "n_frames", 1))
    except Exception as error:
        raise ImageTruncated(where, f"the {kind} is damaged ({error})") from error
    if image.format == "MPO":
        notes.append(f"first of {frames} pictures of a multi-picture JPEG")
    elif frames > 1:
        what = "pages" if kind == "TIFF" else "frames"
        raise ImageAnimated(where, f"{frames} {what}; save the one to judge as its own file")
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        return _check_tiff(image, where)
    return width, height


def _check_tiff(image: TiffImagePlugin.TiffImageFile, where: str) -> tuple[int, int]:
    tags = image.tag_v2
    preview = tags.get(_TIFF_SUBFILE, 0)
    if _DNG_VERSION in tags or (isinstance(preview, int) and preview & 1):
        raise ImageUnsupported(
            where, f"a camera raw file or only a preview; export the picture as {SUPPORTED}"
        )
    return int(tags[_TIFF_WIDTH]), int(tags[_TIFF_HEIGHT])


def _orientation(image: Image.Image, notes: list[str]) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:
        # A damaged EXIF block must not cost the picture, but the user must know.
        notes.append("EXIF data unreadable: the picture may not be upright")
        return 1


def _decode(image: ImageFile.ImageFile, kind: str, where: str) -> None:
    # Another library in this process may have switched it on.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        image.load()
    except MemoryError:
        raise
    except Exception as error:
        raise ImageTruncated(
            where, f"the {kind} is incomplete or damaged ({error}); copy the file again"
        ) from error


def _is_inverted(image: Image.Image) -> bool:
    tags = getattr(image, "tag_v2", {})
    return bool(tags.get(262) == 0)
