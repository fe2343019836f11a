"""From a backup back to a store, with nothing lost on the way."""

import itertools
import os
from pathlib import Path

import pytest
from miniatures.stores import PASSWORD, QUICK, flip_bit, make_finding, make_png

from skinvl.desktop.core.store import Store, open_store
from skinvl.desktop.core.store.backup import Backup, make_backup
from skinvl.desktop.core.store.errors import BackupRefused, StoreInUse
from skinvl.desktop.core.store.images import Photograph, PhotographData
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.core.store.restore import Secret, rehearse_restore, restore_backup
from skinvl.desktop.core.store.verify import verify_store

ANNA = Secret("anna", PASSWORD)


@pytest.fixture
def backup(store: Store, photograph: Photograph, place: Path) -> Backup:
    reading = store.readings.add(photograph.id, make_finding(photograph.image_sha256))
    store.reports.sign(photograph.id, reading.id, b"%PDF", {})
    (place / "usb").mkdir()
    return make_backup(store.session, place / "usb")


def test_round_trip(store: Store, backup: Backup, folder: Path) -> None:
    later = store.patients.add(PatientData("later", "Roe", "Rick"))
    store.images.add(make_png(5), PhotographData("later.png", 24, 16, later.id))
    store.close()
    restored = restore_backup(backup.folder, folder, ANNA)
    assert restored.missing == ()
    with open_store(folder, "anna", PASSWORD, cost=QUICK) as again:
        assert again.warnings == ()
        assert [patient.number for patient in again.patients.list()] == ["4711"]
        (photograph,) = again.images.list(patient_id=again.patients.list()[0].id)
        assert again.images.read(photograph) == make_png()
        assert again.reports.read(again.reports.list(photograph.id)[0]) == b"%PDF"
        assert again.audit.list(event="restore")[0].detail == {"backup": backup.folder.name}
        assert verify_store(again.session).is_whole
    assert restored.moved_aside is not None
    with open_store(restored.moved_aside, "anna", PASSWORD, cost=QUICK) as before:
        assert before.patients.find_by_number("later") is not None


def test_restore_onto_a_new_computer(
    store: Store, backup: Backup, place: Path, recovery_key: list[str]
) -> None:
    target = place / "elsewhere" / "data"
    restored = restore_backup(backup.folder, target, Secret(recovery_key=recovery_key[0]))
    assert restored.moved_aside is None
    assert [path.name for path in target.parent.iterdir()] == ["data"]
    with open_store(target, "anna", PASSWORD, cost=QUICK) as again:
        assert again.patients.count() == 1


def test_open_store_is_not_replaced(store: Store, backup: Backup, folder: Path) -> None:
    with pytest.raises(StoreInUse):
        restore_backup(backup.folder, folder, ANNA)
    assert store.patients.count() == 1


def test_damaged_backup_moves_nothing(store: Store, backup: Backup, folder: Path) -> None:
    store.close()
    flip_bit(backup.folder / "skinvl.db", 5000)
    before = sorted(folder.parent.iterdir())
    with pytest.raises(BackupRefused, match=r"skinvl\.db"):
        restore_backup(backup.folder, folder, ANNA)
    assert sorted(folder.parent.iterdir()) == before
    open_store(folder, "anna", PASSWORD, cost=QUICK).close()


@pytest.mark.parametrize(
    ("failing", "reason"),
    [({1}, "nothing was changed"), ({2}, "nothing was changed"), ({2, 3}, "the data lie beside")],
)
def test_what_windows_does_not_move_stays_or_is_named(
    store: Store,
    backup: Backup,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    failing: set[int],
    reason: str,
) -> None:
    """Windows moves no folder in which a program has a file open: moves 1, 2, and back again."""
    store.close()
    move, calls = os.replace, itertools.count(1)

    def refuse_some(source: Path, target: Path) -> None:
        # Files are written with the same call.
        if Path(source).is_dir() and next(calls) in failing:
            raise PermissionError(13, "Permission denied")
        move(source, target)

    monkeypatch.setattr(os, "replace", refuse_some)
    with pytest.raises(BackupRefused, match=reason) as refusal:
        restore_backup(backup.folder, folder, ANNA)
    monkeypatch.undo()
    if failing == {2, 3}:
        (folder,) = (path for path in folder.parent.iterdir() if path.name in str(refusal.value))
    assert [path.name for path in folder.parent.iterdir() if path.name.startswith(".skinvl")] == []
    with open_store(folder, "anna", PASSWORD, cost=QUICK) as again:
        assert again.patients.count() == 1


def test_rehearsal_leaves_nothing(backup: Backup, tmp_path: Path) -> None:
    assert rehearse_restore(backup.folder, tmp_path, ANNA) == backup.manifest
    assert list(tmp_path.iterdir()) == []
