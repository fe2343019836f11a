"""The sheet of all keys of the present view, collected from the actions that are there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QMainWindow,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

Row = tuple[str, str]
"""Keys, and what they do."""


def collect_shortcuts(widget: QWidget) -> list[Row]:
    """Keys of the actions of a widget and of everything in it, each once, in their order."""
    return _list_rows([*widget.actions(), *widget.findChildren(QAction)])


def list_window_shortcuts(window: QMainWindow, pages: Sequence[QWidget]) -> list[Row]:
    """Keys of the window itself, without those of its pages."""
    of_pages = {action for page in pages for action in page.findChildren(QAction)}
    of_pages |= {action for page in pages for action in page.actions()}
    return _list_rows(
        [
            action
            for action in [*window.actions(), *window.findChildren(QAction)]
            if action not in of_pages
        ]
    )


def _list_rows(actions: Sequence[QAction]) -> list[Row]:
    found: dict[str, str] = {}
    for action in actions:
        keys = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()]
        text = action.statusTip() or action.text().replace("&", "").removesuffix(" ...")
        if keys and keys[0] and text:
            found.setdefault(", ".join(dict.fromkeys(keys)), text)
    return list(found.items())


class ShortcutSheet(QDialog):
    """Keys in groups, with a line that finds some of them.

    Args:
        groups: title of a group and its rows.
    """

    def __init__(
        self, groups: Sequence[tuple[str, Sequence[Row]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a key or what it does"))
        self.search.setAccessibleName(self.tr("Find a key or what it does"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.tree = QTreeWidget()
        self._groups: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels([self.tr("Keys"), self.tr("What they do")])
        self.tree.setAccessibleName(self.tr("Keys"))
        self.tree.setRootIsDecorated(False)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        for title, rows in groups:
            if not rows:
                continue
            group = QTreeWidgetItem([title])
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            group.setFirstColumnSpanned(True)
            self.tree.addTopLevelItem(group)
            items = [QTreeWidgetItem([keys, text]) for keys, text in rows]
            group.addChildren(items)
            group.setExpanded(True)
            self._groups.append((group, items))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        layout.addWidget(buttons)
        self.resize(520, 600)

    @property
    def rows(self) -> list[Row]:
        """Keys and texts that are in view."""
        return [
            (item.text(0), item.text(1))
            for _, items in self._groups
            for item in items
            if not item.isHidden()
        ]

    def _filter(self, text: str) -> None:
        wanted = text.casefold()
        for group, items in self._groups:
            for item in items:
                item.setHidden(wanted not in f"{item.text(0)} {item.text(1)}".casefold())
            group.setHidden(all(item.isHidden() for item in items))
