"""Does this workstation work? The outcome of every check, and the test again on demand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.self_test import Check, run_self_test
from skinvl.desktop.core.store import Store
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.self_test_table import SelfTestTable
from skinvl.desktop.ui.task_strip import TaskDialog


class SelfTestDialog(TaskDialog):
    """Runs the self-test when it is opened.

    Args:
        operations: does the checks elsewhere.
        store: the open store.
        configuration: provider and backup folder that are asked for.
        bundle: folder of the model, None for the active one.
    """

    def __init__(
        self,
        operations: Operations,
        store: Store | None,
        configuration: Configuration,
        bundle: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, "", parent)
        self.setWindowTitle(self.tr("Self-test"))
        self._store = store
        self._configuration = configuration
        self._bundle = bundle
        self.table = SelfTestTable()
        self.again = QPushButton(self.tr("&Test again"))
        self.again.setAutoDefault(False)
        self.again.clicked.connect(self.run)
        self.strip.busy_changed.connect(lambda busy: self.again.setEnabled(not busy))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.addButton(self.again, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.strip)
        layout.addWidget(buttons)
        self.resize(760, 420)
        self.run()

    def run(self) -> None:
        """Run every check."""
        values, store, bundle = self._configuration, self._store, self._bundle
        backup = Path(values.backup_folder) if values.backup_folder else None
        printers = QPrinterInfo.availablePrinterNames()
        names = self.table.name_checks()
        self.strip.start(
            self.tr("The self-test is running ..."),
            lambda step: run_self_test(bundle, values.provider, store, backup, printers, step),
            self.show_checks,
            words={key: self.tr("Being tested: {0} ...").format(v) for key, v in names.items()},
        )

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show outcomes, and in one line what follows."""
        failed = self.table.show_checks(checks)
        if failed:
            self.strip.say(self.tr("%n check(s) failed; see the details.", "", failed), error=True)
        else:
            self.strip.say(self.tr("✓ Everything that was tested works."))
