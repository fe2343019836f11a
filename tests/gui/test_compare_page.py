"""Two photographs of one lesion side by side, on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from miniatures.compare_clinic import Clinic, circle
from PySide6.QtCore import Qt

from skinvl.desktop.core import messages
from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.images import Photograph
from skinvl.desktop.ui.compare_page import ComparePage
from skinvl.desktop.ui.compare_pane import ComparePane, Region
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.operations import Operations


@pytest.fixture
def clinic(store: Store) -> Clinic:
    return Clinic(store)


@pytest.fixture
def operations() -> Iterator[Operations]:
    operations = Operations(EngineChoice(None, "cpu"))
    yield operations
    operations.close()


@pytest.fixture
def page(qtbot: Any, clinic: Clinic, operations: Operations) -> ComparePage:
    desk = Desk()
    desk.set_store(clinic.store)
    desk.choose_patient(clinic.jane, clinic.lesion)
    page = ComparePage(desk, operations)
    qtbot.addWidget(page)
    page.resize(1000, 800)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: all(pane.has_image for pane in page.panes.both), timeout=20_000)
    return page


def rows(page: ComparePage) -> dict[str, list[str]]:
    table = page.table
    found = {}
    for row in range(table.rowCount()):
        cells = [table.item(row, column).text() for column in range(4)]
        found[cells[0]] = cells[1:]
    return found


def outline(number: int, photograph: Photograph, radius: float) -> messages.Explained:
    return messages.Explained(
        request=number,
        sha256=photograph.image_sha256,
        code="nevus",
        name="nevus",
        map_width=1,
        map_height=1,
        map=b"\0",
        withheld=None,
        outline=circle(radius),
        doubt=None,
    )


def pretend_engine(page: ComparePage, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Requests get numbers from 1; the test sends the answers."""
    asked: list[str] = []

    def explain(image: Any, code: str | None = None) -> int:
        asked.append(image.sha256)
        return len(asked)

    monkeypatch.setattr(page._operations, "explain", explain)
    return asked


def test_newest_is_compared_with_the_one_before(page: ComparePage, clinic: Clinic) -> None:
    assert page.pair == (clinic.series[1], clinic.series[2])
    assert page.between.text().startswith("184 days between them.")
    assert "2025-07-01" in page.panes.titles[0].text()
    assert "2026-01-01" in page.panes.titles[1].text()
    assert page.timeline.words == "3 photograph(s) from 2025-01-01 to 2026-01-01, 365 days"


def test_other_patients_and_lesions_are_refused_with_the_reason(
    page: ComparePage, clinic: Clinic
) -> None:
    pair = page.pair
    for stranger, words in (
        (clinic.of_kim, "different patients"),
        (clinic.of_other, "different lesions"),
    ):
        assert not page.compare(clinic.series[0], stranger)
        assert not page.compare(stranger, clinic.series[0])
        assert words in page.words
        assert page.pair == pair
    assert not page.compare(clinic.series[0], clinic.series[0])
    assert page.pair == pair


def test_two_photographs_of_another_lesion_than_the_one_in_view_are_refused(
    page: ComparePage, clinic: Clinic
) -> None:
    again = clinic.add(14, clinic.kim, clinic.kims, date(2026, 3, 1), None)
    pair = page.pair
    assert not page.compare(clinic.of_kim, again)
    assert page.pair == pair


def test_earlier_is_always_on_the_left(page: ComparePage, clinic: Clinic, qtbot: Any) -> None:
    page.timeline.list.setCurrentIndex(page.timeline.model.index(0))
    page.timeline.buttons["right"].click()
    assert page.pair == (clinic.series[0], clinic.series[1])
    qtbot.waitUntil(lambda: all(pane.has_image for pane in page.panes.both), timeout=20_000)
    assert "2025-01-01" in page.panes.left.accessibleDescription()
    page.timeline.list.setCurrentIndex(page.timeline.model.index(2))
    page.timeline.list.activated.emit(page.timeline.model.index(2))
    assert page.pair == (clinic.series[0], clinic.series[2])


def test_another_lesion_or_patient_puts_both_away(page: ComparePage, clinic: Clinic) -> None:
    page._desk.choose_patient(clinic.jane, clinic.other)
    assert page.pair is None
    assert not page.panes.left.has_image and not page.panes.right.has_image
    assert "fewer than two" in page.words
    page._desk.choose_patient(clinic.kim)
    assert page.pair is None and page.table.rowCount() == 0


def test_locking_leaves_nothing_on_the_screen(page: ComparePage) -> None:
    page._desk.lock()
    assert page.pair is None and not page.panes.left.has_image
    assert page.table.rowCount() == 0 and page.timeline.model.rowCount() == 0
    assert page._loaded == {} and page.thumbnails.count == 0


