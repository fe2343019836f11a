"""Anatomic sites in the words of the ISIC data dictionary, and the views of the body map.

Names of the general sites follow ``anatom_site_general`` of the ISIC Archive's dictionary; the
finer ones are its next level.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Literal, get_args

BodyView = Literal["front", "back", "left", "right", "head", "hands", "feet"]
Side = Literal["left", "right", "middle"]
BODY_VIEWS: tuple[BodyView, ...] = get_args(BodyView)

SITES = MappingProxyType(
    {
        "head/neck": ("scalp", "face", "ear", "nose", "lip", "eyelid", "neck"),
        "anterior torso": ("chest", "abdomen", "groin"),
        "posterior torso": ("upper back", "lower back", "buttock"),
        "lateral torso": ("flank",),
        "upper extremity": ("shoulder", "upper arm", "elbow", "forearm", "wrist", "hand"),
        "lower extremity": ("hip", "thigh", "knee", "lower leg", "ankle", "foot"),
        "palms/soles": ("palm", "sole"),
        "oral/genital": ("oral", "genital"),
    }
)
"""Finer sites of each general site."""


def is_site(general: str | None, finer: str | None) -> bool:
    """Whether these are a general site and one of its finer sites; either may be None."""
    if general is None:
        return finer is None
    return general in SITES and (finer is None or finer in SITES[general])
