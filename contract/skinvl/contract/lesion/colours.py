"""Colours of a lesion: the six of dermoscopy's ABCD rule, found in CIELAB.

White, red, light brown, dark brown, blue-grey and black are those of Stolz et al. (1994). A colour
counts as present where it covers a few per cent of the lesion, as is usual in automatic forms of
the rule (Barata et al., IEEE J Biomed Health Inform 19:1146-1152, 2015).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.answer import COLOURS, Colour

CANONICAL_SKIN = (72.0, 12.0, 14.0)
"""Light skin in CIELAB (D65), to which the surroundings of the lesion are brought."""

_PROTOTYPES: tuple[tuple[Colour | None, tuple[float, float, float]], ...] = (
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
_REFERENCES = np.array([value for _, value in _PROTOTYPES], dtype=np.float32)
_MEMBERS = {
    colour: [index for index, (name, _) in enumerate(_PROTOTYPES) if name == colour]
    for colour in COLOURS
}
MINIMUM_SHARE: dict[Colour, float] = {
    "white": 0.02,
    "red": 0.10,
    "light brown": 0.10,
    "dark brown": 0.05,
    "blue-grey": 0.03,
    "black": 0.02,
}
"""Share of the lesion from which a colour counts as present."""

_GREEN_OF_VIGNETTE = 0.045
_MINIMUM_SKIN = 0.01
_OUTLINE = 2
"""Pixels along the outline that are left out: a dark lesion blends into skin through grey tones."""
_MINIMUM_CORE = 0.4
_GAP = 3
"""Pixels around the lesion that are not taken for skin."""
_RGB_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
_WHITE_D65 = np.array([0.95047, 1.0, 1.08883])


def to_lab(linear: NDArray[np.float32]) -> NDArray[np.float32]:
    """Linear sRGB, float32 [..., 3], to CIELAB under D65 (L 0..100), after CIE 15:2004."""
    xyz = linear @ (_RGB_TO_XYZ.T / _WHITE_D65).astype(np.float32)
    root = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = root[..., 0], root[..., 1], root[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def measure_skin(
    linear: NDArray[np.float32], mask: NDArray[np.bool_]
) -> NDArray[np.float32] | None:
    """Median linear RGB of the skin around the lesion, [3]; None where hardly any is in the frame.

    The dark corners of a dermatoscope's field of view are left out.
    """
    around = ~grow(mask, _GAP)
    around &= linear[..., 1] > _GREEN_OF_VIGNETTE
    if around.sum() < _MINIMUM_SKIN * mask.size:
        return None
    skin: NDArray[np.float32] = np.median(linear[around], axis=0)
    return skin


def relate_to_skin(
    linear: NDArray[np.float32], skin: NDArray[np.float32] | None
) -> NDArray[np.float32]:
    """CIELAB of linear RGB [..., 3] after the surrounding skin is brought to `CANONICAL_SKIN`.

    Each channel is scaled (von Kries), which takes out exposure and colour cast: "blue-grey" then
    means bluer than the skin around, and black stays black.
    """
    if skin is None:
        return to_lab(linear)
    gain = (_CANONICAL_LINEAR / np.maximum(skin, 0.01)).astype(np.float32)
    return to_lab(linear * gain)


def measure_colours(
    linear: NDArray[np.float32], mask: NDArray[np.bool_], skin: NDArray[np.float32] | None
) -> dict[Colour, float]:
    """Share of the lesion whose nearest reference is each of the six colours.

    Args:
        linear: linear RGB of the image, float32 [H, W, 3].
        mask: lesion, bool [H, W], with at least one pixel set.
        skin: linear RGB of the surrounding skin, [3].
    """
    core = grow(mask, -_OUTLINE)
    inside = core if core.sum() >= _MINIMUM_CORE * mask.sum() else mask
    nearest = nearest_reference(relate_to_skin(linear[inside], skin))
    counts = np.bincount(nearest, minlength=len(_PROTOTYPES)) / len(nearest)
    return {colour: float(counts[members].sum()) for colour, members in _MEMBERS.items()}


def nearest_reference(lab: NDArray[np.float32]) -> NDArray[np.intp]:
    """Position of the nearest reference colour (Euclidean in CIELAB), [...] from [..., 3]."""
    offset = (_REFERENCES**2).sum(axis=1)
    nearest: NDArray[np.intp] = (offset - 2 * (lab @ _REFERENCES.T)).argmin(axis=-1)
    return nearest


def colours_present(shares: Mapping[Colour, float]) -> tuple[Colour, ...]:
    """The colours that cover their `MINIMUM_SHARE`, in the order in which they are named."""
    return tuple(colour for colour in COLOURS if shares[colour] >= MINIMUM_SHARE[colour])


def grow(mask: NDArray[np.bool_], pixels: int) -> NDArray[np.bool_]:
    """A mask, bool [H, W], grown by some 4-connected pixels, or shrunk by them where negative.

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


def _from_lab(lab: tuple[float, float, float]) -> NDArray[np.float32]:
    y = (lab[0] + 16) / 116
    root = np.array([y + lab[1] / 500, y, y - lab[2] / 200])
    return np.linalg.solve(_RGB_TO_XYZ, root**3 * _WHITE_D65).astype(np.float32)


_CANONICAL_LINEAR = _from_lab(CANONICAL_SKIN)
