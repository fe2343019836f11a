"""Where bundles lie: the one that ships with SkinVL, and the folder of installed ones."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from skinvl.contract.errors import BundleMissingFile

SHIPPED_NAME = "skinvl-mini"
STORE_VARIABLE = "SKINVL_BUNDLES"
CACHE_VARIABLE = "SKINVL_CACHE"
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


def find_store() -> Path:
    """Folder of this user's installed bundles, which need not exist; SKINVL_BUNDLES overrides it.

    On Linux it follows the XDG Base Directory Specification.
    """
    override = os.environ.get(STORE_VARIABLE)
    if override:
        return Path(override)
    return _find_user_folder("Application Support", "XDG_DATA_HOME", ".local/share") / "bundles"


def find_cache() -> Path:
    """The user's cache folder of SkinVL, which need not exist; SKINVL_CACHE overrides it.

    On Linux it follows the XDG Base Directory Specification.

    Raises:
        RuntimeError: this user has no home folder.
    """
    override = os.environ.get(CACHE_VARIABLE)
    if override:
        return Path(override)
    folder = _find_user_folder("Caches", "XDG_CACHE_HOME", ".cache")
    # Windows has one folder for both, macOS and Linux one for each.
    return folder / "cache" if sys.platform == "win32" else folder


def _find_user_folder(mac: str, variable: str, linux: str) -> Path:
    """SkinVL's own folder among the user's: below ~/Library, or where `variable` says."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        return base / "SkinVL"
    if sys.platform == "darwin":
        return Path.home() / "Library" / mac / "SkinVL"
    return Path(os.environ.get(variable) or Path.home() / linux) / "skinvl"


def find_store_keys() -> Path:
    """Folder of the keys that an administrator added with `skinvl bundle keys add`."""
    return find_store() / "keys"
