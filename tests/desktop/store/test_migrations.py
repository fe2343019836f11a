"""Older stores are brought up to date after a verified copy; newer ones are refused."""

from pathlib import Path

import pytest
from miniatures.stores import PASSWORD, QUICK, make_png

from skinvl.desktop.core.store import create_store, open_store, safety_copy
from skinvl.desktop.core.store.connection import connected
from skinvl.desktop.core.store.errors import BackupRefused, MigrationFailed, StoreTooNew
from skinvl.desktop.core.store.images import PhotographData
from skinvl.desktop.core.store.migrations import (
    Migration,
    load_migrations,
    schema_version,
    split_statements,
)
from skinvl.desktop.core.store.patients import PatientData

SHIPPED = load_migrations()
NEXT = Migration(
    len(SHIPPED) + 1,
    """
    ALTER TABLE patient ADD COLUMN phone TEXT NOT NULL DEFAULT '';
    CREATE TABLE referral (id INTEGER PRIMARY KEY, patient_id INTEGER REFERENCES patient (id));
    INSERT INTO referral (patient_id) SELECT id FROM patient;
    """,
)
BROKEN = Migration(NEXT.number, NEXT.sql + "INSERT INTO referral (patient_id) VALUES (999);")
SENSELESS = Migration(NEXT.number, NEXT.sql + "CREATE TABLE patient (id INTEGER);")


@pytest.fixture
def older(folder: Path) -> Path:
    """A store of the shipped schema, which the next migration makes old."""
    with create_store(folder, "anna", "Anna", PASSWORD, cost=QUICK).store as store:
        for number in range(20):
            patient = store.patients.add(PatientData(str(number), "Doe", "Jane"))
        store.images.add(make_png(), PhotographData("a.png", 24, 16, patient.id))
    return folder


def test_numbers_have_no_gap() -> None:
    assert [migration.number for migration in SHIPPED] == list(range(1, len(SHIPPED) + 1))


def test_older_store_is_migrated_after_a_copy(older: Path) -> None:
    with open_store(older, "anna", PASSWORD, cost=QUICK, migrations=(*SHIPPED, NEXT)) as store:
        assert store.patients.count() == 20
        with store.session.reading() as connection:
            assert schema_version(connection) == NEXT.number
            assert connection.execute("SELECT count(*) FROM referral").fetchone()[0] == 20
        (entry,) = store.audit.list(event="migrate")
        key = bytes(store.session.unlocked.data_key)
        assert store.audit.verify().is_whole
    copy = older / "backups" / entry.detail["backup"]
    assert (copy / "keys.json").is_file()
    with connected(copy / "skinvl.db", key, wal=False) as connection:
        assert schema_version(connection) == NEXT.number - 1
        assert connection.execute("SELECT count(*) FROM patient").fetchone()[0] == 20


@pytest.mark.parametrize("migration", [BROKEN, SENSELESS])
def test_failed_migration_leaves_the_store_usable(older: Path, migration: Migration) -> None:
    with pytest.raises(MigrationFailed, match="unchanged"):
        open_store(older, "anna", PASSWORD, cost=QUICK, migrations=(*SHIPPED, migration))
    with open_store(older, "anna", PASSWORD, cost=QUICK) as store:
        assert store.patients.count() == 20
        store.patients.add(PatientData("new", "Roe", "Rick"))
        with store.session.reading() as connection:
            assert schema_version(connection) == len(SHIPPED)
            tables = "SELECT count(*) FROM sqlite_schema WHERE name = 'referral'"
            assert connection.execute(tables).fetchone()[0] == 0


def test_no_migration_without_its_copy(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise BackupRefused("copy", "is damaged")

    monkeypatch.setattr(safety_copy, "copy_database", refuse)
    with pytest.raises(BackupRefused):
        open_store(older, "anna", PASSWORD, cost=QUICK, migrations=(*SHIPPED, NEXT))
    monkeypatch.undo()
    open_store(older, "anna", PASSWORD, cost=QUICK).close()


def test_newer_store_is_refused_and_untouched(older: Path) -> None:
    open_store(older, "anna", PASSWORD, cost=QUICK, migrations=(*SHIPPED, NEXT)).close()
    before = (older / "skinvl.db").read_bytes()
    with pytest.raises(StoreTooNew, match=r"by SkinVL [0-9.]+ \(schema"):
        open_store(older, "anna", PASSWORD, cost=QUICK)
    assert (older / "skinvl.db").read_bytes() == before
    open_store(older, "anna", PASSWORD, cost=QUICK, migrations=(*SHIPPED, NEXT)).close()


def test_trigger_is_one_statement() -> None:
    script = "CREATE TABLE a (b);\nCREATE TRIGGER c DELETE ON a BEGIN\nSELECT 1;\nEND;\nSELECT 2"
    assert [part.split()[1] for part in split_statements(script)] == ["TABLE", "TRIGGER", "2"]
