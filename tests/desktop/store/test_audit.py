"""The audit log: complete, ordered, exported, and free of names."""

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from skinvl.contract.record import canonical_json
from skinvl.desktop.core.store import Store, audit
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


def test_a_page_is_the_same_whatever_index_finds_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rare and frequent terms, alone and together, against a plain look at every entry."""
    monkeypatch.setattr(audit, "_FREQUENT", 5)
    for number in range(8):
        patient = store.patients.add(PatientData(str(number), "Doe", "Jane"))
        store.patients.note_view(patient.id)
    store.audit.note("model", "bundle")
    every = store.audit.list(limit=1000)
    middle = every[len(every) // 2].at
    wanted: list[dict[str, Any]] = [
        {"event": "view"}, {"event": "model"}, {"event": "restore"}, {"subject": "patient"},
        {"event": "view", "subject": "patient"}, {"event": "model", "subject": "patient"},
        {"user_id": store.user.id}, {"user_id": 99}, {"event": "view", "user_id": 99},
        {"subject": "patient", "subject_id": 3}, {"since": middle}, {"until": middle},
        {"since": middle, "event": "view"}, {"until": every[-1].at},
    ]  # fmt: skip
    for terms in wanted:
        since, until = terms.get("since"), terms.get("until")
        fitting = [
            entry
            for entry in every
            if all(
                getattr(entry, name) == value
                for name, value in terms.items()
                if name not in ("since", "until")
            )
            and (since is None or entry.at >= since)
            and (until is None or entry.at < until)
        ]
        found: list[audit.Entry] = []
        before = None
        while page := store.audit.list(before=before, limit=3, **terms):
            found += page
            before = page[-1].sequence
        assert found == fitting, terms


def test_a_filter_without_a_match_reads_no_entries(store: Store) -> None:
    """Each way of asking is answered by an index, not by a look at every entry."""
    with store.session.reading() as connection:
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        audit.read_entries(
            connection, event="restore", user_id=store.user.id, since=store.user.created_at
        )
        connection.set_trace_callback(None)
        plan = " ".join(
            str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {asked[-1]}")
        )
    assert "audit_by_event" in plan and "SCAN" not in plan
