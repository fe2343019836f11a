"""A flipped bit, a lost file, a changed row: each is found and named."""

from collections.abc import Callable
from pathlib import Path

import pytest
from miniatures.stores import PASSWORD, QUICK, flip_bit

from skinvl.desktop.core.store import Store, open_store, recover_store
from skinvl.desktop.core.store.backup import make_backup
from skinvl.desktop.core.store.connection import connected
from skinvl.desktop.core.store.errors import ImageDamaged, LoginRefused, StoreDamaged
from skinvl.desktop.core.store.images import Photograph
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.core.store.verify import verify_store


def list_faults(store: Store) -> list[str]:
    return [str(fault) for fault in verify_store(store.session).faults]


def fill(store: Store) -> None:
    for number in range(150):
        store.patients.add(PatientData(str(number), f"Family {number}", "Given", note="x" * 900))


@pytest.mark.parametrize("offset", [3, 1000, 4096 * 3 + 77, -1500])
def test_flipped_bit_in_the_database(store: Store, folder: Path, offset: int) -> None:
    fill(store)
    store.close()
    flip_bit(folder / "skinvl.db", offset)
    with pytest.raises(StoreDamaged, match=r"^skinvl\.db: .*restore"):
        open_store(folder, "anna", PASSWORD, cost=QUICK)


def test_flipped_bit_while_open_is_found_by_the_check(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    fill(store)
    with store.session.unlocked.database.exclusive() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert list_faults(store) == []
    flip_bit(folder / "skinvl.db", -1500)
    assert any(fault.startswith("skinvl.db: cipher_integrity") for fault in list_faults(store))
    with pytest.raises(StoreDamaged):
        make_backup(store.session, tmp_path)
    assert [path for path in tmp_path.rglob("*.db") if path.parent != folder] == []


def test_flipped_bit_in_an_image(store: Store, photograph: Photograph) -> None:
    file = store.session.unlocked.images.path_of(photograph.image_sha256)
    flip_bit(file, 60)
    with pytest.raises(ImageDamaged, match=file.name):
        store.images.read(photograph)
    assert list_faults(store) == [f"images/{file.parent.name}/{file.name}: is damaged; restore it "
                                  "from a backup"]  # fmt: skip
    assert [sha256 for sha256, _ in store.images.find_damaged()] == [photograph.image_sha256]


def test_lost_and_swapped_images(store: Store, photograph: Photograph) -> None:
    images = store.session.unlocked.images
    other = images.put(b"another image")
    file, other_file = images.path_of(photograph.image_sha256), images.path_of(other)
    content = file.read_bytes()
    file.write_bytes(other_file.read_bytes())
    with pytest.raises(ImageDamaged, match=file.name):
        store.images.read(photograph)
    file.unlink()
    with pytest.raises(ImageDamaged, match="missing"):
        store.images.read(photograph)
    file.write_bytes(content)
    assert store.images.read(photograph)


def test_importing_again_mends_a_damaged_image(store: Store, photograph: Photograph) -> None:
    content = store.images.read(photograph)
    flip_bit(store.session.unlocked.images.path_of(photograph.image_sha256), -1)
    store.images.add(content, photograph)
    assert store.images.read(photograph) == content


def test_any_changed_byte_of_the_keys_is_noticed(
    store: Store, folder: Path, recovery_key: list[str]
) -> None:
    store.close()
    keys = folder / "keys.json"
    whole = keys.read_bytes()
    for place in range(0, len(whole), 7):
        flip_bit(keys, place)
        # A flipped bit of one's own slot cannot be told from a wrong password.
        with pytest.raises((StoreDamaged, LoginRefused)):
            open_store(folder, "anna", PASSWORD, cost=QUICK).close()
        keys.write_bytes(whole)
        (folder / "attempts.json").unlink(missing_ok=True)
    open_store(folder, "anna", PASSWORD, cost=QUICK).close()


def test_changed_slot_of_somebody_else(store: Store, folder: Path, recovery_key: list[str]) -> None:
    store.users.add("ben", "Ben Roth", "reader", "another long one")
    store.close()
    keys = folder / "keys.json"
    text = keys.read_text()
    keys.write_text(text.replace('"user_id": 2', '"user_id": 3'))
    with pytest.raises(StoreDamaged, match=r"^keys\.json: was changed"):
        open_store(folder, "anna", PASSWORD, cost=QUICK)
    with recover_store(folder, recovery_key[0], "anna", "a fresh password", cost=QUICK) as mended:
        assert mended.audit.verify().is_whole
    open_store(folder, "anna", "a fresh password", cost=QUICK).close()


def test_older_keys_are_refused(store: Store, folder: Path) -> None:
    old = (folder / "keys.json").read_bytes()
    ben = store.users.add("ben", "Ben Roth", "reader", "another long one")
    store.users.disable(ben.id)
    store.close()
    (folder / "keys.json").write_bytes(old)
    with pytest.raises(StoreDamaged, match=r"^keys\.json: is older"):
        open_store(folder, "anna", PASSWORD, cost=QUICK)


def tamper(store: Store, *statements: str) -> None:
    """Run SQL with the key, as somebody who has it could."""
    key = bytes(store.session.unlocked.data_key)
    file = store.folder / "skinvl.db"
    store.close()
    with connected(file, key) as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in triggers:
            connection.execute(sql)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE audit SET user_id = 7 WHERE sequence = 3", "entry 3 was changed"),
        ("UPDATE audit SET at = '2020-01-01T00:00:00.000+00:00' WHERE sequence = 4", "entry 4"),
        ("DELETE FROM audit WHERE sequence = 2", "entry 2 is missing"),
        ("DELETE FROM audit WHERE sequence > 4", "were removed at the end"),
        ("DELETE FROM audit", "were removed at the end"),
        ("UPDATE audit SET sequence = -1 WHERE sequence = 1", "entry 1 is missing"),
    ],
)
def test_changed_audit_log(
    reopen: Callable[..., Store], store: Store, statement: str, reason: str
) -> None:
    for number in range(5):
        store.patients.add(PatientData(str(number), "Doe", "Jane"))
    tamper(store, statement)
    again = reopen()
    assert reason in str(again.audit.verify().reason)
    assert any(fault.startswith("audit log: ") for fault in list_faults(again))


