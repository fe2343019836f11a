"""Opening every image once: hashes, size, and what is measured on pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from skinvl.contract.errors import ImageError
from skinvl.contract.image import open_image
from skinvl.contract.image_hash import ImageHashes, hash_pixels
from skinvl.contract.sample import LesionAttributes
from skinvl.dataset.attributes import measure_attributes, open_mask
from skinvl.dataset.progress import track
from skinvl.dataset.sources.collection import Record, Rejection


@dataclass(frozen=True)
class Scan:
    """One opened image."""

    record: Record
    hashes: ImageHashes
    attributes: LesionAttributes | None


def scan_records(
    records: Sequence[Record], *, attributes: bool = True
) -> tuple[list[Scan], list[Rejection]]:
    """Open, hash and measure every record's image.

    An image that cannot be opened, or a mask that cannot be used, is a rejection with its reason;
    with an unusable mask the image itself stays, without attributes.
    """
    scans: list[Scan] = []
    rejections: list[Rejection] = []
    for record in track(records, "reading images"):
        try:
            opened = open_image(record.file)
        except ImageError as error:
            rejections.append(Rejection(record.id, f"image: {error.reason}"))
            continue
        measured = None
        if attributes and record.mask is not None:
            try:
                mask = open_mask(record.mask, opened.rgb.shape[:2])
            except ImageError as error:
                rejections.append(Rejection(record.mask.name, f"mask: {error.reason}"))
                mask = None
            if mask is not None:
                measured = measure_attributes(opened.rgb, mask)
        scans.append(Scan(record, hash_pixels(opened.rgb, opened.sha256), measured))
    return scans, rejections
