"""Decoding DICOM images: the only frame of a photograph, as strictly as every other file."""

from __future__ import annotations

import hashlib
import io
import logging
import struct
import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile, features

from skinvl.contract.colour import to_srgb
from skinvl.contract.errors import (
    ImageAnimated,
    ImageEmpty,
    ImageError,
    ImageTooLarge,
    ImageTruncated,
    ImageUnsupported,
)
from skinvl.contract.image import DEFAULT_LIMITS, ImageLimits, OpenedImage, open_image
from skinvl.desktop.core.dicom_facts import FACT_TAGS, DicomFacts, collect_facts
from skinvl.desktop.core.dicom_library import (
    Dataset,
    config,
    dcmread,
    generate_frames,
    pixel_array,
)
from skinvl.desktop.core.dicom_reading import PREAMBLE

# A damaged value is judged here; pydicom would put it, with names of patients, into a log.
config.settings.reading_validation_mode = config.IGNORE
logging.getLogger("pydicom").setLevel(logging.CRITICAL)

_WHERE = "<bytes>"
_DEFLATED = b"1.2.840.10008.1.2.1.99"
_NATIVE = {"1.2.840.10008.1.2": "implicit", "1.2.840.10008.1.2.1": "explicit"}
_RLE = "1.2.840.10008.1.2.5"
_JPEG = "1.2.840.10008.1.2.4.50"
_JPEG_2000 = ("1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91")
_KINDS = {
    "1.2.840.10008.5.1.4.1.1.77.1.4": "VL Photographic Image",
    "1.2.840.10008.5.1.4.1.1.77.1.7": "Dermoscopic Photography Image",
    "1.2.840.10008.5.1.4.1.1.7": "Secondary Capture Image",
    "1.2.840.10008.5.1.4.1.1.7.4": "Secondary Capture Image",
}
_GREY = ("MONOCHROME1", "MONOCHROME2")
_COLOUR = ("RGB", "YBR_FULL")
_COMPRESSED_COLOUR = (*_COLOUR, "YBR_FULL_422", "YBR_RCT", "YBR_ICT")
_PIXEL_TAGS = (
    "SOPClassUID", "SamplesPerPixel", "PhotometricInterpretation", "PlanarConfiguration", "Rows",
    "Columns", "NumberOfFrames", "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation",
    "ICCProfile", "PixelData",
)  # fmt: skip


def read_header(content: bytes) -> DicomFacts:
    """What a DICOM file says about whom and what it shows.

    Raises:
        ImageError: the file is damaged or too large.
    """
    _check_start(content, DEFAULT_LIMITS)
    return collect_facts(_parse(content, FACT_TAGS))


def read_dicom(content: bytes, *, limits: ImageLimits = DEFAULT_LIMITS) -> OpenedImage:
    """Decode the only frame of a DICOM image.

    Dermoscopic photography, VL photographic and secondary capture; 8 or 16 bits; MONOCHROME, RGB
    or YBR; uncompressed, RLE, JPEG baseline, and JPEG 2000 where Pillow has it. Private elements
    and overlays are never looked at.

    Raises:
        ImageTooLarge: beyond `limits`; nothing was decoded.
        ImageTruncated: incomplete or damaged.
        ImageUnsupported: another kind of object, compression or pixel.
        ImageAnimated: several frames.
        ImageEmpty: no pixels.
    """
    _check_start(content, limits)
    dataset = _parse(content, _PIXEL_TAGS)
    try:
        kind = str(dataset.get("SOPClassUID", ""))
        if kind not in _KINDS:
            raise ImageUnsupported(
                _WHERE,
                "a DICOM object that is no photograph; open a dermoscopic photograph, a VL "
                "photograph or a secondary capture",
            )
        width, height = _check_pixels(dataset, limits)
    except ImageError:
        raise
    except Exception as error:
        # pydicom converts a value when it is asked for, and raises almost anything.
        raise ImageTruncated(_WHERE, f"the DICOM header is damaged ({error})") from error
    notes = [f"DICOM {_KINDS[kind]}"]
    try:
        rgb = _decode(dataset, (width, height), limits, notes)
    except (ImageError, MemoryError):
        raise
    except Exception as error:
        # Decoders raise almost anything on damaged data.
        raise ImageTruncated(_WHERE, f"the DICOM pixels are damaged ({error})") from error
    digest = hashlib.sha256(content).hexdigest()
    return OpenedImage(rgb, digest, None, "DICOM", (width, height), tuple(notes))


