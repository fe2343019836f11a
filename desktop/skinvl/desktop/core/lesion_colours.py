"""The six colours of dermoscopy's ABCD rule, found in CIELAB relative to the skin around a lesion.

White, red, light brown, dark brown, blue-grey and black are those of Stolz et al. (1994); the
references are those with which the training data were described.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.answer import COLOURS, Colour

CANONICAL_SKIN = (72.0, 12.0, 14.0)
"""Light skin in CIELAB (D65), to which the surroundings of the lesion are brought."""
REFERENCES: tuple[tuple[Colour | None, tuple[float, float, float]], ...] = (
    (None, CANONICAL_SKIN),
    (None, (64.0, 18.0, 17.0)),
    (None, (79.0, 11.0, 13.0)),
    (None, (69.0, 16.0, 9.0)),
    ("white", (83.0, 5.0, 6.0)),
    ("red", (60.0, 29.0, 14.0)),
    ("red", (54.0, 35.0, 17.0)),
    ("red", (46.0, 42.0, 18.0)),
    ("red", (42.0, 56.0, 6.0)),
    ("red", (33.0, 39.0, 12.0)),
    ("light brown", (62.0, 18.0, 26.0)),
    ("light brown", (54.0, 22.0, 28.0)),
    ("light brown", (50.0, 30.0, 27.0)),
    ("dark brown", (40.0, 33.0, 28.0)),
    ("dark brown", (37.0, 19.0, 20.0)),
    ("dark brown", (28.0, 30.0, 23.0)),
    ("dark brown", (22.0, 16.0, 13.0)),
    ("blue-grey", (60.0, 8.0, 3.0)),
    ("blue-grey", (50.0, 8.0, 2.0)),
    ("blue-grey", (36.0, 13.0, 2.0)),
    ("blue-grey", (42.0, 20.0, -8.0)),
    ("blue-grey", (28.0, 6.0, -5.0)),
    ("black", (9.0, 8.0, 4.0)),
)
_VALUES = np.array([value for _, value in REFERENCES], dtype=np.float32)
_GREEN_OF_VIGNETTE = 0.045
_MINIMUM_SKIN = 0.01
_OUTLINE = 2
"""Pixels along the outline that are left out: a dark lesion blends into skin through grey tones."""
_MINIMUM_CORE = 0.4
_GAP = 3
_RGB_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
_WHITE_D65 = np.array([0.95047, 1.0, 1.08883])

Mask = NDArray[np.bool_]
Floats = NDArray[np.float32]


def measure_colours(linear: Floats, mask: Mask) -> dict[Colour, float]:
    """Share of a lesion whose nearest reference is each of the six colours, 0..1.

    Args:
        linear: linear RGB of the image, float32 [H, W, 3].
        mask: lesion, bool [H, W], with at least one pixel set.
    """
    core = grow(mask, -_OUTLINE)
    inside = core if core.sum() >= _MINIMUM_CORE * mask.sum() else mask
    pixels = linear[inside]
    skin = _find_skin(linear, mask)
    if skin is not None:
        # Von Kries: takes out exposure and colour cast, and black stays black.
        pixels = pixels * (_CANONICAL_LINEAR / np.maximum(skin, 0.01)).astype(np.float32)
    lab = _to_lab(pixels)
    nearest = ((_VALUES**2).sum(axis=1) - 2 * (lab @ _VALUES.T)).argmin(axis=-1)
    counts = np.bincount(nearest, minlength=len(REFERENCES)) / len(nearest)
    return {
        colour: float(sum(counts[i] for i, (name, _) in enumerate(REFERENCES) if name == colour))
        for colour in COLOURS
    }


def grow(mask: Mask, pixels: int) -> Mask:
    """A mask grown by some 4-connected pixels, or shrunk by them where negative.

    What lies outside the frame belongs to a mask that is shrunk and to none that is grown.
    """
    grown = mask if pixels >= 0 else ~mask
    for _ in range(abs(pixels)):
        spread = grown.copy()
        spread[1:] |= grown[:-1]
        spread[:-1] |= grown[1:]
        spread[:, 1:] |= grown[:, :-1]
        spread[:, :-1] |= grown[:, 1:]
        grown = spread
    return grown if pixels >= 0 else ~grown


def _find_skin(linear: Floats, mask: Mask) -> Floats | None:
    around = ~grow(mask, _GAP) & (linear[..., 1] > _GREEN_OF_VIGNETTE)
    if around.sum() < _MINIMUM_SKIN * mask.size:
        return None
    return np.asarray(np.median(linear[around], axis=0), dtype=np.float32)


def _to_lab(linear: Floats) -> Floats:
    """Linear sRGB [..., 3] to CIELAB under D65 (CIE 15:2004)."""
    xyz = linear @ (_RGB_TO_XYZ.T / _WHITE_D65).astype(np.float32)
    root = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = root[..., 0], root[..., 1], root[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1).astype(np.float32)


def _from_lab(lab: tuple[float, float, float]) -> Floats:
    y = (lab[0] + 16) / 116
    root = np.array([y + lab[1] / 500, y, y - lab[2] / 200])
    return np.linalg.solve(_RGB_TO_XYZ, root**3 * _WHITE_D65).astype(np.float32)


_CANONICAL_LINEAR = _from_lab(CANONICAL_SKIN)
