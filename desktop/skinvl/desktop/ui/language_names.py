"""What the languages of the window are called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def name_language(code: str) -> str:
    """A language by the name that those who speak it have for it."""
    computer = QCoreApplication.translate("LanguageName", "As the computer")
    return {"system": computer, "en": "English", "de": "Deutsch"}[code]
