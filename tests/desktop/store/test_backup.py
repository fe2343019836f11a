"""Backups: made while the store is used, verified, shared files copied once, old ones let go."""

import os
from pathlib import Path

import pytest
from miniatures.stores import PASSWORD, Clock, flip_bit, make_finding, make_png

from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.backup import Backup, list_backups, make_backup, place_of
from skinvl.desktop.core.store.errors import (
    BackupRefused,
    LoginRefused,
    RecoveryKeyRefused,
    StoreLocked,
)
from skinvl.desktop.core.store.images import Photograph, PhotographData
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.core.store.restore import Secret, verify_backup
from skinvl.desktop.core.store.rotation import Rotation

ANNA = Secret("anna", PASSWORD)


@pytest.fixture
def usb(place: Path) -> Path:
    folder = place / "usb"
    folder.mkdir()
    return folder


def sealed_files(usb: Path) -> dict[Path, int]:
    return {file: file.stat().st_mtime_ns for file in usb.rglob("*.sealed")}


def test_backup_holds_everything(store: Store, photograph: Photograph, usb: Path) -> None:
    reading = store.readings.add(photograph.id, make_finding(photograph.image_sha256))
    store.reports.sign(photograph.id, reading.id, b"%PDF", {})
    backup = make_backup(store.session, usb)
    assert backup.missing == ()
    assert len(sealed_files(usb)) == 2
    assert backup.manifest.counts["report"] == 1
    assert verify_backup(backup.folder, ANNA) == backup.manifest
    assert list_backups(backup.folder.parent) == (backup,)
    entry = store.audit.list(event="backup")[0]
    assert entry.detail["name"] == backup.folder.name
    assert [path for path in usb.rglob(".*")] == []


def test_files_are_copied_once(
    store: Store, photograph: Photograph, usb: Path, clock: Clock
) -> None:
    make_backup(store.session, usb)
    before = sealed_files(usb)
    clock.pass_time(hours=1)
    store.images.add(make_png(1), PhotographData("b.png", 24, 16))
    backup = make_backup(store.session, usb)
    after = sealed_files(usb)
    assert len(after) == 2
    assert before.items() <= after.items()
    assert verify_backup(backup.folder, ANNA).counts["photograph"] == 2


def test_recovery_key_opens_a_backup(
    store: Store, photograph: Photograph, usb: Path, recovery_key: list[str]
) -> None:
    backup = make_backup(store.session, usb)
    verify_backup(backup.folder, Secret(recovery_key=recovery_key[0]))
    with pytest.raises(LoginRefused):
        verify_backup(backup.folder, Secret("anna", "not the password"))
    with pytest.raises(RecoveryKeyRefused):
        verify_backup(backup.folder, Secret(recovery_key=recovery_key[0][:-1]))


@pytest.mark.parametrize("name", ["skinvl.db", "keys.json", "audit.seal", "manifest.json"])
def test_damaged_backup_is_refused(
    store: Store, photograph: Photograph, usb: Path, recovery_key: list[str], name: str
) -> None:
    backup = make_backup(store.session, usb)
    flip_bit(backup.folder / name, 90)
    with pytest.raises(BackupRefused, match=backup.folder.name):
        verify_backup(backup.folder, Secret(recovery_key=recovery_key[0]))


def test_damaged_or_lost_image_of_a_backup_is_named(
    store: Store, photograph: Photograph, usb: Path
) -> None:
    backup = make_backup(store.session, usb)
    (file,) = sealed_files(usb)
    flip_bit(file, 50)
    with pytest.raises(BackupRefused, match=file.name):
        verify_backup(backup.folder, ANNA)
    file.unlink()
    with pytest.raises(BackupRefused, match=file.name):
        verify_backup(backup.folder, ANNA)


def test_image_that_the_store_lost_is_said(store: Store, photograph: Photograph, usb: Path) -> None:
    file = store.session.unlocked.images.path_of(photograph.image_sha256)
    flip_bit(file, -1)
    backup = make_backup(store.session, usb)
    assert [Path(name).name for name in backup.missing] == [file.name]
    assert verify_backup(backup.folder, ANNA).missing == backup.missing


def test_good_copy_outlives_the_loss(
    store: Store, photograph: Photograph, usb: Path, clock: Clock
) -> None:
    make_backup(store.session, usb)
    store.session.unlocked.images.path_of(photograph.image_sha256).unlink()
    clock.pass_time(days=1)
    backup = make_backup(store.session, usb)
    assert backup.missing == ()
    verify_backup(backup.folder, ANNA)


def test_damaged_copy_is_made_anew(
    store: Store, photograph: Photograph, usb: Path, clock: Clock
) -> None:
    make_backup(store.session, usb)
    (file,) = sealed_files(usb)
    flip_bit(file, 70)
    clock.pass_time(days=1)
    verify_backup(make_backup(store.session, usb).folder, ANNA)


def test_failed_backup_leaves_nothing(store: Store, photograph: Photograph, usb: Path) -> None:
    def give_up(done: int, total: int) -> None:
        raise BackupRefused("backup", "was stopped")

    with pytest.raises(BackupRefused, match="stopped"):
        make_backup(store.session, usb, progress=give_up)
    place = place_of(usb, store.session.unlocked.keys.store_id)
    assert list(place.iterdir()) == []
    assert store.audit.list(event="backup")[0].detail["done"] is False
    with pytest.raises(BackupRefused, match="plug it in"):
        make_backup(store.session, usb / "away")


def test_lock_in_the_middle_of_a_backup(store: Store, photograph: Photograph, usb: Path) -> None:
    with pytest.raises(StoreLocked):
        make_backup(store.session, usb, progress=lambda done, total: store.lock())
    assert [path for path in usb.rglob("*") if path.is_file()] == []


def test_rotation_keeps_what_backups_need(
    store: Store, photograph: Photograph, usb: Path, clock: Clock
) -> None:
    kept = Rotation(days=2, weeks=0, months=0)
    made: list[Backup] = []
    for day in range(4):
        store.images.add(make_png(day + 1), PhotographData("b.png", 24, 16))
        made.append(make_backup(store.session, usb, kept))
        clock.pass_time(days=1)
    place = made[0].folder.parent
    assert list_backups(place) == (made[3], made[2])
    assert len(sealed_files(usb)) == 5
    for backup in made[2:]:
        verify_backup(backup.folder, ANNA)


def test_rotation_removes_files_of_nobody(store: Store, usb: Path, clock: Clock) -> None:
    from skinvl.desktop.core.store.erase import erase_patient

    patient = store.patients.add(PatientData("1", "Doe", "Jane"))
    store.images.add(make_png(), PhotographData("a.png", 24, 16, patient.id))
    only = Rotation(days=1, weeks=0, months=0)
    make_backup(store.session, usb, only)
    assert len(sealed_files(usb)) == 1
    erase_patient(store.session, patient.id)
    clock.pass_time(days=1)
    make_backup(store.session, usb, only)
    assert sealed_files(usb) == {}


def test_unreadable_backup_keeps_its_files(
    store: Store, photograph: Photograph, usb: Path, clock: Clock
) -> None:
    only = Rotation(days=1, weeks=0, months=0)
    first = make_backup(store.session, usb, only)
    os.truncate(first.folder / "manifest.json", 10)
    for _ in range(2):
        clock.pass_time(days=1)
        make_backup(store.session, usb, only)
    assert first.folder.is_dir()
    assert len(sealed_files(usb)) == 1
