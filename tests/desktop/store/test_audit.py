"""The audit log: complete, ordered, exported, and free of names."""

import csv
import hashlib
import json
from pathlib import Path

import pytest

from skinvl.contract.record import canonical_json
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.audit import genesis
from skinvl.desktop.core.store.errors import RecordConflict, StoreFull
from skinvl.desktop.core.store.patients import PatientData


def test_every_verb_leaves_an_entry(store: Store) -> None:
    before = len(store.audit.list())
    patient = store.patients.add(PatientData("4711", "Doe", "Jane"))
    store.patients.note_view(patient.id)
    store.audit.note("model", "bundle", version="1.0")
    newest = store.audit.list(limit=3)
    assert [(entry.event, entry.subject, entry.subject_id) for entry in newest] == [
        ("model", "bundle", None),
        ("view", "patient", patient.id),
        ("create", "patient", patient.id),
    ]
    assert len(store.audit.list()) == before + 3
    assert {entry.user_id for entry in newest} == {store.user.id}


def test_paging_and_filters(store: Store) -> None:
    for number in range(10):
        store.patients.add(PatientData(str(number), "Doe", "Jane"))
    found = []
    before = None
    while page := store.audit.list(subject="patient", before=before, limit=4):
        found += page
        before = page[-1].sequence
    assert [entry.subject_id for entry in found] == list(range(10, 0, -1))
    assert store.audit.list(event="login")[0].user_id == store.user.id


def test_entries_cannot_be_changed(store: Store) -> None:
    for sql in ("UPDATE audit SET user_id = 9", "DELETE FROM audit"):
        with (
            pytest.raises(RecordConflict, match="only added to"),
            store.session.writing() as change,
        ):
            change.execute(sql)
    assert store.audit.verify().is_whole


def test_exported_lines_can_be_verified_by_anybody(store: Store, tmp_path: Path) -> None:
    store.patients.add(PatientData("4711", "Secretname", "Jane"))
    file = tmp_path / "audit.jsonl"
    count = store.audit.export(file, "jsonl")
    text = file.read_text()
    assert "Secretname" not in text and "4711" not in text
    previous = genesis(store.session.unlocked.keys.store_id)
    lines = [json.loads(line) for line in text.splitlines()]
    assert len(lines) == count
    for line in lines:
        body = [
            line["sequence"], line["at"], line["user_id"], line["event"], line["subject"],
            line["subject_id"], canonical_json(line["detail"]).decode(),
        ]  # fmt: skip
        previous = hashlib.sha256(previous.encode() + canonical_json(body)).hexdigest()
        assert previous == line["hash"]


def test_exported_table(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "audit.csv"
    count = store.audit.export(file, "csv")
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(content.decode("utf-8-sig").splitlines()))
    assert table[0][:4] == ["sequence", "at", "user_id", "user"]
    assert len(table) == count + 1
    assert table[-1][3] == "Dr. Anna Berg"
    with pytest.raises(StoreFull):
        store.audit.export(tmp_path / "nowhere" / "audit.csv", "csv")
