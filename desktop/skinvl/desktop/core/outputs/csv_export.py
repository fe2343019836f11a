"""One line per case for a spreadsheet: UTF-8 with a byte order mark, safe against formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from skinvl.desktop.core import messages
from skinvl.desktop.core.outputs.records import COLUMNS, SCHEMA_VERSION, write_case
from skinvl.desktop.core.outputs.selection import Exported, Progress, gather_cases, note_export
from skinvl.desktop.core.report_case import CaseFile
from skinvl.desktop.core.spreadsheet import defuse
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.exporting import write_export
from skinvl.desktop.core.store.images import PhotographId


def export_csv(
    store: Store,
    photographs: Sequence[PhotographId],
    file: Path,
    model: messages.Ready | None,
    *,
    with_identity: bool,
    progress: Progress | None = None,
) -> Exported:
    """Write a table; a result that is out of date is marked in the column ``stale``.

    Args:
        store: that is open.
        photographs: what to export.
        file: appears once it is whole.
        model: that reads now, None while none is loaded.
        with_identity: whether number, name and birth date of the patient go along.
        progress: of reading the records.

    Raises:
        RecordConflict: no photograph was chosen.
        StoreFull: it could not be written; a file of this name stays as it was.
    """
    cases = gather_cases(store, photographs, progress)
    lines = write_export(file, _write(cases, model, with_identity))
    if lines != len(cases) + 1:
        raise RuntimeError("the table is not complete")
    exported = Exported(file, len(cases), ())
    note_export(store, "csv", exported, schema=SCHEMA_VERSION, identity=with_identity)
    return exported


def _write(
    cases: Sequence[CaseFile], model: messages.Ready | None, with_identity: bool
) -> Iterator[bytes]:
    # Excel takes UTF-8 for what it is only with a byte order mark.
    yield _line(COLUMNS).encode("utf-8-sig")
    for case in cases:
        record = write_case(case, model, with_identity=with_identity)
        yield _line([_cell(record[name]) for name in COLUMNS]).encode("utf-8")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return repr(value) if isinstance(value, float) else defuse(str(value))


def _line(cells: Sequence[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerow(cells)
    return stream.getvalue()
