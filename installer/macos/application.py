"""What makes SkinVL.app of the frozen folder: arguments of PyInstaller's BUNDLE. Not tried yet."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

INSTALLER = Path(__file__).resolve().parents[1]
IDENTIFIER = "org.skinvl.workstation"
_BUNDLE_TYPE = "org.skinvl.bundle"
# https://developer.apple.com/documentation/uniformtypeidentifiers
_IMAGES = (
    "public.jpeg", "public.png", "public.tiff", "com.microsoft.bmp", "org.webmproject.webp",
    "org.nema.dicom",
)  # fmt: skip
# What Qt 6.11 runs on: https://doc.qt.io/qt-6/macos.html
_OLDEST_MACOS = "13.0"


def describe_application() -> dict[str, Any]:
    """Name, icon, version and Info.plist of the application."""
    project = tomllib.loads((INSTALLER.parent / "pyproject.toml").read_text(encoding="utf-8"))
    return {
        "name": "SkinVL.app",
        "icon": str(INSTALLER / "icons" / "skinvl-512.png"),
        "bundle_identifier": IDENTIFIER,
        "version": project["project"]["version"],
        "info_plist": describe_properties(),
    }


def describe_properties() -> dict[str, Any]:
    """Info.plist, beside what PyInstaller writes by itself."""
    return {
        # The first program of the folder is the one with a console.
        "CFBundleExecutable": "skinvl-desktop",
        "CFBundleDisplayName": "SkinVL",
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "de"],
        "LSMinimumSystemVersion": _OLDEST_MACOS,
        "LSApplicationCategoryType": "public.app-category.medical",
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "Apache-2.0. Research software, not a medical device.",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Image",
                "CFBundleTypeRole": "Viewer",
                # Images keep the program that opens them.
                "LSHandlerRank": "None",
                "LSItemContentTypes": list(_IMAGES),
            },
            {
                "CFBundleTypeName": "SkinVL model bundle",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [_BUNDLE_TYPE],
            },
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": _BUNDLE_TYPE,
                "UTTypeDescription": "SkinVL model bundle",
                "UTTypeConformsTo": ["public.data"],
                "UTTypeTagSpecification": {"public.filename-extension": ["skinvl"]},
            }
        ],
    }
