"""Zoom and pan, and that reduced copies do not change what is shown at full size."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage

from skinvl.desktop.ui.image_view import LARGEST_ZOOM, ImageView, build_levels


def make_pixels(width: int, height: int) -> Any:
    return np.random.default_rng(0).integers(0, 255, (height, width, 3), dtype=np.uint8)


@pytest.fixture
def view(qtbot: Any) -> ImageView:
    view = ImageView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    return view


def test_levels_halve_down_to_a_small_one() -> None:
    levels = build_levels(make_pixels(1000, 700))
    assert [(level.width(), level.height()) for level in levels] == [
        (1000, 700),
        (500, 350),
        (250, 175),
    ]


def test_small_image_is_not_enlarged_to_fit(view: ImageView) -> None:
    view.show_levels(build_levels(make_pixels(40, 30)), "a.png")
    assert view.zoom == 1.0


def test_large_image_fits(view: ImageView) -> None:
    view.show_levels(build_levels(make_pixels(1600, 600)), "a.png")
    assert view.zoom == pytest.approx(0.25 * view.devicePixelRatioF())


def test_hundred_percent_shows_the_pixels_unchanged(view: ImageView) -> None:
    pixels = make_pixels(1600, 1200)
    view.show_levels(build_levels(pixels), "a.png")
    view.show_actual_size()
    shown = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(shown.constBits(), np.uint8).reshape(shown.height(), -1)
    grabbed = rows[:, : 3 * shown.width()].reshape(shown.height(), shown.width(), 3)
    assert np.array_equal(grabbed, pixels[450:750, 600:1000])


def test_zoom_has_ends(view: ImageView) -> None:
    view.show_levels(build_levels(make_pixels(1600, 1200)), "a.png")
    fitted = view.zoom
    view.zoom_out()
    assert view.zoom == fitted
    for _ in range(60):
        view.zoom_in()
    assert view.zoom == LARGEST_ZOOM


def test_dragging_moves_and_stays_inside(view: ImageView, qtbot: Any) -> None:
    view.show_levels(build_levels(make_pixels(1600, 1200)), "a.png")
    view.show_actual_size()
    start = view.image_point(QPointF(0, 0))
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    qtbot.mouseMove(view, QPoint(150, 130))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(150, 130))
    assert view.image_point(QPointF(0, 0)) - start == QPointF(50, 20)
    for _ in range(40):
        qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.image_point(QPointF(0, 0)).x() == 0


def test_cleared_view_shows_nothing(view: ImageView) -> None:
    view.show_levels(build_levels(make_pixels(40, 30)), "a.png")
    view.clear()
    assert view.shown_image() is None
    view.zoom_in()
    view.fit()
    image = view.grab().toImage()
    assert image.pixelColor(200, 150) == image.pixelColor(5, 5)
