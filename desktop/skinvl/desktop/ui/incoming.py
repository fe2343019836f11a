"""Images that are dropped or pasted: which file, or which bytes, they are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

_FORMATS = ("image/png", "image/jpeg", "image/tiff", "image/bmp", "image/webp")

_SUFFIXES = ("jpg", "jpeg", "png", "tif", "tiff", "bmp", "webp", "dcm")
# Linux tells upper from lower case; cameras write both.
_PATTERNS = " ".join(f"*.{suffix} *.{suffix.upper()}" for suffix in _SUFFIXES)


def image_filter() -> str:
    """What a dialog for files shows."""
    translate = QCoreApplication.translate
    return "{images} ({patterns});;{all} (*)".format(
        images=translate("FileDialog", "Images"),
        patterns=_PATTERNS,
        all=translate("FileDialog", "All files"),
    )


@dataclass(frozen=True)
class Incoming:
    """``name`` is a path, or what to call the image whose file has the bytes ``data``.

    ``left_out`` counts further files that came along and are not opened.
    """

    name: str
    data: bytes | None
    left_out: int


def has_image(mime: QMimeData) -> bool:
    """Whether there is something in it that can be tried."""
    return bool(_local_files(mime)) or mime.hasImage() or _has_file_bytes(mime)


def read_incoming(mime: QMimeData) -> Incoming | None:
    """The first image in it; None if there is none on this computer.

    The bytes of an image file are taken as they are where the other program offers them, so that
    decoding stays with the engine.
    """
    files = _local_files(mime)
    if files:
        return Incoming(str(files[0]), None, len(files) - 1)
    for kind in _FORMATS:
        if mime.hasFormat(kind):
            return Incoming(_name_pasted(), bytes(mime.data(kind).data()), 0)
    image = mime.imageData() if mime.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        return Incoming(_name_pasted(), _encode(image), 0)
    return None


def _name_pasted() -> str:
    return QCoreApplication.translate("Incoming", "Pasted image")


def _local_files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def _has_file_bytes(mime: QMimeData) -> bool:
    return any(mime.hasFormat(kind) for kind in _FORMATS)


def _encode(image: QImage) -> bytes:
    """A lossless file; BMP where it can be, because it costs no time on the window's thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if image.hasAlphaChannel():
        QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    else:
        opaque = image.convertToFormat(QImage.Format.Format_RGB888)
        QImageWriter(buffer, QByteArray(b"BMP")).write(opaque)
    return bytes(buffer.data().data())
