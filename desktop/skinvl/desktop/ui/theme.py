"""Colours that the palette does not have, for light and dark palettes.

A colour never carries a meaning alone: everything that is coloured is also said in words.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication, QPalette

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


def current_theme() -> Theme:
    """The theme that fits the application's palette."""
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < 128 else LIGHT
