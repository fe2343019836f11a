"""Two photographs of one lesion: may they be compared, and what differs between them.

Nothing is compared that is not comparable: another patient's or lesion's photograph is refused,
sizes need a measured scale on both sides, and results of the model need the same bundle in the
same precision. What was left out is said with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from skinvl.contract.answer import Colour
from skinvl.desktop.core.measuring import Measures
from skinvl.desktop.core.store.images import Photograph
from skinvl.desktop.core.store.readings import StoredReading

Refusal = Literal["same photograph", "no patient", "other patient", "no lesion", "other lesion"]
Attribute = Literal["asymmetry", "border", "colours", "area", "diameter"]
Obstacle = Literal[
    "no outline", "no scale", "cut by the edge", "other kind of image",
    "no result", "not complete", "other model", "other precision", "could not say", "hidden",
]  # fmt: skip


@dataclass(frozen=True)
class Side:
    """One of the two photographs, with what was measured in it; None: no outline is relied on."""

    photograph: Photograph
    measures: Measures | None = None


@dataclass(frozen=True)
class Difference:
    """An attribute then and now.

    ``before`` and ``after`` are in the unit of the attribute: axes for "asymmetry", compactness
    for "border", the number of colours, square millimetres for "area", millimetres for
    "diameter". They are None, like ``change``, where an ``obstacle`` forbids the comparison.
    ``gained`` and ``lost`` are colours.
    """

    attribute: Attribute
    before: float | None = None
    after: float | None = None
    obstacle: Obstacle | None = None
    gained: tuple[Colour, ...] = ()
    lost: tuple[Colour, ...] = ()

    @property
    def change(self) -> float | None:
        """How much it has grown."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


@dataclass(frozen=True)
class ResultPair:
    """The model's malignant totals, 0..1; None with an ``obstacle`` where they do not compare."""

    before: float | None = None
    after: float | None = None
    obstacle: Obstacle | None = None


def explain_refusal(first: Photograph, second: Photograph) -> Refusal | None:
    """Why two photographs must not be put side by side; None where they may."""
    if first.id == second.id:
        return "same photograph"
    if first.patient_id is None or second.patient_id is None:
        return "no patient"
    if first.patient_id != second.patient_id:
        return "other patient"
    if first.lesion_id is None or second.lesion_id is None:
        return "no lesion"
    return "other lesion" if first.lesion_id != second.lesion_id else None


def find_day(photograph: Photograph) -> date:
    """The day on which it was taken, or else on which it was imported."""
    return photograph.taken_on or photograph.imported_at.date()


def order_by_day(photographs: Sequence[Photograph]) -> tuple[Photograph, ...]:
    """Earlier ones first."""
    return tuple(sorted(photographs, key=lambda item: (find_day(item), item.id)))


def count_days(first: Photograph, second: Photograph) -> int | None:
    """Days from the first to the second; None where a day is not known."""
    if first.taken_on is None or second.taken_on is None:
        return None
    return (second.taken_on - first.taken_on).days


def compare_measures(before: Side, after: Side) -> tuple[Difference, ...]:
    """The difference of every attribute, earlier photograph first.

    Raises:
        ValueError: the photographs are not of one lesion.
    """
    refusal = explain_refusal(before.photograph, after.photograph)
    if refusal is not None:
        raise ValueError(f"not comparable: {refusal}")
    attributes: tuple[Attribute, ...] = ("asymmetry", "border", "colours", "area", "diameter")
    kinds = (before.photograph.modality, after.photograph.modality)
    if None not in kinds and kinds[0] != kinds[1]:
        return tuple(Difference(name, obstacle="other kind of image") for name in attributes)
    first, second = before.measures, after.measures
    if first is None or second is None:
        return tuple(Difference(name, obstacle="no outline") for name in attributes)
    if first.reaches_edge or second.reaches_edge:
        return (
            *(Difference(name, obstacle="cut by the edge") for name in ("asymmetry", "border")),
            _compare_colours(first, second),
            *(Difference(name, obstacle="cut by the edge") for name in ("area", "diameter")),
        )
    return (
        Difference("asymmetry", first.asymmetric_axes, second.asymmetric_axes),
        Difference("border", first.border, second.border),
        _compare_colours(first, second),
        _compare_sizes("area", _find_area(before), _find_area(after)),
        _compare_sizes(
            "diameter",
            first.diameter_mm(before.photograph.mm_per_px),
            second.diameter_mm(after.photograph.mm_per_px),
        ),
    )


def compare_results(
    before: StoredReading | None, after: StoredReading | None, *, hidden: bool = False
) -> ResultPair:
    """The model's malignant totals then and now.

    Args:
        before, after: the newest results of the photographs, None where there is none.
        hidden: a result may not be shown before the reader has given an opinion.
    """
    if hidden:
        return ResultPair(obstacle="hidden")
    if before is None or after is None:
        return ResultPair(obstacle="no result")
    if "failed" in (before.state, after.state):
        return ResultPair(obstacle="not complete")
    if before.bundle_sha256 is None or before.bundle_sha256 != after.bundle_sha256:
        return ResultPair(obstacle="other model")
    if before.precision != after.precision:
        return ResultPair(obstacle="other precision")
    if before.abstained or after.abstained:
        return ResultPair(obstacle="could not say")
    if before.malignant is None or after.malignant is None:
        return ResultPair(obstacle="no result")
    return ResultPair(before.malignant, after.malignant)


def _compare_sizes(name: Attribute, first: float | None, second: float | None) -> Difference:
    # Without a scale the size in pixels says how near the camera was, not how large it is.
    if first is None or second is None:
        return Difference(name, obstacle="no scale")
    return Difference(name, first, second)


def _find_area(side: Side) -> float | None:
    """Square millimetres; None without a scale."""
    scale = side.photograph.mm_per_px
    if side.measures is None or scale is None:
        return None
    pixels = side.photograph.width * side.photograph.height
    return side.measures.area_share * pixels * scale**2


def _compare_colours(first: Measures, second: Measures) -> Difference:
    then, now = first.colours_present, second.colours_present
    return Difference(
        "colours",
        len(then),
        len(now),
        gained=tuple(colour for colour in now if colour not in then),
        lost=tuple(colour for colour in then if colour not in now),
    )
