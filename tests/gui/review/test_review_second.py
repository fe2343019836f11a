"""A second reader who sees nothing of the first, the agreement afterwards, the consensus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from miniatures.stores import make_finding, make_png
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.images import PhotographData
from skinvl.desktop.ui.review_pictures import Pictures
from skinvl.desktop.ui.review_second import SecondReadDialog

PASSWORD = "another good password"


@pytest.fixture
def decided(store: Store) -> Store:
    """Two photographs that anna has decided on; bert, a senior, is logged in."""
    for number, code in enumerate(("melanoma", "melanocytic-nevus")):
        content = make_png(number)
        photograph = store.images.add(content, PhotographData(f"{number}.png", 24, 16))
        reading = store.readings.add(photograph.id, make_finding(photograph.image_sha256))
        store.decisions.override(photograph.id, reading.id, code, "the first reader's words")
    store.users.add("bert", "Bert", "senior", PASSWORD)
    store.unlock("bert", PASSWORD)
    return store


@pytest.fixture
def dialog(qtbot: Any, decided: Store) -> Iterator[SecondReadDialog]:
    pictures = Pictures()
    dialog = SecondReadDialog(decided, pictures)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    pictures.close()


def read(qtbot: Any, dialog: SecondReadDialog, words: str) -> None:
    """A second read of the image that is shown."""
    reader = dialog.reader
    qtbot.waitUntil(lambda: reader.is_ready)
    qtbot.keyClicks(reader.search.line, words)
    qtbot.keyClick(reader.search.line, Qt.Key.Key_Return)
    qtbot.mouseClick(reader.buttons["yes"], Qt.MouseButton.LeftButton)
    reader.buttons["yes"].setChecked(True)
    reader.give()


def test_nothing_of_the_first_read_is_shown(dialog: SecondReadDialog, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: dialog.reader.is_ready)
    said = " ".join(label.text() for label in dialog.reader.findChildren(QLabel)).lower()
    for hidden in ("melanoma", "nevus", "anna", "words", "70 %"):
        assert hidden not in said
    assert not dialog.tabs.isTabEnabled(1)


def test_the_first_diagnosis_can_be_typed_at_once(dialog: SecondReadDialog, qtbot: Any) -> None:
    dialog.tabs.setFocus()
    dialog.hide()
    dialog.show()
    assert dialog.focusWidget() is dialog.reader.search.line


def test_incomplete_read_is_not_kept(dialog: SecondReadDialog, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: dialog.reader.is_ready)
    dialog.reader.give()
    assert dialog.reader.due == 2
    assert not dialog.reader.keep.isEnabled()


def test_agreement_follows_and_a_consensus_leaves_both_reads(
    dialog: SecondReadDialog, qtbot: Any, decided: Store
) -> None:
    before = [decided.decisions.list(number) for number in (1, 2)]  # type: ignore[arg-type]
    read(qtbot, dialog, "melanoma")
    assert not dialog.tabs.isTabEnabled(1)
    read(qtbot, dialog, "melanoma")
    assert dialog.reader.due == 0
    assert dialog.tabs.isTabEnabled(1)
    assert "2 images read twice" in dialog.agreement.text
    assert "Cohen's kappa" in dialog.agreement.text
    assert "1 to settle" in dialog.agreement.text or "2 to settle" in dialog.agreement.text
    while decided.second_reads.list_disagreements():
        dialog.agreement.first.click()
    assert "No difference is left to settle." in dialog.agreement.text
    after = [decided.decisions.list(number) for number in (1, 2)]  # type: ignore[arg-type]
    assert after == before
    reads = [decided.second_reads.list(decided.images.get(n)) for n in (1, 2)]  # type: ignore[arg-type]
    assert [len(found) for found in reads] == [1, 1]


def test_first_reader_has_nothing_to_read(qtbot: Any, decided: Store) -> None:
    decided.unlock("anna", "correct horse battery")
    pictures = Pictures()
    dialog = SecondReadDialog(decided, pictures)
    qtbot.addWidget(dialog)
    assert dialog.reader.due == 0
    assert dialog.reader.case is None
    pictures.close()
