"""The dialogs of reports and exports over a real store."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from miniatures.cases import MODEL, OTHER_MODEL, StoredCase, open_case
from miniatures.documents import read_pages
from miniatures.stores import PASSWORD
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintPreviewWidget
from PySide6.QtWidgets import QWidget

from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.ui import report_preview
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.report_dialog import ReportDialog, read_letterhead
from skinvl.desktop.ui.report_entry import open_export, open_report
from skinvl.desktop.ui.report_preview import ReportPreview
from skinvl.desktop.ui.report_sign_form import SignForm

TIMEOUT_MS = 30_000
VALUES = Configuration(clinic_name="Practice Dr. Berg")


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[StoredCase]:
    with open_case(tmp_path) as case:
        yield case


@pytest.fixture
def operations(qapp: object, tmp_path: Path) -> Iterator[Operations]:
    operations = Operations(EngineChoice(tmp_path, "cpu"))
    yield operations
    operations.close()


@pytest.fixture
def open_dialog(
    qtbot: Any, stored: StoredCase, operations: Operations
) -> Callable[..., ReportDialog]:
    def open_one(model: Any = MODEL, values: Configuration = VALUES) -> ReportDialog:
        dialog = ReportDialog(stored.store, operations, stored.photograph.id, model, values)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return open_one


def wait(qtbot: Any, dialog: ReportDialog) -> None:
    qtbot.waitUntil(lambda: dialog.is_ready, timeout=TIMEOUT_MS)


def test_signing_from_the_boxes_to_the_pdf(
    qtbot: Any, stored: StoredCase, open_dialog: Callable[..., ReportDialog], tmp_path: Path
) -> None:
    dialog = open_dialog()
    assert not dialog.buttons["preview"].isEnabled()
    wait(qtbot, dialog)
    assert "Nobody has decided yet" in dialog.status
    assert not dialog.buttons["sign"].isEnabled()
    dialog.close()
    stored.accept()
    dialog = open_dialog()
    wait(qtbot, dialog)
    assert "draft of the language model" in dialog.status
    dialog.content.boxes["confirmed"].setChecked(True)
    dialog.content.questions.item(0).setCheckState(Qt.CheckState.Checked)
    assert dialog.buttons["sign"].isEnabled()
    with qtbot.waitSignal(dialog.signed, timeout=TIMEOUT_MS):
        dialog.sign(PASSWORD)
    wait(qtbot, dialog)
    assert dialog.status.startswith("Signed by Dr. Anna Berg")
    assert not dialog.buttons["sign"].isEnabled()
    file = tmp_path / "report.pdf"
    dialog.save(file)
    qtbot.waitUntil(file.exists, timeout=TIMEOUT_MS)
    wait(qtbot, dialog)
    assert "was saved" in dialog.problem
    (kept,) = stored.store.reports.list(stored.photograph.id)
    assert file.read_bytes() == stored.store.reports.read(kept)
    text = " ".join(read_pages(file.read_bytes()))
    assert "Signed electronically by Dr. Anna Berg" in text
    assert "Practice Dr. Berg" in text
    assert "Is it asymmetric?" in text
    report = dialog.make_report()
    assert report is not None
    assert report.status == "Final - signed"


def test_wrong_password_is_said(
    qtbot: Any, stored: StoredCase, open_dialog: Callable[..., ReportDialog]
) -> None:
    stored.accept()
    dialog = open_dialog()
    wait(qtbot, dialog)
    dialog.content.boxes["confirmed"].setChecked(True)
    dialog.sign("wrong")
    wait(qtbot, dialog)
    assert "nothing was signed" in dialog.problem
    assert stored.store.reports.list(stored.photograph.id) == ()


def test_decision_made_elsewhere_stops_the_signature(
    qtbot: Any, stored: StoredCase, open_dialog: Callable[..., ReportDialog]
) -> None:
    stored.accept()
    dialog = open_dialog()
    wait(qtbot, dialog)
    dialog.content.boxes["confirmed"].setChecked(True)
    stored.store.decisions.override(stored.photograph.id, stored.reading.id, "melanocytic-nevus")
    dialog.sign(PASSWORD)
    wait(qtbot, dialog)
    assert "changed meanwhile" in dialog.problem
    with qtbot.waitSignal(dialog.signed, timeout=TIMEOUT_MS):
        dialog.sign(PASSWORD)
    wait(qtbot, dialog)


def test_stale_result_is_said_and_saved_as_such(
    qtbot: Any, stored: StoredCase, open_dialog: Callable[..., ReportDialog], tmp_path: Path
) -> None:
    stored.accept()
    dialog = open_dialog(OTHER_MODEL)
    wait(qtbot, dialog)
    assert "the model is now SkinVL-mini 2.0" in dialog.status
    assert not dialog.buttons["sign"].isEnabled()
    dialog.save(tmp_path / "report.pdf")
    wait(qtbot, dialog)
    text = " ".join(read_pages((tmp_path / "report.pdf").read_bytes()))
    assert "Out of date." in text
    assert "Preliminary - not signed" in text
    entry = stored.store.audit.list(event="export")[0]
    assert entry.detail["status"] == "preliminary"


def test_opinion_first_hides_the_report(
    qtbot: Any, stored: StoredCase, open_dialog: Callable[..., ReportDialog]
) -> None:
    dialog = open_dialog(values=replace(VALUES, opinion_first=True))
    wait(qtbot, dialog)
    users = stored.store.users
    users.add("ben", "Dr. Ben Roth", "reader", PASSWORD)
    dialog.close()
    stored.store.unlock("ben", PASSWORD)
    hidden = open_dialog(values=replace(VALUES, opinion_first=True))
    assert hidden.status.startswith("Enter your own opinion first")
    assert not any(button.isEnabled() for button in hidden.buttons.values())
    assert hidden.make_report() is None
    assert not stored.store.opinions.is_revealed(stored.photograph.id)


def test_kept_report_is_preliminary(
    qtbot: Any, stored: StoredCase, open_dialog: Callable[..., ReportDialog]
) -> None:
    dialog = open_dialog()
    wait(qtbot, dialog)
    dialog.keep()
    wait(qtbot, dialog)
    (kept,) = stored.store.reports.list(stored.photograph.id)
    assert kept.status == "preliminary"
    assert "was kept" in dialog.problem


def test_preview_shows_the_pages(
    qtbot: Any,
    stored: StoredCase,
    open_dialog: Callable[..., ReportDialog],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = open_dialog()
    wait(qtbot, dialog)
    shown: list[ReportPreview] = []

    def show(preview: ReportPreview) -> int:
        preview.show()
        shown.append(preview)
        return 0

    monkeypatch.setattr(ReportPreview, "exec", show)
    laid_out: list[threading.Thread] = []
    drawn: list[threading.Thread] = []
    for part, seen in ((report_preview.lay_out, laid_out), (report_preview.draw_pages, drawn)):

        def note(*given: Any, part: Any = part, seen: Any = seen) -> Any:
            seen.append(threading.current_thread())
            return part(*given)

        monkeypatch.setattr(report_preview, part.__name__, note)
    dialog.preview()
    qtbot.waitUntil(lambda: bool(shown), timeout=TIMEOUT_MS)
    pages = shown[0].findChild(QPrintPreviewWidget)
    assert pages is not None
    qtbot.waitUntil(lambda: pages.pageCount() >= 1, timeout=TIMEOUT_MS)
    assert "Preliminary" in shown[0].windowTitle()
    # What takes a second blocks no widget.
    assert threading.main_thread() not in laid_out
    assert set(drawn) == {threading.main_thread()}
    pages.setLandscapeOrientation()
    pages.updatePreview()
    assert pages.pageCount() >= 1
    shown[0].close()


def test_sign_form_asks_for_password_and_reason(qtbot: Any) -> None:
    form = SignForm("Dr. Anna Berg", "Doe, Jane  |  no. 4711", amends=True)
    qtbot.addWidget(form)
    assert not form.sign_button.isEnabled()
    form.password.setText("secret")
    assert not form.sign_button.isEnabled()
    form.reason.setText("Histology")
    assert form.sign_button.isEnabled()


def test_letterhead_takes_only_a_picture(tmp_path: Path, qapp: object) -> None:
    logo = tmp_path / "logo.png"
    values = replace(VALUES, clinic_logo=str(logo))
    assert read_letterhead(values).logo is None
    logo.write_bytes(b"no picture")
    assert read_letterhead(values).logo is None
    Image.new("RGBA", (40, 20), (0, 0, 255, 128)).save(logo)
    assert read_letterhead(values).logo == logo.read_bytes()


def test_dialogs_close_with_the_store(
    qtbot: Any, stored: StoredCase, operations: Operations
) -> None:
    desk, parent = Desk(), QWidget()
    qtbot.addWidget(parent)
    assert open_report(desk, operations, MODEL, VALUES, None, parent) is None
    assert open_export(desk, operations, MODEL, [stored.photograph.id], parent) is None
    desk.set_store(stored.store)
    desk.choose_photograph(stored.photograph)
    report = open_report(desk, operations, MODEL, VALUES, None, parent)
    export = open_export(desk, operations, MODEL, [stored.photograph.id], parent)
    assert report is not None
    assert export is not None
    wait(qtbot, report)
    form = SignForm("Dr. Anna Berg", "Doe, Jane", amends=False, parent=report)
    form.open()
    desk.lock()
    assert not form.isVisible()
    assert not report.isVisible()
    assert not export.isVisible()


@pytest.mark.parametrize("kind", ["csv", "json", "fhir", "dicom", "isic"])
def test_every_format_is_exported(
    kind: str, qtbot: Any, stored: StoredCase, operations: Operations, tmp_path: Path
) -> None:
    stored.accept()
    desk, parent = Desk(), QWidget()
    qtbot.addWidget(parent)
    desk.set_store(stored.store)
    dialog = open_export(desk, operations, MODEL, [stored.photograph.id], parent)
    assert dialog is not None
    dialog.formats[kind].setChecked(True)
    assert dialog.format == kind
    assert "Leaves the house" in dialog.words
    place = tmp_path / "out"
    if kind == "dicom":
        place.mkdir()
    dialog.export(place)
    qtbot.waitUntil(lambda: dialog.exported is not None, timeout=TIMEOUT_MS)
    assert dialog.outcome == f"1 of 1 exported to {place}"
    if kind in ("json", "fhir"):
        json.loads(place.read_text("utf-8"))
    elif kind != "csv":
        assert list(place.iterdir())
    dialog.close()


def test_failed_export_is_said(
    qtbot: Any, stored: StoredCase, operations: Operations, tmp_path: Path
) -> None:
    desk, parent = Desk(), QWidget()
    qtbot.addWidget(parent)
    desk.set_store(stored.store)
    dialog = open_export(desk, operations, MODEL, [stored.photograph.id], parent)
    assert dialog is not None
    dialog.export(tmp_path / "none" / "x.csv")
    qtbot.waitUntil(lambda: bool(dialog.outcome), timeout=TIMEOUT_MS)
    assert "could not be written" in dialog.outcome
    assert dialog.start_button.isEnabled()
    dialog.identity.setChecked(True)
    assert "who the patient is" in dialog.words
    dialog.close()
