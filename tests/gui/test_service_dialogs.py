"""The dialogs of the workstation over the real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.ui.audit_dialog import AuditDialog
from skinvl.desktop.ui.backup_dialog import BackupDialog
from skinvl.desktop.ui.diagnostics_dialog import DiagnosticsDialog
from skinvl.desktop.ui.models_dialog import ModelsDialog
from skinvl.desktop.ui.restore_wizard import RestoreWizard
from skinvl.desktop.ui.task_strip import TaskDialog


@pytest.fixture
def locked(start_workplace: Callable[..., Any], store_folder: Path, tmp_path: Path) -> Any:
    """A window whose store is there, and nobody logged in."""
    (tmp_path / "stick").mkdir()
    values = Configuration(
        data_folder=str(store_folder), backup_folder=str(tmp_path / "stick"), provider="cpu"
    )
    return start_workplace(configuration=values)


def log_in(workplace: Any) -> None:
    page = workplace.window.access.login_page
    page.user.setText("anna")
    page.password.setText("correct horse battery")
    page.button.click()
    workplace.wait(lambda: workplace.window.desk.store is not None)


def open_action(window: Any, name: str, then: Callable[[TaskDialog], None]) -> list[str]:
    """Trigger an action whose dialog runs an event loop of its own; its class is told."""
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, TaskDialog) and not dialog.strip.is_busy:
            seen.append(type(dialog).__name__)
            timer.stop()
            then(dialog)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(20)
    window.actions_by_name[name].trigger()
    timer.stop()
    return seen


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("models", ModelsDialog),
        ("audit", AuditDialog),
        ("backups", BackupDialog),
        ("diagnostics", DiagnosticsDialog),
    ],
)
def test_dialog_opens_closes_and_is_gone(
    locked: Any, qtbot: Any, name: str, kind: type[TaskDialog]
) -> None:
    window = locked.window
    log_in(locked)
    seen = open_action(window, name, lambda dialog: dialog.reject())
    assert seen == [kind.__name__]
    qtbot.waitUntil(lambda: window.findChildren(kind) == [])


@pytest.mark.parametrize("name", ["audit", "backups", "models"])
def test_lock_leaves_no_dialog_above_the_login_page(locked: Any, qtbot: Any, name: str) -> None:
    window = locked.window
    log_in(locked)
    seen = open_action(window, name, lambda dialog: window.access.lock())
    assert len(seen) == 1
    assert window.access.login_page.isVisible()
    qtbot.waitUntil(lambda: window.findChildren(TaskDialog) == [])
    log_in(locked)
    assert window.desk.store is not None


def test_restore_is_there_for_who_cannot_log_in(locked: Any) -> None:
    window = locked.window
    assert window.access.login_page.isVisible()
    assert window.actions_by_name["restore"].isEnabled()
    assert not window.actions_by_name["audit"].isEnabled()
    seen: list[str] = []

    def look() -> None:
        wizard = QApplication.activeModalWidget()
        if isinstance(wizard, RestoreWizard):
            seen.append(str(wizard.restoration.folder))
            timer.stop()
            wizard.reject()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(20)
    window.actions_by_name["restore"].trigger()
    assert seen == [str(window.access.folder)]


def test_bundle_opened_like_a_file_waits_for_the_login(
    locked: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = locked.window
    offered: list[Path] = []

    def offer(dialog: ModelsDialog, file: Path) -> None:
        offered.append(file)
        dialog.reject()

    monkeypatch.setattr(ModelsDialog, "offer", offer)
    file = tmp_path / "Other.SKINVL"
    window.open_file(file)
    qtbot.wait(100)
    assert offered == [] and window.findChildren(ModelsDialog) == []
    log_in(locked)
    qtbot.waitUntil(lambda: offered == [file])
    qtbot.waitUntil(lambda: window.findChildren(ModelsDialog) == [])
    assert window.reading is None
    # Once, not after each login.
    window.access.lock()
    log_in(locked)
    qtbot.wait(100)
    assert offered == [file]
