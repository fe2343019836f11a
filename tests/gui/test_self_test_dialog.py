"""Every outcome of the self-test is shown with a sign and a word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from miniatures.golden_bundle import build_golden_bundle

from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.store import Store
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.self_test_dialog import SelfTestDialog

TIMEOUT = 60_000


@pytest.fixture
def operations(tiny: Path) -> Iterator[Operations]:
    operations = Operations(EngineChoice(tiny, "cpu"))
    yield operations
    operations.close()


def finish(qtbot: Any, dialog: Any) -> None:
    qtbot.waitUntil(lambda: not dialog.strip.is_busy, timeout=TIMEOUT)


def test_self_test_shows_every_outcome_with_a_word(
    qtbot: Any,
    operations: Operations,
    store: Store,
    bundles: Any,
    images: dict[str, Path],
    tmp_path: Path,
) -> None:
    golden = build_golden_bundle(bundles, tmp_path / "golden", images["melanoma"])
    values = Configuration(provider="cpu", backup_folder=str(tmp_path / "gone"))
    dialog = SelfTestDialog(operations, store, values, golden)
    qtbot.addWidget(dialog)
    dialog.show()
    finish(qtbot, dialog)
    shown = {}
    for row in range(dialog.table.rowCount()):
        cells = [dialog.table.item(row, column) for column in range(3)]
        shown[cells[0].text()] = (cells[1].text(), cells[2].text())
    assert shown["Golden images"][0] == "✓ works"
    assert shown["Backup folder"][0] == "✗ failed" and "plug it in" in shown["Backup folder"][1]
    # The process of the tests has not closed the network.
    assert shown["Network closed"][0] == "✗ failed" and "not closed" in shown["Network closed"][1]
    assert dialog.strip.is_error and "2 check" in dialog.strip.text
