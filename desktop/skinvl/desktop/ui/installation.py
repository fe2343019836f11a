"""What of an installation only Qt can tell: window, fonts, languages, printers. Needs no display.

For a process of its own, since Qt ends the process where a plug-in is missing.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPluginLoader
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QRawFont
from PySide6.QtPrintSupport import QPrinterInfo

from skinvl.desktop.core.configuration import LANGUAGES
from skinvl.desktop.core.display import explain_missing_libraries, missing_window_library
from skinvl.desktop.core.installation import check_program
from skinvl.desktop.core.self_test import Check, check_printers, run_parts
from skinvl.desktop.ui.translation import SOURCE_LANGUAGE, install_translation

# What German and English pages are written with.
_LETTERS = "AZaz09ÄÖÜäöüß%±✓✗"
_WINDOW_PLUGINS = ("xcb", "qwindows", "cocoa")
_PRINTING_PLUGINS = ("cups", "windows", "cocoa")
# A text of Qt, not of this project: written so that `make translations` does not take it up.
_OF_QT = ("QPlatformTheme", "Cancel")


def check_installation() -> list[Check]:
    """Try everything; this process has a Qt without a screen from here on."""
    # Looked at before Qt is told to draw into memory, after which no library of windows is needed.
    missing = missing_window_library()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication(["skinvl"])
    parts = (
        ("Program", check_program),
        ("Window", lambda: [_check_window(missing)]),
        ("Fonts", lambda: [_check_fonts()]),
        ("Languages", lambda: [_check_languages(application)]),
        ("Printer", lambda: [_check_printing()]),
    )
    return run_parts(parts, lambda name, done, total: None)


def _check_window(missing: str | None) -> Check:
    if missing is not None:
        return Check("Window", False, explain_missing_libraries(missing))
    loaded, refused = load_plugins("platforms", _WINDOW_PLUGINS)
    if refused or not loaded:
        return Check("Window", False, refused or "Qt's part for windows is missing")
    return Check("Window", True, "the libraries for a window are there; none was opened")


def load_plugins(kind: str, names: tuple[str, ...]) -> tuple[int, str]:
    """Load parts of Qt, with the libraries of the system that they ask for.

    Args:
        kind: folder of the plug-ins.
        names: of which each file's name holds one.

    Returns:
        How many were loaded, and why the first of the others was not ("" for none).
    """
    loaded, refused = 0, ""
    for place in QCoreApplication.libraryPaths():
        for file in sorted(Path(place, kind).glob("*")):
            if any(name in file.name for name in names):
                plugin = QPluginLoader(str(file))
                if plugin.load():
                    loaded += 1
                else:
                    refused = refused or plugin.errorString()
    return loaded, refused


def _check_printing() -> Check:
    loaded, refused = load_plugins("printsupport", _PRINTING_PLUGINS)
    if refused:
        # As good as no printer, which is no fault: reports can be saved.
        return Check("Printer", None, f"none can be found: {refused}")
    if not loaded:
        return Check("Printer", False, "Qt's part for printing is missing; install SkinVL again")
    return check_printers(QPrinterInfo.availablePrinterNames())


def _check_fonts() -> Check:
    count = len(QFontDatabase.families())
    if count == 0:
        return Check("Fonts", False, "there is none; install one, such as fonts-dejavu-core")
    families = {QFont().family(), *QFontDatabase.families()}
    lacking = [letter for letter in _LETTERS if not _can_draw(letter, families)]
    if lacking:
        return Check(
            "Fonts", False, f"no font draws {' '.join(lacking)}; install fonts-dejavu-core"
        )
    return Check("Fonts", True, f"{count} families")


def _can_draw(letter: str, families: set[str]) -> bool:
    return any(QRawFont.fromFont(QFont(name)).supportsCharacter(ord(letter)) for name in families)


def _check_languages(application: QGuiApplication) -> Check:
    wanted = [name for name in LANGUAGES if name not in ("system", SOURCE_LANGUAGE)]
    for name in wanted:
        if install_translation(application, name) != name:
            return Check("Languages", False, f"the texts in {name!r} are missing")
        if QCoreApplication.translate(*_OF_QT) == _OF_QT[1]:
            return Check("Languages", False, f"Qt's own texts in {name!r} are missing")
    return Check("Languages", True, ", ".join([SOURCE_LANGUAGE, *wanted]))
