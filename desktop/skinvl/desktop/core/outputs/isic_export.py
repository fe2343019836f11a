"""De-identified images with columns of the ISIC data dictionary, for research."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from skinvl.desktop.core import messages
from skinvl.desktop.core.outputs.selection import Exported, Progress, choose_cases
from skinvl.desktop.core.report_case import explain_stale_case, gather_case
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.deidentify import export_deidentified
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.images import PhotographId


def export_isic(
    store: Store,
    photographs: Sequence[PhotographId],
    folder: Path,
    model: messages.Ready | None,
    progress: Progress | None = None,
) -> Exported:
    """Write images without metadata and ``metadata.csv`` into a new folder.

    A photograph whose result is out of date is left out: the table has the model's diagnosis.

    Raises:
        NotPermitted: the user is neither senior nor administrator.
        RecordConflict: the folder exists, or nothing is left to export.
        StoreFull: it could not be written; nothing is left of it.
    """
    store.session.require("senior", "a de-identified export")
    left_out: list[tuple[str, str]] = []
    fresh: list[PhotographId] = []
    for number in choose_cases(photographs):
        case = gather_case(store, number)
        stale = explain_stale_case(case, model)
        if stale is None:
            fresh.append(number)
        else:
            left_out.append((case.photograph.file_name, f"is out of date: {stale}"))
    if not fresh:
        raise RecordConflict("export", "every result is out of date; read the images again")
    export = export_deidentified(store.session, fresh, folder, progress)
    for failed, reason in export.failed:
        left_out.append((store.images.get(failed).file_name, reason))
    return Exported(folder, export.exported, tuple(left_out))
