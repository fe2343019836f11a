"""Diagnostics for whoever helps: looked at first, then saved; nothing of a patient is in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from skinvl.desktop.core import messages
from skinvl.desktop.core.configuration import Configured
from skinvl.desktop.core.diagnostics import collect_diagnostics, save_diagnostics
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.troubles import Troubles
from skinvl.desktop.ui.labels import make_label
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.save_place import ask_file
from skinvl.desktop.ui.task_strip import TaskDialog


class DiagnosticsDialog(TaskDialog):
    """Shows the whole text; what is shown is what is saved.

    Args:
        operations: does the slow parts elsewhere.
        configured: settings in force.
        model: the model that is loaded.
        store: the open store, of which rows are counted.
        troubles: the last lines about errors.
    """

    def __init__(
        self,
        operations: Operations,
        configured: Configured,
        model: messages.Ready | None,
        store: Store | None,
        troubles: Troubles,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, "", parent)
        self.setWindowTitle(self.tr("Diagnostics"))
        self.page = QPlainTextEdit()
        self.page.setReadOnly(True)
        self.page.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.page.setAccessibleName(self.tr("Diagnostics"))
        self.save_button = QPushButton(self.tr("&Save ..."))
        self.save_button.setEnabled(False)
        self.save_button.clicked.connect(self._choose_file)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.addButton(self.save_button, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.addWidget(
            make_label(
                self.tr(
                    "This is everything that is saved; nothing is sent. It holds no images, no "
                    "names, no numbers of patients, no file names and no folders. Read it before "
                    "you hand it on."
                )
            )
        )
        layout.addWidget(self.page, 1)
        layout.addWidget(self.strip)
        layout.addWidget(buttons)
        self.resize(760, 600)
        display, lines = describe_display(), troubles.list()
        self.strip.start(
            self.tr("The facts are being collected ..."),
            lambda step: collect_diagnostics(configured, model, store, lines, display=display),
            self._show,
        )

    @property
    def text(self) -> str:
        """What is shown and would be saved."""
        return self.page.toPlainText()

    def save(self, file: Path) -> None:
        """Write what is shown."""
        text = self.text
        self.strip.start(
            self.tr("The file is being written ..."),
            lambda step: save_diagnostics(text, file),
            lambda result: self.strip.say(self.tr("Saved: {0}").format(file)),
        )

    def _show(self, text: str) -> None:
        self.page.setPlainText(text)
        self.save_button.setEnabled(True)

    def _choose_file(self) -> None:
        chosen = ask_file(
            self,
            self.tr("Save the diagnostics"),
            "skinvl-diagnostics.zip",
            self.tr("ZIP file (*.zip);;Text file (*.txt)"),
        )
        if chosen is not None:
            self.save(chosen[0])


def describe_display() -> dict[str, str]:
    """Versions and sizes of the window system."""
    facts = {
        "Qt": qVersion(),
        "Qt built as": "debug" if QLibraryInfo.isDebugBuild() else "release",
        "Platform": QGuiApplication.platformName(),
    }
    for number, screen in enumerate(QGuiApplication.screens(), 1):
        size = screen.size()
        ratio = screen.devicePixelRatio()
        facts[f"Screen {number}"] = f"{size.width()} x {size.height()}, scale {ratio:g}"
    return facts
