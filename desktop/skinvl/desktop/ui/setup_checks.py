"""The last pages of the first run: the model that reads, and whether this workstation works."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWizardPage

from skinvl.desktop.core import messages
from skinvl.desktop.core.language import say
from skinvl.desktop.core.self_test import Check, run_self_test
from skinvl.desktop.ui.self_test_table import SelfTestTable
from skinvl.desktop.ui.setup_account import Setup
from skinvl.desktop.ui.task_strip import TaskStrip


class ModelPage(QWizardPage):
    """Which model reads; follows what the engine says while the page is there.

    Args:
        setup: what the pages share.
        model: the model that is loaded already; None while there is none.
    """

    def __init__(self, setup: Setup, model: messages.Ready | None) -> None:
        super().__init__()
        self.setTitle(self.tr("The model"))
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.addWidget(self._label)
        layout.addStretch(1)
        if model is not None:
            self._take(model, None)
        else:
            self._label.setText(self.tr("The model is being loaded and its files are checked ..."))
        setup.operations.happened.connect(self._take)

    @property
    def text(self) -> str:
        """What the page says."""
        return self._label.text()

    def _take(self, event: object, levels: object) -> None:
        if isinstance(event, messages.Ready):
            text = self.tr(
                "{name} {version} is loaded and computes on the {provider} in {precision}. Its "
                "signature and every file were checked."
            ).format(
                name=event.name,
                version=event.version,
                provider=event.provider.upper(),
                precision=event.precision,
            )
        elif isinstance(event, messages.Unavailable):
            text = self.tr(
                "No model could be loaded: {reason} Images can be kept; they are read when there "
                "is one."
            ).format(reason=say(event.reason).rstrip(".") + ".")
        else:
            return
        self._label.setText(text)


class SelfTestPage(QWizardPage):
    """Runs the self-test when it is reached; a check that fails does not stop the first run.

    Args:
        setup: what the pages share.
        backup_folder: tells the folder that was chosen for backups.
    """

    def __init__(self, setup: Setup, backup_folder: Callable[[], str | None]) -> None:
        super().__init__()
        self._setup = setup
        self._backup_folder = backup_folder
        self.setTitle(self.tr("Does everything work?"))
        self.setSubTitle(
            self.tr(
                "The self-test can be repeated at any time, in the menu Workstation. What fails "
                "here can be put right later."
            )
        )
        self.table = SelfTestTable()
        self.strip = TaskStrip(setup.operations)
        self.again = QPushButton(self.tr("&Test again"))
        self.again.clicked.connect(self.run)
        self.strip.busy_changed.connect(lambda busy: self.again.setEnabled(not busy))
        layout = QVBoxLayout(self)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.strip)
        layout.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)

    def initializePage(self) -> None:
        """Begin as soon as the page is there."""
        self.run()

    def run(self) -> None:
        """Run every check."""
        values, created = self._setup.configured.values, self._setup.created
        chosen = self._backup_folder()
        backup = Path(chosen) if chosen else None
        store = created.store if created is not None else None
        printers = QPrinterInfo.availablePrinterNames()
        self.strip.start(
            self.tr("The self-test is running ..."),
            lambda step: run_self_test(None, values.provider, store, backup, printers, step),
            self._show,
        )

    def _show(self, checks: list[Check]) -> None:
        failed = self.table.show_checks(checks)
        if failed:
            self.strip.say(self.tr("%n check(s) failed; see the details.", "", failed), error=True)
        else:
            self.strip.say(self.tr("✓ Everything that was tested works."))
