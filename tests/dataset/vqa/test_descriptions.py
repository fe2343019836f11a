"""What is left of a caption as a description."""

from __future__ import annotations

import pytest

from skinvl.dataset.vqa.descriptions import describe


@pytest.mark.parametrize(
    ("caption", "description"),
    [
        (
            "Figure 12.1 Basal cell carcinoma, its margin rolled in an 82-year-old woman. "
            "The eruption recurred 6 months after treatment.",
            "Basal cell carcinoma, its margin rolled.",
        ),
        ("melanoma on the back of a man aged 80 years", "Melanoma on the back."),
        (
            "Naevus on the back of this 50-year-old male patient (dermoscopy). Courtesy of Dr. X.",
            "Naevus on the back (dermoscopy).",
        ),
        (
            "Melanoma in a man in his sixties. Histological examination confirmed the diagnosis.",
            "Melanoma.",
        ),
        ("Psoriasis. Note the sharp border.", "Psoriasis. Note the sharp border."),
        ("Patient aged 40", None),
        ("A 45-year-old man and his plaques", None),
        ("The lesion had been present for 2 years.", None),
        ("", None),
        ("Fig. 4.", None),
    ],
)
def test_describe(caption: str, description: str | None) -> None:
    assert describe(caption) == description
