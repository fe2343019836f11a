"""What is shown is what is saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skinvl.desktop.core.configuration import Configuration, Configured
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.troubles import Troubles
from skinvl.desktop.ui.diagnostics_dialog import DiagnosticsDialog
from skinvl.desktop.ui.operations import Operations

TIMEOUT = 60_000
CONFIGURED = Configured(Configuration(), {}, frozenset(), ())


@pytest.fixture
def operations(tiny: Path) -> Iterator[Operations]:
    operations = Operations(EngineChoice(tiny, "cpu"))
    yield operations
    operations.close()


def finish(qtbot: Any, dialog: Any) -> None:
    qtbot.waitUntil(lambda: not dialog.strip.is_busy, timeout=TIMEOUT)


def test_preview_is_saved_as_it_is(
    qtbot: Any, operations: Operations, store: Store, tmp_path: Path
) -> None:
    troubles = Troubles()
    troubles.note("/home/someone/picture.png: the file is damaged")
    dialog = DiagnosticsDialog(operations, CONFIGURED, None, store, troubles)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.save_button.isEnabled()
    finish(qtbot, dialog)
    assert dialog.save_button.isEnabled()
    assert "the file is damaged" in dialog.text and "someone" not in dialog.text
    assert "Anna" not in dialog.text and "Qt: 6" in dialog.text
    dialog.save(tmp_path / "facts.txt")
    finish(qtbot, dialog)
    assert (tmp_path / "facts.txt").read_text(encoding="utf-8") == dialog.text


def test_file_that_cannot_be_written_is_told(
    qtbot: Any, operations: Operations, tmp_path: Path
) -> None:
    dialog = DiagnosticsDialog(operations, CONFIGURED, None, None, Troubles())
    qtbot.addWidget(dialog)
    finish(qtbot, dialog)
    dialog.save(tmp_path / "gone" / "facts.zip")
    finish(qtbot, dialog)
    assert dialog.strip.is_error and "could not be written" in dialog.strip.text
