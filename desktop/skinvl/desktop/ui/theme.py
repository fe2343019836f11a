"""Colours that the palette does not have, for light and dark palettes.

A colour never carries a meaning alone: everything that is coloured is also said in words.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from skinvl.desktop.core.configuration import ThemeName
from skinvl.desktop.ui.text_size import enlarge_again

# Neutral grey, so that the surround does not tint how the colours of a lesion are seen.
SURROUND = "#767676"


@dataclass(frozen=True)
class Theme:
    """Colours as ``#rrggbb``; text on its background has a contrast of at least 4.5."""

    bar: str
    bar_warning: str
    bar_muted: str
    track: str
    badge_text: str
    badge_warning: str
    notice_text: str
    notice_background: str
    note_text: str
    note_background: str
    caution_text: str
    caution_background: str
    error_text: str
    error_background: str
    secondary_text: str

    def style_strip(self, name: str, *, warns: bool) -> str:
        """The sheet of a strip above the image: a caution or a note, its labels included.

        Args:
            name: the frame's object name.
            warns: whether it is a caution.
        """
        colours = (
            f"background: {self.caution_background}; color: {self.caution_text};"
            if warns
            else f"background: {self.note_background}; color: {self.note_text};"
        )
        return f"QFrame#{name}, QFrame#{name} QLabel {{ {colours} }}"


LIGHT = Theme(
    bar="#3b6ea5",
    bar_warning="#a8431f",
    bar_muted="#9a9a9a",
    track="#dcdcdc",
    badge_text="#ffffff",
    badge_warning="#a8431f",
    notice_text="#4a3b00",
    notice_background="#fdf1c4",
    note_text="#1d3557",
    note_background="#dfe9f5",
    caution_text="#4a3b00",
    caution_background="#fdf1c4",
    error_text="#6d1111",
    error_background="#f9dcdc",
    secondary_text="#595959",
)
DARK = Theme(
    bar="#7fb0e4",
    bar_warning="#f0936f",
    bar_muted="#7d7d7d",
    track="#4a4a4a",
    badge_text="#1c1c1c",
    badge_warning="#f0936f",
    notice_text="#f7e6a8",
    notice_background="#4a4014",
    note_text="#d6e6f7",
    note_background="#24384f",
    caution_text="#f7e6a8",
    caution_background="#4a4014",
    error_text="#ffd9d9",
    error_background="#5e2222",
    secondary_text="#b4b4b4",
)


HIGH_CONTRAST = Theme(
    bar="#ffff00",
    bar_warning="#ff9d6e",
    bar_muted="#c0c0c0",
    track="#404040",
    badge_text="#000000",
    badge_warning="#ff9d6e",
    notice_text="#ffff00",
    notice_background="#000000",
    note_text="#ffffff",
    note_background="#00205a",
    caution_text="#ffff00",
    caution_background="#000000",
    error_text="#ffffff",
    error_background="#7a0000",
    secondary_text="#ffffff",
)
_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "high-contrast": Qt.ColorScheme.Dark,
}
_PROPERTY = "skinvl_high_contrast"
_STYLED = "skinvl_styled"
# Fusion draws these in shades of the background, which is black here.
_HIGH_CONTRAST_SHEET = """
QRadioButton::indicator, QCheckBox::indicator {
    width: 14px; height: 14px; border: 2px solid #ffffff; background: #000000;
}
QRadioButton::indicator { border-radius: 9px; }
QRadioButton::indicator:checked, QCheckBox::indicator:checked { background: #ffff00; }
QPushButton, QToolButton, QComboBox, QLineEdit, QSpinBox, QDateEdit, QTabBar::tab {
    border: 1px solid #ffffff; padding: 3px 8px;
}
QPushButton:focus, QToolButton:focus, QComboBox:focus, QLineEdit:focus, QTabBar::tab:selected,
QToolButton:checked { border: 2px solid #ffff00; }
QPushButton:disabled, QToolButton:disabled { border-color: #808080; color: #a0a0a0; }
"""


