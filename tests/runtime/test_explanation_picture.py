"""The picture of an explanation, as pixels."""

from __future__ import annotations

import dataclasses
import io
import os
import stat
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from skinvl.contract.errors import ConfigError
from skinvl.contract.grid import Frame
from skinvl.contract.ontology import DiagnosisCode
from skinvl.runtime.explain import Explanation
from skinvl.runtime.explanation_picture import PANEL_PIXELS, Caption, draw_picture, write_picture
from skinvl.runtime.outline import Outline

CAPTION = Caption("81.0 % (dermoscopy)", "tiny 1.2.3", "no medical device")


def make_explanation(size: tuple[int, int], **changes: Any) -> Explanation:
    """All evidence in the upper left quarter."""
    frame = Frame(size, (0.0, 0.0, float(size[0]), float(size[1])))
    values = np.array([[4, 0], [0, 0]], dtype=np.float32)
    explanation = Explanation(
        "folder/lesion.png", "fast", DiagnosisCode("melanoma"), "Melanoma", "dermoscopy", 1.0,
        values, 1.0, frame, None, "a" * 64, "b" * 64,
    )  # fmt: skip
    return dataclasses.replace(explanation, **changes)


def make_outline(explanation: Explanation, reliable: bool = True) -> Outline:
    frame, (width, height) = explanation.frame, explanation.frame.size
    corners = np.array([[0.5, 0.5], [0.9, 0.5], [0.9, 0.9], [0.5, 0.9]]) * [width, height]
    mask = np.zeros((8, 8), dtype=bool)
    mask[4:7, 4:7] = True
    reason = None if reliable else "it does not stand out"
    return Outline(corners, mask, frame, 0.16, reliable, reason, explanation.image_sha256, "b" * 64)


def draw(size: tuple[int, int], outline: Outline | None = None, **changes: Any) -> Image.Image:
    rgb = np.full((size[1], size[0], 3), 150, dtype=np.uint8)
    explanation = make_explanation(size, **changes)
    return Image.open(io.BytesIO(draw_picture(rgb, explanation, outline, CAPTION)))


@pytest.mark.parametrize("size", [(200, 150), (3000, 200), (20, 1500), (9, 7), (1, 1), (640, 640)])
def test_every_shape_gives_a_sheet_that_holds_both_panels(size: tuple[int, int]) -> None:
    picture = draw(size)
    scale = min(max(1, PANEL_PIXELS[0] / max(size)), PANEL_PIXELS[1] / max(size))
    width, height = (max(1, round(side * scale)) for side in size)
    assert picture.mode == "RGB"
    assert picture.width >= 2 * width + 16
    assert picture.height >= height + 100
    assert max(width, height) <= PANEL_PIXELS[1]


def test_evidence_is_drawn_where_it_is() -> None:
    picture = np.asarray(draw((320, 320))).astype(int)
    plain, mapped = picture[16:336, 16:336], picture[16:336, 352:672]
    assert np.all(plain == 150)
    changed = np.abs(mapped - 150).max(axis=-1)
    assert changed[:100, :100].min() > 60
    assert changed[240:, 240:].max() == 0


def test_only_a_reliable_outline_is_drawn() -> None:
    explanation = make_explanation((320, 320))
    clean = np.asarray(draw((320, 320)))[16:336]
    doubted = np.asarray(draw((320, 320), make_outline(explanation, reliable=False)))[16:336]
    drawn = np.asarray(draw((320, 320), make_outline(explanation)))[16:336]
    assert np.array_equal(clean[:, :, :], doubted)
    outlined = np.argwhere((drawn == (0, 230, 255)).all(axis=-1))
    assert outlined.min(axis=0) == pytest.approx([160, 352 + 160], abs=3)
    assert outlined.max(axis=0) == pytest.approx([288, 352 + 288], abs=3)


def test_words_grow_the_sheet() -> None:
    plain = draw((320, 320))
    flagged = draw((320, 320), abstain="the image is unlike the images the model was trained on")
    assert flagged.height > plain.height


def test_picture_says_what_it_was_made_of() -> None:
    text = draw((50, 50)).text
    assert text["skinvl:image_sha256"] == "a" * 64
    assert text["skinvl:bundle_sha256"] == "b" * 64
    assert (text["skinvl:code"], text["skinvl:method"]) == ("melanoma", "fast")


def test_map_of_another_size_is_refused() -> None:
    rgb = np.zeros((40, 50, 3), dtype=np.uint8)
    with pytest.raises(ValueError, match=r"has \(50, 40\) pixels, the map or outline \(50, 50\)"):
        draw_picture(rgb, make_explanation((50, 50)), None, CAPTION)


def test_write_replaces_whole_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "map.png"
    write_picture(path, b"first")
    write_picture(path, b"second")
    assert path.read_bytes() == b"second"
    assert [entry.name for entry in tmp_path.iterdir()] == ["map.png"]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) & stat.S_IRUSR


def test_write_that_fails_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "map.png").mkdir()
    (tmp_path / "map.png" / "inside").touch()
    with pytest.raises(ConfigError, match=r"map\.png: cannot be written"):
        write_picture(tmp_path / "map.png", b"content")
    assert [entry.name for entry in tmp_path.iterdir()] == ["map.png"]
