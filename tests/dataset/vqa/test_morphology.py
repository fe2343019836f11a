"""Features of captions, and words that only look like features."""

from __future__ import annotations

from typing import Any

import pytest

from skinvl.dataset.vqa.morphology import read_morphology


@pytest.mark.parametrize(
    ("modality", "caption", "shown"),
    [
        ("clinical", "Folliculitis: papules and pustules around hairs", ("papules", "pustules")),
        ("clinical", "Kaposi sarcoma: plaques of violet hue", ("plaques",)),
        ("clinical", "Pustular psoriasis", ()),
        ("clinical", "Patch-stage mycosis fungoides", ()),
        ("clinical", "Fibrous papule of the nose", ()),
        ("clinical", "Erythema nodosum", ()),
        ("clinical", "Eczema. Papules that may become nodules; crusts", ("papules", "crusts")),
        ("clinical", "Plaque with a history of ulceration", ("plaques",)),
        ("clinical", "Stuck-on appearance of a keratosis", ("a stuck-on appearance",)),
        ("dermoscopy", "with a regular pigment network", ("a regular network",)),
        ("dermoscopy", "Naevus with milia-like cysts", ("milia-like cysts",)),
        ("dermoscopy", "with red lacunae and dots", ("red lacunae", "dots")),
        ("pathology", "Acanthosis and parakeratosis", ("acanthosis", "parakeratosis")),
        ("pathology", "nests of atypical keratinocytes", ("nests of atypical keratinocytes",)),
        ("other", "papules", ()),
    ],
)
def test_shown(modality: Any, caption: str, shown: tuple[str, ...]) -> None:
    assert read_morphology(caption, modality).shown == shown


def test_denied() -> None:
    found = read_morphology("Plaque without ulceration or crusts, no scale", "clinical")
    assert found.shown == ("plaques",)
    assert set(found.denied) == {"ulceration", "crusts", "scale"}
