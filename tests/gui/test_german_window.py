"""The window in German, from the log-in to the signed PDF: nothing of it is English."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from miniatures.documents import read_pages
from miniatures.german_room import Reader
from miniatures.visible_texts import collect_texts
from PySide6.QtWidgets import QApplication, QDialog, QTabWidget, QWidget

from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.report_content import Choice, Extras
from skinvl.desktop.core.report_signing import build_preliminary
from skinvl.desktop.core.review.overview import Overview, Urgent
from skinvl.desktop.core.review.sections import Facts, compose_report
from skinvl.desktop.core.review.summary import REPORT_FILE, write_summary
from skinvl.desktop.core.store.lesions import LesionData
from skinvl.desktop.core.store.passwords import Cost
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.ui.preferences_dialog import PreferencesDialog
from skinvl.desktop.ui.report_pdf import render_report
from skinvl.desktop.ui.restore_wizard import RestoreWizard
from skinvl.desktop.ui.setup_account import Setup
from skinvl.desktop.ui.setup_wizard import SetupWizard
from skinvl.desktop.ui.task_strip import TaskDialog
from skinvl.desktop.ui.users_dialog import UsersDialog

PASSWORD = "correct horse battery"
QUESTION = "Is the lesion asymmetric?"
DIALOGS = (
    "case_report", "export", "users", "preferences", "models", "backups", "restore", "audit",
    "self-test", "update", "keys", "diagnostics", "about",
)  # fmt: skip


@pytest.fixture
def opened_without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dialogs that would wait for their end are only shown."""
    for dialog in (TaskDialog, UsersDialog, PreferencesDialog, RestoreWizard):
        monkeypatch.setattr(dialog, "exec", QDialog.show, raising=False)


def list_dialogs(window: QWidget) -> list[QWidget]:
    return [
        item
        for item in QApplication.topLevelWidgets()
        if item.isVisible() and item is not window and isinstance(item, QDialog)
    ]


def read_case(workplace: Any, images: dict[str, Path]) -> None:
    """Log in, read an image of a patient, ask, decide differently."""
    window = workplace.window
    page = window.access.login_page
    page.user.setText("anna")
    page.password.setText(PASSWORD)
    page.button.click()
    workplace.wait(lambda: window.desk.store is not None)
    store = window.desk.store
    patient = store.patients.add(
        PatientData("4711", "Muster", "Maria", birth_date=date(1961, 4, 3), sex="female")
    )
    lesion = store.lesions.add(
        patient.id, LesionData("L1", site_general="posterior torso", site="upper back", side="left")
    )
    window.desk.choose_patient(patient, lesion)
    workplace.read(images["melanoma"])
    workplace.wait(lambda: window.desk.photograph is not None)
    window.reading_page.ask(QUESTION)
    workplace.wait(lambda: window.reading.answering is None)
    workplace.wait(lambda: window.reading_page.actions_by_name["2"].isEnabled())
    window.reading_page.actions_by_name["2"].trigger()
    workplace.wait(lambda: window.reading_page.decisions.standing.startswith("Abweichend"))


@pytest.mark.usefixtures("german", "opened_without_waiting")
def test_no_page_and_no_dialog_is_english(
    start_workplace: Callable[..., Any],
    store_folder: Path,
    images: dict[str, Path],
    tmp_path: Path,
) -> None:
    workplace = start_workplace(
        configuration=Configuration(
            language="de", data_folder=str(store_folder), backup_folder=str(tmp_path)
        )
    )
    window, reader = workplace.window, Reader()
    reader.look("login", window)
    window.access.login_page.user.setText("anna")
    window.access.login_page.password.setText("not the password")
    window.access.login_page.button.click()
    workplace.wait(lambda: "falsch" in " ".join(collect_texts(window.access.login_page)))
    reader.look("refused", window)
    read_case(workplace, images)
    reading = window.reading
    # The text for those who help stays English, so that they can read it.
    own = {QUESTION, reading.description, reading.exchanges[0].answer, "SkinVL diagnostics"}
    reader.own_words = own
    for tabs in window.reading_page.findChildren(QTabWidget):
        for place in range(tabs.count()):
            tabs.setCurrentIndex(place)
            reader.look(f"read {place}", window)
    for name in window.pages.actions_by_name:
        window.pages.show_page(name)
        reader.look(name, window)
    window.pages.show_page("read")
    for name in DIALOGS:
        window.actions_by_name[name].trigger()
        opened = list_dialogs(window)
        assert opened, name
        for dialog in opened:
            if isinstance(dialog, TaskDialog):
                workplace.wait(lambda dialog=dialog: not dialog.strip.is_busy)
            reader.look(name, dialog)
            dialog.close()
    broken = tmp_path / "kaputt.jpg"
    broken.write_bytes(images["melanoma"].read_bytes()[:-400])
    window.open_file(broken)
    workplace.wait_for_state("failed")
    reader.look("broken image", window)
    assert len(reader.seen) > 600
    assert reader.foreign == {}


