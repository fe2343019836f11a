"""What Windows shows under Properties > Details of the programs."""

from __future__ import annotations

import re

from PyInstaller.utils.win32.versioninfo import (
    FixedFileInfo,
    StringFileInfo,
    StringStruct,
    StringTable,
    VarFileInfo,
    VarStruct,
    VSVersionInfo,
)

from skinvl.contract import __version__

# 0x0409 is English (United States), 1200 the code page of UTF-16.
_LANGUAGE, _CODE_PAGE = 0x0409, 1200


def make_version_resource() -> VSVersionInfo:
    """Name, version and licence for the resource section of an executable."""
    numbers = (*map(int, re.findall(r"\d+", __version__)[:3]), 0)
    texts = {
        "CompanyName": "SkinVL",
        "FileDescription": "SkinVL, offline dermatology workstation (research software)",
        "FileVersion": __version__,
        "InternalName": "skinvl",
        "LegalCopyright": "Apache-2.0",
        "OriginalFilename": "skinvl.exe",
        "ProductName": "SkinVL",
        "ProductVersion": __version__,
    }
    table = StringTable(
        f"{_LANGUAGE:04x}{_CODE_PAGE:04x}",
        [StringStruct(name, text) for name, text in texts.items()],
    )
    translation = VarStruct("Translation", [_LANGUAGE, _CODE_PAGE])
    return VSVersionInfo(
        ffi=FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[StringFileInfo([table]), VarFileInfo([translation])],
    )
