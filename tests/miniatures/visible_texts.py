"""Everything that a window says to eyes or to a screen reader, and which of it is English."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QListView, QTabWidget, QWidget

_SAYINGS = (
    "text", "toolTip", "accessibleName", "accessibleDescription", "placeholderText",
    "windowTitle", "title", "toPlainText", "statusTip",
)  # fmt: skip
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
_MOST_ROWS = 30
# Words that are frequent in English and none in German.
_ENGLISH = re.compile(r"\b(the|is|of|and|with|are|this|that|has|have|there|been)\b", re.I)


def collect_texts(root: QWidget) -> set[str]:
    """Texts, tool tips, accessible names, titles, items and actions of what can be seen."""
    found: set[str] = set()
    for widget in (root, *root.findChildren(QWidget)):
        if widget is root or widget.isVisibleTo(root):
            found.update(_say(widget))
    for action in root.findChildren(QAction):
        found.update((action.text(), action.toolTip()))
    return {text.strip() for text in found if text.strip()}


def _say(widget: QWidget) -> Iterator[str]:
    for name in _SAYINGS:
        speak = getattr(widget, name, None)
        said = speak() if callable(speak) and not isinstance(widget, QAbstractItemView) else None
        if isinstance(said, str):
            yield said
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    elif isinstance(widget, QTabWidget):
        yield from (widget.tabText(place) for place in range(widget.count()))
    elif isinstance(widget, QAbstractItemView):
        yield widget.accessibleName()
        if widget.model() is not None:
            yield from _say_items(widget.model(), is_list=isinstance(widget, QListView))


def _say_items(model: QAbstractItemModel, *, is_list: bool) -> Iterator[str]:
    for column in range(1 if is_list else model.columnCount()):
        texts = [model.headerData(column, Qt.Orientation.Horizontal)]
        for row in range(min(model.rowCount(), _MOST_ROWS)):
            texts += [model.index(row, column).data(role) for role in _ROLES]
        yield from (text for text in texts if isinstance(text, str))


class Dictionary:
    """Texts of a translation file, English and translated."""

    def __init__(self, file: Path) -> None:
        self._translated: set[str] = set()
        sources: set[str] = set()
        for message in ElementTree.parse(file).getroot().iter("message"):
            source = message.findtext("source") or ""
            (element,) = message.findall("translation")
            texts = {form.text or "" for form in element} or {element.text or ""}
            self._translated |= {_strip(text) for text in texts}
            if source not in texts:
                sources.add(_strip(source))
        self._english = sources - self._translated
        self._templates = [_make_pattern(text) for text in self._english if _has_fields(text)]
        self._said = [_make_pattern(text) for text in self._translated if _has_fields(text)]

    def find_english(self, texts: Iterable[str]) -> set[str]:
        """Texts that are English although there is a translation, or that nobody translated."""
        return {text for text in texts if self._is_english(_strip(text))}

    def _is_english(self, text: str) -> bool:
        if text in self._translated or any(said.fullmatch(text) for said in self._said):
            return bool(_ENGLISH.search(text)) and text not in self._translated
        return (
            text in self._english
            or any(template.fullmatch(text) for template in self._templates)
            or bool(_ENGLISH.search(text))
        )


def _strip(text: str) -> str:
    """Without the mark of a mnemonic and without the words of a path."""
    return re.sub(r"(?<!\w)/\S+", "/", re.sub(r"&(?=\w)", "", text))


def _has_fields(text: str) -> bool:
    """Whether there are fields, and words enough around them to know it by."""
    return bool(re.search(r"\{|%n", text)) and len(re.sub(r"\{[^}]*\}|%n|\W", "", text)) > 3


def _make_pattern(text: str) -> re.Pattern[str]:
    parts = Formatter().parse(text.replace("%n", "{}"))
    pattern = "".join(
        re.escape(literal) + (".+" if name is not None else "") for literal, name, _, _ in parts
    )
    return re.compile(pattern, re.DOTALL)
