"""Backups in the window: made, listed, checked, rehearsed; a new recovery key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.store import Store, recover_store
from skinvl.desktop.core.store.errors import RecoveryKeyRefused
from skinvl.desktop.core.store.images import PhotographData
from skinvl.desktop.core.store.passwords import Cost
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.core.store.restore import Secret
from skinvl.desktop.ui.backup_dialog import BackupDialog, SecretDialog
from skinvl.desktop.ui.backup_recovery import RecoveryKeyDialog
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.operations import Operations

TIMEOUT = 60_000
CHEAP = Cost(iterations=1, lanes=1, memory_kib=64)
SECRET = Secret("anna", "correct horse battery")


@pytest.fixture
def operations(tiny: Path) -> Iterator[Operations]:
    operations = Operations(EngineChoice(tiny, "cpu"))
    yield operations
    operations.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def dialog(
    qtbot: Any, operations: Operations, store: Store, stick: Path, images: dict[str, Path]
) -> BackupDialog:
    patient = store.patients.add(PatientData("4711", "Doe", "Jane"))
    store.images.add(images["melanoma"].read_bytes(), PhotographData("a.png", 64, 48, patient.id))
    made = BackupDialog(operations, store, stick)
    qtbot.addWidget(made)
    made.show()
    finish(qtbot, made)
    return made


def finish(qtbot: Any, dialog: BackupDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.strip.is_busy, timeout=TIMEOUT)


def cells(dialog: BackupDialog, row: int = 0) -> list[str]:
    found = []
    for column in range(dialog.table.columnCount()):
        item = dialog.table.item(row, column)
        assert item is not None
        found.append(item.text())
    return found


def test_backup_is_made_and_listed(qtbot: Any, dialog: BackupDialog) -> None:
    assert dialog.table.rowCount() == 0 and "no backup" in dialog.strip.text
    assert not dialog.buttons["verify"].isEnabled()
    dialog.make()
    finish(qtbot, dialog)
    assert dialog.table.rowCount() == 1
    assert cells(dialog)[1:3] == ["1", "1"]
    assert "complete" in dialog.strip.text and not dialog.strip.is_error
    assert dialog.buttons["verify"].isEnabled()


def test_check_is_kept_and_a_wrong_password_told(qtbot: Any, dialog: BackupDialog) -> None:
    dialog.make()
    finish(qtbot, dialog)
    backup = dialog.table.selected
    assert backup is not None and backup.checked is None
    dialog.verify(backup, Secret("anna", "a wrong password"))
    finish(qtbot, dialog)
    assert dialog.strip.is_error and "password" in dialog.strip.text
    dialog.verify(backup, SECRET)
    finish(qtbot, dialog)
    assert "is whole" in dialog.strip.text and "photographs: 1" in dialog.strip.text
    assert cells(dialog)[5].startswith("✓")


def test_damaged_backup_is_named(qtbot: Any, dialog: BackupDialog, stick: Path) -> None:
    dialog.make()
    finish(qtbot, dialog)
    image = next(stick.glob("*/images/*/*"))
    content = bytearray(image.read_bytes())
    content[-1] ^= 1
    image.write_bytes(content)
    backup = dialog.table.selected
    assert backup is not None
    dialog.verify(backup, SECRET)
    finish(qtbot, dialog)
    assert dialog.strip.is_error and image.stem[:12] in dialog.strip.text


def test_rehearsal_leaves_nothing(
    qtbot: Any, dialog: BackupDialog, store: Store, tmp_path: Path
) -> None:
    dialog.make()
    finish(qtbot, dialog)
    before = sorted(tmp_path.iterdir())
    backup = dialog.table.selected
    assert backup is not None
    dialog.rehearse(backup, SECRET)
    finish(qtbot, dialog)
    assert "on trial" in dialog.strip.text, dialog.strip.text
    assert sorted(tmp_path.iterdir()) == before
    assert store.audit.list(event="verify", subject="backup")[0].detail["rehearsed"] is True


def test_stick_that_is_gone_is_told(qtbot: Any, dialog: BackupDialog, tmp_path: Path) -> None:
    dialog.look_in(tmp_path / "gone")
    finish(qtbot, dialog)
    assert dialog.strip.is_error and "plug it in" in dialog.strip.text
    dialog.look_in(None)
    assert not dialog.buttons["make"].isEnabled()


def test_new_recovery_key_has_to_be_copied_from_the_sheet(
    qtbot: Any, dialog: BackupDialog, store: Store, tmp_path: Path
) -> None:
    dialog.renew_recovery_key()
    finish(qtbot, dialog)
    sheet = dialog.findChild(RecoveryKeyDialog)
    assert sheet is not None
    key = sheet._key
    sheet.close()
    sheet.reject()
    assert sheet.isVisible()
    sheet.sheet.save(tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert "Saved as" in sheet.sheet.state
    sheet.sheet.save(tmp_path / "gone" / "sheet.pdf")
    assert "was not saved (No such file or directory)" in sheet.sheet.state
    sheet.typed.setText(key.rpartition("-")[2].lower())
    assert sheet.is_proved
    sheet.accept()
    assert store.audit.list(subject="recovery-key", limit=1)[0].event == "verify"
    store.close()
    with pytest.raises(RecoveryKeyRefused):
        recover_store(store.folder, "A" * 40, "anna", "another long pass", cost=CHEAP)
    recover_store(store.folder, key, "anna", "another long pass", cost=CHEAP).close()


def test_reader_cannot_renew(qtbot: Any, operations: Operations, store: Store) -> None:
    store.users.add("carl", "Carl Reader", "reader", "another long pass")
    store.lock()
    store.unlock("carl", "another long pass")
    dialog = BackupDialog(operations, store, None)
    qtbot.addWidget(dialog)
    assert not dialog.buttons["renew"].isEnabled()


def test_secret_needs_something_to_try(qtbot: Any) -> None:
    dialog = SecretDialog("Check", "anna")
    qtbot.addWidget(dialog)
    assert not dialog.form.is_filled
    dialog.form.password.setText("something long")
    assert dialog.form.secret == Secret("anna", "something long")
    dialog.form.by_key.setChecked(True)
    assert not dialog.form.is_filled
    dialog.form.recovery_key.setText(" AAAAA-BBBBB ")
    assert dialog.form.secret == Secret(recovery_key="AAAAA-BBBBB")
    dialog.form.clear()
    assert not dialog.form.is_filled


def test_lock_closes_everything_and_an_unproved_key_is_told_later(
    qtbot: Any, dialog: BackupDialog, operations: Operations, store: Store, stick: Path
) -> None:
    desk = Desk()
    desk.set_store(store)
    dialog.close_with(desk)
    dialog.renew_recovery_key()
    finish(qtbot, dialog)
    sheet = dialog.findChild(RecoveryKeyDialog)
    assert sheet is not None and sheet.isVisible()
    desk.lock()
    qtbot.waitUntil(lambda: dialog.findChild(RecoveryKeyDialog) is None)
    assert not dialog.isVisible()
    store.unlock("anna", "correct horse battery")
    again = BackupDialog(operations, store, stick)
    qtbot.addWidget(again)
    finish(qtbot, again)
    assert again.strip.is_error and "never completed" in again.strip.text


def test_lock_while_a_backup_is_made_closes_the_dialog(
    qtbot: Any, dialog: BackupDialog, store: Store
) -> None:
    desk = Desk()
    desk.set_store(store)
    dialog.close_with(desk)
    dialog.make()
    desk.lock()
    assert not dialog.isVisible()
    finish(qtbot, dialog)
    assert not dialog.isVisible()
    assert dialog.table.rowCount() == 0
