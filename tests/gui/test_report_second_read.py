"""A second read that is due is said before a report is signed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from miniatures.cases import MODEL, open_case
from miniatures.stores import PASSWORD, make_png
from PySide6.QtWidgets import QLabel

from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.store.images import PhotographData
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.report_dialog import ReportDialog
from skinvl.desktop.ui.report_sign_form import SignForm

BEN = "another long one"
SAID = "Nobody has read this image a second time yet."


def test_signing_says_that_a_second_read_is_due(
    qtbot: Any, qapp: object, tmp_path: Path, monkeypatch: Any
) -> None:
    with open_case(tmp_path) as stored:
        store, photograph = stored.store, stored.photograph
        store.decisions.override(photograph.id, stored.reading.id, "melanoma")
        ben = store.users.add("ben", "Ben Roth", "senior", BEN)
        assert not store.second_reads.is_due(photograph.id)
        other = store.images.add(make_png(5), PhotographData("b.png", 24, 16))
        store.decisions.override(other.id, None, "nevus")
        store.unlock("ben", BEN)
        store.second_reads.add(other.id, "nevus", "no")
        store.unlock("anna", PASSWORD)
        assert store.second_reads.is_due(photograph.id)
        assert not store.second_reads.is_due(other.id)
        operations = Operations(EngineChoice(tmp_path, "cpu"))
        dialog = ReportDialog(store, operations, photograph.id, MODEL, Configuration())
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: dialog.is_ready, timeout=30_000)
        dialog.content.boxes["confirmed"].setChecked(True)
        assert SAID in dialog.status
        assert dialog.buttons["sign"].isEnabled()
        shown: list[str] = []

        def look(form: SignForm) -> int:
            shown.extend(label.text() for label in form.findChildren(QLabel))
            return 0

        monkeypatch.setattr(SignForm, "exec", look)
        dialog.buttons["sign"].click()
        assert any(text.startswith(SAID) for text in shown)
        dialog.close()
        operations.close()
        store.users.disable(ben.id)
        assert not store.second_reads.is_due(photograph.id)
