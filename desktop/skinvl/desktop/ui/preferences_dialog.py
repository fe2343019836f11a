"""The settings of a user; what IT has locked is shown and cannot be changed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from skinvl.desktop.core.configuration import LANGUAGES, THEMES, Configured
from skinvl.desktop.ui.language_names import name_language


class PreferencesDialog(QDialog):
    """`changes` are what the user chose differently from what is in force."""

    def __init__(self, configured: Configured, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self._configured = configured
        self._fields: dict[str, QWidget] = {}
        values = configured.values
        self._form = QFormLayout()
        themes = {
            "system": self.tr("As the computer"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "high-contrast": self.tr("High contrast"),
        }
        notices = {
            "always": self.tr("at every start"),
            "daily": self.tr("once a day"),
            "once": self.tr("once"),
        }
        providers = {
            "auto": self.tr("GPU where it works"),
            "cpu": self.tr("CPU only"),
            "cuda": self.tr("GPU (CUDA)"),
        }
        self._add(
            "language",
            self.tr("&Language"),
            _choice({code: name_language(code) for code in LANGUAGES}, values.language),
        )
        self._add("theme", self.tr("&Theme"), _choice({n: themes[n] for n in THEMES}, values.theme))
        self._add(
            "text_percent", self.tr("Te&xt size"), _number(values.text_percent, 100, 200, " %", 10)
        )
        self._add(
            "idle_minutes",
            self.tr("Loc&k after minutes without use (0: never)"),
            _number(values.idle_minutes, 0, 240, "", 1),
        )
        opinion = QCheckBox(self.tr("Hide a result until the reader has entered an &opinion"))
        opinion.setChecked(values.opinion_first)
        self._add("opinion_first", "", opinion)
        self._add("provider", self.tr("&Compute on"), _choice(providers, values.provider))
        self._add("notice", self.tr("Research &notice"), _choice(notices, values.notice))
        self._add(
            "clinic_name", self.tr("Name of the clinic on reports"), QLineEdit(values.clinic_name)
        )
        self._add_path("clinic_logo", self.tr("Logo on reports"), values.clinic_logo)
        self._add_path("backup_folder", self.tr("&Backup folder"), values.backup_folder)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        note = QLabel(self.tr("The language changes with the next start."))
        note.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addLayout(self._form)
        layout.addWidget(note)
        layout.addWidget(buttons)

    def field(self, name: str) -> QWidget:
        """The control of a setting."""
        return self._fields[name]

    def changes(self) -> dict[str, Any]:
        """Settings whose value differs from the one in force; an emptied path is None."""
        found: dict[str, Any] = {}
        for name, widget in self._fields.items():
            value, before = _read(widget), getattr(self._configured.values, name)
            if value == "" and name.endswith(("logo", "folder")):
                value = None
            if value != before:
                found[name] = value
        return found

    def _add(self, name: str, label: str, widget: QWidget) -> None:
        self._fields[name] = widget
        self._place(name, label, widget, widget)

    def _add_path(self, name: str, label: str, value: str | None) -> None:
        line = QLineEdit(value or "")
        browse = QPushButton(self.tr("Browse ..."))
        browse.setAccessibleName(self.tr("Browse for: {0}").format(label.replace("&", "")))

        def choose() -> None:
            if name.endswith("folder"):
                chosen = QFileDialog.getExistingDirectory(self, label, line.text())
            else:
                kinds = self.tr("Images (*.png *.jpg)")
                chosen, _ = QFileDialog.getOpenFileName(self, label, line.text(), kinds)
            if chosen:
                line.setText(chosen)

        browse.clicked.connect(choose)
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(line, 1)
        inner.addWidget(browse)
        self._fields[name] = line
        self._place(name, label, line, row)

    def _place(self, name: str, label: str, widget: QWidget, shown: QWidget) -> None:
        if name in self._configured.locked:
            shown.setEnabled(False)
            shown.setToolTip(self.tr("Decided for this computer by its administrator"))
        if label:
            widget.setAccessibleName(label.replace("&", ""))
        text = QLabel(label)
        text.setBuddy(widget)
        text.setTextFormat(Qt.TextFormat.PlainText)
        self._form.addRow(text, shown)


def _choice(names: dict[Any, str], value: str) -> QComboBox:
    box = QComboBox()
    for code, name in names.items():
        box.addItem(name, code)
    box.setCurrentIndex(list(names).index(value))
    return box


def _number(value: int, low: int, high: int, suffix: str, step: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(low, high)
    box.setSingleStep(step)
    box.setSuffix(suffix)
    box.setValue(value)
    return box


def _read(widget: QWidget) -> Any:
    if isinstance(widget, QComboBox):
        return widget.currentData()
    if isinstance(widget, QSpinBox):
        return widget.value()
    if isinstance(widget, QCheckBox):
        return widget.isChecked()
    assert isinstance(widget, QLineEdit)
    return widget.text().strip()
