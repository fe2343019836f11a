"""Definitions and scores of the checklists, and what measures suggest for them."""

from __future__ import annotations

import pytest

from skinvl.desktop.core.checklists import ABCDE, CHECKLISTS, CLINICAL, DERMOSCOPIC, suggest
from skinvl.desktop.core.measuring import Measures


def make_measures(**changes: object) -> Measures:
    values = {
        "axis_asymmetry": (0.2, 0.1),
        "border": 1.3,
        "area_share": 0.2,
        "colours": {
            "white": 0.0,
            "red": 0.2,
            "light brown": 0.2,
            "dark brown": 0.3,
            "blue-grey": 0.0,
            "black": 0.3,
        },
        "diameter_px": 400.0,
        "reaches_edge": False,
    }
    return Measures(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("checklist", [CLINICAL, DERMOSCOPIC])
def test_seven_point_lists_have_three_majors_and_four_minors(checklist: object) -> None:
    points = [item.points for item in checklist.items]  # type: ignore[attr-defined]
    assert points == [2, 2, 2, 1, 1, 1, 1]
    assert checklist.cut_off == 3  # type: ignore[attr-defined]


def test_the_two_seven_point_lists_are_told_apart() -> None:
    assert "Clinical" in CLINICAL.name
    assert "Dermoscopic" in DERMOSCOPIC.name
    assert not {item.key for item in CLINICAL.items} & {item.key for item in DERMOSCOPIC.items}
    assert "NICE" in CLINICAL.source
    assert "Argenziano" in DERMOSCOPIC.source


@pytest.mark.parametrize("checklist", CHECKLISTS.values())
def test_keys_are_unique(checklist: object) -> None:
    keys = [item.key for item in checklist.items]  # type: ignore[attr-defined]
    assert len(set(keys)) == len(keys)


def test_one_major_and_one_minor_reach_the_cut_off() -> None:
    outcome = DERMOSCOPIC.score({"veil": True, "dots": True})
    assert (outcome.points, outcome.answered, outcome.is_complete) == (3, 2, False)
    assert outcome.reaches_cut_off is True
    assert "melanoma is suspected" in outcome.words


def test_open_items_leave_it_open_whether_the_cut_off_is_reached() -> None:
    assert CLINICAL.score({"oozing": True}).reaches_cut_off is None
    assert CLINICAL.score({"oozing": True}).highest == 10
    judged = dict.fromkeys((item.key for item in CLINICAL.items), False)
    outcome = CLINICAL.score({**judged, "oozing": True, "sensation": True})
    assert outcome.reaches_cut_off is False
    assert "do not rule out" in outcome.words


def test_abcde_is_no_score() -> None:
    outcome = ABCDE.score({"evolving": True})
    assert outcome.reaches_cut_off is None
    assert "no cut-off" in outcome.words


def test_nothing_judged_is_said() -> None:
    assert ABCDE.score({}).words == "Nothing was judged yet."


def test_unknown_item_is_refused() -> None:
    with pytest.raises(ValueError, match="no such item colour"):
        DERMOSCOPIC.score({"colour": True})


def test_measures_suggest_abcd_and_never_evolving() -> None:
    found = suggest("abcde", make_measures(), 0.02)
    assert {key: item.value for key, item in found.items()} == {
        "asymmetry": True,
        "border": True,
        "colour": True,
        "diameter": True,
    }
    assert "8.0 mm" in found["diameter"].why
    assert "4 of the six" in found["colour"].why


def test_no_size_is_suggested_without_a_scale_or_beyond_the_frame() -> None:
    assert "diameter" not in suggest("abcde", make_measures(), None)
    assert "diameter" not in suggest("clinical-7-point", make_measures(reaches_edge=True), 0.02)


def test_six_millimetres_are_not_more_than_six() -> None:
    six = make_measures(diameter_px=300.0)
    assert suggest("abcde", six, 0.02)["diameter"].value is False
    seven = make_measures(diameter_px=350.0)
    assert suggest("clinical-7-point", seven, 0.02)["diameter"].value is True


def test_symmetric_lesion_suggests_no() -> None:
    plain = make_measures(axis_asymmetry=(0.02, 0.01), border=1.0)
    found = suggest("clinical-7-point", plain, None)
    assert found["irregular-shape"].value is False


def test_nothing_is_suggested_for_dermoscopic_structures() -> None:
    assert suggest("dermoscopic-7-point", make_measures(), 0.02) == {}
