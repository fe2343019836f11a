"""Sessions: what runs is what was signed, and int8 answers alike on every processor."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skinvl.contract.errors import BundleError, BundleTampered
from skinvl.runtime import load_bundle
from skinvl.runtime.sessions import PORTABLE_INT8

DATA = "decoder.onnx.data"


@pytest.fixture
def beside(bundles: Any, tmp_path: Path) -> Path:
    """A signed bundle whose decoder keeps its weights in a file of its own."""
    folder = tmp_path / "beside"

    def move_weights(record: dict[str, Any]) -> None:
        split_weights(folder / "decoder.onnx", DATA)
        for name in ("decoder.onnx", DATA):
            content = (folder / name).read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            record["files"][name] = {"sha256": digest, "size": len(content)}

    built: Path = bundles.build(folder, edit=move_weights)
    return built


def split_weights(file: Path, location: str) -> None:
    import onnx

    model = onnx.load(str(file))
    onnx.save_model(
        model, str(file), save_as_external_data=True, location=location, size_threshold=200
    )


def test_text_is_that_of_the_bundle_with_weights_inside(
    bundles: Any, beside: Path, bundle: Any, images: dict[str, Path]
) -> None:
    assert (beside / DATA).stat().st_size > 1000
    apart = load_bundle(beside, provider="cpu", trusted_keys=bundles.keys)
    image = images["melanoma"]
    assert apart.diagnose(image).description == bundle.diagnose(image).description
    choices = ["Yes.", "No."]
    scores = apart.score_answers(image, "Is it?", choices)
    assert scores == pytest.approx(bundle.score_answers(image, "Is it?", choices), abs=1e-6)


@pytest.mark.parametrize("change", ["other", "shorter", "empty", "gone"])
def test_weights_changed_after_loading_are_refused(
    bundles: Any, beside: Path, images: dict[str, Path], change: str
) -> None:
    loaded = load_bundle(beside, provider="cpu", trusted_keys=bundles.keys)
    content = (beside / DATA).read_bytes()
    changed = {"other": bytes([content[0] ^ 1]) + content[1:], "shorter": content[:-1]}
    (beside / DATA).unlink()
    if change != "gone":
        (beside / DATA).write_bytes(changed.get(change, b""))
    with pytest.raises(BundleTampered, match=rf"{DATA}: (changed|removed)"):
        loaded.diagnose(images["melanoma"])


def test_weights_overwritten_in_place_do_not_reach_an_open_graph(
    bundles: Any, beside: Path, images: dict[str, Path]
) -> None:
    loaded = load_bundle(beside, provider="cpu", trusted_keys=bundles.keys)
    before = loaded.diagnose(images["melanoma"]).description
    with (beside / DATA).open("r+b") as stream:
        stream.write(b"\x7f" * (beside / DATA).stat().st_size)
    assert loaded.diagnose(images["melanoma"]).description == before


@pytest.mark.parametrize("place", ["../stolen.data", "stolen.data", "/etc/hostname"])
def test_weights_that_the_bundle_does_not_list_are_not_opened(
    bundles: Any, tmp_path: Path, place: str
) -> None:
    """A signed graph may name any file: it is refused before onnxruntime sees it."""
    import onnx

    folder = tmp_path / "inner" / "bundle"

    def lead_away(record: dict[str, Any]) -> None:
        file = folder / "decoder.onnx"
        model = onnx.load(str(file))
        total = 0
        for tensor in model.graph.initializer:
            if len(tensor.dims) < 2:
                continue
            raw = onnx.numpy_helper.to_array(tensor).tobytes()
            onnx.external_data_helper.set_external_data(tensor, place, total, len(raw))
            tensor.ClearField("raw_data")
            total += len(raw)
        file.write_bytes(model.SerializeToString())
        content = file.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        record["files"]["decoder.onnx"] = {"sha256": digest, "size": len(content)}

    bundles.build(folder, edit=lead_away)
    (folder.parent / "stolen.data").write_bytes(np.ones(100_000, np.float32).tobytes())
    with pytest.raises(BundleError, match=r"decoder\.onnx: is not a graph that may be run"):
        load_bundle(folder, provider="cpu", trusted_keys=bundles.keys)


def test_every_session_takes_products_that_do_not_saturate(bundle: Any) -> None:
    models = bundle._models
    for graph in (models.vision.vision, models.vision.head, models.language._decoder.graph):
        options = graph.session.get_session_options()
        assert options.get_session_config_entry(PORTABLE_INT8[0]) == PORTABLE_INT8[1]
