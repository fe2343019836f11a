"""Updating in the window: shown, installed, refused, gone back from; and a store that is older."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from miniatures.update_files import (
    load_release_script,
    make_installation,
    make_key,
    make_program,
)
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.store import Store, create_store
from skinvl.desktop.core.store.backup import list_backups, place_of
from skinvl.desktop.core.store.migrations import load_migrations
from skinvl.desktop.core.update.installation import (
    Installation,
    find_installation,
    open_installation,
)
from skinvl.desktop.ui import service_dialogs
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.update_dialog import UpdateDialog

TIMEOUT = 60_000
PASSWORD = "correct horse battery"
WORKSTATION = """
import sys
from functools import partial
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.store.passwords import Cost
from skinvl.desktop.core.store.place import InstanceLock
from skinvl.desktop.core.update.restarting import start_program
from skinvl.desktop.ui import application
from skinvl.desktop.ui.main_window import MainWindow
from skinvl.desktop.ui.update_dialog import UpdateDialog

tiny, store, program = map(Path, sys.argv[1:])

def log_in():
    (window,) = [item for item in QApplication.topLevelWidgets() if isinstance(item, MainWindow)]
    page = window.access.login_page
    page.user.setText("anna")
    page.password.setText("correct horse battery")
    page.button.click()
    wait(lambda: window.desk.store is not None, lambda: choose(window))

def choose(window):
    wait(lambda: isinstance(QApplication.activeModalWidget(), UpdateDialog), restart)
    window.actions_by_name["update"].trigger()

def restart():
    dialog = QApplication.activeModalWidget()
    dialog._next = follow
    dialog.restart()

def follow():
    InstanceLock(store).release()
    start_program(program)

def wait(condition, then):
    if condition():
        then()
    else:
        QTimer.singleShot(20, lambda: wait(condition, then))

if __name__ == "__main__":
    start = QApplication.exec
    def run():
        QTimer.singleShot(0, log_in)
        return start()
    QApplication.exec = staticmethod(run)
    sys.exit(application.run_window(None, EngineChoice(tiny, "cpu")))