def test_truncated_tail_stays_on_record(reopen: Callable[..., Store], store: Store) -> None:
    for number in range(5):
        store.patients.add(PatientData(str(number), "Doe", "Jane"))
    logout = store.audit.list(limit=1)[0].sequence + 1
    tamper(store, f"DELETE FROM audit WHERE sequence > {logout - 3}")
    reason = f"entries {logout - 2} to {logout} were removed at the end"
    assert reason in reopen().warnings[0]
    later = reopen()
    assert later.warnings == ()
    assert reason in str(later.audit.verify().reason)


def test_older_database_is_noticed(reopen: Callable[..., Store], store: Store) -> None:
    file = store.folder / "skinvl.db"
    first = reopen()
    first.close()
    older = file.read_bytes()
    reopen().patients.add(PatientData("1", "Doe", "Jane"))
    reopen().close()
    file.write_bytes(older)
    assert "were removed at the end" in reopen().warnings[0]


def test_dropped_trigger_is_named(reopen: Callable[..., Store], store: Store) -> None:
    key = bytes(store.session.unlocked.data_key)
    file = store.folder / "skinvl.db"
    store.close()
    with connected(file, key) as connection:
        connection.execute("DROP TRIGGER audit_no_update")
    assert list_faults(reopen()) == ["skinvl.db: trigger audit_no_update is missing"]


def test_changed_state_is_named(
    reopen: Callable[..., Store], store: Store, photograph: Photograph
) -> None:
    tamper(store, "UPDATE photograph SET state = 'accepted'")
    faults = list_faults(reopen())
    assert faults == ["photograph 1: its state does not follow from its history"]


def test_deleted_seal_is_noticed(reopen: Callable[..., Store], store: Store) -> None:
    store.close()
    (store.folder / "audit.seal").unlink()
    again = reopen()
    assert "audit.seal" in again.warnings[0]
    assert "audit.seal" in str(again.audit.verify().reason)
