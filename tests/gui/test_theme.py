"""Themes and text size: contrast that can be read, and sizes that reach every label."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from skinvl.desktop.core.configuration import THEMES, ThemeName
from skinvl.desktop.ui.labels import enlarge
from skinvl.desktop.ui.theme import DARK, HIGH_CONTRAST, LIGHT, Theme, apply_theme, current_theme


@pytest.fixture
def application(qapp: Any) -> Iterator[QApplication]:
    yield qapp
    apply_theme(qapp, "system", 100)


def contrast(first: QColor, second: QColor) -> float:
    """WCAG 2.1, contrast ratio of two colours."""

    def luminance(colour: QColor) -> float:
        def channel(value: float) -> float:
            return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

        red, green, blue = (channel(v) for v in (colour.redF(), colour.greenF(), colour.blueF()))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", [name for name in THEMES if name != "system"])
def test_text_of_the_palette_can_be_read(application: QApplication, name: ThemeName) -> None:
    apply_theme(application, name, 100)
    palette = application.palette()
    role = QPalette.ColorRole
    for text, ground in (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.ButtonText, role.Button),
        (role.HighlightedText, role.Highlight),
    ):
        assert (
            contrast(palette.color(text), palette.color(ground)) >= 3
            if (text == role.HighlightedText)
            else contrast(palette.color(text), palette.color(ground)) >= 7
        )


@pytest.mark.parametrize("theme", [LIGHT, DARK, HIGH_CONTRAST])
def test_coloured_texts_can_be_read(theme: Theme) -> None:
    for text, ground in (
        (theme.notice_text, theme.notice_background),
        (theme.note_text, theme.note_background),
        (theme.caution_text, theme.caution_background),
        (theme.error_text, theme.error_background),
        (theme.badge_text, theme.badge_warning),
    ):
        assert contrast(QColor(text), QColor(ground)) >= 4.5


def test_theme_follows_what_was_chosen(application: QApplication) -> None:
    for name, theme in (("dark", DARK), ("light", LIGHT), ("high-contrast", HIGH_CONTRAST)):
        apply_theme(application, name, 100)  # type: ignore[arg-type]
        assert current_theme() is theme


def test_text_size_reaches_labels_that_are_there(application: QApplication, qtbot: Any) -> None:
    heading, plain = QLabel("Heading"), QLabel("text")
    for label in (heading, plain):
        qtbot.addWidget(label)
        label.show()
    enlarge(heading, 1.5)
    before = heading.font().pointSizeF(), plain.font().pointSizeF()
    apply_theme(application, "system", 200)
    application.processEvents()
    assert heading.font().pointSizeF() == pytest.approx(2 * before[0], rel=0.05)
    assert plain.font().pointSizeF() == pytest.approx(2 * before[1], rel=0.05)
