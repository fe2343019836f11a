"""What may be compared, and what is said where it may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, cast

import pytest

from skinvl.desktop.core.comparison import (
    Side,
    compare_measures,
    compare_results,
    count_days,
    explain_refusal,
    order_by_day,
)
from skinvl.desktop.core.measuring import Measures
from skinvl.desktop.core.store.images import Photograph, PhotographId
from skinvl.desktop.core.store.lesions import LesionId
from skinvl.desktop.core.store.patients import PatientId
from skinvl.desktop.core.store.readings import ReadingId, StoredReading
from skinvl.desktop.core.store.session import UserId

COLOURS = {
    "white": 0.0, "red": 0.0, "light brown": 0.8, "dark brown": 0.2, "blue-grey": 0.0, "black": 0.0,
}  # fmt: skip


def photograph(number: int, **changes: Any) -> Photograph:
    values: dict[str, Any] = {
        "id": PhotographId(number),
        "patient_id": PatientId(1),
        "lesion_id": LesionId(1),
        "taken_on": date(2026, number, 1),
        "modality": "dermoscopy",
        "mm_per_px": 0.02,
        **changes,
    }
    return Photograph(
        file_name=f"{number}.jpg",
        width=1000,
        height=500,
        image_sha256=f"{number}",
        imported_at=datetime(2026, 12, number, tzinfo=UTC),
        imported_by=UserId(1),
        **values,
    )


def measures(**changes: Any) -> Measures:
    values: dict[str, Any] = {
        "axis_asymmetry": (0.05, 0.02),
        "border": 1.02,
        "area_share": 0.1,
        "colours": COLOURS,
        "diameter_px": 200.0,
        "reaches_edge": False,
        **changes,
    }
    return Measures(**values)


def reading(number: int, **changes: Any) -> StoredReading:
    values: dict[str, Any] = {
        "state": "complete",
        "bundle_sha256": "b",
        "precision": "fp32",
        "malignant": 0.1 * number,
        "abstained": False,
        **changes,
    }
    return StoredReading(
        id=ReadingId(number),
        photograph_id=PhotographId(number),
        supersedes=None,
        image_sha256=f"{number}",
        bundle="tiny 1",
        provider="cpu",
        app_version="1",
        diagnosis=None,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        created_by=UserId(1),
        **values,
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"patient_id": PatientId(2)}, "other patient"),
        ({"patient_id": None}, "no patient"),
        ({"lesion_id": LesionId(2)}, "other lesion"),
        ({"lesion_id": None}, "no lesion"),
        # The patient is looked at first, even where the number of the lesion agrees.
        ({"patient_id": PatientId(2), "lesion_id": LesionId(2)}, "other patient"),
    ],
)
def test_only_one_lesion_of_one_patient(changes: dict[str, Any], reason: str | None) -> None:
    first, second = photograph(1), photograph(2, **changes)
    assert explain_refusal(first, second) == reason
    assert explain_refusal(second, first) == reason
    if reason is not None:
        with pytest.raises(ValueError, match=reason):
            compare_measures(Side(first, measures()), Side(second, measures()))


def test_a_photograph_is_not_compared_with_itself() -> None:
    assert explain_refusal(photograph(1), photograph(1)) == "same photograph"


def test_differences_in_the_units_of_the_attributes() -> None:
    now = measures(
        axis_asymmetry=(0.2, 0.1),
        border=1.2,
        diameter_px=300.0,
        colours={**COLOURS, "black": 0.3, "dark brown": 0.0},
    )
    found = compare_measures(Side(photograph(1), measures()), Side(photograph(2), now))
    by_name = {item.attribute: item for item in found}
    assert list(by_name) == ["asymmetry", "border", "colours", "area", "diameter"]
    assert (by_name["asymmetry"].before, by_name["asymmetry"].after) == (0, 2)
    assert by_name["border"].change == pytest.approx(0.18)
    assert by_name["colours"].gained == ("black",)
    assert by_name["colours"].lost == ("dark brown",)
    assert by_name["diameter"].before == pytest.approx(4.0)
    assert by_name["diameter"].change == pytest.approx(2.0)
    assert by_name["area"].before == pytest.approx(0.1 * 500_000 * 0.02**2)


def test_each_side_is_measured_with_its_own_scale() -> None:
    nearer = photograph(2, mm_per_px=0.01)
    found = compare_measures(
        Side(photograph(1), measures()), Side(nearer, measures(diameter_px=400.0))
    )
    diameter = found[-1]
    assert diameter.change == pytest.approx(0.0)


@pytest.mark.parametrize("uncalibrated", [1, 2])
def test_no_size_without_a_scale_on_both_sides(uncalibrated: int) -> None:
    first, second = (
        photograph(number, mm_per_px=None if number == uncalibrated else 0.02) for number in (1, 2)
    )
    found = compare_measures(Side(first, measures()), Side(second, measures()))
    obstacles = {item.attribute: item.obstacle for item in found}
    assert obstacles == {
        "asymmetry": None,
        "border": None,
        "colours": None,
        "area": "no scale",
        "diameter": "no scale",
    }
    assert all(item.change is None for item in found if item.obstacle is not None)


def test_a_lesion_cut_by_the_edge_has_no_shape_and_no_size() -> None:
    cut = measures(reaches_edge=True)
    found = compare_measures(Side(photograph(1), measures()), Side(photograph(2), cut))
    assert [item.attribute for item in found if item.obstacle is None] == ["colours"]


def test_dermoscopy_is_not_compared_with_an_overview() -> None:
    other = photograph(2, modality="clinical")
    found = compare_measures(Side(photograph(1), measures()), Side(other, measures()))
    assert {item.obstacle for item in found} == {"other kind of image"}


def test_without_an_outline_nothing_is_measured() -> None:
    found = compare_measures(Side(photograph(1), measures()), Side(photograph(2), None))
    assert {item.obstacle for item in found} == {"no outline"}


@pytest.mark.parametrize(
    ("changes", "obstacle"),
    [
        ({"bundle_sha256": "c"}, "other model"),
        ({"bundle_sha256": None}, "other model"),
        ({"precision": "int8"}, "other precision"),
        ({"abstained": True}, "could not say"),
        ({"state": "failed"}, "not complete"),
        ({"malignant": None}, "no result"),
    ],
)
def test_results_of_different_models_are_told_and_not_compared(
    changes: dict[str, Any], obstacle: str
) -> None:
    for pair in (
        compare_results(reading(1), reading(2, **changes)),
        compare_results(reading(1, **changes), reading(2)),
    ):
        assert (pair.before, pair.after, pair.obstacle) == (None, None, obstacle)


def test_results_of_one_model() -> None:
    pair = compare_results(reading(1), reading(2))
    assert (pair.before, pair.after, pair.obstacle) == (0.1, 0.2, None)
    assert compare_results(reading(1), None).obstacle == "no result"
    hidden = compare_results(reading(1), reading(2), hidden=True)
    assert (hidden.before, hidden.after, hidden.obstacle) == (None, None, "hidden")


def test_days_need_both_dates() -> None:
    first, second = photograph(1), photograph(3)
    assert count_days(first, second) == 59
    assert count_days(second, first) == -59
    assert count_days(first, replace(second, taken_on=None)) is None


def test_order_is_by_the_day_it_was_taken() -> None:
    undated = cast(Photograph, photograph(2, taken_on=None))
    ordered = order_by_day([photograph(3), undated, photograph(1)])
    assert [item.id for item in ordered] == [1, 3, 2]