"""


@pytest.fixture
def operations(tiny: Path) -> Iterator[Operations]:
    operations = Operations(EngineChoice(tiny, "cpu"))
    yield operations
    operations.close()


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return open_installation(make_installation(tmp_path / "opt", "0.1.0"))


@pytest.fixture
def make_update(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    monkeypatch.setenv("SKINVL_TRUSTED_KEYS", str(tmp_path / "keys"))
    key = make_key(tmp_path / "keys")

    def make(version: str = "0.2.0", notes: str = "<b>New</b>\nlens", **options: Any) -> Path:
        folder = make_program(tmp_path / f"frozen-{version}", version, **options)
        made: Path = load_release_script().sign_program(folder, tmp_path, key, version, notes)
        return made

    return make


@pytest.fixture
def open_dialog(
    qtbot: Any, operations: Operations, installation: Installation
) -> Callable[..., UpdateDialog]:
    def open_it(store: Store | None = None, backups: Path | None = None) -> UpdateDialog:
        dialog = UpdateDialog(operations, store, backups, installation)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return open_it


def finish(qtbot: Any, dialog: UpdateDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.strip.is_busy, timeout=TIMEOUT)


def enabled(dialog: UpdateDialog) -> set[str]:
    return {name for name, button in dialog.buttons.items() if button.isEnabled()}


def test_file_is_shown_before_anything_is_changed(
    qtbot: Any, open_dialog: Callable[..., UpdateDialog], make_update: Callable[..., Path]
) -> None:
    dialog = open_dialog()
    assert enabled(dialog) == {"choose"}
    assert "SkinVL 0.1.0 is installed in" in dialog.state.text()
    dialog.examine(make_update())
    finish(qtbot, dialog)
    text = dialog.facts.toPlainText()
    for words in ("0.2.0", "Maker (", "linux-x86_64, CPU", "tests itself", "<b>New</b>\nlens"):
        assert words in text
    assert enabled(dialog) == {"choose", "install"}


def test_installed_gone_back_and_restarted(
    qtbot: Any,
    open_dialog: Callable[..., UpdateDialog],
    make_update: Callable[..., Path],
    installation: Installation,
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SKINVL_STARTED", str(tmp_path / "started"))
    (tmp_path / "stick").mkdir()
    dialog = open_dialog(store, tmp_path / "stick")
    dialog.examine(make_update(schema=9))
    finish(qtbot, dialog)
    assert "The store is copied" in dialog.facts.toPlainText()
    dialog.buttons["install"].click()
    finish(qtbot, dialog)
    assert "0.2.0 is installed. Restart" in dialog.strip.text and not dialog.strip.is_error
    assert open_installation(installation.root).version == "0.2.0"
    assert len(list_backups(place_of(tmp_path / "stick", store.session.unlocked.keys.store_id)))
    assert len(store.audit.list(event="change", subject="application")) == 2
    assert enabled(dialog) == {"choose", "back", "restart"}
    with qtbot.waitSignal(dialog.restart_chosen) as chosen:
        dialog.buttons["restart"].click()
    assert not dialog.isVisible()
    chosen.args[0]()
    qtbot.waitUntil(lambda: (tmp_path / "started").exists(), timeout=TIMEOUT)


def test_going_back_without_a_store(
    qtbot: Any,
    open_dialog: Callable[..., UpdateDialog],
    make_update: Callable[..., Path],
    installation: Installation,
) -> None:
    dialog = open_dialog()
    dialog.examine(make_update())
    finish(qtbot, dialog)
    dialog.install()
    finish(qtbot, dialog)
    dialog.go_back()
    finish(qtbot, dialog)
    assert "SkinVL 0.1.0 is installed" in dialog.strip.text
    assert open_installation(installation.root).version == "0.1.0"


def test_refusals_are_one_line(
    qtbot: Any,
    open_dialog: Callable[..., UpdateDialog],
    make_update: Callable[..., Path],
    installation: Installation,
) -> None:
    dialog = open_dialog()
    path = make_update("0.0.9")
    dialog.examine(path)
    finish(qtbot, dialog)
    assert "✗ version 0.0.9 is older" in dialog.facts.toPlainText()
    assert enabled(dialog) == {"choose"}
    path.write_bytes(path.read_bytes()[:-500])
    dialog.examine(path)
    finish(qtbot, dialog)
    assert dialog.strip.is_error and "get it again" in dialog.strip.text
    assert dialog.facts.toPlainText() == "" and dialog.offer is None
    dialog.examine(make_update(selftest="echo 'FAILED Window: no font'; exit 1"))
    finish(qtbot, dialog)
    dialog.install()
    finish(qtbot, dialog)
    assert "no font" in dialog.strip.text
    assert open_installation(installation.root).versions.list_versions() == ("0.1.0",)


def test_reader_can_look_and_not_change(
    qtbot: Any,
    open_dialog: Callable[..., UpdateDialog],
    make_update: Callable[..., Path],
    store: Store,
) -> None:
    store.users.add("carl", "Carl Reader", "reader", "another long pass")
    store.lock()
    store.unlock("carl", "another long pass")
    dialog = open_dialog(store)
    dialog.examine(make_update(schema=9))
    finish(qtbot, dialog)
    assert enabled(dialog) == {"choose"}


def test_lock_closes_it(open_dialog: Callable[..., UpdateDialog], store: Store) -> None:
    desk = Desk()
    desk.set_store(store)
    dialog = open_dialog(store)
    dialog.close_with(desk)
    desk.lock()
    assert not dialog.isVisible()


def test_program_that_no_update_file_changes_says_so(qtbot: Any, operations: Operations) -> None:
    dialog = UpdateDialog(operations, None, None, find_installation())
    qtbot.addWidget(dialog)
    assert "cannot change it" in dialog.state.text() and "pip" in dialog.state.text()
    assert enabled(dialog) == {"choose"}


@pytest.mark.parametrize("agreed", [True, False])
def test_menu_opens_it_and_restart_closes_the_window(
    start_workplace: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, agreed: bool
) -> None:
    window = start_workplace().window
    monkeypatch.setattr(window.reading_page.drafts, "agree_to_lose", lambda: agreed)
    application = QApplication.instance()
    assert application is not None
    called: list[str] = []
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, UpdateDialog):
            timer.stop()
            seen.append(dialog.windowTitle())
            dialog.accept()
            dialog.restart_chosen.emit(lambda: called.append("started"))

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(20)
    window.actions_by_name["update"].trigger()
    timer.stop()
    assert seen == ["Update"]
    assert window.isVisible() is not agreed
    application.aboutToQuit.emit()
    assert called == (["started"] if agreed else [])
    monkeypatch.undo()


def test_workstation_ends_and_the_other_version_starts(
    tiny: Path, store_folder: Path, installation: Installation, tmp_path: Path
) -> None:
    """A whole process: the store is free again before the other version is there."""
    started = tmp_path / "started"
    preferences = tmp_path / "config" / "preferences.json"
    preferences.parent.mkdir()
    preferences.write_text(json.dumps({"data_folder": str(store_folder)}))
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "SKINVL_CONFIG": str(tmp_path / "config"),
        "SKINVL_STARTED": str(started),
    }
    program = installation.versions.folder("0.1.0") / "skinvl"
    done = subprocess.run(
        [sys.executable, "-c", WORKSTATION, str(tiny), str(store_folder), str(program)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    end = time.monotonic() + 30
    while not (started.exists() and started.read_text()):
        assert time.monotonic() < end, "the other version was not started"
        time.sleep(0.05)
    assert started.read_text().strip() == "0.1.0"


def test_what_cannot_be_started_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    from skinvl.desktop.core.update.errors import UpdateFailed

    def fail() -> None:
        raise UpdateFailed("skinvl", "cannot be started")

    service_dialogs._start_quietly(fail)
    assert capsys.readouterr().err == "skinvl: skinvl: cannot be started\n"


def test_older_store_says_what_is_done_to_it(
    start_workplace: Callable[..., Any], tmp_path: Path
) -> None:
    from skinvl.desktop.core.store.passwords import Cost

    cheap = Cost(iterations=1, lanes=1, memory_kib=64)
    folder = tmp_path / "old"
    first = load_migrations()[:1]
    create_store(folder, "anna", "Anna", PASSWORD, cost=cheap, migrations=first).store.close()
    workplace = start_workplace(configuration=Configuration(data_folder=str(folder)))
    page = workplace.window.access.login_page
    said: list[str] = []
    page._told.connect(lambda *told: said.append(page.upgrade))
    page.user.setText("anna")
    page.password.setText(PASSWORD)
    page.button.click()
    workplace.wait(lambda: workplace.window.desk.store is not None)
    assert "brought to the form of this one" in said[0] and "copy of it is made" in said[0]
    assert "records are being converted" in said[-1]
    assert page.upgrade == ""
