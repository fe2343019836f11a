"""The way from the window to a report and to an export."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from skinvl.contract.image import OpenedImage
from skinvl.desktop.core import messages
from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.store.images import PhotographId
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.export_dialog import ExportDialog
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.report_dialog import ReportDialog


def open_report(
    desk: Desk,
    operations: Operations,
    model: messages.Ready | None,
    values: Configuration,
    image: OpenedImage | None,
    parent: QWidget,
) -> ReportDialog | None:
    """The report of the photograph on the desk, shown; None where no stored one lies there.

    It closes with the store, so that nothing of a patient stays on a locked screen.

    Raises:
        StoreError: its records cannot be read.
    """
    store, photograph = desk.store, desk.photograph
    if store is None or photograph is None:
        return None
    dialog = ReportDialog(store, operations, photograph.id, model, values, image, parent=parent)
    desk.store_changed.connect(dialog.reject)
    dialog.signed.connect(desk.refresh_photograph)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def open_export(
    desk: Desk,
    operations: Operations,
    model: messages.Ready | None,
    photographs: Sequence[PhotographId],
    parent: QWidget,
) -> ExportDialog | None:
    """The export of photographs, shown; None without a store or a photograph."""
    store = desk.store
    if store is None or not photographs:
        return None
    dialog = ExportDialog(store, operations, photographs, model, parent)
    desk.store_changed.connect(dialog.reject)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
