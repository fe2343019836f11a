"""Writing the results of a review as files: a chosen export that leaves the encrypted store."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

from skinvl.desktop.core.review.records import Records
from skinvl.desktop.core.review.results import write_results
from skinvl.desktop.core.review.run import read_model
from skinvl.desktop.core.review.sidecar import read_sidecar
from skinvl.desktop.core.review.store_journal import StoreJournal
from skinvl.desktop.core.review.summary import REPORT_FILE
from skinvl.desktop.core.review.tables import CSV_FILE, JSONL_FILE
from skinvl.desktop.ui.review_pdf import PDF_FILE, write_pdf
from skinvl.desktop.ui.save_place import ask_folder

FILES = (CSV_FILE, JSONL_FILE, REPORT_FILE, PDF_FILE)


def choose_export(parent: QWidget, records: Records) -> Path | None:
    """Ask for a folder, and say what it means; None where the person thinks better of it."""
    out = ask_folder(parent, parent.tr("Folder for the results"))
    if out is None:
        return None
    there = [file for file in FILES if (out / file).exists()]
    lines = []
    if isinstance(records, StoreJournal):
        lines.append(
            parent.tr(
                "The files leave the encrypted store: whoever can open the folder can read file "
                "names, results and pictures. The export is noted in the audit log."
            )
        )
    if there:
        told = parent.tr("These files are there and would be replaced: {files}.")
        lines.append(told.format(files=", ".join(there)))
    if lines:
        answer = QMessageBox.question(
            parent,
            parent.tr("Export the results"),
            parent.tr("{told} Go on?").format(told=" ".join(lines)),
        )
        if answer != QMessageBox.StandardButton.Yes:
            return None
    return out


def export_results(records: Records, out: Path, sidecar: Path | None) -> int:
    """Write table, records and both forms of the report; how many images they are about.

    With a store the audit log says so before anything leaves it.

    Raises:
        SkinVLError: the table or the records cannot be read.
        OSError: nothing can be written there.
    """
    if isinstance(records, StoreJournal):
        counts = records.counts()
        records.store.audit.note(
            "export", "batch", records.batch.id, files=list(FILES), images=counts["done"]
        )
    table = read_sidecar(sidecar) if sidecar is not None else None
    root = Path(records.conditions["folder"])
    found = write_results(records, out, root, read_model(records.conditions), table)
    write_pdf(out, found.report, records.content)
    return found.overview.found
