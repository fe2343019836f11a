"""ISIC ids: how they are found in file names, and which archives hold which range of them."""

from __future__ import annotations

import re

_ISIC_ID = re.compile(r"ISIC[_-]?(\d{7})(?!\d)", re.IGNORECASE)

# First and last id. HAM10000 (Tschandl et al. 2018) fills its range completely, 10,015 ids;
# BCN20000 (Combalia et al. 2019; Hernandez-Perez et al. 2024) has 18,946 images in a range of
# 19,802, so that a few ids within it are not its own.
ISIC_RANGES: dict[str, tuple[int, int]] = {
    "ham10000": (24306, 34320),
    "bcn20000": (53453, 73254),
}


def find_isic_id(name: str) -> str | None:
    """The id in a file name or sample id, as ``ISIC_0024306``; renditions such as
    ``ISIC_0024306_downsampled`` have the same."""
    found = _ISIC_ID.search(name)
    return None if found is None else f"ISIC_{found.group(1)}"


def find_archive(isic_id: str) -> str | None:
    """The archive in whose range an id lies."""
    number = int(isic_id.rpartition("_")[2])
    for name, (first, last) in ISIC_RANGES.items():
        if first <= number <= last:
            return name
    return None
