"""From a backup back to work: checked first, present data moved aside, never deleted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWizard

from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.store import Store, open_store
from skinvl.desktop.core.store.backup import Backup, make_backup
from skinvl.desktop.core.store.images import PhotographData
from skinvl.desktop.core.store.passwords import Cost
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.restore_wizard import RestoreWizard

TIMEOUT = 60_000
PASSWORD = "correct horse battery"
CHEAP = Cost(iterations=1, lanes=1, memory_kib=64)


@pytest.fixture
def operations(tiny: Path) -> Iterator[Operations]:
    operations = Operations(EngineChoice(tiny, "cpu"))
    yield operations
    operations.close()


@pytest.fixture
def backup(store: Store, tmp_path: Path, images: dict[str, Path]) -> Backup:
    (tmp_path / "stick").mkdir()
    patient = store.patients.add(PatientData("4711", "Doe", "Jane"))
    store.images.add(images["melanoma"].read_bytes(), PhotographData("a.png", 64, 48, patient.id))
    made = make_backup(store.session, tmp_path / "stick")
    store.patients.add(PatientData("4712", "Roe", "Richard"))
    return made


@pytest.fixture
def desk(store: Store) -> Desk:
    desk = Desk()
    desk.set_store(store)
    return desk


@pytest.fixture
def wizard(
    qtbot: Any, operations: Operations, desk: Desk, store: Store, backup: Backup, tmp_path: Path
) -> RestoreWizard:
    made = RestoreWizard(operations, desk, store.folder, tmp_path / "stick")
    qtbot.addWidget(made)
    made.show()
    made.next()
    finish(qtbot, made.choice)
    return made


def finish(qtbot: Any, page: Any) -> None:
    qtbot.waitUntil(lambda: not page.strip.is_busy, timeout=TIMEOUT)


def check(qtbot: Any, wizard: RestoreWizard, password: str = PASSWORD) -> None:
    wizard.check.form.user.setText("anna")
    wizard.check.form.password.setText(password)
    wizard.check.button.click()
    finish(qtbot, wizard.check)


def test_restore_moves_the_present_data_aside(
    qtbot: Any, wizard: RestoreWizard, desk: Desk, store: Store, tmp_path: Path
) -> None:
    assert wizard.choice.table.rowCount() == 1 and wizard.choice.isComplete()
    wizard.next()
    assert not wizard.check.isComplete()
    check(qtbot, wizard)
    assert wizard.check.isComplete(), wizard.check.strip.text
    wizard.next()
    assert "Nothing is deleted" in wizard.restore.text
    assert not wizard.restore.isComplete()
    wizard.restore.button.click()
    finish(qtbot, wizard.restore)
    assert wizard.restore.isComplete(), wizard.restore.strip.text
    assert desk.held_store is None
    assert not wizard.button(QWizard.WizardButton.BackButton).isEnabled()
    wizard.next()
    with qtbot.waitSignal(wizard.restored) as told:
        wizard.accept()
    assert told.args == [store.folder]
    with open_store(store.folder, "anna", PASSWORD, cost=CHEAP) as restored:
        assert [p.number for p in restored.patients.list()] == ["4711"]
        assert restored.audit.verify().is_whole
    (aside,) = tmp_path.glob("data-before-restore-*")
    with open_store(aside, "anna", PASSWORD, cost=CHEAP) as former:
        assert sorted(p.number for p in former.patients.list()) == ["4711", "4712"]


def test_wrong_password_goes_no_further(qtbot: Any, wizard: RestoreWizard, store: Store) -> None:
    wizard.next()
    check(qtbot, wizard, "a wrong password")
    assert wizard.check.strip.is_error and not wizard.check.isComplete()
    assert not store.is_locked


def test_damaged_backup_goes_no_further(
    qtbot: Any, wizard: RestoreWizard, store: Store, backup: Backup
) -> None:
    file = backup.folder / "skinvl.db"
    content = bytearray(file.read_bytes())
    content[5000] ^= 1
    file.write_bytes(content)
    wizard.next()
    check(qtbot, wizard)
    assert "skinvl.db is damaged" in wizard.check.strip.text
    assert not wizard.check.isComplete()
    assert len(store.patients.list()) == 2


def test_backup_that_is_damaged_after_its_check_changes_nothing(
    qtbot: Any, wizard: RestoreWizard, store: Store, backup: Backup, tmp_path: Path
) -> None:
    wizard.next()
    check(qtbot, wizard)
    wizard.next()
    image = next(backup.folder.parent.glob("images/*/*"))
    image.unlink()
    wizard.restore.button.click()
    finish(qtbot, wizard.restore)
    assert wizard.restore.strip.is_error and not wizard.restore.isComplete()
    assert list(tmp_path.glob("data-before-restore-*")) == []
    with open_store(store.folder, "anna", PASSWORD, cost=CHEAP) as unchanged:
        assert len(unchanged.patients.list()) == 2


def test_restore_into_a_folder_of_its_own_leaves_the_store_open(
    qtbot: Any, wizard: RestoreWizard, desk: Desk, store: Store, tmp_path: Path
) -> None:
    wizard.next()
    check(qtbot, wizard)
    wizard.next()
    wizard.restore.use_folder(tmp_path / "elsewhere")
    assert "nothing has to be moved" in wizard.restore.text
    wizard.restore.button.click()
    finish(qtbot, wizard.restore)
    assert wizard.restore.isComplete(), wizard.restore.strip.text
    assert desk.store is store
    with open_store(tmp_path / "elsewhere", "anna", PASSWORD, cost=CHEAP) as restored:
        assert len(restored.patients.list()) == 1


def test_folder_without_backups_is_told(qtbot: Any, wizard: RestoreWizard, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    wizard.choice.look_in(tmp_path / "empty")
    finish(qtbot, wizard.choice)
    assert "no backup in this folder" in wizard.choice.strip.text
    assert not wizard.choice.isComplete()


def test_recovery_key_of_then_opens_the_backup(
    qtbot: Any, wizard: RestoreWizard, store: Store, tmp_path: Path
) -> None:
    key = store.users.renew_recovery_key()
    newer = make_backup(store.session, tmp_path / "stick")
    wizard.choice.look_in(tmp_path / "stick")
    finish(qtbot, wizard.choice)
    assert wizard.choice.table.selected is not None
    assert wizard.choice.table.selected.folder == newer.folder
    wizard.next()
    wizard.check.form.by_key.setChecked(True)
    wizard.check.form.recovery_key.setText("AAAAA")
    wizard.check.button.click()
    finish(qtbot, wizard.check)
    assert wizard.check.strip.is_error and not wizard.check.isComplete()
    wizard.check.form.recovery_key.setText(key)
    wizard.check.button.click()
    finish(qtbot, wizard.check)
    assert wizard.check.isComplete(), wizard.check.strip.text
