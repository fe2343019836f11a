"""The slow map: what covering each place costs the diagnosis.

Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks", ECCV 2014. It asks the
whole model and takes nothing from the fast map, so that it is a check of it. A place is painted
over softly, in the colour of the skin at the rim of the image: a hard or grey square is itself a
thing to see, and filling with the blurred image leaves a paler lesion in place.
`docs/explanations.md` has the figures behind shape, size and colour.
"""

from __future__ import annotations

from concurrent.futures import CancelledError
from typing import TYPE_CHECKING

import numpy as np

from skinvl.contract.bundle import BundleManifest
from skinvl.contract.grid import Floats, Frame
from skinvl.runtime.decode import Cancel
from skinvl.runtime.explain import Target
from skinvl.runtime.scores import HeadLogits
from skinvl.runtime.vision import VisionModel

if TYPE_CHECKING:
    from skinvl.runtime.explainer import View

PLACES = 7
"""Places along the short side of the model input."""
SPREAD = 0.75
"""Standard deviation of the paint, in distances between places."""
_RIM = 0.045


def measure_occlusion(
    view: View,
    logits: HeadLogits,
    target: Target,
    vision: VisionModel,
    manifest: BundleManifest,
    together: int,
    cancel: Cancel | None,
) -> Floats:
    """Fall of the log-probability of the diagnosis where each place is covered.

    Args:
        view: the image.
        logits: what the head says of the image as it is.
        target: the diagnosis.
        vision: looks at the covered images.
        manifest: of the bundle.
        together: images looked at at once.
        cancel: asked before each batch.

    Returns:
        float32 [rows, columns]; 0 where a place shows padding alone.

    Raises:
        CancelledError: `cancel` stopped it.
    """
    height, width = view.pixels.shape[1:]
    scale = PLACES / min(height, width)
    rows, columns = round(height * scale), round(width * scale)
    skin = pick_skin(view.pixels, view.frame)[:, None, None]
    places = np.flatnonzero(view.frame.weigh_cells(rows, columns) > 0)
    found: list[HeadLogits] = []
    for start in range(0, len(places), together):
        if cancel is not None and cancel():
            raise CancelledError("the explanation was cancelled")
        batch = []
        for place in places[start : start + together]:
            row, column = divmod(int(place), columns)
            cover = paint(row, column, (rows, columns), (height, width))
            batch.append(view.pixels * (1 - cover) + skin * cover)
        found.extend(vision.classify(np.stack(batch)))
    falls = np.zeros(rows * columns, dtype=np.float32)
    if found:
        before = target.log_probability([logits], manifest)
        falls[places] = before - target.log_probability(found, manifest)
    return falls.reshape(rows, columns)


def paint(row: int, column: int, grid: tuple[int, int], size: tuple[int, int]) -> Floats:
    """How much of each pixel is covered at one place of a grid, float32 [H, W], 0..1."""
    steps = (size[0] / grid[0], size[1] / grid[1])
    down, across = (
        np.exp(-((np.arange(side) + 0.5 - (place + 0.5) * step) ** 2) / (2 * (SPREAD * step) ** 2))
        for side, place, step in zip(size, (row, column), steps, strict=True)
    )
    return np.outer(down, across).astype(np.float32)


def pick_skin(pixels: Floats, frame: Frame) -> Floats:
    """Median colour [3] at the rim of the image in model input float32 [3, H, W]."""
    height, width = pixels.shape[1:]
    seen = frame.weigh_cells(height, width) > 0.5
    down, across = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if not len(down):
        return np.asarray(np.median(pixels.reshape(3, -1), axis=1), dtype=np.float32)
    inner = seen.copy()
    rim = max(1, round(_RIM * min(len(down), len(across))))
    inner[: down[0] + rim] = inner[down[-1] + 1 - rim :] = False
    inner[:, : across[0] + rim] = inner[:, across[-1] + 1 - rim :] = False
    return np.asarray(np.median(pixels[:, seen & ~inner], axis=1), dtype=np.float32)
