"""A whole day at the window: set up, read, override, report, lock, close; all of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit

from skinvl.desktop.core.configuration import machine_file, read_configuration
from skinvl.desktop.core.store.lesions import LesionData
from skinvl.desktop.core.store.passwords import Cost
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.ui.report_dialog import ReportDialog
from skinvl.desktop.ui.setup_account import Setup
from skinvl.desktop.ui.setup_wizard import SetupWizard

CHEAP = Cost(iterations=1, lanes=1, memory_kib=64)
PASSWORD = "correct horse battery"


def set_up(workplace: Any, qtbot: Any, folder: Path) -> None:
    """Go through the wizard of the first run."""
    window = workplace.window
    wizard = SetupWizard(
        Setup(workplace.operations, window._configured, folder, CHEAP), None, window
    )
    wizard.show()
    wizard.notice_page.findChild(QCheckBox).setChecked(True)
    wizard.next()
    wizard.next()
    page = wizard.administrator_page
    for line, text in (
        (page.name, "Dr. Anna Berg"),
        (page.login, "anna"),
        (page.password, PASSWORD),
        (page.again, PASSWORD),
    ):
        line.setText(text)
    qtbot.mouseClick(page.make, Qt.MouseButton.LeftButton)
    # The sheet comes by itself once there is a store.
    workplace.wait(lambda: wizard.currentPage() is wizard.recovery_page)
    assert not wizard.recovery_page.isComplete()
    key = wizard._setup.created.recovery_key
    wizard.recovery_page.findChild(QLineEdit).setText(key.rpartition("-")[2])
    assert wizard.recovery_page.isComplete()
    wizard.next()
    wizard.next()
    wizard.accept()
    assert window.access.finish_setup(wizard)


def log_in(workplace: Any, qtbot: Any) -> None:
    """Enter user and password on the page that covers the window."""
    page = workplace.window.access.login_page
    assert page.isVisible()
    page.user.setText("anna")
    page.password.setText(PASSWORD)
    qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)
    workplace.wait(lambda: workplace.window.desk.store is not None)


def keep_report(workplace: Any) -> None:
    """Keep a preliminary report by the dialog of the case."""
    window = workplace.window
    window.actions_by_name["case_report"].trigger()
    (dialog,) = window.findChildren(ReportDialog)
    workplace.wait(lambda: dialog.is_ready)
    dialog.buttons["keep"].click()
    workplace.wait(lambda: "kept" in dialog.problem)
    dialog.reject()


def test_what_was_done_in_a_day_is_there_the_next(
    start_workplace: Callable[..., Any],
    tmp_path: Path,
    images: dict[str, Path],
    qtbot: Any,
) -> None:
    workplace = start_workplace()
    window = workplace.window
    set_up(workplace, qtbot, tmp_path / "store")
    store = window.desk.store
    patient = store.patients.add(PatientData("4711", "Doe", "Jane"))
    lesion = store.lesions.add(patient.id, LesionData(label="L1", site_general="anterior torso"))
    window.desk.choose_patient(patient, lesion)
    workplace.read(images["melanoma"])
    workplace.wait(lambda: window.desk.photograph is not None)
    photograph = window.desk.photograph
    workplace.wait(lambda: store.readings.current(photograph.id) is not None)
    workplace.wait(lambda: window.reading_page.actions_by_name["2"].isEnabled())
    second = window.reading.finding.differential[1].code
    window.reading_page.actions_by_name["2"].trigger()
    workplace.wait(lambda: "Overridden" in window.reading_page.decisions.standing)
    keep_report(workplace)

    window.actions_by_name["lock"].trigger()
    assert window.access.login_page.isVisible()
    assert window.reading is None and window.desk.patient is None
    log_in(workplace, qtbot)
    assert window.desk.store.patients.get(patient.id).number == "4711"
    window.close()

    preferences = tmp_path / "settings" / "preferences.json"
    values = read_configuration(machine_file(), preferences).values
    assert values.data_folder == str(tmp_path / "store")
    workplace = start_workplace(configuration=values)
    window = workplace.window
    log_in(workplace, qtbot)
    store = window.desk.store
    (found,) = store.patients.list("4711")
    assert (found.family_name, found.given_name) == ("Doe", "Jane")
    (kept,) = store.images.list(patient_id=found.id)
    assert kept.lesion_id == lesion.id
    assert store.images.read(kept) == images["melanoma"].read_bytes()
    assert [(row.kind, row.code) for row in store.decisions.list(kept.id)] == [("override", second)]
    (report,) = store.reports.list(kept.id)
    assert report.signed_by is None
    assert store.reports.read(report).startswith(b"%PDF")
    window.desk.choose_photograph(kept)
    workplace.wait(lambda: window.reading is not None and window.reading.finding is not None)
    assert window.reading.finding.differential[1].code == second
    workplace.wait(lambda: "Overridden" in window.reading_page.decisions.standing)
