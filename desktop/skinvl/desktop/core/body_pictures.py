"""The pictures of the body map, drawn for SkinVL as closed curves through a few points.

Of what is symmetric only the half on the left of the picture is written down. Seen from the front,
the patient's right side lies there; seen from behind, the left one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from skinvl.desktop.core.body_shapes import (
    FAR,
    Area,
    Curve,
    Midline,
    Picture,
    Shape,
    make_bands,
    make_box,
    make_oval,
    mirror_curve,
    mirror_shape,
    move_curve,
    move_shape,
    pair_lines,
    pair_shapes,
)
from skinvl.desktop.core.store.anatomy import BodyView

_W = 500.0
_FROM_FRONT = Midline(250.0, "right", 8.0)
_FROM_BEHIND = Midline(250.0, "left", 8.0)
_SKULL = make_oval(250, 76, 41, 58)
_EAR = make_oval(208, 82, 8, 16)
_NECK: Curve = ((229, 112), (271, 112), (272, 146), (296, 172), (204, 172), (228, 146))
_TORSO: Curve = (
    (250, 153), (222, 156), (180, 170), (162, 192), (172, 240), (181, 300), (187, 360),
    (181, 420), (172, 470), (172, 512), (210, 530), (250, 532),
    (290, 530), (328, 512), (328, 470), (319, 420), (313, 360), (319, 300), (328, 240),
    (338, 192), (320, 170), (278, 156),
)  # fmt: skip
_ARM: Curve = (
    (186, 168), (160, 176), (144, 204), (130, 260), (114, 320), (102, 360), (86, 420),
    (74, 474), (60, 496), (46, 522), (50, 531), (64, 518), (59, 552), (62, 578), (74, 586),
    (88, 578), (98, 548), (101, 514), (98, 484), (118, 428), (136, 372), (150, 318),
    (168, 262), (184, 216),
)  # fmt: skip
_ARM_AREAS = make_bands(
    ((232, "shoulder"), (330, "upper arm"), (376, "elbow"), (464, "forearm"), (492, "wrist")),
    "hand",
)
_LEG: Curve = (
    (171, 486), (167, 540), (171, 610), (182, 690), (186, 740), (180, 790), (186, 850), (202, 910),
    (200, 936), (180, 962), (178, 976), (204, 983), (228, 974), (232, 944), (229, 908), (240, 850),
    (244, 790), (238, 740), (241, 690), (247, 610), (249, 528), (212, 512),
)  # fmt: skip
_LEG_AREAS = make_bands(
    ((540, "hip"), (690, "thigh"), (748, "knee"), (896, "lower leg"), (928, "ankle")), "foot"
)

_FRONT = Picture(
    _W, 1000.0,
    shapes=(
        *pair_shapes(_W, Shape(_EAR, (Area("ear"),), "right"), Shape(_LEG, _LEG_AREAS, "right")),
        Shape(_NECK, (Area("neck"),), _FROM_FRONT),
        Shape(_SKULL, (
            Area("nose", make_oval(250, 84, 9, 15)),
            Area("lip", make_oval(250, 112, 15, 6)),
            Area("eyelid", make_oval(233, 68, 10, 6)),
            Area("eyelid", make_oval(267, 68, 10, 6)),
            Area("scalp", make_box(0, 0, _W, 44)),
            Area("face"),
        ), _FROM_FRONT),
        Shape(_TORSO, (
            Area("genital", make_oval(250, 520, 16, 16)),
            Area("chest", make_box(0, 0, _W, 310)),
            Area("abdomen", make_box(0, 310, _W, 448)),
            Area("hip", make_box(0, 448, 196, FAR)),
            Area("hip", make_box(304, 448, _W, FAR)),
            Area("groin"),
        ), _FROM_FRONT),
        *pair_shapes(_W, Shape(_ARM, _ARM_AREAS, "right")),
    ),
    lines=(
        ((250, 444), (250, 451)),
        *pair_lines(_W, ((182, 258), (204, 266), (226, 262)), ((197, 716), (212, 722), (227, 716)),
                    ((176, 500), (212, 522), (240, 534)), ((240, 68), (233, 65), (226, 68))),
        ((243, 96), (250, 99), (257, 96)), ((238, 112), (250, 116), (262, 112)),
    ),
    captions=(("right side", (70, 70)), ("left side", (430, 70))), clear=64.0,
)  # fmt: skip

_REAR = Picture(
    _W, 1000.0,
    shapes=(
        *pair_shapes(_W, Shape(_EAR, (Area("ear"),), "left"), Shape(_LEG, _LEG_AREAS, "left")),
        Shape(_NECK, (Area("neck"),), _FROM_BEHIND),
        Shape(_SKULL, (Area("scalp", make_box(0, 0, _W, 116)), Area("neck")), _FROM_BEHIND),
        Shape(_TORSO, (
            Area("upper back", make_box(0, 0, _W, 310)),
            Area("lower back", make_box(0, 310, _W, 430)),
            Area("buttock"),
        ), _FROM_BEHIND),
        *pair_shapes(_W, Shape(_ARM, _ARM_AREAS, "left")),
    ),
    lines=(
        ((250, 190), (250, 310), (250, 425)),
        ((250, 460), (250, 500), (250, 538)),
        *pair_lines(_W, ((204, 222), (212, 262), (230, 288)), ((178, 524), (212, 542), (246, 534)),
                    ((197, 728), (212, 722), (227, 728))),
    ),
    captions=(("left side", (70, 70)), ("right side", (430, 70))), clear=64.0,
)  # fmt: skip


def _along(far: float) -> Curve:
    """All of the forward arm that is nearer to the shoulder than `far`."""
    # From the shoulder (252, 196) the arm runs along (-0.62, 0.78).
    x, y = 252 - 0.62 * far, 196 + 0.78 * far
    dx, dy = 0.78 * FAR, 0.62 * FAR
    return (
        (x - dx, y - dy), (x + dx, y + dy),
        (x + dx + 0.62 * FAR, y + dy - 0.78 * FAR), (x - dx + 0.62 * FAR, y - dy - 0.78 * FAR),
    )  # fmt: skip


# The patient's left side: the figure looks to the left of the picture, the arm is held forward.
_PROFILE_HEAD: Curve = (
    (252, 20), (222, 30), (207, 56), (205, 76), (192, 96), (203, 102), (201, 112), (207, 129),
    (226, 137), (242, 132), (268, 122), (290, 100), (296, 66), (282, 34),
)  # fmt: skip
_PROFILE_FACE = (
    Area("ear", make_oval(262, 82, 12, 18)),
    Area("nose", ((180, 78), (206, 78), (206, 103), (180, 103))),
    Area("lip", make_box(180, 104, 216, 120)),
    Area("eyelid", make_oval(216, 72, 9, 6)),
    Area("face", ((150, 46), (240, 46), (252, 150), (150, 150))),
    Area("neck", make_box(240, 108, 320, 150)),
    Area("scalp"),
)
_LEFT = Picture(
    _W, 1000.0,
    shapes=(
        Shape(
            (
                (206, 486), (207, 560), (212, 640), (220, 700), (216, 740), (222, 800), (234, 870),
                (238, 924), (206, 950), (184, 968), (190, 981), (240, 983), (272, 979), (275, 946),
                (266, 900), (276, 840), (278, 780), (262, 720), (272, 660), (294, 580), (308, 500),
                (260, 480),
            ),
            _LEG_AREAS, "left",
        ),
        Shape(
            ((226, 118), (226, 148), (216, 172), (288, 178), (276, 148), (280, 106)),
            (Area("neck"),), "left",
        ),
        Shape(_PROFILE_HEAD, _PROFILE_FACE, "left"),
        Shape(
            (
                (226, 156), (206, 180), (194, 230), (195, 270), (202, 330), (200, 400), (204, 470),
                (212, 516), (262, 534), (304, 514), (310, 470), (293, 420), (283, 360), (292, 290),
                (304, 230), (298, 184), (272, 158),
            ),
            (
                Area("chest", make_box(0, 0, 222, 310)),
                Area("abdomen", make_box(0, 310, 228, 450)),
                Area("upper back", make_box(274, 0, _W, 310)),
                Area("lower back", make_box(266, 310, _W, 430)),
                Area("buttock", make_box(258, 430, _W, FAR)),
                Area("hip", make_box(0, 450, _W, FAR)),
                Area("flank"),
            ),
            "left",
        ),
        Shape(
            (
                (268, 174), (242, 180), (224, 206), (204, 262), (176, 316), (160, 346), (126, 390),
                (98, 422), (80, 434), (58, 456), (44, 482), (52, 490), (70, 478), (64, 494),
                (76, 492), (100, 470), (112, 446), (150, 412), (190, 366), (216, 324), (244, 268),
                (272, 222), (280, 194),
            ),
            (
                Area("shoulder", _along(46)), Area("upper arm", _along(140)),
                Area("elbow", _along(196)), Area("forearm", _along(288)),
                Area("wrist", _along(312)), Area("hand"),
            ),
            "left",
        ),
    ),
    lines=(
        ((256, 72), (262, 66), (270, 76), (265, 92), (258, 96)),
        ((224, 72), (216, 70), (210, 72)), ((202, 112), (210, 113), (216, 111)),
    ),
    captions=(("front", (70, 70)), ("back", (430, 70))), clear=64.0,
)  # fmt: skip
_RIGHT = replace(
    _LEFT,
    shapes=tuple(mirror_shape(shape, _W) for shape in _LEFT.shapes),
    lines=tuple(mirror_curve(line, _W) for line in _LEFT.lines),
    captions=(("back", (70, 70)), ("front", (430, 70))),
)


# From the patient's right side round to the left one, and below from behind.
_HEADS = ((_RIGHT, -255.0, 30.0), (_FRONT, 75.0, 30.0), (_LEFT, 405.0, 30.0), (_REAR, 75.0, 410.0))
_CLOSER = 1.7
_HEAD = Picture(
    1000.0, 740.0,
    shapes=tuple(
        move_shape(shape, dx, dy, _CLOSER)
        for picture, dx, dy in _HEADS
        for shape in picture.shapes
        if max(y for _, y in shape.curve) < 182
    ),
    lines=tuple(
        move_curve(line, dx, dy, _CLOSER)
        for picture, dx, dy in _HEADS
        for line in picture.lines
        if max(y for _, y in line) < 130
    ),
    captions=(("right side", (170, 26)), ("front", (500, 26)), ("left side", (830, 26)),
              ("back", (500, 400))),
)  # fmt: skip

# A raised hand with the palm to the viewer: the patient's right one, its thumb to the right.
_HAND: Curve = (
    (80, 330), (78, 280), (52, 230), (40, 170), (38, 96), (46, 84), (56, 96), (62, 160), (72, 162),
    (72, 50), (82, 36), (92, 50), (96, 154), (106, 154), (112, 30), (122, 16), (132, 30),
    (134, 154), (144, 158), (156, 52), (166, 40), (175, 54), (172, 190), (184, 214), (214, 168),
    (230, 160), (236, 174), (214, 226), (190, 274), (164, 298), (162, 330),
)  # fmt: skip
_PALM = Shape(_HAND, (Area("wrist", make_box(-FAR, 296, FAR, FAR)), Area("palm")), "right")
_HAND_BACK = mirror_shape(
    Shape(_HAND, (Area("wrist", make_box(-FAR, 296, FAR, FAR)), Area("hand")), "left"), 260.0
)
_HANDS_W = 640.0
_HANDS = Picture(
    _HANDS_W, 780.0,
    shapes=(
        *pair_shapes(_HANDS_W, move_shape(_HAND_BACK, 30, 40)),
        *pair_shapes(_HANDS_W, move_shape(_PALM, 30, 420)),
    ),
    captions=(
        ("back of right hand", (160, 20)), ("back of left hand", (480, 20)),
        ("right palm", (160, 400)), ("left palm", (480, 400)),
    ),
)  # fmt: skip

# The top of the patient's right foot, toes down, the big toe to the right.
_FOOT: Curve = (
    (92, 0), (88, 60), (70, 130), (48, 200), (40, 250), (48, 272), (62, 268), (68, 288), (82, 288),
    (88, 302), (102, 300), (108, 314), (122, 310), (128, 326), (148, 334), (166, 318), (168, 280),
    (166, 220), (160, 150), (156, 60), (154, 0),
)  # fmt: skip
_FOOT_TOP = Shape(_FOOT, (Area("ankle", make_box(-FAR, -FAR, FAR, 62)), Area("foot")), "right")
# The sole of the patient's right foot, toes up, the big toe to the right.
_SOLE = Shape(
    (
        (104, 330), (80, 312), (76, 270), (78, 220), (58, 160), (44, 104), (44, 72), (56, 62),
        (66, 72), (70, 48), (84, 44), (90, 58), (92, 34), (106, 30), (112, 46), (116, 22),
        (128, 20), (134, 36), (140, 10), (158, 4), (172, 20), (172, 60), (170, 110), (158, 170),
        (152, 220), (154, 270), (146, 314), (128, 330),
    ),
    (Area("sole"),), "right",
)  # fmt: skip
_FEET_W = 560.0
_FEET = Picture(
    _FEET_W, 800.0,
    shapes=(
        *pair_shapes(_FEET_W, move_shape(_FOOT_TOP, 30, 46)),
        *pair_shapes(_FEET_W, move_shape(_SOLE, 30, 440)),
    ),
    captions=(
        ("right foot", (140, 20)), ("left foot", (420, 20)),
        ("right sole", (140, 418)), ("left sole", (420, 418)),
    ),
)  # fmt: skip

PICTURES: Mapping[BodyView, Picture] = MappingProxyType(
    {
        "front": _FRONT,
        "back": _REAR,
        "left": _LEFT,
        "right": _RIGHT,
        "head": _HEAD,
        "hands": _HANDS,
        "feet": _FEET,
    }
)
"""The picture of every view."""
