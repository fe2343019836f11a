"""What measured attributes suggest for some items; a person takes a suggestion over or does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from skinvl.desktop.core.measuring import Measures
from skinvl.desktop.core.store.checklists import ChecklistKind

SEVERAL_COLOURS = 3
"""Of the six colours of the ABCD rule: one or two are common in naevi."""


@dataclass(frozen=True)
class Suggestion:
    """``value`` for an item and the measure that it comes from, in words."""

    value: bool
    why: str


def suggest(
    kind: ChecklistKind, measures: Measures, mm_per_px: float | None
) -> Mapping[str, Suggestion]:
    """Suggestions by the key of the item; items that cannot be measured are left out.

    Args:
        kind: of the checklist.
        measures: of a reliable outline.
        mm_per_px: scale of the image, None where it is not known; sizes then stay open.
    """
    if kind == "dermoscopic-7-point":
        # Its items are structures, which nothing here measures.
        return {}
    asymmetry = _suggest_asymmetry(measures)
    border = Suggestion(
        measures.border_word == "irregular",
        f"the outline is {measures.border_word} (compactness {measures.border:.2f} of its hull's)",
    )
    colour = _suggest_colour(measures)
    diameter = measures.diameter_mm(mm_per_px)
    if kind == "abcde":
        found = {"asymmetry": asymmetry, "border": border, "colour": colour}
        limit, reached = "more than 6 mm", diameter is not None and diameter > 6
    else:
        found = {
            "irregular-shape": Suggestion(
                asymmetry.value or border.value, f"{asymmetry.why}; {border.why}"
            ),
            "irregular-colour": colour,
        }
        limit, reached = "7 mm or more", diameter is not None and diameter >= 7
    if diameter is not None and not measures.reaches_edge:
        found["diameter"] = Suggestion(reached, f"{diameter:.1f} mm across; {limit} counts")
    return found


def _suggest_asymmetry(measures: Measures) -> Suggestion:
    axes = measures.asymmetric_axes
    words = {0: "no axis", 1: "one axis", 2: "two axes"}[axes]
    shares = " and ".join(f"{share * 100:.0f} %" for share in measures.axis_asymmetry)
    return Suggestion(axes > 0, f"asymmetric about {words} ({shares} of the area unmatched)")


def _suggest_colour(measures: Measures) -> Suggestion:
    present = measures.colours_present
    names = ", ".join(present) if present else "none"
    return Suggestion(
        len(present) >= SEVERAL_COLOURS, f"{len(present)} of the six colours: {names}"
    )
