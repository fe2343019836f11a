"""The language of the workstation: the texts of ui and core, Qt's texts, numbers and dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QLibraryInfo, QLocale, QTranslator

from skinvl.desktop.core.configuration import Language
from skinvl.desktop.core.language import ENGLISH, Voice, use_voice

FOLDER = Path(__file__).parent / "translations"
SOURCE_LANGUAGE = "en"
# Where the extraction files a text whose class it does not see: spoken by a parameter, or by a
# function of its own.
_SHARED_CONTEXTS = ("", "speaker", "parent")


class _Translator(QTranslator):
    """Looks a text up in its own context, then in those that texts share."""

    def learn(self, content: bytes) -> bool:
        """Take the texts of a compiled file; whether they could be read.

        Qt would map the file itself, and the program would crash when somebody writes a newer
        one in its place.
        """
        self._content = content
        return self.load(self._content)

    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        # None, not "", says that there is no translation; an empty one would be shown.
        own = super().translate(context, sourceText, disambiguation, n)
        if own or (context[:1] == "Q" and context[1:2].isupper()):
            return own or None
        for shared in _SHARED_CONTEXTS:
            found = super().translate(shared, sourceText, disambiguation, n)
            if found:
                return found
        return None


def install_translation(application: QCoreApplication, language: Language) -> str:
    """Let the application speak a language from here on; widgets made before keep theirs.

    Args:
        application: owns the translators, so that they live as long as it.
        language: "system" takes the first language of the computer that there is.

    Returns:
        The code of the language that is spoken, "en" where there is no other.
    """
    code = _find_language(language)
    system = QLocale.system()
    if language == "system" or system.name().split("_")[0] == code:
        QLocale.setDefault(system)
    elif code == SOURCE_LANGUAGE:
        # Day before month; the locale "en" alone has them the American way.
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    else:
        QLocale.setDefault(QLocale(code))
    if code == SOURCE_LANGUAGE:
        use_voice(ENGLISH)
        return code
    own = _Translator(application)
    if not own.learn(_file_of(code).read_bytes()):
        raise RuntimeError(f"{_file_of(code)} cannot be read")
    application.installTranslator(own)
    # The newest is asked first, so that Qt's texts are not looked up among ours.
    of_qt = QTranslator(application)
    if of_qt.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(of_qt)
    use_voice(_make_voice(code))
    return code


def _make_voice(code: str) -> Voice:
    locale = QLocale()
    # Two digits of a year of birth may be those of either century.
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat)
    pattern = pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")

    def tell_day(day: date) -> str:
        return locale.toString(QDate(day.year, day.month, day.day), pattern)

    def tell_number(value: float, digits: int) -> str:
        return locale.toString(float(value), "f", digits)

    return Voice(code, QCoreApplication.translate, tell_number, tell_day)


def _find_language(language: Language) -> str:
    names = QLocale.system().uiLanguages() if language == "system" else [language]
    for name in names:
        code = name.replace("_", "-").split("-")[0]
        if code == SOURCE_LANGUAGE or _file_of(code).is_file():
            return code
    return SOURCE_LANGUAGE


def _file_of(code: str) -> Path:
    return FOLDER / f"skinvl_{code}.qm"
