"""An image in several sizes for the screen, and the arithmetic of moving and turning it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QImage

_SMALLEST_LEVEL = 256


def to_image(rgb: NDArray[np.uint8]) -> QImage:
    """A QImage with its own copy of the pixels uint8 [H, W, 3]."""
    height, width = rgb.shape[:2]
    pixels = np.ascontiguousarray(rgb)
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def build_levels(rgb: NDArray[np.uint8]) -> list[QImage]:
    """The image and copies of half, quarter ... its size, so that a small view does not alias."""
    levels = [to_image(rgb)]
    while max(levels[-1].width(), levels[-1].height()) > _SMALLEST_LEVEL:
        size = QSize(max(1, levels[-1].width() // 2), max(1, levels[-1].height() // 2))
        levels.append(
            levels[-1].scaled(
                size,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
    return levels


def turn_vector(point: QPointF, quarters: int) -> QPointF:
    """A vector turned by quarter turns clockwise on the screen, without rounding."""
    x, y = point.x(), point.y()
    turned = ((x, y), (-y, x), (-x, -y), (y, -x))[quarters % 4]
    return QPointF(*turned)


def keep_inside(centre: float, visible: float, size: int) -> float:
    """The centre of the visible stretch, such that it stays inside or, if it is longer, centred."""
    if visible >= size:
        return size / 2
    return min(max(centre, visible / 2), size - visible / 2)
