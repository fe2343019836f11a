"""The thread of the window does nothing slow: what takes long runs elsewhere, and it beats on.

How long each step really blocks is measured by `benchmarks/workstation.py`; times of a loaded test
machine would prove nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from miniatures.stores import PASSWORD, QUICK
from PySide6.QtCore import QTimer

from skinvl.desktop.core import decoding, intake, report_signing
from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.store import create_store
from skinvl.desktop.core.store.lesions import LesionData
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.ui import (
    compare_measuring,
    compare_page,
    operations,
    report_dialog,
    report_pdf,
)
from skinvl.desktop.ui.report_dialog import ReportDialog

SLOW: tuple[tuple[Any, str], ...] = (
    (decoding.Decoder, "decode"),
    (intake, "file_image"),
    (operations, "build_levels"),
    (compare_page, "build_levels"),
    (compare_measuring, "measure_lesion"),
    (report_pdf, "lay_out"),
    (report_dialog, "render_report"),
    (report_signing, "confirm_password"),
)


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[int]]:
    """Which threads each slow verb ran on."""
    seen: dict[str, set[int]] = {}
    for place, name in SLOW:
        verb = getattr(place, name)

        def note(*given: Any, verb: Any = verb, name: str = name, **named: Any) -> Any:
            seen.setdefault(name, set()).add(threading.get_ident())
            return verb(*given, **named)

        monkeypatch.setattr(place, name, note)
    return seen


def test_a_day_blocks_no_widget(
    start_workplace: Callable[..., Any],
    images: dict[str, Path],
    threads: dict[str, set[int]],
    tmp_path: Path,
) -> None:
    values = Configuration()
    workplace = start_workplace(configuration=values)
    window = workplace.window
    store = create_store(tmp_path / "data", "anna", "A. Berg", PASSWORD, cost=QUICK).store
    window.desk.set_store(store)
    patient = store.patients.add(PatientData("4711", "Doe", "Jane"))
    lesion = store.lesions.add(patient.id, LesionData("L1"))
    window.desk.choose_patient(patient, lesion)
    beats: list[None] = []
    heart = QTimer()
    heart.timeout.connect(lambda: beats.append(None))
    heart.start(1)
    page = window.reading_page
    for name in ("melanoma", "eczema"):
        workplace.read(images[name])
        workplace.wait(lambda: page.filing.is_idle and page.keeping.can_decide)
    window.pages.show_page("compare")
    compare = window.page_set.compare
    workplace.wait(lambda: compare.panes.left.has_image and compare.panes.right.has_image)
    photograph = store.images.list(patient_id=patient.id)[-1]
    result = store.readings.current(photograph.id)
    assert result is not None
    store.decisions.override(photograph.id, result.id, "melanoma")
    dialog = ReportDialog(store, workplace.operations, photograph.id, window.model, values)
    dialog.show()
    workplace.wait(lambda: dialog.is_ready)
    dialog.content.boxes["confirmed"].setChecked(True)
    dialog.sign(PASSWORD)
    workplace.wait(lambda: dialog.isEnabled() and dialog.case.is_signed)
    dialog.close()
    window.actions_by_name["lock"].trigger()
    heart.stop()
    assert len(beats) > 10
    ran = {name for name, _ in threads.items()}
    assert {"decode", "build_levels", "lay_out", "render_report", "confirm_password"} <= ran
    window_thread = threading.main_thread().ident
    assert all(window_thread not in found for found in threads.values()), threads
    window.close()
    store.close()
