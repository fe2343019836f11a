"""pydicom, loaded so that it finds no network library.

Where ``requests`` is installed, pydicom imports it for downloads of test files, and urllib3 opens a
socket at its import to see whether the computer has IPv6. The workstation opens none.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _withheld(name: str) -> Iterator[None]:
    """The module cannot be imported within the block."""
    held = sys.modules.get(name)
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]
        if held is not None:
            sys.modules[name] = held


with _withheld("requests"):
    from pydicom import config, dcmread
    from pydicom.data import download
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.encaps import generate_frames
    from pydicom.pixels.utils import pixel_array
    from pydicom.uid import (
        UID,
        EncapsulatedPDFStorage,
        ExplicitVRLittleEndian,
        SecondaryCaptureImageStorage,
        VLPhotographicImageStorage,
    )

CAN_DOWNLOAD: bool = download.HAVE_REQUESTS
"""Whether pydicom could reach the network; always False here."""

__all__ = [
    "CAN_DOWNLOAD",
    "UID",
    "Dataset",
    "EncapsulatedPDFStorage",
    "ExplicitVRLittleEndian",
    "FileMetaDataset",
    "SecondaryCaptureImageStorage",
    "VLPhotographicImageStorage",
    "config",
    "dcmread",
    "generate_frames",
    "pixel_array",
]
