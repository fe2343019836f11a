"""Opening DICOM images beside all others.

For the engine process: a decoder that crashes must not cost the window. What a file says of a
patient never decides anything: it is shown to the person, who files the image.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from skinvl.contract.errors import ImageError
from skinvl.contract.image import DEFAULT_LIMITS, ImageLimits, OpenedImage, open_image
from skinvl.desktop.core.dicom_facts import DicomFacts

PREAMBLE = 128


def is_dicom(content: bytes) -> bool:
    """Whether these are the bytes of a DICOM file (PS3.10, section 7.1)."""
    return content[PREAMBLE : PREAMBLE + 4] == b"DICM"


def open_any(source: str | Path | bytes, *, limits: ImageLimits = DEFAULT_LIMITS) -> OpenedImage:
    """Open a DICOM image, or any image file that `open_image` opens.

    Raises:
        ImageError: as `open_image` and `read_dicom` do.
    """
    if isinstance(source, bytes):
        return _decode(source, limits) if is_dicom(source) else open_image(source, limits=limits)
    path = Path(source)
    try:
        if not path.is_file():
            return open_image(path, limits=limits)
        with path.open("rb") as stream:
            start = stream.read(PREAMBLE + 4)
            if not is_dicom(start):
                return open_image(path, limits=limits)
            content = start + stream.read(limits.max_bytes - len(start) + 1)
    except OSError:
        return open_image(path, limits=limits)
    try:
        opened = _decode(content, limits)
    except ImageError as error:
        raise type(error)(path, error.reason) from error
    return replace(opened, path=path)


def read_facts(content: bytes) -> DicomFacts | None:
    """What a DICOM file says about whom and what it shows; None for any other file.

    Raises:
        ImageError: the file is damaged or too large.
    """
    if not is_dicom(content):
        return None
    from skinvl.desktop.core.dicom_decoding import read_header

    return read_header(content)


def _decode(content: bytes, limits: ImageLimits) -> OpenedImage:
    # pydicom takes half a second to load, and most images are no DICOM files.
    from skinvl.desktop.core.dicom_decoding import read_dicom

    return read_dicom(content, limits=limits)
