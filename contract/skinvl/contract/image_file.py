"""What kind of file is this, and is it all there? Answered on the bytes, before any decoding.

Decoders are lenient: libjpeg draws a JPEG without its end marker, and Pillow skips the checksums of
PNG. A half-copied photograph must not be diagnosed, so the structure is checked here as well.
"""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path

from skinvl.contract.errors import ImageEncrypted, ImageUnsupported

SUPPORTED = "JPEG, PNG, TIFF, BMP and WebP"

_ENCRYPTED: tuple[tuple[int, bytes, str], ...] = (
    (0, b"PK\x03\x04", "a ZIP archive or an office document"),
    (0, b"PK\x05\x06", "an empty ZIP archive"),
    (0, b"%PDF", "a PDF"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"Salted__", "an encrypted file"),
    (0, b"age-encryption.org/", "an encrypted file"),
    (0, b"-----BEGIN PGP MESSAGE", "an encrypted message"),
)
_UNSUPPORTED: tuple[tuple[int, bytes, str], ...] = (
    (0, b"GIF8", "a GIF"),
    (0, b"8BPS", "a Photoshop file"),
    (0, b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 image"),
    (0, b"\xff\x4f\xff\x51", "a JPEG 2000 image"),
    (0, b"\x00\x00\x00\x0cJXL ", "a JPEG XL image"),
    (0, b"\xff\x0a", "a JPEG XL image"),
    (0, b"II\x2a\x00\x10\x00\x00\x00CR", "a camera raw file"),
    (0, b"FUJIFILMCCD-RAW", "a camera raw file"),
    (4, b"ftyphei", "a HEIC image"),
    (4, b"ftyphev", "a HEIC image"),
    (4, b"ftypmif1", "a HEIC image"),
    (4, b"ftypmsf1", "a HEIC image"),
    (4, b"ftypavi", "an AVIF image"),
    (4, b"ftypcrx", "a camera raw file"),
    (4, b"ftyp", "a video"),
    (128, b"DICM", "a DICOM file"),
)
_SUPPORTED: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "JPEG"),
    (0, b"\x89PNG\r\n\x1a\n", "PNG"),
    (0, b"II\x2a\x00", "TIFF"),
    (0, b"MM\x00\x2a", "TIFF"),
    (0, b"II\x2b\x00", "TIFF"),
    (0, b"MM\x00\x2b", "TIFF"),
    (0, b"BM", "BMP"),
    (8, b"WEBP", "WEBP"),
)
_ENTROPY_END = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
_PNG_CHECKED = (b"IHDR", b"PLTE", b"IDAT", b"tRNS")


def identify(content: bytes, path: str | Path) -> str:
    """The supported format that the signature of `content` names: JPEG, PNG, TIFF, BMP or WEBP.

    Raises:
        ImageEncrypted: an archive, a PDF, an office document or an encrypted file.
        ImageUnsupported: another known format, or no image at all.
    """
    for offset, magic, what in _ENCRYPTED:
        if content.startswith(magic, offset):
            raise ImageEncrypted(path, f"{what}: encrypted or not an image; give {SUPPORTED}")
    for offset, magic, what in _UNSUPPORTED:
        if content.startswith(magic, offset):
            raise ImageUnsupported(path, f"{what}, which is not supported; save it as {SUPPORTED}")
    for offset, magic, name in _SUPPORTED:
        if content.startswith(magic, offset):
            return name
    raise ImageUnsupported(path, f"not an image; SkinVL reads {SUPPORTED}")


def find_fault(content: bytes, name: str) -> str | None:
    """What is missing or damaged in a file of the format `name`, or None.

    A JPEG must have its end-of-image marker (a file that lacks only this marker is refused, too:
    without it nobody can tell whether rows are missing); a PNG all chunks up to ``IEND`` with the
    checksums of those that make pixels. The decoders of TIFF, BMP and WebP refuse incomplete files
    themselves. Not detectable: a JPEG damaged within its data whose markers are intact.
    """
    if name == "JPEG" and not _jpeg_ends(content):
        return "the JPEG ends early"
    if name == "PNG":
        return _png_fault(content)
    return None


def _jpeg_ends(content: bytes) -> bool:
    position = 2
    while True:
        position = content.find(b"\xff", position)
        if position < 0:
            return False
        while content[position : position + 1] == b"\xff":
            position += 1
        marker = content[position : position + 1]
        position += 1
        if marker == b"\xd9":
            return True
        if not marker:
            return False
        if marker in b"\x00\x01\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8":
            continue
        position += int.from_bytes(content[position : position + 2], "big")
        if marker == b"\xda":
            found = _ENTROPY_END.search(content, position)
            if found is None:
                return False
            position = found.start()


def _png_fault(content: bytes) -> str | None:
    position = 8
    while position + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, position)
        end = position + 12 + length
        if end > len(content):
            break
        if kind in _PNG_CHECKED:
            (expected,) = struct.unpack_from(">I", content, end - 4)
            if zlib.crc32(content[position + 4 : end - 4]) != expected:
                return "the PNG is damaged (checksum)"
        if kind == b"IEND":
            return None
        position = end
    return "the PNG ends early"
