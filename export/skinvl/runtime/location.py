"""Where the bundle that ships with SkinVL lies."""

from __future__ import annotations

from pathlib import Path

from skinvl.contract.errors import BundleMissingFile

SHIPPED_NAME = "skinvl-mini"
_HERE = Path(__file__).resolve().parent
# In a checkout this file is export/skinvl/runtime/location.py.
_CHECKOUT = _HERE.parents[2]


def find_shipped_bundle() -> Path:
    """Folder of the shipped bundle: package data of an installed wheel, or that of a checkout.

    Raises:
        BundleMissingFile: neither is there.
    """
    places = (_HERE / "_bundles" / SHIPPED_NAME, _CHECKOUT / "bundles" / SHIPPED_NAME)
    for place in places:
        if (place / "bundle.json").is_file():
            return place
    raise BundleMissingFile(
        SHIPPED_NAME, "this installation has no model bundle; name one with --bundle FOLDER"
    )
