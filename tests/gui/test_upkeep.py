"""Backups that happen by themselves, and what is said about them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.engine import DEFAULT_PATIENCE
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.backup import list_backups, place_of
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.upkeep import Upkeep


@pytest.fixture
def operations(tiny: Path) -> Iterator[Operations]:
    """Without a running engine."""
    operations = Operations(EngineChoice(tiny, "cpu"), DEFAULT_PATIENCE)
    yield operations
    operations.close()


def backups(store: Store, folder: Path) -> int:
    return len(list_backups(place_of(folder, store.session.unlocked.keys.store_id)))


def test_backup_is_made_after_login_and_not_again_at_once(
    qtbot: Any, store: Store, operations: Operations, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    desk = Desk()
    upkeep = Upkeep(desk, operations, Configuration(backup_folder=str(tmp_path / "stick")))
    desk.set_store(store)
    qtbot.waitUntil(lambda: not upkeep._busy, timeout=60_000)
    assert backups(store, tmp_path / "stick") == 1
    upkeep.look()
    qtbot.waitUntil(lambda: not upkeep._busy, timeout=60_000)
    assert backups(store, tmp_path / "stick") == 1
    upkeep.stop()


def test_stick_that_is_not_there_is_told(
    qtbot: Any, store: Store, operations: Operations, tmp_path: Path
) -> None:
    desk = Desk()
    upkeep = Upkeep(desk, operations, Configuration(backup_folder=str(tmp_path / "stick")))
    with qtbot.waitSignal(upkeep.failed, timeout=60_000) as told:
        desk.set_store(store)
    assert "plug it in" in told.args[0]
    upkeep.stop()


def test_backup_that_was_asked_for_is_told(
    qtbot: Any, store: Store, operations: Operations, tmp_path: Path
) -> None:
    desk = Desk()
    upkeep = Upkeep(desk, operations, Configuration())
    desk.set_store(store)
    qtbot.waitUntil(lambda: not upkeep._busy, timeout=60_000)
    with qtbot.waitSignal(upkeep.failed) as told:
        upkeep.back_up_now()
    assert "No backup folder" in told.args[0]
    (tmp_path / "stick").mkdir()
    upkeep.configure(Configuration(backup_folder=str(tmp_path / "stick")))
    said: list[str] = []
    upkeep.noted.connect(said.append)
    upkeep.back_up_now()
    qtbot.waitUntil(lambda: any("complete and checked" in text for text in said), timeout=60_000)
    assert backups(store, tmp_path / "stick") == 1
    upkeep.stop()
