"""Everything that can be done in the main window, with its shortcut and its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QToolBar

CONTEXT = "Actions"


@dataclass(frozen=True)
class ActionSpec:
    """``text`` with its mnemonic; the first shortcut is the one that is shown."""

    name: str
    menu: str
    text: str
    shortcuts: tuple[str, ...]
    tip: str
    in_toolbar: bool = False


SPECS = (
    ActionSpec("open", "&File", "&Open ...", ("Ctrl+O",), "Open an image file", True),
    ActionSpec("paste", "&File", "&Paste image", ("Ctrl+V",), "Open the image on the clipboard"),
    ActionSpec("sample", "&File", "Open the sa&mple", (), "Open the drawn sample image"),
    ActionSpec("report", "&File", "&Save report ...", ("Ctrl+S",), "Save a PDF report", True),
    ActionSpec(
        "case_report", "&File", "&Report of the case ...", ("Ctrl+P",), "Check, sign, print"
    ),
    ActionSpec("export", "&File", "&Export ...", ("Ctrl+E",), "Save the case for other programs"),
    ActionSpec("setup", "&File", "Set &up the workstation ...", (), "Make a store for patients"),
    ActionSpec("lock", "&File", "&Lock", ("Ctrl+L",), "Lock; nothing is seen until log-in", True),
    ActionSpec("quit", "&File", "&Quit", ("Ctrl+Q",), "Close SkinVL"),
    ActionSpec("fit", "&View", "&Fit", ("Ctrl+0",), "Show the whole image", True),
    ActionSpec("actual", "&View", "&100 %", ("Ctrl+1",), "One image pixel per screen pixel", True),
    ActionSpec("closer", "&View", "Zoom &in", ("Ctrl++", "+", "Ctrl+=", "="), "Zoom in", True),
    ActionSpec("back", "&View", "Zoom &out", ("Ctrl+-", "-"), "Zoom out", True),
    ActionSpec("question", "A&nalysis", "&Ask a question", ("Ctrl+K",), "Go to the question line"),
    ActionSpec("stop", "A&nalysis", "&Stop", ("Esc",), "Stop the answer or the analysis", True),
    ActionSpec(
        "restart", "A&nalysis", "&Restart the analysis process", (), "Start it after it gave up"
    ),
    ActionSpec("users", "Wo&rkstation", "&Users ...", (), "Add and disable users, reset passwords"),
    ActionSpec("password", "Wo&rkstation", "&Password ...", (), "Change your own password"),
    ActionSpec("backup", "Wo&rkstation", "Make a &backup now", (), "Copy the store, and check it"),
    ActionSpec("preferences", "Wo&rkstation", "&Settings ...", ("Ctrl+,",), "Settings"),
    ActionSpec("models", "Wo&rkstation", "&Models ...", (), "Install, activate and measure models"),
    ActionSpec(
        "update", "Wo&rkstation", "Update &from a file ...", (), "Another version of SkinVL"
    ),
    ActionSpec("backups", "Wo&rkstation", "Bac&kups ...", (), "Backups that there are; check one"),
    ActionSpec("restore", "Wo&rkstation", "Resto&re a backup ...", (), "Bring a backup back"),
    ActionSpec("audit", "Wo&rkstation", "Audit &log ...", (), "Who did what, and when"),
    ActionSpec("self-test", "Wo&rkstation", "Self-&test ...", (), "Model, store, printer, backups"),
    ActionSpec("help", "&Help", "&Help", ("F1",), "The guide, at the page in view"),
    ActionSpec("keys", "&Help", "&Keys", ("?",), "All keys of the page in view"),
    ActionSpec("diagnostics", "&Help", "&Diagnostics ...", (), "Facts for somebody who helps"),
    ActionSpec("about", "&Help", "&About SkinVL", (), "Version, model, notice"),
)


def build_actions(
    window: QMainWindow, handlers: Mapping[str, Callable[[], object]]
) -> dict[str, QAction]:
    """Make the actions, their menus and their toolbar.

    Args:
        window: gets the menus and the toolbar.
        handlers: what each action does, by the names in `SPECS`.
    """
    toolbar = QToolBar(_translate("Main toolbar"))
    toolbar.setObjectName("main-toolbar")
    toolbar.setMovable(False)
    toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    actions: dict[str, QAction] = {}
    titles = dict.fromkeys(spec.menu for spec in SPECS)
    menus = {title: window.menuBar().addMenu(_translate(title)) for title in titles}
    for spec in SPECS:
        action = QAction(_translate(spec.text), window)
        action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
        shown = f" ({spec.shortcuts[0]})" if spec.shortcuts else ""
        action.setToolTip(_translate(spec.tip) + shown)
        action.setStatusTip(_translate(spec.tip))
        action.triggered.connect(lambda checked=False, do=handlers[spec.name]: do())
        menus[spec.menu].addAction(action)
        if spec.in_toolbar:
            toolbar.addAction(action)
        actions[spec.name] = action
    window.addToolBar(toolbar)
    return actions


def list_shortcuts() -> list[tuple[str, str]]:
    """(shortcut, what it does) for the help page."""
    return [(spec.shortcuts[0], _translate(spec.tip)) for spec in SPECS if spec.shortcuts]


def _translate(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)
