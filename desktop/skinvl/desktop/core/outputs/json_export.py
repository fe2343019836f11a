"""All records of the chosen cases for programs, in one JSON file with a schema version."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from skinvl.contract import __version__
from skinvl.contract.record import write_record
from skinvl.desktop.core import messages, wording
from skinvl.desktop.core.marks import write_marks
from skinvl.desktop.core.outputs.records import SCHEMA_VERSION, write_case
from skinvl.desktop.core.outputs.selection import Exported, Progress, gather_cases, note_export
from skinvl.desktop.core.report_case import CaseFile
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.exporting import write_export
from skinvl.desktop.core.store.images import PhotographId


def export_json(
    store: Store,
    photographs: Sequence[PhotographId],
    file: Path,
    model: messages.Ready | None,
    *,
    with_identity: bool,
    progress: Progress | None = None,
) -> Exported:
    """Write what the table has, and findings, questions, checklists and drawings in full.

    Args and errors are those of `export_csv`.
    """
    cases = gather_cases(store, photographs, progress)
    record = {
        "schema_version": SCHEMA_VERSION,
        "kind": "skinvl-cases",
        "made_by": f"{wording.PRODUCT} {__version__}",
        "notice": wording.NOTICE,
        "asked": len(cases),
        "cases": [_write_case(case, model, with_identity) for case in cases],
    }
    text = json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False)
    write_export(file, [text.encode("utf-8", "backslashreplace"), b"\n"])
    exported = Exported(file, len(cases), ())
    note_export(store, "json", exported, schema=SCHEMA_VERSION, identity=with_identity)
    return exported


def _write_case(
    case: CaseFile, model: messages.Ready | None, with_identity: bool
) -> dict[str, Any]:
    finding = write_record(case.finding) if case.finding is not None else None
    if finding is not None and not with_identity:
        # Names of files and of folders are often names of patients.
        finding["file"] = ""
    return {
        **write_case(case, model, with_identity=with_identity),
        "finding": finding,
        "opinions": [
            {
                "code": item.code,
                "confidence": item.confidence,
                "suspicion": item.suspicion,
                "comment": item.comment,
                "before_ai": item.before_ai,
                "by": case.name_person(item.created_by),
                "at": item.created_at.isoformat(),
            }
            for item in case.opinions
        ],
        "comments": [
            {
                "text": item.comment,
                "by": case.name_person(item.created_by),
                "at": item.created_at.isoformat(),
            }
            for item in case.comments
        ],
        "questions": [
            {"question": item.question, "answer": item.answer, "state": item.state}
            for item in case.exchanges
        ],
        "checklists": [
            {"kind": item.kind, "items": dict(item.items), "score": item.score}
            for item in case.checklists
        ],
        "drawing": write_marks(case.marks),
    }
