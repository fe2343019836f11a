"""Features from a bundle and from files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skinvl.contract.errors import DataError
from skinvl.contract.image import open_image
from skinvl.training.evaluation.probe_bundle import open_bundle
from skinvl.training.evaluation.probe_features import (
    Features,
    extract_features,
    read_features,
    write_features,
)
from skinvl.training.evaluation.selection import select_samples


@pytest.fixture(autouse=True)
def trust(monkeypatch: pytest.MonkeyPatch, bundles: Any) -> None:
    monkeypatch.setenv("SKINVL_TRUSTED_KEYS", str(bundles.keys))


def test_tower_and_projector_outputs(tiny: Path, skin_data: Path) -> None:
    opened = open_bundle(tiny, "cpu", 1)
    item = select_samples([skin_data], "test")[0]
    image = open_image(item.file)
    encoded = opened.bundle.encode(image)
    projected = opened.pool(image, "projector")
    assert projected == pytest.approx(encoded.tokens.mean(axis=0), abs=1e-6)
    tower = opened.pool(image, "tower")
    # The miniature's tower averages the channels, red first, after scaling to -1..1.
    mean = image.rgb.reshape(-1, 3).mean(axis=0) / 127.5 - 1
    assert tower == pytest.approx(mean, abs=0.02)


def test_extraction_keeps_ids_and_counts_what_cannot_be_read(
    tiny: Path, skin_data: Path, tmp_path: Path
) -> None:
    import shutil

    folder = tmp_path / "skin"
    shutil.copytree(skin_data, folder)
    selected = select_samples([folder], "test")
    selected[1].file.write_bytes(b"no image")
    found = extract_features(open_bundle(tiny, "cpu", 1), selected, "tower")
    assert found.ids == tuple(s.sample.id for i, s in enumerate(selected) if i != 1)
    assert found.values.shape == (len(selected) - 1, 3)
    assert len(found.failed) == 1 and str(selected[1].file) in found.failed[0]


def test_another_image_than_described_is_refused(
    tiny: Path, skin_data: Path, tmp_path: Path
) -> None:
    import shutil

    folder = tmp_path / "skin"
    shutil.copytree(skin_data, folder)
    selected = select_samples([folder], "test")
    shutil.copyfile(selected[0].file, selected[1].file)
    with pytest.raises(DataError, match="import it again"):
        extract_features(open_bundle(tiny, "cpu", 1), selected, "tower")


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    features = Features(("a", "b"), np.array([[1, 2], [3, 4]], dtype=np.float32))
    write_features(tmp_path / "f.npz", features)
    found = read_features(tmp_path / "f.npz")
    assert found.ids == ("a", "b") and np.array_equal(found.values, features.values)
    assert len(found.sha256) == 64


def test_tokens_are_averaged_as_published(tmp_path: Path) -> None:
    tokens = np.array([[[1.0, 5.0], [3.0, 7.0]]], dtype=np.float16)
    np.savez(tmp_path / "f.npz", features=tokens, ids=np.array(["a"]))
    assert read_features(tmp_path / "f.npz").values.tolist() == [[2.0, 6.0]]


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({"features": np.zeros((2, 3))}, "needs the arrays"),
        ({"features": np.zeros((2, 3)), "ids": np.array(["a"])}, "expected floats"),
        ({"features": np.zeros(2), "ids": np.array(["a", "b"])}, "expected floats"),
        ({"features": np.zeros((1, 3), dtype=int), "ids": np.array(["a"])}, "expected floats"),
        ({"features": np.full((1, 3), np.nan), "ids": np.array(["a"])}, "not finite"),
        ({"features": np.zeros((2, 3)), "ids": np.array(["a", "a"])}, "an id twice"),
        ({"features": np.zeros((1, 3)), "ids": np.array([{}], dtype=object)}, "not readable"),
    ],
)
def test_a_file_that_does_not_fit_is_named(
    arrays: dict[str, np.ndarray], message: str, tmp_path: Path
) -> None:
    path = tmp_path / "f.npz"
    np.savez(path, **arrays)
    with pytest.raises(DataError, match=message) as caught:
        read_features(path)
    assert str(path) in str(caught.value)


def test_a_missing_or_damaged_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="not readable as npz"):
        read_features(tmp_path / "none.npz")
    (tmp_path / "bad.npz").write_bytes(b"PK\x03\x04 not a zip")
    with pytest.raises(DataError, match="not readable as npz"):
        read_features(tmp_path / "bad.npz")