def _check_start(content: bytes, limits: ImageLimits) -> None:
    if len(content) > limits.max_bytes:
        most = f"at most {limits.max_bytes / 2**20:g} MiB are opened"
        raise ImageTooLarge(_WHERE, f"more bytes than that is safe; {most}")
    # The file meta information begins with its own length (PS3.10, table 7.1-1).
    start = PREAMBLE + 4
    if content[start : start + 8] != b"\x02\x00\x00\x00UL\x04\x00":
        raise ImageTruncated(_WHERE, "the DICOM file meta information is damaged")
    (length,) = struct.unpack_from("<I", content.ljust(start + 12, b"\0"), start + 8)
    if start + 12 + length > len(content):
        raise ImageTruncated(_WHERE, "the DICOM file ends early; copy the file again")
    if _DEFLATED in content[start : start + 12 + length]:
        # It would be inflated as a whole, however large that is, before anything can be checked.
        raise ImageUnsupported(_WHERE, "a deflated DICOM file; export it uncompressed")


def _parse(content: bytes, tags: tuple[str, ...]) -> Dataset:
    try:
        return dcmread(io.BytesIO(content), force=False, specific_tags=[*tags])
    except MemoryError:
        raise
    except Exception as error:
        raise ImageTruncated(_WHERE, f"the DICOM file is damaged ({error})") from error


def _check_pixels(dataset: Dataset, limits: ImageLimits) -> tuple[int, int]:
    """Width and height, once everything that the header says can be decoded."""
    width, height = int(dataset.get("Columns", 0)), int(dataset.get("Rows", 0))
    if width < 1 or height < 1:
        raise ImageEmpty(_WHERE, "a DICOM image without pixels")
    if width * height > limits.max_pixels:
        raise ImageTooLarge(
            _WHERE, f"{width} x {height} pixels; at most {limits.max_pixels:,} are opened"
        )
    frames = int(dataset.get("NumberOfFrames", 1) or 1)
    if frames != 1:
        raise ImageAnimated(_WHERE, f"{frames} frames; export the one to judge as its own file")
    if "PixelData" not in dataset:
        raise ImageTruncated(_WHERE, "the DICOM file has no pixels or ends early")
    syntax = str(dataset.file_meta.get("TransferSyntaxUID", ""))
    compressed = syntax in (_RLE, _JPEG, *_JPEG_2000)
    if syntax not in _NATIVE and not compressed:
        raise ImageUnsupported(
            _WHERE, f"DICOM transfer syntax {syntax or 'not stated'}; export the image "
            "uncompressed or as baseline JPEG"
        )  # fmt: skip
    samples = int(dataset.SamplesPerPixel)
    allowed = _COMPRESSED_COLOUR if syntax in (_JPEG, *_JPEG_2000) else _COLOUR
    meaning = str(dataset.PhotometricInterpretation)
    if meaning not in (_GREY if samples == 1 else allowed if samples == 3 else ()):
        raise ImageUnsupported(_WHERE, f"{samples} samples of {meaning}; export it as RGB")
    allocated, stored = int(dataset.BitsAllocated), int(dataset.BitsStored)
    high = int(dataset.get("HighBit", stored - 1))
    if allocated not in (8, 16) or not 1 <= stored <= allocated or high != stored - 1:
        raise ImageUnsupported(_WHERE, f"{stored} of {allocated} bits; export it with 8 or 16")
    if int(dataset.get("PixelRepresentation", 0)) != 0:
        raise ImageUnsupported(_WHERE, "signed pixels; export it with 8 bits")
    if meaning == "YBR_FULL" and allocated != 8:
        raise ImageUnsupported(_WHERE, "YBR pixels of 16 bits; export it as RGB")
    if syntax in _NATIVE:
        expected = width * height * samples * allocated // 8
        found = len(dataset.PixelData)
        if found not in (expected, expected + expected % 2):
            reason = f"{found} bytes of pixels where {expected} are expected"
            raise ImageTruncated(_WHERE, f"{reason}; copy the file again")
    return width, height


