"""The audit log in the window: filters, pages, a check that names the broken entry, export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, QModelIndex

from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.ui.audit_dialog import AuditDialog
from skinvl.desktop.ui.operations import Operations

TIMEOUT = 60_000


@pytest.fixture
def operations(tiny: Path) -> Iterator[Operations]:
    operations = Operations(EngineChoice(tiny, "cpu"))
    yield operations
    operations.close()


@pytest.fixture
def dialog(qtbot: Any, operations: Operations, store: Store) -> AuditDialog:
    patient = store.patients.add(PatientData("4711", "Doe", "Jane"))
    for _ in range(450):
        store.audit.note("view", "patient", patient.id)
    made = AuditDialog(operations, store)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(box: Any, value: object) -> None:
    box.setCurrentIndex(box.findData(value))


def finish(qtbot: Any, dialog: AuditDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.strip.is_busy, timeout=TIMEOUT)


def test_pages_are_read_as_they_are_needed(dialog: AuditDialog) -> None:
    table = dialog.entries
    assert table.rowCount() == 200
    numbers = [table.entry(0).sequence]
    while table.canFetchMore(QModelIndex()):
        table.fetchMore(QModelIndex())
    numbers = [table.entry(row).sequence for row in range(table.rowCount())]
    assert numbers == list(range(numbers[0], 0, -1))
    assert table.data(table.index(0, 2)) == "Dr. Anna Berg"


def test_filters_narrow_what_is_shown(dialog: AuditDialog, store: Store) -> None:
    choose(dialog.event_kind, "create")
    choose(dialog.subject, "patient")
    assert dialog.entries.rowCount() == 1
    assert dialog.entries.entry(0).event == "create"
    choose(dialog.user, store.user.id)
    assert dialog.entries.rowCount() == 1
    dialog.limit_days.setChecked(True)
    assert dialog.entries.rowCount() == 1
    dialog.until.setDate(QDate.currentDate().addDays(-1))
    assert dialog.entries.rowCount() == 0
    dialog.since.setDate(QDate.currentDate())
    dialog.until.setDate(QDate.currentDate())
    assert dialog.entries.rowCount() == 1


def test_no_entry_tells_a_patient(dialog: AuditDialog) -> None:
    table = dialog.entries
    shown = [
        str(table.data(table.index(row, column)))
        for row in range(table.rowCount())
        for column in range(table.columnCount())
    ]
    assert not any("Doe" in text or "4711" in text for text in shown)


def test_whole_log_is_told(qtbot: Any, dialog: AuditDialog) -> None:
    dialog.verify()
    finish(qtbot, dialog)
    assert "whole" in dialog.strip.text and not dialog.strip.is_error


def test_broken_entry_is_named_and_shown(qtbot: Any, dialog: AuditDialog, store: Store) -> None:
    sequence = dialog.entries.entry(3).sequence
    database = store.session.unlocked.database
    with database.exclusive(), database.writing() as connection:
        connection.execute("DROP TRIGGER audit_no_update")
        connection.execute("UPDATE audit SET event = 'export' WHERE sequence = ?", (sequence,))
    dialog.verify()
    finish(qtbot, dialog)
    assert dialog.strip.is_error
    assert f"entry {sequence} was changed" in dialog.strip.text
    rows = dialog.table.selectionModel().selectedRows()
    assert [dialog.entries.entry(index.row()).sequence for index in rows] == [sequence]


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_export_holds_every_entry(
    qtbot: Any, dialog: AuditDialog, tmp_path: Path, kind: Any
) -> None:
    newest = dialog.entries.entry(0).sequence
    file = tmp_path / f"log.{kind}"
    dialog.export(file, kind)
    finish(qtbot, dialog)
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    if kind == "csv":
        assert len(lines) == newest + 1
    else:
        assert [json.loads(line)["sequence"] for line in lines] == list(range(1, newest + 1))
    assert dialog.entries.entry(0).event == "export"


def test_reader_cannot_export(qtbot: Any, operations: Operations, store: Store) -> None:
    store.users.add("carl", "Carl Reader", "reader", "another long pass")
    store.lock()
    store.unlock("carl", "another long pass")
    dialog = AuditDialog(operations, store)
    qtbot.addWidget(dialog)
    assert not dialog.export_button.isEnabled()
    assert dialog.verify_button.isEnabled()
