"""Turning, the magnifier, the ruler, drawings and the model's layers: none touches the image."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage

from skinvl.desktop.core.marks import Mark
from skinvl.desktop.core.messages import Explained
from skinvl.desktop.ui.image_levels import build_levels
from skinvl.desktop.ui.image_overlays import colour_map
from skinvl.desktop.ui.image_view import ImageView

LEFT = Qt.MouseButton.LeftButton


def make_pixels(width: int, height: int) -> Any:
    return np.random.default_rng(0).integers(0, 255, (height, width, 3), dtype=np.uint8)


def grab(view: ImageView) -> Any:
    shown = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(shown.constBits(), np.uint8).reshape(shown.height(), -1)
    return rows[:, : 3 * shown.width()].reshape(shown.height(), shown.width(), 3).copy()


def make_explained(*, doubt: str | None = None) -> Explained:
    values = np.zeros((30, 40), np.uint8)
    values[10:20, 10:30] = 255
    return Explained(
        request=1,
        sha256="0" * 64,
        code="melanoma",
        name="Melanoma",
        map_width=40,
        map_height=30,
        map=values.tobytes(),
        withheld=None,
        outline=((100.0, 100.0), (300.0, 100.0), (300.0, 200.0), (100.0, 200.0)),
        doubt=doubt,
    )


@pytest.fixture
def view(qtbot: Any) -> ImageView:
    view = ImageView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    view.show_levels(build_levels(make_pixels(400, 300)), "a.png")
    return view


def test_turned_image_has_the_same_pixels(qtbot: Any) -> None:
    view = ImageView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    pixels = make_pixels(300, 400)
    view.show_levels(build_levels(pixels), "a.png")
    view.turn(1)
    view.show_actual_size()
    assert np.array_equal(grab(view), np.rot90(pixels, -1))
    view.turn(2)
    assert np.array_equal(grab(view), np.rot90(pixels, 1))
    assert view.quarters == 3
    assert view.shown_image().size().width() == 300


@pytest.mark.parametrize("quarters", range(4))
def test_points_are_found_however_it_is_turned(view: ImageView, quarters: int) -> None:
    view.turn(quarters)
    for place in (QPointF(120, 80), QPointF(250, 200)):
        back = view.widget_transform().map(view.image_point(place))
        assert (back - place).manhattanLength() <= 1


def test_turned_image_fits(view: ImageView) -> None:
    view.turn(1)
    assert view.zoom == pytest.approx(0.75 * view.devicePixelRatioF())
    view.show_levels(build_levels(make_pixels(400, 300)), "b.png")
    assert view.quarters == 0


def test_ruler_measures_in_pixels_until_there_is_a_scale(view: ImageView, qtbot: Any) -> None:
    view.tools.choose("ruler")
    qtbot.mousePress(view, LEFT, pos=QPoint(50, 100))
    qtbot.mouseMove(view, QPoint(150, 100))
    qtbot.mouseRelease(view, LEFT, pos=QPoint(150, 100))
    assert view.tools.ruler_text == "100 px"
    assert view.drawing.marks == ()
    view.tools.set_scale(view.tools.scale_from_ruler(5.0))
    assert view.tools.ruler_text == "5.0 mm (100 px)"
    view.show_levels(build_levels(make_pixels(400, 300)), "b.png")
    assert view.tools.mm_per_px is None
    assert view.tools.ruler is None


def test_scale_needs_a_ruler(view: ImageView) -> None:
    with pytest.raises(ValueError, match="two points"):
        view.tools.scale_from_ruler(5.0)


def test_arrow_outline_and_words_are_drawn_and_undone(view: ImageView, qtbot: Any) -> None:
    plain = grab(view)
    for tool in ("arrow", "outline"):
        view.tools.choose(tool)
        qtbot.mousePress(view, LEFT, pos=QPoint(60, 60))
        for x, y in ((90, 60), (120, 90), (80, 120)):
            qtbot.mouseMove(view, QPoint(x, y))
        qtbot.mouseRelease(view, LEFT, pos=QPoint(80, 120))
    view.tools.choose("text")
    missing: list[bool] = []
    view.tools.words_missing.connect(lambda: missing.append(True))
    qtbot.mouseClick(view, LEFT, pos=QPoint(200, 200))
    assert missing == [True]
    view.tools.set_words("ulcer")
    qtbot.mouseClick(view, LEFT, pos=QPoint(200, 200))
    assert [mark.kind for mark in view.drawing.marks] == ["arrow", "outline", "text"]
    assert view.drawing.marks[0].points == ((60.0, 60.0), (80.0, 120.0))
    view.tools.choose("move")
    drawn = grab(view)
    assert not np.array_equal(plain, drawn)
    for _ in range(3):
        view.drawing.stack.undo()
    assert view.drawing.marks == ()
    assert np.array_equal(grab(view), plain)
    view.drawing.stack.redo()
    assert len(view.drawing.marks) == 1


def test_click_without_a_stroke_draws_nothing(view: ImageView, qtbot: Any) -> None:
    for tool in ("arrow", "outline", "ruler"):
        view.tools.choose(tool)
        qtbot.mouseClick(view, LEFT, pos=QPoint(60, 60))
    assert view.drawing.marks == ()
    assert view.tools.ruler is None


def test_wiping_off_can_be_undone(view: ImageView) -> None:
    view.drawing.load((Mark("arrow", ((1.0, 1.0), (9.0, 9.0))),))
    assert not view.drawing.stack.canUndo()
    view.drawing.remove_all()
    assert view.drawing.marks == ()
    view.drawing.stack.undo()
    assert len(view.drawing.marks) == 1


def test_layers_are_off_until_switched_on_and_hidden_while_space_is_held(
    view: ImageView, qtbot: Any
) -> None:
    plain = grab(view)
    view.overlays.take(make_explained())
    assert np.array_equal(grab(view), plain)
    view.overlays.show_heat(True)
    heated = grab(view)
    assert not np.array_equal(heated, plain)
    assert np.array_equal(heated[:80], plain[:80])
    view.overlays.set_opacity(0.2)
    faint = np.abs(grab(view).astype(int) - plain).sum()
    assert faint < np.abs(heated.astype(int) - plain).sum()
    view.overlays.show_outline(True)
    qtbot.keyPress(view, Qt.Key.Key_Space)
    assert view.hides_layers
    assert np.array_equal(grab(view), plain)
    qtbot.keyRelease(view, Qt.Key.Key_Space)
    assert not np.array_equal(grab(view), plain)
    view.show_levels(build_levels(make_pixels(400, 300)), "b.png")
    assert not view.overlays.shows_heat
    assert not view.overlays.has_heat


def test_unreliable_outline_is_never_drawn(view: ImageView) -> None:
    plain = grab(view)
    view.overlays.take(make_explained(doubt="the lesion fills the image"))
    view.overlays.show_outline(True)
    assert np.array_equal(grab(view), plain)
    view.overlays.take(make_explained())
    assert not np.array_equal(grab(view), plain)


def test_heat_map_grows_lighter_and_more_opaque() -> None:
    ramp = np.arange(256, dtype=np.uint8)[None]
    image = colour_map(ramp)
    colours = [image.pixelColor(x, 0) for x in range(0, 256, 15)]
    assert [c.alpha() for c in colours] == sorted(c.alpha() for c in colours)
    grey = [0.3 * c.red() + 0.59 * c.green() + 0.11 * c.blue() for c in colours]
    assert grey == sorted(grey)
    assert image.pixelColor(0, 0).alpha() == 0


def test_magnifier_shows_the_pixels_under_the_pointer(view: ImageView, qtbot: Any) -> None:
    pixels = np.zeros((300, 400, 3), np.uint8)
    pixels[140:160, 190:210] = (250, 10, 10)
    view.show_levels(build_levels(pixels), "a.png")
    view.set_loupe(True)
    qtbot.mouseMove(view, QPoint(200, 150))
    shown = view.grab().toImage()
    assert shown.pixelColor(200 + 25, 150) == QColor(250, 10, 10)
    view.set_loupe(False)
    assert view.grab().toImage().pixelColor(200 + 25, 150) == QColor(0, 0, 0)
