"""What covering a place costs, in a bundle whose colours are known."""

from __future__ import annotations

import io
from concurrent.futures import CancelledError
from typing import Any

import numpy as np
import pytest
from PIL import Image

from skinvl.contract.grid import Frame
from skinvl.runtime.explain_occlusion import PLACES, paint, pick_skin


def draw_spot(side: int = 64) -> bytes:
    """A red spot at the upper left on grey."""
    rows, columns = np.mgrid[0:side, 0:side] / side
    pixels = np.full((side, side, 3), 128, dtype=np.uint8)
    pixels[np.hypot(rows - 0.3, columns - 0.3) < 0.2] = (250, 30, 30)
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, format="PNG")
    return stream.getvalue()


def test_covering_the_spot_costs_the_diagnosis(bundle: Any) -> None:
    explanation = bundle.explain(draw_spot(), code="melanoma", method="occlusion")
    assert explanation.map.shape == (PLACES, PLACES)
    row, column = np.unravel_index(explanation.map.argmax(), explanation.map.shape)
    assert row <= 2 and column <= 2
    assert abs(explanation.map[-1, -1]) < 0.05 * explanation.map.max()
    overlay = explanation.overlay()
    assert overlay[:32, :32].sum() > 0.7 * overlay.sum()


def test_score_is_the_log_probability(bundle: Any) -> None:
    encoded = bundle.encode(draw_spot())
    explanation = bundle.explain(encoded, code="melanoma", method="occlusion")
    probability = encoded.head.probabilities["dermoscopy"][0]
    assert explanation.score == pytest.approx(np.log(probability), abs=1e-6)
    assert explanation.baseline == 0


def test_both_methods_agree_where_the_model_is_linear(bundle: Any) -> None:
    encoded = bundle.encode(draw_spot())
    fast = bundle.explain(encoded, code="melanoma").overlay((8, 8))
    slow = bundle.explain(encoded, code="melanoma", method="occlusion").overlay((8, 8))
    assert np.corrcoef(fast.ravel(), slow.ravel())[0, 1] > 0.7


def test_batches_do_not_change_the_map(bundles: Any, tmp_path: Any) -> None:
    """The int8 bundle scales a batch by its extremes, so every image must be run alone."""
    from skinvl.runtime import load_bundle

    folder = bundles.build(tmp_path / "int8", precision="int8")
    quantized = load_bundle(folder, provider="cpu", threads=1, trusted_keys=bundles.keys)
    explanation = quantized.explain(draw_spot(), code="melanoma", method="occlusion")
    # Covering a place that is already of the skin's colour changes nothing at all.
    assert explanation.map[-1, -1] == 0


def test_cancel_stops_between_batches(bundle: Any) -> None:
    asked: list[bool] = []

    def cancel() -> bool:
        asked.append(True)
        return len(asked) == 3

    with pytest.raises(CancelledError):
        bundle.explain(draw_spot(), method="occlusion", cancel=cancel)
    assert len(asked) == 3


def test_paint_is_full_at_its_place_and_gone_far_away() -> None:
    cover = paint(0, 3, (4, 8), (64, 128))
    assert cover.shape == (64, 128) and cover.max() <= 1
    assert np.unravel_index(cover.argmax(), cover.shape) in [(7, 55), (7, 56), (8, 55), (8, 56)]
    assert cover[8, 56] > 0.99 and cover[60, 120] < 1e-6


def test_skin_is_the_rim_of_the_image_not_its_padding() -> None:
    pixels = np.full((3, 40, 40), -9.0, dtype=np.float32)
    pixels[:, 10:30] = 2.0
    pixels[:, 14:26, 4:36] = 5.0
    frame = Frame((40, 20), (0.0, -10.0, 40.0, 30.0))
    assert pick_skin(pixels, frame).tolist() == [2, 2, 2]
