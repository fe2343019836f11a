"""A window in German, and a reader who notices what in it is English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from miniatures.visible_texts import Dictionary, collect_texts
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from skinvl.desktop.core.language import ENGLISH, use_voice
from skinvl.desktop.ui import translation
from skinvl.desktop.ui.translation import install_translation


class Reader:
    """Looks at widgets and remembers what was English."""

    def __init__(self) -> None:
        self._dictionary = Dictionary(translation.FOLDER / "skinvl_de.ts")
        self.seen: set[str] = set()
        self.foreign: dict[str, set[str]] = {}
        self.own_words: set[str] = set()

    def look(self, place: str, root: QWidget) -> None:
        texts = collect_texts(root) - self.seen
        self.seen |= texts
        self.judge(place, texts)

    def judge(self, place: str, texts: set[str]) -> None:
        # What the model writes is English by its training, and said to be so.
        foreign = {
            text
            for text in self._dictionary.find_english(texts)
            if not any(own in text or text in own for own in self.own_words)
        }
        if foreign:
            self.foreign[place] = foreign


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    before, locale = set(qapp.findChildren(QTranslator)), QLocale()
    install_translation(qapp, "de")
    yield
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)
        translator.setParent(None)
    QLocale.setDefault(locale)
    use_voice(ENGLISH)
    assert QCoreApplication.translate("PageSet", "Cases") == "Cases"
