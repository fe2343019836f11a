"""How the patches of a vision tower lie on its input, and the input on the image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.preprocess import PreprocessSpec, locate_input

Floats = NDArray[np.float32]


def find_grid(tokens: int, height: int, width: int) -> tuple[int, int] | None:
    """Rows and columns of `tokens` square patches that cover an input of `height` x `width`.

    Towers cut incomplete patches off (a convolution without padding) or complete them (a padded
    one), so for some stride both sides are the rounded quotient.

    Returns:
        (rows, columns); None where no stride gives that many patches.
    """
    for stride in range(1, max(height, width) + 1):
        for rows, columns in (
            (height // stride, width // stride),
            (-(-height // stride), -(-width // stride)),
        ):
            if rows * columns == tokens:
                return rows, columns
    return None


@dataclass(frozen=True)
class Frame:
    """Where a model input lies on the image it was made from.

    Attributes:
        size: (width, height) of the image in pixels.
        box: (left, top, right, bottom) that the input shows, in pixels of the image; it reaches
            beyond the image where that was padded and leaves out what was cropped.
    """

    size: tuple[int, int]
    box: tuple[float, float, float, float]

    @staticmethod
    def of(size: tuple[int, int], spec: PreprocessSpec) -> Frame:
        """The frame of an image of (width, height) under `spec`."""
        return Frame(size, locate_input(size, spec))

    def weigh_cells(self, rows: int, columns: int) -> Floats:
        """Share of each cell of a grid over the input that shows the image, float32 [rows,
        columns]; less than 1 where a cell shows padding."""
        left, top, right, bottom = self.box
        return np.outer(
            _share(np.linspace(top, bottom, rows + 1), self.size[1]),
            _share(np.linspace(left, right, columns + 1), self.size[0]),
        ).astype(np.float32)

    def spread(self, grid: Floats, size: tuple[int, int] | None = None) -> Floats:
        """A grid over the input, bilinearly on the pixels of the image.

        Args:
            grid: float32 [rows, columns].
            size: (width, height) of the result, any scale of the image; None: the image's own.

        Returns:
            float32 [height, width]; 0 where the input does not show the image.
        """
        width, height = size or self.size
        left, top, right, bottom = self.box
        y = (np.arange(height, dtype=np.float64) + 0.5) * (self.size[1] / height)
        x = (np.arange(width, dtype=np.float64) + 0.5) * (self.size[0] / width)
        down = _interpolate((y - top) / (bottom - top), grid.shape[0])
        across = _interpolate((x - left) / (right - left), grid.shape[1])
        return np.asarray(down @ grid @ across.T, dtype=np.float32)

    def place(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points [N, 2] (x, y) in 0..1 of the input to pixels of the image, within the image."""
        left, top, right, bottom = self.box
        placed = np.array([left, top]) + points * np.array([right - left, bottom - top])
        return np.asarray(np.clip(placed, 0.0, self.size), dtype=np.float64)


def _share(edges: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    """Share of each interval between `edges` that lies in 0..length."""
    inside = np.clip(edges, 0, length)
    return np.asarray(np.diff(inside) / np.diff(edges), dtype=np.float64)


def _interpolate(places: NDArray[np.floating[Any]], cells: int) -> Floats:
    """Weights [N, cells] that read a row of cells at places 0..1; all 0 outside."""
    position = np.clip(places * cells - 0.5, 0, cells - 1)
    first = np.minimum(position.astype(np.int64), max(cells - 2, 0))
    rest = position - first
    weights = np.zeros((len(places), cells), dtype=np.float32)
    row = np.arange(len(places))
    weights[row, first] = 1 - rest
    if cells > 1:
        weights[row, first + 1] = rest
    weights[(places < 0) | (places > 1)] = 0
    return weights