def test_photographs_that_come_late_are_thrown_away(
    page: ComparePage, clinic: Clinic, qtbot: Any
) -> None:
    page.compare(clinic.series[0], clinic.series[2])
    page._desk.choose_patient(clinic.kim, clinic.kims)
    done: list[bool] = []
    page._operations.run(lambda: None, lambda nothing: done.append(True), lambda error: None)
    page._operations._pool.waitForDone()
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    assert not page.panes.left.has_image and page._loaded == {}


def test_background_work_does_not_change_the_pair(page: ComparePage, clinic: Clinic) -> None:
    page.compare(clinic.series[0], clinic.series[1])
    clinic.add(25, clinic.jane, clinic.lesion, date(2026, 6, 1), 0.1)
    page._desk.photograph_changed.emit()
    assert page.pair == (clinic.series[0], clinic.series[1])
    assert page.timeline.model.rowCount() == 4


def test_moved_photograph_leaves_the_comparison(page: ComparePage, clinic: Clinic) -> None:
    clinic.store.images.file(clinic.series[2].id, clinic.jane.id, clinic.other.id)
    page.refresh()
    assert page.pair == (clinic.series[0], clinic.series[1])


def test_linked_zoom_and_position(page: ComparePage, qtbot: Any) -> None:
    left, right = page.panes.both
    qtbot.keyClick(left, Qt.Key.Key_Plus)
    qtbot.keyClick(left, Qt.Key.Key_Right)
    assert left.region.closeness == pytest.approx(1.25)
    assert left.region.x > 0.5
    assert right.region == left.region
    page.panes.linked.setChecked(False)
    qtbot.keyClick(right, Qt.Key.Key_0)
    assert right.region == Region()
    assert left.region.closeness == pytest.approx(1.25)


def test_region_stays_in_the_photograph() -> None:
    assert Region(2.0, 0.0, 1.0).limited() == Region(2.0, 0.25, 0.75)
    assert Region(0.2, 0.1, 0.1).limited() == Region(1.0, 0.5, 0.5)


def test_wheel_keeps_the_point_under_the_cursor(page: ComparePage) -> None:
    left = page.panes.left
    left._zoom(4.0, left.rect().toRectF().center())
    at = left.rect().toRectF().center() * 1.2

    def under() -> float:
        target = left._target()
        return float((at.x() - target.x()) / target.width())

    before = under()
    left._zoom(1.5, at)
    assert under() == pytest.approx(before, abs=1e-6)


def test_flipping_shows_one_at_a_time(page: ComparePage, qtbot: Any) -> None:
    left, right = page.panes.both
    page.panes.stacked.setChecked(True)
    assert right.isVisible() and not left.isVisible()
    qtbot.keyClick(right, Qt.Key.Key_Space)
    assert left.isVisible() and not right.isVisible()
    assert page.panes.titles[0].isVisible() and not page.panes.titles[1].isVisible()
    page.panes.stacked.setChecked(False)
    assert left.isVisible() and right.isVisible()


def test_a_millimetre_is_as_long_on_both_sides(
    page: ComparePage, clinic: Clinic, qtbot: Any
) -> None:
    clinic.store.images.calibrate(clinic.series[2].id, 0.05)
    page.compare(clinic.series[0], clinic.store.images.get(clinic.series[2].id))
    left, right = page.panes.both
    qtbot.waitUntil(lambda: left.has_image and right.has_image, timeout=20_000)
    assert left.has_common_scale
    assert left.scale() / 0.1 == pytest.approx(right.scale() / 0.05)
    assert "same scale" in page.between.text()
    clinic.store.images.calibrate(clinic.series[2].id, None)
    page.compare(clinic.series[0], clinic.store.images.get(clinic.series[2].id))
    qtbot.waitUntil(lambda: left.has_image and right.has_image, timeout=20_000)
    assert not left.has_common_scale
    assert "no scale for both" in page.between.text()


