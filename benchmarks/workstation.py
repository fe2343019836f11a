"""How long any step of a day blocks the window of the workstation, with 10,000 photographs.

    QT_QPA_PLATFORM=offscreen python benchmarks/workstation.py [--count 10000] [--json FILE]

A store is filled, the window is opened on it, and a person's steps are done one after the other.
The times are those of `review_grid.py`: the longest pause by the clock, and by the processor time
of the window's thread, which other programs on the computer do not lengthen.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from review_grid import Heart, roll, tell, watch

from skinvl.desktop.core.configuration import Configuration, Configured
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.sample_image import find_sample
from skinvl.desktop.core.settings import Settings
from skinvl.desktop.core.store import Store, create_store
from skinvl.desktop.core.store.images import PhotographData
from skinvl.desktop.core.store.lesions import LesionData
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.ui.errors import ErrorPresenter
from skinvl.desktop.ui.export_dialog import ExportDialog
from skinvl.desktop.ui.main_window import MainWindow
from skinvl.desktop.ui.operations import Operations
from skinvl.desktop.ui.report_dialog import ReportDialog

PASSWORD = "correct horse battery"
PER_PATIENT = 10


def fill(store: Store, count: int) -> None:
    """So many photographs of the sample image, ten of each patient; two of one lesion are real."""
    with Image.open(find_sample()) as sample:
        pictures = []
        for side in (1200, 1000):
            stream = io.BytesIO()
            sample.convert("RGB").resize((side, side * 3 // 4)).save(stream, "JPEG")
            pictures.append(stream.getvalue())
    patient = store.patients.add(PatientData("0", "Aaron", "Jane"))
    lesion = store.lesions.add(patient.id, LesionData("L1", "lower extremity", "lower leg"))
    for number, picture in enumerate(pictures):
        data = PhotographData(
            f"first-{number}.jpg", 1200 - 200 * number, 900, patient.id, lesion.id
        )
        added = store.images.add(picture, data)
    with store.session.writing() as change:
        for number in range(1, count // PER_PATIENT):
            whose = change.insert(
                "patient", number=str(number), family_name=f"Name {number:05d}", given_name="Jane",
                sort_name=f"name {number:05d} jane", search_text=f"{number} name jane",
                created_at=change.now,
                created_by=change.user_id,
            )  # fmt: skip
            for place in range(PER_PATIENT):
                change.insert(
                    "photograph", patient_id=whose, image_sha256=added.image_sha256,
                    file_name=f"{number}-{place}.jpg", width=1000, height=900,
                    imported_at=change.now, imported_by=change.user_id,
                )  # fmt: skip
        change.record("create", "photograph", count=count)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    args = parser.parse_args()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        store = create_store(place / "data", "anna", "Dr. Anna Berg", PASSWORD).store
        fill(store, args.count)
        figures = measure(app, place, store)
    tell(figures, args.json)


def measure(app: QApplication, place: Path, store: Store) -> dict[str, tuple[float, float, float]]:
    """Go through a person's steps."""
    operations = Operations(EngineChoice(None, "cpu"))
    settings = place / "settings" / "desktop.json"
    configured = Configured(Configuration(data_folder=str(place / "data")), {}, frozenset(), ())
    window = MainWindow(operations, ErrorPresenter(), Settings(), settings, configured)
    window.show()
    window.desk.set_store(store)
    operations.start()
    while window.model is None:
        app.processEvents()
    page, pages = window.reading_page, window.page_set
    patient = store.patients.find_by_number("0")
    lesion = store.lesions.list(patient.id)[0] if patient is not None else None
    photographs = store.images.list(patient_id=patient.id) if patient is not None else ()
    heart = Heart()

    def is_read() -> bool:
        reading = page.reading
        return reading is not None and not reading.is_running and page.filing.is_idle

    def settled() -> bool:
        return True

    def drag(share: float) -> None:
        table = pages.cases.table
        while table.model().canFetchMore(table.rootIndex()) and share == 1:
            table.model().fetchMore(table.rootIndex())
            app.processEvents()
        bar = table.verticalScrollBar()
        bar.setValue(round(bar.maximum() * share))

    dialogs: list[QDialog] = []

    def report() -> None:
        dialog = ReportDialog(
            store, operations, photographs[0].id, window.model, Configuration(), parent=window
        )
        dialogs.append(dialog)
        dialog.show()

    def export() -> None:
        dialog = ExportDialog(store, operations, [photographs[0].id], window.model, window)
        dialogs.append(dialog)
        dialog.show()

    def show(name: str) -> Callable[[], object]:
        return lambda: window.pages.show_page(name)

    def all_dialogs_ready() -> bool:
        return all(getattr(dialog, "is_ready", True) for dialog in dialogs)

    def viewport() -> QWidget:
        return pages.cases.table.viewport()

    sample = find_sample()
    steps: list[tuple[str, Callable[[], object], Callable[[], bool]]] = [
        ("choose a patient", lambda: window.desk.choose_patient(patient, lesion), settled),
        ("open and analyse an image", lambda: window.open_file(sample), is_read),
        ("heat map", lambda: page.actions_by_name["heat"].trigger(), settled),
        ("ask a question", lambda: page.ask("Is it asymmetric?"), is_read),
        ("flag it", lambda: page.decide("flag"), is_read),
        ("show the cases", show("cases"), settled),
        ("ten turns of the wheel", lambda: roll(viewport(), 10), settled),
        ("to the end of the cases", lambda: drag(1), settled),
        ("to the middle", lambda: drag(0.5), settled),
        ("show the patient", show("patient"), settled),
        ("compare two photographs", show("compare"), settled),
        ("show the review", show("review"), settled),
        (
            "open a stored photograph",
            lambda: window.desk.choose_photograph(photographs[1]),
            is_read,
        ),
        ("back to the image", show("read"), settled),
        ("report of the case", report, all_dialogs_ready),
        ("export", export, settled),
        ("close both", lambda: [dialog.close() for dialog in dialogs], settled),
        ("lock", window.access.lock, settled),
    ]
    figures = {name: watch(app, heart, action, until) for name, action, until in steps}
    window.close()
    operations.close()
    return figures


if __name__ == "__main__":
    main()