def apply_theme(application: QApplication, name: ThemeName, text_percent: int) -> None:
    """Give the whole application a theme and a size of text.

    Args:
        application: the one application.
        name: "system" follows the computer.
        text_percent: of the size the computer asks for.
    """
    high = name == "high-contrast"
    application.setProperty(_PROPERTY, high)
    if application.property(_STYLED) is None:
        # Once: a style is deleted with the next, and widgets with own sheets hold on to it.
        application.setProperty(_STYLED, True)
        application.setStyle("Fusion")
    application.styleHints().setColorScheme(_SCHEMES[name])
    # The scheme alone is not taken up by every platform.
    palettes = {"high-contrast": _high_contrast_palette, "dark": _dark_palette}
    application.setPalette(palettes.get(name, application.style().standardPalette)())
    base = application.property("skinvl_text_points")
    if base is None:
        base = application.font().pointSizeF()
        application.setProperty("skinvl_text_points", base)
    font = application.font()
    font.setPointSizeF(base * text_percent / 100)
    application.setFont(font)
    for widget in application.allWidgets():
        enlarge_again(widget)


def apply_sheet(window: QWidget) -> None:
    """Give a window and everything in it the sheet of the theme in force.

    Not the application: Qt then polishes every widget there is, those about to be deleted too.
    """
    sheet = _HIGH_CONTRAST_SHEET if current_theme() is HIGH_CONTRAST else ""
    if window.styleSheet() != sheet:
        window.setStyleSheet(sheet)


def current_theme() -> Theme:
    """The theme that fits the application's palette."""
    application = QApplication.instance()
    if application is not None and application.property(_PROPERTY):
        return HIGH_CONTRAST
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < 128 else LIGHT


def _dark_palette() -> QPalette:
    palette = QPalette(QColor("#2b2b2b"))
    colours = {
        QPalette.ColorRole.Window: "#2b2b2b",
        QPalette.ColorRole.WindowText: "#f0f0f0",
        QPalette.ColorRole.Base: "#1e1e1e",
        QPalette.ColorRole.AlternateBase: "#262626",
        QPalette.ColorRole.Text: "#f0f0f0",
        QPalette.ColorRole.PlaceholderText: "#a0a0a0",
        QPalette.ColorRole.Button: "#3a3a3a",
        QPalette.ColorRole.ButtonText: "#f0f0f0",
        QPalette.ColorRole.ToolTipBase: "#3a3a3a",
        QPalette.ColorRole.ToolTipText: "#f0f0f0",
        QPalette.ColorRole.Highlight: "#3b6ea5",
        QPalette.ColorRole.HighlightedText: "#ffffff",
        QPalette.ColorRole.Link: "#7fb0e4",
    }
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    _fade_disabled(palette, "#8c8c8c")
    return palette


def _fade_disabled(palette: QPalette, colour: str) -> None:
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
        QPalette.ColorRole.Text,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colour))


def _high_contrast_palette() -> QPalette:
    black, white, yellow = QColor("#000000"), QColor("#ffffff"), QColor("#ffff00")
    palette = QPalette(black)
    for role in (
        QPalette.ColorRole.Window,
        QPalette.ColorRole.Base,
        QPalette.ColorRole.AlternateBase,
        QPalette.ColorRole.Button,
        QPalette.ColorRole.ToolTipBase,
    ):
        palette.setColor(role, black)
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
        QPalette.ColorRole.ToolTipText,
        QPalette.ColorRole.Light,
        QPalette.ColorRole.Mid,
    ):
        palette.setColor(role, white)
    palette.setColor(QPalette.ColorRole.Highlight, yellow)
    palette.setColor(QPalette.ColorRole.HighlightedText, black)
    palette.setColor(QPalette.ColorRole.Link, yellow)
    _fade_disabled(palette, "#a0a0a0")
    return palette
