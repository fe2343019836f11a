"""What of an installation only Qt can tell: window, fonts, languages, printers. Needs no display.

For a process of its own, since Qt ends the process where a plug-in is missing.
"""

from __future__ import annotations

import os

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QRawFont
from PySide6.QtPrintSupport import QPrinterInfo

from skinvl.desktop.core.configuration import LANGUAGES
from skinvl.desktop.core.display import explain_missing_libraries, missing_window_library
from skinvl.desktop.core.installation import check_program
from skinvl.desktop.core.self_test import Check, check_printers, run_parts
from skinvl.desktop.ui.translation import SOURCE_LANGUAGE, install_translation

# What German and English pages are written with.
_LETTERS = "AZaz09ÄÖÜäöüß%±✓✗"
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
        ("Printer", lambda: [check_printers(QPrinterInfo.availablePrinterNames())]),
    )
    return run_parts(parts, lambda name, done, total: None)


def _check_window(missing: str | None) -> Check:
    if missing is not None:
        return Check("Window", False, explain_missing_libraries(missing))
    return Check("Window", True, "the libraries for a window are there; none was opened")


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
