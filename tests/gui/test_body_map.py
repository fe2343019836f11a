"""The body map with mouse and keyboard: what is pointed at is what is placed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt

from skinvl.desktop.core.body_map import Place
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.anatomy import BODY_VIEWS
from skinvl.desktop.core.store.lesions import Lesion, LesionData
from skinvl.desktop.core.store.patients import Patient, PatientData
from skinvl.desktop.ui.body_map import BodyMap, as_lesion
from skinvl.desktop.ui.lesion_form import LesionForm, suggest_label


@pytest.fixture
def patient(store: Store) -> Patient:
    return store.patients.add(PatientData("4711", "Doe", "Jane"))


@pytest.fixture
def body(qtbot: Any) -> BodyMap:
    body = BodyMap()
    qtbot.addWidget(body)
    body.resize(500, 700)
    with qtbot.waitExposed(body):
        body.show()
    return body


def click(qtbot: Any, body: BodyMap, x: float, y: float) -> None:
    point = body.picture.widget_point(x, y).toPoint()
    qtbot.mouseClick(body.picture, Qt.MouseButton.LeftButton, pos=point)


@pytest.mark.parametrize(
    ("view", "side"), [("front", "right"), ("back", "left"), ("hands", "right"), ("feet", "right")]
)
def test_click_on_the_left_of_the_picture(qtbot: Any, body: BodyMap, view: Any, side: str) -> None:
    body.show_view(view)
    with qtbot.waitSignal(body.placed) as caught:
        click(qtbot, body, 0.25, 0.28 if view == "feet" else 0.38)
    place: Place = caught.args[0]
    assert (place.view, place.side) == (view, side)
    assert f"patient's {side}" in body.words
    assert f"patient's {side}" in body.picture.accessibleDescription()


def test_placed_point_is_where_the_marker_is_drawn(
    qtbot: Any, body: BodyMap, store: Store, patient: Patient
) -> None:
    with qtbot.waitSignal(body.placed) as caught:
        click(qtbot, body, 0.60, 0.22)
    place: Place = caught.args[0]
    assert (place.x, place.y) == pytest.approx((0.60, 0.22), abs=0.005)
    lesion = store.lesions.add(patient.id, as_lesion("L1", place))
    assert (lesion.site_general, lesion.site, lesion.side) == ("anterior torso", "chest", "left")
    body.show_lesions([lesion], None)
    with qtbot.waitSignal(body.lesion_chosen) as chosen, qtbot.assertNotEmitted(body.placed):
        click(qtbot, body, 0.60, 0.22)
    assert chosen.args == [lesion]


def test_marker_is_looked_for_in_its_own_picture_only(
    body: BodyMap, store: Store, patient: Patient
) -> None:
    data = LesionData("L1", "anterior torso", "chest", "left", "front", 0.6, 0.22)
    body.show_lesions([store.lesions.add(patient.id, data)], None)
    point = QPointF(body.picture.widget_point(0.6, 0.22))
    assert body.picture.lesion_at(point) is not None
    body.show_view("back")
    assert body.picture.lesion_at(QPointF(body.picture.widget_point(0.6, 0.22))) is None
    assert "0 lesion(s)" in body.picture.accessibleDescription()


def test_choosing_a_lesion_shows_its_picture(body: BodyMap, store: Store, patient: Patient) -> None:
    data = LesionData("L1", "palms/soles", "sole", "left", "feet", 0.75, 0.75)
    lesion = store.lesions.add(patient.id, data)
    body.show_lesions([lesion], lesion)
    assert body.picture.view == "feet"


def test_keyboard_moves_and_places(qtbot: Any, body: BodyMap) -> None:
    picture = body.picture
    picture.setFocus()
    x, y = picture.cursor_place
    for _ in range(4):
        qtbot.keyClick(picture, Qt.Key.Key_Right)
    qtbot.keyClick(picture, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert picture.cursor_place == pytest.approx((x + 0.08, y + 0.004))
    with qtbot.waitSignal(body.placed) as caught:
        qtbot.keyClick(picture, Qt.Key.Key_Return)
    place: Place = caught.args[0]
    assert (place.x, place.y) == pytest.approx(picture.cursor_place)
    assert place.side == "left"


def test_keyboard_turns_the_pages_and_stays_in_the_picture(qtbot: Any, body: BodyMap) -> None:
    seen = []
    for _ in BODY_VIEWS:
        seen.append(body.picture.view)
        qtbot.keyClick(body.picture, Qt.Key.Key_PageDown)
    assert tuple(seen) == BODY_VIEWS
    assert body.picture.view == "front"
    for _ in range(60):
        qtbot.keyClick(body.picture, Qt.Key.Key_Left)
    assert body.picture.cursor_place[0] == 0.0
    with qtbot.assertNotEmitted(body.placed):
        qtbot.keyClick(body.picture, Qt.Key.Key_Return)
    assert body.words == "Beside the body"


@pytest.mark.parametrize("view", BODY_VIEWS)
def test_every_picture_is_drawn(body: BodyMap, view: Any) -> None:
    body.show_view(view)
    image = body.picture.grab().toImage()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, 400, 3)}
    assert len(colours) > 3


def test_form_warns_where_the_side_contradicts_the_map(
    qtbot: Any, store: Store, patient: Patient
) -> None:
    data = LesionData("L1", "upper extremity", "forearm", "right", "front", 0.22, 0.42)
    form = LesionForm(patient, data, lambda entered: store.lesions.add(patient.id, entered))
    qtbot.addWidget(form)
    assert form.warning == ""
    form.side.setCurrentIndex(form.side.findData("left"))
    assert "lies on the patient's right, and you chose the patient's left" in form.warning
    form.side.setCurrentIndex(form.side.findData("right"))
    form.accept()
    assert form.saved is not None
    assert form.saved == replace(store.lesions.get(form.saved.id))


def test_form_stays_open_with_the_message_of_the_store(
    qtbot: Any, store: Store, patient: Patient
) -> None:
    store.lesions.add(patient.id, LesionData("L1"))
    form = LesionForm(
        patient, LesionData("L1"), lambda entered: store.lesions.add(patient.id, entered)
    )
    qtbot.addWidget(form)
    form.accept()
    assert form.saved is None
    assert "lesion" in form.problem
    form.label.setText("L2")
    form.accept()
    assert form.saved is not None


def test_finer_sites_are_those_of_the_general_one(
    qtbot: Any, store: Store, patient: Patient
) -> None:
    form = LesionForm(
        patient, LesionData("L1"), lambda entered: store.lesions.add(patient.id, entered)
    )
    qtbot.addWidget(form)
    form.general.setCurrentIndex(form.general.findData("palms/soles"))
    assert [form.site.itemData(i) for i in range(form.site.count())] == [None, "palm", "sole"]


def test_next_label_is_a_free_one(store: Store, patient: Patient) -> None:
    lesions: list[Lesion] = []
    for label in ("L1", "L3", "nevus"):
        lesions.append(store.lesions.add(patient.id, LesionData(label)))
    assert suggest_label(lesions) == "L2"
    assert suggest_label([]) == "L1"
