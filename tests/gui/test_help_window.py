"""The help beside the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from skinvl.desktop.ui.help_window import HelpWindow


def test_help_opens_at_the_chapter_of_a_page(qtbot: Any) -> None:
    window = HelpWindow()
    qtbot.addWidget(window)
    window.open_at("cases")
    assert window.text.startswith("Patients and lesions")
    window.open_at("limits")
    assert window.text.startswith("What this cannot do")
    assert not window.isModal()


def test_search_finds_and_marks(qtbot: Any) -> None:
    window = HelpWindow()
    qtbot.addWidget(window)
    window.open_at("read")
    everything = window.titles
    qtbot.keyClicks(window.search, "prediction set")
    assert window.titles[0] == "What the numbers mean"
    assert window.page.textCursor().selectedText().casefold() == "prediction"
    window.search.setText("zebra")
    assert window.titles == [] and window.text == ""
    window.search.clear()
    assert window.titles == everything


def test_help_as_pdf(qtbot: Any, tmp_path: Path) -> None:
    window = HelpWindow()
    qtbot.addWidget(window)
    window.save(tmp_path / "help.pdf")
    assert (tmp_path / "help.pdf").read_bytes().startswith(b"%PDF")
    assert window.said == "✓ help.pdf was saved."


def test_help_that_cannot_be_saved_is_told(qtbot: Any, tmp_path: Path) -> None:
    window = HelpWindow()
    qtbot.addWidget(window)
    (tmp_path / "help.pdf").mkdir()
    window.save(tmp_path / "help.pdf")
    assert window.said == "✗ help.pdf was not saved (Is a directory); choose another place."