def _decode(
    dataset: Dataset, size: tuple[int, int], limits: ImageLimits, notes: list[str]
) -> NDArray[np.uint8]:
    syntax = str(dataset.file_meta.TransferSyntaxUID)
    profile = dataset.get("ICCProfile")
    if syntax in (_JPEG, *_JPEG_2000):
        frames = list(generate_frames(dataset.PixelData, number_of_frames=1))
        if len(frames) != 1:
            raise ImageAnimated(_WHERE, f"{len(frames)} frames in one; export it again")
        image = (
            _decode_jpeg(frames[0], dataset, size, limits, notes)
            if syntax == _JPEG
            else _decode_jpeg_2000(frames[0], size)
        )
    else:
        with warnings.catch_warnings():
            # What pydicom warns of here (bytes left over, runs too long) is damage.
            warnings.simplefilter("error")
            pixels = np.asarray(pixel_array(dataset))
        image = Image.fromarray(_to_eight_bits(pixels, dataset, notes))
    if image.size != size:
        found = f"{image.width} x {image.height}"
        raise ImageTruncated(_WHERE, f"{found} pixels where the header says {size[0]} x {size[1]}")
    if profile and image.mode == "RGB":
        image.info["icc_profile"] = bytes(profile)
    return np.array(to_srgb(image, _WHERE, notes), dtype=np.uint8)


def _to_eight_bits(pixels: NDArray[Any], dataset: Dataset, notes: list[str]) -> NDArray[np.uint8]:
    most = 2 ** int(dataset.BitsStored) - 1
    if dataset.PhotometricInterpretation == "MONOCHROME1":
        pixels = most - pixels
        notes.append("inverted: the file stores white as 0")
    if most == 255:
        return pixels.astype(np.uint8)
    notes.append(f"{int(dataset.BitsStored)} bits scaled to 8")
    scaled = (pixels.astype(np.int64) * 255 + most // 2) // most
    return np.asarray(scaled, dtype=np.uint8)


def _decode_jpeg(
    frame: bytes, dataset: Dataset, size: tuple[int, int], limits: ImageLimits, notes: list[str]
) -> Image.Image:
    # One byte may pad the frame to an even length.
    content = frame.rstrip(b"\0") if frame.endswith(b"\xff\xd9\0") else frame
    with Image.open(io.BytesIO(content), formats=["JPEG"]) as header:
        if header.size != size:
            found = f"{header.width} x {header.height}"
            raise ImageTruncated(_WHERE, f"a JPEG of {found} pixels where others are announced")
        said = str(dataset.PhotometricInterpretation)
        marked = "jfif" in header.info or "adobe" in header.info
        if said == "RGB" and not marked:
            raise ImageUnsupported(
                _WHERE, "a JPEG whose colours can be read in two ways; export it as RGB"
            )
        if (header.mode == "L") != (int(dataset.SamplesPerPixel) == 1):
            raise ImageTruncated(_WHERE, f"a JPEG of mode {header.mode} where {said} is announced")
    opened = open_image(content, limits=limits)
    notes += opened.notes
    inverted = said == "MONOCHROME1"
    if inverted:
        notes.append("inverted: the file stores white as 0")
    return Image.fromarray(255 - opened.rgb if inverted else opened.rgb)


def _decode_jpeg_2000(frame: bytes, size: tuple[int, int]) -> Image.Image:
    if not features.check("jpg_2000"):
        raise ImageUnsupported(_WHERE, "JPEG 2000, which this installation cannot decode")
    if not frame.rstrip(b"\0").endswith(b"\xff\xd9"):
        raise ImageTruncated(_WHERE, "the JPEG 2000 ends early; copy the file again")
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with Image.open(io.BytesIO(frame), formats=["JPEG2000"]) as image:
        if image.size != size or image.mode not in ("L", "RGB"):
            raise ImageTruncated(_WHERE, "a JPEG 2000 of another size or kind than is announced")
        image.load()
        return image.copy()
