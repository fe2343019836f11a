"""Files that leave the program: where the dialog begins, and the ending that nobody typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from skinvl.desktop.ui import save_place
from skinvl.desktop.ui.save_place import add_ending, ask_file, ask_folder

PDF = "PDF (*.pdf)"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the person types, and where each dialog began."""
    seen: dict[str, Any] = {"name": "", "kind": PDF, "starts": []}

    def ask(parent: QWidget, title: str, start: str, kinds: str = "") -> Any:
        seen["starts"].append(Path(start))
        return (seen["name"], seen["kind"]) if kinds else seen["name"]

    monkeypatch.setattr(save_place, "_last", {})
    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", ask)
    return seen


def test_dialog_begins_in_the_documents_then_where_it_was_last(
    typed: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    documents, other = tmp_path / "Documents", tmp_path / "other"
    documents.mkdir()
    other.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda place: str(documents))
    parent = QWidget()
    qtbot.addWidget(parent)
    assert ask_file(parent, "Save", "report.pdf", PDF) is None
    typed["name"] = str(other / "mine")
    assert ask_file(parent, "Save", "report.pdf", PDF) == (other / "mine.pdf", PDF)
    assert ask_folder(parent, "Folder") == other / "mine"
    typed |= {"name": str(other / "x"), "kind": "B (*.b)"}
    assert ask_file(parent, "Save", "x.a", "A (*.a);;B (*.b)") == (other / "x.b", "B (*.b)")
    typed["name"] = str(other / "x.a")
    assert ask_file(parent, "Save", "x.a", "A (*.a);;B (*.b)") == (other / "x.a", "B (*.b)")
    assert typed["starts"][:3] == [documents / "report.pdf", documents / "report.pdf", other]
    monkeypatch.setattr(save_place, "_last", {"folder": tmp_path / "unplugged"})
    assert save_place.find_folder() == documents
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda place: "")
    assert save_place.find_folder() == Path.home()


@pytest.mark.parametrize(
    ("name", "kinds", "expected"),
    [
        ("report", PDF, "report.pdf"),
        ("report.PDF", PDF, "report.PDF"),
        ("report 2.3", PDF, "report 2.3.pdf"),
        ("cases", "*.csv", "cases.csv"),
        ("x.txt", "ZIP file (*.zip);;Text file (*.txt)", "x.txt"),
        ("x", "All files (*)", "x"),
    ],
)
def test_ending_is_added_where_none_was_typed(name: str, kinds: str, expected: str) -> None:
    assert add_ending(Path(name), kinds) == Path(expected)


def test_file_with_the_added_ending_is_not_replaced_unasked(
    typed: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    (tmp_path / "report.pdf").touch()
    typed["name"] = str(tmp_path / "report")
    parent = QWidget()
    qtbot.addWidget(parent)
    buttons = QMessageBox.StandardButton
    monkeypatch.setattr(QMessageBox, "question", lambda *arguments: buttons.No)
    assert ask_file(parent, "Save", "report.pdf", PDF) is None
    monkeypatch.setattr(QMessageBox, "question", lambda *arguments: buttons.Yes)
    assert ask_file(parent, "Save", "report.pdf", PDF) == (tmp_path / "report.pdf", PDF)
