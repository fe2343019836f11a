"""The figures of a model in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from skinvl.desktop.core.figure_names import PARTS, name_figure

MINI = Path(__file__).resolve().parents[2] / "bundles" / "skinvl-mini" / "bundle.json"
NAMES_OF_MODELS = {
    "BiomedCLIP", "CLIP-Large", "DINOv3-L16", "DermFM-Zero", "DermLIP-PanDerm",
    "DermLIP-ViT-B-16", "MAKE", "MONET", "PanDerm", "SkinVL",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ham10000-dermoscopy/sensitivity/melanoma", "HAM10000, dermoscopy: sensitivity: Melanoma"),
        ("peers/zero_shot/MAKE/brier", "Compared with other models: without training: MAKE: Brier"),
        ("a_new/one", "a new: one"),
    ],
)
def test_a_name_in_words(name: str, words: str) -> None:
    assert name_figure(name).casefold().startswith(words.casefold())


def test_every_figure_of_the_default_model_has_words() -> None:
    if not MINI.is_file():
        pytest.skip("the default model is not in this checkout")
    figures = json.loads(MINI.read_text(encoding="utf-8"))["evaluation"]
    assert figures
    named = {name: name_figure(name) for name in figures}
    for name, words in named.items():
        told = words.split(": ")
        for part, word in zip(name.split("/"), told, strict=True):
            assert part in PARTS or part in NAMES_OF_MODELS or word != part, name
    assert len(set(named.values())) == len(named)
