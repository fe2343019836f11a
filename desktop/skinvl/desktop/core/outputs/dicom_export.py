"""Cases as DICOM files in a folder, for a PACS: photograph, marked copy, report as PDF.

Written with pydicom after PS3.3 of the DICOM standard: VL Photographic (A.32.4) and Dermoscopic
Photography, Secondary Capture (A.8.1) for the copy with drawings, Encapsulated PDF (A.45.1).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from skinvl.contract.errors import ImageError
from skinvl.desktop.core import messages
from skinvl.desktop.core.decoding import decode_apart
from skinvl.desktop.core.outputs.dicom_objects import (
    Subject,
    make_capture,
    make_document,
    make_photograph,
)
from skinvl.desktop.core.outputs.selection import (
    Exported,
    Progress,
    explain_refusal,
    gather_cases,
    note_export,
)
from skinvl.desktop.core.report_case import CaseFile
from skinvl.desktop.core.report_picture import draw_overlay
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.exporting import write_export
from skinvl.desktop.core.store.images import PhotographId

Part = Literal["photograph", "capture", "report"]
_NAMES: dict[Part, str] = {"photograph": "image", "capture": "marked", "report": "report"}
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def export_dicom(
    store: Store,
    photographs: Sequence[PhotographId],
    folder: Path,
    model: messages.Ready | None,
    *,
    parts: Sequence[Part] = ("photograph", "capture", "report"),
    recognisable: bool = True,
    named: bool = False,
    progress: Progress | None = None,
) -> Exported:
    """Write files into a folder that exists; cases that may not leave are left out and named.

    Args:
        store: that is open.
        photographs: what to export.
        folder: files of other names in it stay.
        model: that reads now, None while none is loaded.
        parts: "capture" is written where something is drawn, "report" where one is signed.
        recognisable: whether a person could be recognised in the pictures; a required statement.
        named: whether the patient's number becomes part of the names of the files.
        progress: of reading the records.

    Raises:
        RecordConflict: no case is left to export.
        ImageDamaged: a stored image or report is damaged; names it.
        StoreFull: a file could not be written; those before it are there.
    """
    cases = gather_cases(store, photographs, progress)
    left_out: list[tuple[str, str]] = []
    files = 0
    for case in cases:
        reason = explain_refusal(case, model)
        if reason is None:
            try:
                objects = _make(store, case, parts, recognisable)
            except ImageError as error:
                reason = error.reason
            else:
                for part, uid, content in objects:
                    write_export(folder / _name(case, part, uid, named), [content])
                files += len(objects)
        if reason is not None:
            left_out.append((case.photograph.file_name, reason))
    if len(left_out) == len(cases):
        raise RecordConflict("export", f"nothing is left to export: {left_out[0][1]}")
    exported = Exported(folder, len(cases) - len(left_out), tuple(left_out))
    note_export(store, "dicom", exported, files=files, identity=True)
    return exported


def _make(
    store: Store, case: CaseFile, parts: Sequence[Part], recognisable: bool
) -> list[tuple[Part, str, bytes]]:
    """Every object is made and read back before the first is written."""
    content = store.images.read(case.photograph)
    opened = decode_apart(content, case.photograph.file_name).image
    subject = Subject(store.session.unlocked.keys.store_id, case, store.session.clock())
    found: list[tuple[Part, str, bytes]] = []
    if "photograph" in parts:
        ratio = opened.rgb.nbytes / len(content) if opened.format in ("JPEG", "MPO") else None
        found.append(
            ("photograph", *make_photograph(subject, opened.rgb, ratio, recognisable=recognisable))
        )
    if "capture" in parts and case.marks:
        found.append(("capture", *make_capture(subject, draw_overlay(opened.rgb, case.marks))))
    if "report" in parts and case.report is not None and case.is_reported:
        found.append(("report", *make_document(subject, store.reports.read(case.report))))
    return found


def _name(case: CaseFile, part: Part, uid: str, named: bool) -> str:
    prefix = ""
    if named and case.patient is not None:
        prefix = f"{_UNSAFE.sub('_', case.patient.number)[:40]}-"
    return f"{prefix}{_NAMES[part]}-{uid.rpartition('.')[2]}.dcm"
