"""The page of a review in German: before, while and after a folder is read, and with reasons."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from miniatures.german_room import Reader
from PySide6.QtCore import Qt


@pytest.mark.usefixtures("german")
def test_review_of_a_folder_is_german(request: pytest.FixtureRequest, folder: Path) -> None:
    # The page is made once the language is there.
    bench: Any = request.getfixturevalue("bench")
    page, reader = bench.page, Reader()
    reader.own_words = {"copy of 0.jpg"}
    reader.look("empty", page)
    bench.read(folder)
    bench.show("state", "open")
    bench.see()
    reader.look("read", page)
    bench.press(Qt.Key.Key_2)
    bench.settle()
    bench.show("state", "overridden")
    bench.see()
    reader.look("decided", page)
    bench.show("state", "failed")
    reader.look("failed", page)
    assert any("JPEG" in text and "endet" in text for text in reader.seen)
    reader.judge("notes", {*bench.notes, *bench.errors})
    assert len(reader.seen) > 100
    assert reader.foreign == {}
