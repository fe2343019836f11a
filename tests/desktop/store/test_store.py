"""Making, opening, locking and recovering a store."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from miniatures.stores import PASSWORD, QUICK, Clock

from skinvl.desktop.core.store import Store, create_store, has_store, open_store, recover_store
from skinvl.desktop.core.store.errors import (
    LoginDelayed,
    LoginRefused,
    PasswordRefused,
    RecoveryKeyRefused,
    StoreExists,
    StoreInUse,
    StoreLocked,
    StoreMissing,
    StorePlaceRefused,
)
from skinvl.desktop.core.store.patients import PatientData


def test_records_are_there_after_reopening(reopen: Callable[..., Store], store: Store) -> None:
    patient = store.patients.add(PatientData("4711", "Doe", "Jane"))
    again = reopen()
    assert again.patients.get(patient.id) == patient
    assert again.user.name == "Dr. Anna Berg"


def test_files_are_for_their_owner_alone(store: Store, folder: Path) -> None:
    if os.name != "posix":
        pytest.skip("modes are of POSIX systems")
    store.patients.add(PatientData("4711", "Doe", "Jane"))
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.rglob("*")]}
    wrong = {path for path, mode in modes.items() if mode != (0o700 if path.is_dir() else 0o600)}
    assert wrong == set()
    assert folder / "skinvl.db-wal" in modes


def test_wrong_password_and_unknown_user_look_the_same(store: Store, folder: Path) -> None:
    store.close()
    with pytest.raises(LoginRefused) as wrong:
        open_store(folder, "anna", "not the password", cost=QUICK)
    with pytest.raises(LoginRefused) as unknown:
        open_store(folder, "nobody", "not the password", cost=QUICK)
    assert str(wrong.value) == str(unknown.value)
    open_store(folder, " Anna ", PASSWORD, cost=QUICK).close()


def test_wrong_passwords_are_delayed_and_recorded(store: Store, folder: Path, clock: Clock) -> None:
    store.close()
    for _ in range(3):
        with pytest.raises(LoginRefused, match="wrong"):
            open_store(folder, "anna", "not the password", cost=QUICK, clock=clock)
    with pytest.raises(LoginDelayed) as delayed:
        open_store(folder, "anna", PASSWORD, cost=QUICK, clock=clock)
    assert delayed.value.seconds == 2.0
    clock.pass_time(seconds=2)
    with pytest.raises(LoginRefused, match="wrong"):
        open_store(folder, "anna", "not the password", cost=QUICK, clock=clock)
    clock.pass_time(seconds=3.9)
    with pytest.raises(LoginDelayed):
        open_store(folder, "anna", PASSWORD, cost=QUICK, clock=clock)
    clock.pass_time(seconds=0.2)
    with open_store(folder, "anna", PASSWORD, cost=QUICK, clock=clock) as again:
        failed = again.audit.list(event="failed-login")
        assert [entry.detail["count"] for entry in failed] == [4]
        assert failed[0].subject_id == again.user.id


def test_two_instances(store: Store, folder: Path) -> None:
    with pytest.raises(StoreInUse, match=str(os.getpid())):
        open_store(folder, "anna", PASSWORD, cost=QUICK)
    code = (
        "import sys; from pathlib import Path; from skinvl.desktop.core.store import open_store\n"
        "open_store(Path(sys.argv[1]), 'anna', sys.argv[2])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(folder), PASSWORD], capture_output=True, text=True
    )
    assert run.returncode == 1
    assert "StoreInUse" in run.stderr
    store.close()
    open_store(folder, "anna", PASSWORD, cost=QUICK).close()


def test_lock_wipes_keys_and_unlock_brings_them_back(store: Store) -> None:
    store.users.add("ben", "Ben Roth", "reader", "another long one")
    patient = store.patients.add(PatientData("4711", "Doe", "Jane"))
    unlocked = store.session.unlocked
    key = unlocked.data_key
    store.lock()
    assert not any(key)
    assert store.is_locked
    for verb in (store.patients.list, store.audit.verify, lambda: store.user):
        with pytest.raises(StoreLocked):
            verb()
    with pytest.raises(StoreLocked):
        unlocked.images.put(b"never under a key of zeros")
    with pytest.raises(LoginRefused):
        store.unlock("anna", "not the password")
    assert store.is_locked
    assert store.unlock("ben", "another long one").role == "reader"
    assert store.patients.get(patient.id) == patient


def test_recovery_key_sets_a_new_password(
    store: Store, folder: Path, recovery_key: list[str]
) -> None:
    store.close()
    typed = recovery_key[0].replace("-", " ").lower()
    with recover_store(folder, typed, "anna", "a fresh password", cost=QUICK) as recovered:
        assert recovered.user.login == "anna"
    with pytest.raises(LoginRefused):
        open_store(folder, "anna", PASSWORD, cost=QUICK)
    open_store(folder, "anna", "a fresh password", cost=QUICK).close()


def test_renewed_recovery_key_replaces_the_old(
    store: Store, folder: Path, recovery_key: list[str]
) -> None:
    renewed = store.users.renew_recovery_key()
    store.close()
    (folder / "keys.previous.json").unlink()
    with pytest.raises(RecoveryKeyRefused):
        recover_store(folder, recovery_key[0], "anna", "a fresh password", cost=QUICK)
    recover_store(folder, renewed, "anna", "a fresh password", cost=QUICK).close()


def test_folders_that_are_refused(store: Store, folder: Path, tmp_path: Path) -> None:
    store.close()
    with pytest.raises(StoreExists):
        create_store(folder, "eve", "Eve", PASSWORD, cost=QUICK)
    with pytest.raises(StoreMissing):
        open_store(tmp_path / "nothing", "anna", PASSWORD, cost=QUICK)
    with pytest.raises(PasswordRefused, match="at least 10"):
        create_store(tmp_path / "other", "eve", "Eve", "short", cost=QUICK)
    assert not has_store(tmp_path / "other")


def test_network_place_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skinvl.desktop.core.store.place.network_type", lambda folder: "nfs4")
    with pytest.raises(StorePlaceRefused, match="nfs4"):
        create_store(tmp_path / "share", "anna", "Anna", PASSWORD, cost=QUICK)


def test_interrupted_set_up_is_made_anew(folder: Path) -> None:
    folder.mkdir()
    (folder / "skinvl.setup.db").write_bytes(b"half")
    (folder / "keys.json").write_text("{}")
    assert not has_store(folder)
    create_store(folder, "anna", "Anna", PASSWORD, cost=QUICK).store.close()
    open_store(folder, "anna", PASSWORD, cost=QUICK).close()


def test_database_without_keys_is_never_made_anew(store: Store, folder: Path) -> None:
    store.close()
    (folder / "keys.json").unlink()
    assert has_store(folder)
    with pytest.raises(StoreExists):
        create_store(folder, "anna", "Anna", PASSWORD, cost=QUICK)
    with pytest.raises(StoreMissing, match=r"keys\.json"):
        open_store(folder, "anna", PASSWORD, cost=QUICK)
