"""A language model that looks through a tower of its own, and the tower behind the head."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest

from skinvl.contract.errors import BundleTampered
from skinvl.contract.image import open_image
from skinvl.contract.preprocess import preprocess
from skinvl.runtime import load_bundle


@pytest.fixture
def apart(bundles: Any, tmp_path: Path) -> Any:
    folder = bundles.build(tmp_path / "apart", own_viewer=True)
    return load_bundle(folder, provider="cpu", threads=1, trusted_keys=bundles.keys)


def test_the_head_judges_what_its_own_tower_sees(
    apart: Any, bundle: Any, images: dict[str, Path]
) -> None:
    for image in images.values():
        own, shared = apart.diagnose(image, describe=False), bundle.diagnose(image, describe=False)
        assert own.differential == shared.differential
        assert own.modality_probabilities == shared.modality_probabilities
        assert own.abstain == shared.abstain
    opened = [open_image(image) for image in images.values()]
    together = [output.differential for output in apart.differentials(opened)]
    assert together == [output.differential for output in bundle.differentials(opened)]


def test_image_tokens_come_from_the_tower_of_the_language_model(
    apart: Any, images: dict[str, Path]
) -> None:
    image = images["melanoma"]
    session = onnxruntime.InferenceSession(
        str(apart.folder / "vision.onnx"), providers=["CPUExecutionProvider"]
    )
    spec = apart.info.contract.preprocess
    assert spec != apart.info.head_preprocess
    pixels = preprocess(open_image(image).rgb, spec)[None]
    (truth,) = session.run(["image_embeds"], {"pixel_values": pixels})
    encoded = apart.encode(image)
    np.testing.assert_allclose(encoded.tokens, truth[0], atol=1e-6)
    assert encoded.tokens is encoded.tokens
    assert apart.diagnose(image).description is not None


def test_without_text_the_large_tower_is_not_even_opened(
    apart: Any, images: dict[str, Path]
) -> None:
    """Its file is gone: whatever opened it would fail."""
    (apart.folder / "vision.onnx").unlink()
    image = images["melanoma"]
    encoded = apart.encode(image)
    assert apart.diagnose(image, describe=False).status == "ok"
    assert len(apart.differentials([open_image(image)])) == 1
    with pytest.raises(BundleTampered, match=r"vision\.onnx: removed"):
        list(apart.answer(encoded, "What is it?"))
