"""No letter is the mnemonic of two things that can be chosen at the same time, in any language."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QGroupBox,
    QLabel,
    QMenu,
    QTabBar,
    QToolButton,
    QWidget,
)

from skinvl.desktop.core.configuration import Language
from skinvl.desktop.core.language import ENGLISH, use_voice
from skinvl.desktop.core.store import create_store
from skinvl.desktop.core.store.lesions import LesionData
from skinvl.desktop.core.store.passwords import Cost
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.ui.translation import install_translation

CHEAP = Cost(iterations=1, lanes=1, memory_kib=64)
_MARKED = re.compile(r"(?<!&)&(?!&)(\w)")


@pytest.fixture(params=["en", "de"])
def language(request: Any, qapp: QApplication) -> Iterator[Language]:
    before, locale = set(qapp.findChildren(QTranslator)), QLocale()
    install_translation(qapp, request.param)
    yield request.param
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)
        translator.setParent(None)
    QLocale.setDefault(locale)
    use_voice(ENGLISH)


def find_letter(text: str) -> str | None:
    found = _MARKED.search(text)
    return None if found is None else found[1].casefold()


def list_marked(place: QWidget) -> dict[str, list[str]]:
    """Letter -> the texts on the screen whose mnemonic it is."""
    marked: dict[str, list[str]] = defaultdict(list)

    def note(text: str) -> None:
        letter = find_letter(text)
        if letter is not None:
            marked[letter].append(text)

    for widget in place.findChildren(QWidget):
        if not widget.isVisibleTo(place):
            continue
        if isinstance(widget, QTabBar):
            for index in range(widget.count()):
                if widget.isTabVisible(index):
                    note(widget.tabText(index))
        elif isinstance(widget, QLabel):
            if widget.buddy() is not None:
                note(widget.text())
        elif isinstance(widget, QToolButton):
            # What a bar shows is the text of its action without the mark.
            if widget.defaultAction() is None:
                note(widget.text())
        elif isinstance(widget, QAbstractButton):
            note(widget.text())
        elif isinstance(widget, QGroupBox):
            note(widget.title())
    return marked


def find_clashes(marked: dict[str, list[str]]) -> dict[str, list[str]]:
    return {letter: texts for letter, texts in marked.items() if len(texts) > 1}


@pytest.fixture
def window(
    language: Language, start_workplace: Callable[..., Any], images: dict[str, Path], tmp_path: Path
) -> Iterator[Any]:
    workplace = start_workplace()
    store = create_store(tmp_path / "data", "anna", "A. Berg", "correct horse", cost=CHEAP).store
    shown = workplace.window
    shown.desk.set_store(store)
    patient = store.patients.add(PatientData("4711", "Doe", "Jane"))
    lesion = store.lesions.add(patient.id, LesionData("L1"))
    shown.desk.choose_patient(patient, lesion)
    workplace.read(images["melanoma"])
    yield shown
    shown.close()
    store.close()


def test_menus_and_pages(window: Any) -> None:
    titles = [action.text() for action in window.menuBar().actions()]
    clashes: dict[str, Any] = {}
    for menu in window.menuBar().findChildren(QMenu):
        marked = defaultdict(list)
        for action in menu.actions():
            letter = find_letter(action.text())
            if letter is not None:
                marked[letter].append(action.text())
        if found := find_clashes(marked):
            clashes[menu.title()] = found
    page = window.reading_page
    states = [("read", index) for index in range(page.tabs.count())]
    states += [(name, 0) for name in window.pages.actions_by_name if name != "read"]
    for name, index in states:
        window.pages.show_page(name)
        if name == "read":
            page.tabs.setCurrentIndex(index)
        marked = list_marked(window.centralWidget())
        for title in titles:
            letter = find_letter(title)
            if letter is not None:
                marked[letter].append(f"menu {title}")
        if found := find_clashes(marked):
            clashes[f"{name} {index}"] = found
    assert clashes == {}, json.dumps(clashes, ensure_ascii=False, indent=1)


def test_dialogs(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each dialog that the menus open, while it is open."""
    opened: dict[str, Any] = {}

    def look(dialog: QWidget) -> int:
        dialog.show()
        if found := find_clashes(list_marked(dialog)):
            opened[dialog.windowTitle()] = found
        dialog.hide()
        seen.append(dialog.windowTitle())
        return 0

    seen: list[str] = []
    monkeypatch.setattr("PySide6.QtWidgets.QDialog.exec", look)
    monkeypatch.setattr("PySide6.QtWidgets.QDialog.open", look)
    for name in ("users", "preferences", "audit", "backups", "models", "case_report", "export"):
        window.actions_by_name[name].trigger()
    for top in QApplication.topLevelWidgets():
        if top is not window and top.isVisible() and top.windowTitle() not in seen:
            look(top)
    assert len(seen) >= 5
    assert opened == {}, json.dumps(opened, ensure_ascii=False, indent=1)
