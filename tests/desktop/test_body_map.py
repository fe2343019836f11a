"""Sites and sides of the body map; left and right are checked view by view."""

from __future__ import annotations

import pytest

from skinvl.desktop.core.body_map import describe_place, holds_point, outline_body, smooth_curve
from skinvl.desktop.core.body_pictures import PICTURES
from skinvl.desktop.core.store.anatomy import BODY_VIEWS, SITES, BodyView, is_site


@pytest.mark.parametrize(
    ("view", "x", "y", "general", "site", "side"),
    [
        # Seen from the front, the patient's right side is on the left of the picture.
        ("front", 0.22, 0.42, "upper extremity", "forearm", "right"),
        ("front", 0.78, 0.42, "upper extremity", "forearm", "left"),
        ("front", 0.40, 0.22, "anterior torso", "chest", "right"),
        ("front", 0.60, 0.22, "anterior torso", "chest", "left"),
        ("front", 0.42, 0.62, "lower extremity", "thigh", "right"),
        ("front", 0.58, 0.82, "lower extremity", "lower leg", "left"),
        ("front", 0.415, 0.082, "head/neck", "ear", "right"),
        ("front", 0.50, 0.38, "anterior torso", "abdomen", "middle"),
        # Seen from behind, the patient's left side is on the left of the picture.
        ("back", 0.22, 0.42, "upper extremity", "forearm", "left"),
        ("back", 0.78, 0.42, "upper extremity", "forearm", "right"),
        ("back", 0.40, 0.22, "posterior torso", "upper back", "left"),
        ("back", 0.60, 0.36, "posterior torso", "lower back", "right"),
        ("back", 0.42, 0.48, "posterior torso", "buttock", "left"),
        ("back", 0.58, 0.82, "lower extremity", "lower leg", "right"),
        ("back", 0.50, 0.25, "posterior torso", "upper back", "middle"),
        # From the side everything is of that side; the left profile looks to the left.
        ("left", 0.49, 0.35, "lateral torso", "flank", "left"),
        ("left", 0.42, 0.20, "anterior torso", "chest", "left"),
        ("left", 0.59, 0.25, "posterior torso", "upper back", "left"),
        ("left", 0.36, 0.31, "upper extremity", "upper arm", "left"),
        ("left", 0.12, 0.47, "upper extremity", "hand", "left"),
        ("left", 0.395, 0.096, "head/neck", "nose", "left"),
        ("right", 0.51, 0.35, "lateral torso", "flank", "right"),
        ("right", 0.41, 0.25, "posterior torso", "upper back", "right"),
        ("right", 0.605, 0.096, "head/neck", "nose", "right"),
        ("right", 0.88, 0.47, "upper extremity", "hand", "right"),
        # The heads stand round the patient: right profile, front, left profile; behind below.
        ("head", 0.12, 0.20, "head/neck", "scalp", "right"),
        ("head", 0.88, 0.20, "head/neck", "scalp", "left"),
        ("head", 0.46, 0.25, "head/neck", "face", "right"),
        ("head", 0.54, 0.25, "head/neck", "face", "left"),
        ("head", 0.46, 0.70, "head/neck", "scalp", "left"),
        ("head", 0.54, 0.70, "head/neck", "scalp", "right"),
        # Hands and feet are drawn apart, each of one side.
        ("hands", 0.25, 0.33, "upper extremity", "hand", "right"),
        ("hands", 0.75, 0.33, "upper extremity", "hand", "left"),
        ("hands", 0.25, 0.84, "palms/soles", "palm", "right"),
        ("hands", 0.75, 0.84, "palms/soles", "palm", "left"),
        ("feet", 0.25, 0.28, "lower extremity", "foot", "right"),
        ("feet", 0.75, 0.28, "lower extremity", "foot", "left"),
        ("feet", 0.25, 0.75, "palms/soles", "sole", "right"),
        ("feet", 0.75, 0.75, "palms/soles", "sole", "left"),
    ],
)
def test_site_and_side(
    view: BodyView, x: float, y: float, general: str, site: str, side: str
) -> None:
    place = describe_place(view, x, y)
    assert place is not None
    assert (place.site_general, place.site, place.side) == (general, site, side)


@pytest.mark.parametrize("view", BODY_VIEWS)
def test_every_point_of_a_body_is_a_site_of_the_dictionary(view: BodyView) -> None:
    found = 0
    for row in range(50):
        for column in range(50):
            place = describe_place(view, column / 50, row / 50)
            if place is not None:
                found += 1
                assert is_site(place.site_general, place.site)
                assert (place.view, place.x, place.y) == (view, column / 50, row / 50)
    assert found > 300


@pytest.mark.parametrize("view", ["front", "back", "hands", "feet"])
def test_mirrored_points_are_on_opposite_sides(view: BodyView) -> None:
    opposite = {"left": "right", "right": "left", "middle": "middle"}
    pairs = 0
    for row in range(40):
        for column in range(20):
            here = describe_place(view, (column + 0.5) / 40, row / 40)
            there = describe_place(view, 1 - (column + 0.5) / 40, row / 40)
            assert (here is None) == (there is None)
            if here is not None and there is not None:
                pairs += 1
                assert here.site == there.site
                assert here.side == opposite[there.side]
    assert pairs > 80


def test_front_and_back_disagree_about_the_sides_of_the_picture() -> None:
    for x in (0.2, 0.42, 0.58, 0.8):
        front, back = describe_place("front", x, 0.42), describe_place("back", x, 0.42)
        assert front is not None and back is not None
        assert {front.side, back.side} == {"left", "right"}


def test_profiles_are_of_one_side_only() -> None:
    for view in ("left", "right"):
        sides = {shape.side for shape in PICTURES[view].shapes}  # type: ignore[index]
        assert sides == {view}


def test_beside_the_body_is_nothing() -> None:
    assert describe_place("front", 0.02, 0.02) is None
    assert describe_place("hands", 0.5, 0.5) is None


def test_nearly_every_site_can_be_pointed_at() -> None:
    reached = {
        place.site
        for view in BODY_VIEWS
        for row in range(120)
        for column in range(120)
        if (place := describe_place(view, column / 120, row / 120)) is not None
    }
    assert {site for finer in SITES.values() for site in finer} - reached == {"oral"}


def test_captions_name_the_side_that_is_below_them() -> None:
    for view in ("hands", "feet"):
        picture = PICTURES[view]  # type: ignore[index]
        for caption, (x, y) in picture.captions:
            place = describe_place(view, x / picture.width, (y + 180) / picture.height)  # type: ignore[arg-type]
            assert place is not None
            assert place.side in caption
    for view in ("front", "back"):
        picture = PICTURES[view]  # type: ignore[index]
        for caption, (x, _) in picture.captions:
            limb = describe_place(view, 0.22 if x < 250 else 0.78, 0.42)  # type: ignore[arg-type]
            assert limb is not None
            assert caption == f"{limb.side} side"


def test_curves_go_through_their_points_and_stay_in_the_picture() -> None:
    square = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
    assert set(square) <= set(smooth_curve(square))
    assert smooth_curve(square, closed=False)[-1] == square[-1]
    assert holds_point(square, (5.0, 5.0))
    assert not holds_point(square, (15.0, 5.0))
    for view in BODY_VIEWS:
        picture = PICTURES[view]
        for curve in outline_body(view):
            assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in curve)
