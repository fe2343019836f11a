"""First run, logging in, locking: nothing of a patient is seen by nobody."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QInputDialog, QLineEdit

from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.store import create_store, open_store, recover_store
from skinvl.desktop.core.store.passwords import Cost
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.ui.setup_account import Setup
from skinvl.desktop.ui.setup_wizard import SetupWizard

CHEAP = Cost(iterations=1, lanes=1, memory_kib=64)
PASSWORD = "correct horse battery"


@pytest.fixture
def locked(start_workplace: Callable[..., Any], store_folder: Path) -> Any:
    """A window whose store is there, and nobody logged in."""
    return start_workplace(configuration=Configuration(data_folder=str(store_folder)))


def log_in(workplace: Any, qtbot: Any, user: str = "anna", password: str = PASSWORD) -> None:
    page = workplace.window.access.login_page
    page.user.setText(user)
    page.password.setText(password)
    qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)


def test_window_is_covered_until_somebody_logs_in(locked: Any, qtbot: Any) -> None:
    window = locked.window
    assert window.access.login_page.isVisible()
    assert not window.reading_page.isVisible()
    assert not window.actions_by_name["open"].isEnabled()
    log_in(locked, qtbot)
    locked.wait(lambda: window.reading_page.isVisible())
    assert window.desk.store.user.name == "Dr. Anna Berg"
    assert window.actions_by_name["open"].isEnabled()


def test_wrong_password_is_told_and_the_field_is_empty(locked: Any, qtbot: Any) -> None:
    log_in(locked, qtbot, password="something else")
    page = locked.window.access.login_page
    locked.wait(lambda: bool(page.problem))
    assert page.password.text() == ""
    assert locked.window.desk.store is None


def test_lock_puts_everything_away(locked: Any, qtbot: Any, images: dict[str, Path]) -> None:
    window = locked.window
    log_in(locked, qtbot)
    locked.wait(lambda: window.reading_page.isVisible())
    patient = window.desk.store.patients.add(
        PatientData(number="4711", family_name="Doe", given_name="Jane")
    )
    window.desk.choose_patient(patient)
    locked.read(images["melanoma"])
    assert "4711" in window._banner.text
    window.actions_by_name["lock"].trigger()
    assert window.access.login_page.isVisible()
    assert window.reading is None and not window.reading_page.view.has_image
    assert window.desk.patient is None
    assert "melanoma" not in window.windowTitle()
    log_in(locked, qtbot)
    locked.wait(lambda: window.reading_page.isVisible())
    assert "4711" not in window._banner.text


def test_idle_window_locks_itself(
    start_workplace: Callable[..., Any], store_folder: Path, qtbot: Any
) -> None:
    configuration = Configuration(data_folder=str(store_folder), idle_minutes=1)
    workplace = start_workplace(configuration=configuration)
    log_in(workplace, qtbot)
    workplace.wait(lambda: workplace.window.desk.store is not None)
    idle = workplace.window.access._idle
    assert idle._timer.isActive()
    idle._timer.start(1)
    workplace.wait(lambda: workplace.window.access.login_page.isVisible())


def test_recovery_key_opens_the_store_with_a_new_password(
    start_workplace: Callable[..., Any],
    tmp_path: Path,
    qtbot: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "data"
    created = create_store(folder, "anna", "Dr. Anna Berg", PASSWORD, cost=CHEAP)
    created.store.close()
    workplace = start_workplace(configuration=Configuration(data_folder=str(folder)))
    window = workplace.window
    answers = iter(["not a key", "anna", "another long password"])
    monkeypatch.setattr(QInputDialog, "getText", lambda *a, **k: (next(answers), True))
    window.access.recover()
    workplace.wait(lambda: "recovery key" in window.message_bar.text)
    assert window.desk.store is None
    # A try that failed leaves the folder free, and the password as it was.
    log_in(workplace, qtbot)
    workplace.wait(lambda: window.desk.store is not None)
    window.access.lock()
    answers = iter([created.recovery_key, "anna", "another long password"])
    window.access.recover()
    workplace.wait(lambda: window.desk.store is not None)
    window.access.lock()
    log_in(workplace, qtbot, password="another long password")
    workplace.wait(lambda: window.desk.store is not None)


@pytest.fixture
def wizard(
    start_workplace: Callable[..., Any], tmp_path: Path, qtbot: Any
) -> Iterator[tuple[Any, SetupWizard]]:
    workplace = start_workplace()
    configured = workplace.window._configured
    setup = Setup(workplace.operations, configured, tmp_path / "new data", CHEAP)
    wizard = SetupWizard(setup, None, workplace.window)
    wizard.show()
    yield workplace, wizard
    wizard.close()


def fill_account(wizard: SetupWizard) -> None:
    page = wizard.administrator_page
    for line, text in (
        (page.name, "Dr. Anna Berg"),
        (page.login, "anna"),
        (page.password, PASSWORD),
        (page.again, PASSWORD),
    ):
        line.setText(text)


def test_first_run_makes_a_store_that_opens(
    wizard: tuple[Any, SetupWizard], tmp_path: Path, qtbot: Any
) -> None:
    workplace, dialog = wizard
    assert not dialog.button(SetupWizard.WizardButton.NextButton).isEnabled()
    dialog.notice_page.findChild(QCheckBox).setChecked(True)
    dialog.next()
    dialog.next()
    fill_account(dialog)
    qtbot.mouseClick(dialog.administrator_page.make, Qt.MouseButton.LeftButton)
    workplace.wait(lambda: dialog.store is not None)
    assert dialog.currentPage() is dialog.recovery_page
    assert not dialog.button(SetupWizard.WizardButton.BackButton).isEnabled()
    next_button = dialog.button(SetupWizard.WizardButton.NextButton)
    assert not next_button.isEnabled()
    dialog.reject()
    assert dialog.isVisible() and dialog.store is not None
    assert "Not yet" in dialog.recovery_page.sheet.state
    key = dialog._setup.created.recovery_key
    dialog.recovery_page.findChild(QLineEdit).setText(key.rpartition("-")[2].lower())
    assert next_button.isEnabled()
    dialog.next()
    dialog.next()
    workplace.wait(lambda: "is loaded and computes on the CPU" in dialog.model_page.text)
    dialog.next()
    assert dialog.currentPage() is dialog.checks_page
    workplace.wait(lambda: dialog.checks_page.table.rowCount() > 0)
    tested = dialog.checks_page.table
    outcomes = {tested.item(row, 0).text(): tested.item(row, 1).text() for row in range(6)}
    assert outcomes["Store"] == "✓ works"
    dialog.accept()
    assert workplace.window.access.finish_setup(dialog)
    window = workplace.window
    assert window.desk.store.user.role == "administrator"
    # The store that was just made is the one to log in to.
    window.actions_by_name["lock"].trigger()
    assert window.access.login_page.isVisible()
    log_in(workplace, qtbot)
    workplace.wait(lambda: window.desk.store is not None)
    chosen = json.loads((tmp_path / "settings" / "preferences.json").read_text())
    assert chosen["data_folder"] == str(tmp_path / "new data")
    window.close()
    recover_store(tmp_path / "new data", key, "anna", "a new long password", cost=CHEAP).close()
    open_store(tmp_path / "new data", "anna", "a new long password", cost=CHEAP).close()


def test_passwords_that_differ_make_no_store(
    wizard: tuple[Any, SetupWizard], tmp_path: Path
) -> None:
    _, dialog = wizard
    fill_account(dialog)
    dialog.administrator_page.again.setText("something else")
    assert not dialog.administrator_page.make.isEnabled()
    assert "differ" in dialog.administrator_page.state
    assert not (tmp_path / "new data").exists()


def test_password_that_is_too_short_is_told(
    wizard: tuple[Any, SetupWizard], tmp_path: Path, qtbot: Any
) -> None:
    workplace, dialog = wizard
    fill_account(dialog)
    dialog.administrator_page.password.setText("short")
    dialog.administrator_page.again.setText("short")
    qtbot.mouseClick(dialog.administrator_page.make, Qt.MouseButton.LeftButton)
    workplace.wait(lambda: bool(dialog.administrator_page.state))
    assert dialog.store is None


def test_wizard_that_is_given_up_leaves_a_store_to_log_in_to(
    wizard: tuple[Any, SetupWizard], tmp_path: Path, qtbot: Any
) -> None:
    workplace, dialog = wizard
    fill_account(dialog)
    qtbot.mouseClick(dialog.administrator_page.make, Qt.MouseButton.LeftButton)
    workplace.wait(lambda: dialog.store is not None)
    key = dialog._setup.created.recovery_key
    dialog.recovery_page.findChild(QLineEdit).setText(key.rpartition("-")[2])
    dialog.reject()
    assert dialog.store is None
    assert not workplace.window.access.finish_setup(dialog)
    # It was made, and is there to log in to.
    assert workplace.window.access.login_page.isVisible()
    log_in(workplace, qtbot)
    workplace.wait(lambda: workplace.window.desk.store is not None)
    workplace.window.close()
    open_store(tmp_path / "new data", "anna", PASSWORD, cost=CHEAP).close()


def test_notice_of_the_first_run_counts_for_the_day(
    start_workplace: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    workplace = start_workplace()
    window = workplace.window
    assert window.notice_bar.isVisible()
    made = create_store(tmp_path / "data", "anna", "Dr. Anna Berg", PASSWORD, cost=CHEAP).store

    def run(model: object) -> bool:
        window.desk.set_store(made)
        return True

    monkeypatch.setattr(window.access, "run_setup", run)
    window.run_setup()
    assert not window.notice_bar.isVisible()
    window.access.lock()
    made.unlock("anna", PASSWORD)
    window.desk.note_unlocked()
    assert not window.notice_bar.isVisible()
    window.close()
    made.close()