def test_measured_attributes_then_and_now(
    page: ComparePage, clinic: Clinic, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = pretend_engine(page, monkeypatch)
    assert rows(page)["Largest diameter"][2].startswith("not comparable: not both are measured")
    page.measure.click()
    assert asked == [item.image_sha256 for item in (clinic.series[1], clinic.series[2])]
    assert not page.measure.isEnabled()
    happened = page._operations.happened
    happened.emit(outline(7, clinic.series[1], 40), None)
    happened.emit(outline(1, clinic.series[1], 15), None)
    happened.emit(outline(2, clinic.series[2], 20), None)
    qtbot.waitUntil(lambda: not page.measuring.is_running, timeout=20_000)
    found = rows(page)
    assert found["Largest diameter"] == ["3.0 mm", "4.0 mm", "+1.0 mm (+33 %)"]
    assert found["Border"][0].startswith("regular")
    assert found["Asymmetric axes"][2] == "0"
    assert page.words == ""


def test_outline_of_another_image_is_not_taken(
    page: ComparePage, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_engine(page, monkeypatch)
    page.measure.click()
    page._operations.happened.emit(outline(1, clinic.of_kim, 15), None)
    page._operations.happened.emit(messages.Failed(2, "the engine is out of memory"), None)
    assert page.measuring.measures(clinic.series[1]) is None
    assert "out of memory" in page.words
    assert rows(page)["Border"][2].startswith("not comparable: not both are measured")


def test_a_measure_that_comes_after_the_lesion_was_left_is_forgotten(
    page: ComparePage, clinic: Clinic, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_engine(page, monkeypatch)
    page.measure.click()
    page._operations.happened.emit(outline(1, clinic.series[1], 15), None)
    page._desk.choose_patient(clinic.kim, clinic.kims)
    page._operations._pool.waitForDone()
    qtbot.wait(50)
    assert page.measuring.measures(clinic.series[1]) is None
    assert not page.measuring.is_running


def test_model_totals_only_of_one_model(page: ComparePage, clinic: Clinic) -> None:
    name = "Malignant total (model)"
    assert rows(page)[name][2] == "not comparable: not both were read"
    clinic.read(clinic.series[1], 0.10)
    clinic.read(clinic.series[2], 0.25)
    page.refresh()
    assert rows(page)[name] == ["10.0 %", "25.0 %", "+15.0 percentage points"]
    clinic.read(clinic.series[2], 0.90, "c")
    page.refresh()
    assert rows(page)[name] == ["", "", "not comparable: read by different models"]


def test_totals_are_hidden_until_an_own_opinion_was_given(
    page: ComparePage, clinic: Clinic
) -> None:
    name = "Malignant total (model)"
    page.configure(Configuration(opinion_first=True))
    clinic.read(clinic.series[1], 0.10)
    clinic.read(clinic.series[2], 0.25)
    page.refresh()
    opinions = clinic.store.opinions
    assert rows(page)[name][:2] == ["", ""] and "own opinion" in rows(page)[name][2]
    assert not opinions.is_revealed(clinic.series[1].id)
    for photograph in clinic.series[1:]:
        opinions.add(photograph.id, None, "no")
    page.refresh()
    assert rows(page)[name][1] == "25.0 %"
    assert opinions.is_revealed(clinic.series[1].id) and opinions.is_revealed(clinic.series[2].id)


def test_damaged_photograph_is_named(page: ComparePage, clinic: Clinic, qtbot: Any) -> None:
    clinic.store.session.unlocked.images.remove(clinic.series[0].image_sha256)
    page.compare(clinic.series[0], clinic.series[1])
    qtbot.waitUntil(lambda: "2025-01-01.png" in page.words, timeout=20_000)
    assert not page.panes.left.has_image


def test_opening_one_of_them(page: ComparePage, clinic: Clinic, qtbot: Any) -> None:
    page.timeline.list.setCurrentIndex(page.timeline.model.index(0))
    with qtbot.waitSignal(page.chosen):
        page.timeline.buttons["open"].click()
    assert page._desk.photograph == clinic.series[0]


def test_real_engine_measures(qtbot: Any, clinic: Clinic, tiny: Path, trusted: None) -> None:
    operations = Operations(EngineChoice(tiny, "cpu"))
    desk = Desk()
    desk.set_store(clinic.store)
    desk.choose_patient(clinic.jane, clinic.lesion)
    page = ComparePage(desk, operations)
    qtbot.addWidget(page)
    try:
        operations.start()
        page.show()
        qtbot.waitUntil(lambda: page.measure.isEnabled(), timeout=60_000)
        page.measure.click()
        qtbot.waitUntil(lambda: not page.measuring.is_running, timeout=60_000)
        measured = [page.measuring.measures(item) is not None for item in clinic.series[1:]]
        assert all(measured) or page.words != ""
    finally:
        operations.close()


def test_pane_without_a_photograph_ignores_keys(qtbot: Any) -> None:
    pane = ComparePane("Earlier photograph")
    qtbot.addWidget(pane)
    qtbot.keyClick(pane, Qt.Key.Key_Plus)
    assert pane.region == Region()
    assert pane.accessibleDescription() == "No photograph"