@pytest.mark.usefixtures("german")
def test_wizard_of_the_first_run_is_german(
    start_workplace: Callable[..., Any], tmp_path: Path
) -> None:
    workplace = start_workplace(configuration=Configuration(language="de"))
    cost = Cost(iterations=1, lanes=1, memory_kib=64)
    setup = Setup(workplace.operations, workplace.window._configured, tmp_path / "new", cost)
    wizard, reader = SetupWizard(setup, None, workplace.window), Reader()
    for number in wizard.pageIds():
        page = wizard.page(number)
        page.show()
        reader.look(page.title(), page)
    assert len(reader.seen) > 35
    assert reader.foreign == {}
    wizard.reject()


@pytest.mark.usefixtures("german", "opened_without_waiting")
def test_printed_report_is_german(
    start_workplace: Callable[..., Any], store_folder: Path, images: dict[str, Path]
) -> None:
    workplace = start_workplace(
        configuration=Configuration(language="de", data_folder=str(store_folder))
    )
    window, reader = workplace.window, Reader()
    read_case(workplace, images)
    report = window.reading_page.build_report()
    assert report is not None
    window.actions_by_name["case_report"].trigger()
    (dialog,) = list_dialogs(window)
    workplace.wait(lambda: dialog.is_ready)
    extras = Extras(window.reading.image.rgb, level=window.reading_page._model.conformal_level)
    case = build_preliminary(dialog.case, Choice(), extras, window.reading_page._model)
    text = " ".join(page for one in (report, case) for page in read_pages(render_report(one)))
    dialog.close()
    for words in (
        "Befund eines Hautbildes",
        "Vorläufig - nicht signiert",
        "Muster, Maria",
        "geboren 03.04.1961",
        "oberer Rücken, links",
        "Seite 1 von",
        "Kein Medizinprodukt",
        "Ergebnis des Modells",
        "auf Englisch",
        "Nicht signiert",
    ):
        assert words in text, words
    # A page ends where it likes, so that what the model wrote can be cut.
    reader.own_words = {QUESTION, "Most consistent with", "lesion is"}
    reader.judge("report", set(text.split(". ")))
    assert reader.foreign == {}


@pytest.mark.usefixtures("german")
def test_report_of_a_review_is_german(tmp_path: Path, images: dict[str, Path]) -> None:
    overview = Overview(
        found=3,
        done=2,
        failed=[("b.jpg", "the JPEG ends early; copy the file again")],
        left_out=[("notes.txt", "not a file")],
        diagnoses=Counter({"Melanoma": 1}),
        modalities=Counter({"dermoscopy": 1, "not stated": 1}),
        qualities=Counter({"good": 1, "not stated": 1}),
        decisions=Counter({"bad-image": 1}),
        urgent=[Urgent(0.83, "a.png", None, "Melanoma")],
    )
    report = compose_report(Facts("Ordner", "tiny 1.2.3", "fp32 auf cpu", "0.1.0"), overview)
    write_summary(tmp_path, report, lambda path, sha256: images["melanoma"].read_bytes())
    content = (tmp_path / REPORT_FILE).read_text(encoding="utf-8")
    texts = {html.unescape(text).strip() for text in re.findall(r">([^<]+)<", content)}
    reader = Reader()
    reader.judge("review", {text for text in texts if "{" not in text})
    assert reader.foreign == {}
    assert {"Durchsicht von Ordner", "Melanom", "Gute Bildqualität", "schlechtes Bild"} <= texts
    assert "das JPEG endet vorzeitig; kopieren Sie die Datei noch einmal" in texts
    assert '<html lang="de">' in content
