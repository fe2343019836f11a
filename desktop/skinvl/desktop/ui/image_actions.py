"""Everything that can be done with the image on the page by one key.

The keys work while the page is on the screen; a field for text that has the focus takes them first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

CONTEXT = "ReadingActions"


@dataclass(frozen=True)
class KeySpec:
    """``keys`` of which the first is shown; ``stays`` pressed where it is a switch."""

    name: str
    text: str
    keys: tuple[str, ...]
    tip: str
    stays: bool = False


SPECS = (
    KeySpec("accept", "Accept", ("A",), "Accept the first diagnosis of the model"),
    KeySpec("search", "Other", ("O",), "Search another diagnosis and put it in its place"),
    KeySpec("flag", "Flag", ("F",), "Put aside for somebody else to look at"),
    KeySpec("skip", "Skip", ("S",), "Leave undecided on purpose"),
    KeySpec("bad", "Bad image", ("Q",), "Say that the image is not good enough to be read"),
    KeySpec("comment", "Comment", ("N",), "Add a comment"),
    KeySpec("undo", "Undo", ("U",), "Undo the newest decision"),
    KeySpec("undo-last", "Undo", ("Ctrl+Z",), "Undo the newest drawing or decision"),
    KeySpec("redo-last", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Redo what was undone"),
    KeySpec("reveal", "Show the result", ("R",), "Show the result, after your own opinion"),
    KeySpec("opinion", "My opinion", ("I",), "Enter your own opinion of the image", True),
    KeySpec("heat", "Heat map", ("H",), "Show where the evidence lies: where, not why", True),
    KeySpec("outline", "Outline", ("L",), "Show the outline of the lesion", True),
    KeySpec("actual", "100 %", ("Z",), "One image pixel per screen pixel"),
    KeySpec("loupe", "Magnifier", ("G",), "Magnify around the pointer", True),
    KeySpec("move", "Move", ("V",), "Move the image with the mouse", True),
    KeySpec("ruler", "Ruler", ("M",), "Measure between two points", True),
    KeySpec("arrow", "Arrow", (), "Draw an arrow over the image", True),
    KeySpec("freehand", "Draw", (), "Draw an outline over the image", True),
    KeySpec("text", "Text", (), "Place words on the image", True),
    KeySpec("wipe", "Remove drawings", (), "Remove everything that was drawn; can be undone"),
    KeySpec("turn", "Turn", ("T",), "Turn what is shown by 90 degrees; the analysis stays"),
    KeySpec("turn-back", "Turn back", ("Shift+T",), "Turn what is shown the other way"),
    KeySpec("fullscreen", "Full screen", ("F11",), "The image on the whole screen, and back"),
)
NUMBERS = tuple(str(number) for number in range(1, 10))
_NUMBER_TIP = "Put the diagnosis with this rank in place of the first"


def build_page_actions(
    page: QWidget, handlers: Mapping[str, Callable[..., object]]
) -> dict[str, QAction]:
    """Make the actions of the page.

    Args:
        page: gets them; they are live while it is visible.
        handlers: what each does, by the names in `SPECS` and `NUMBERS`; a switch gets its state.
    """
    actions: dict[str, QAction] = {}
    specs = (*SPECS, *(KeySpec(number, number, (number,), _NUMBER_TIP) for number in NUMBERS))
    for spec in specs:
        action = QAction(_translate(spec.text), page)
        action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setAutoRepeat(spec.name in ("turn", "turn-back"))
        shown = f" ({spec.keys[0]})" if spec.keys else ""
        action.setToolTip(_translate(spec.tip) + shown)
        action.setCheckable(spec.stays)
        if len(spec.keys) == 1 and len(spec.keys[0]) == 1 and spec.name not in NUMBERS:
            action.setIconText(f"{_translate(spec.text)} ({spec.keys[0]})")
        do = handlers[spec.name]
        if spec.stays:
            action.triggered.connect(do)
        else:
            action.triggered.connect(lambda checked=False, do=do: do())
        page.addAction(action)
        actions[spec.name] = action
    return actions


def list_page_shortcuts() -> list[tuple[str, str]]:
    """(shortcut, what it does) for the sheet of keys."""
    rows = [(spec.keys[0], _translate(spec.tip)) for spec in SPECS if spec.keys]
    return [*rows, ("1-9", _translate(_NUMBER_TIP)), ("Space", _translate(_SPACE_TIP))]


_SPACE_TIP = "Held on the image: hide everything that is drawn over it"


def _translate(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)
