"""What measured attributes suggest for some items; a person takes a suggestion over or does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from skinvl.desktop.core.language import (
    join_words,
    name_border,
    name_colour,
    tell_number,
    tell_percent,
    translate,
)
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
        translate(
            "Checklists", "the outline is {border} (compactness {number} of its hull's)"
        ).format(border=name_border(measures.border_word), number=tell_number(measures.border, 2)),
    )
    colour = _suggest_colour(measures)
    diameter = measures.diameter_mm(mm_per_px)
    if kind == "abcde":
        found = {"asymmetry": asymmetry, "border": border, "colour": colour}
        limit = translate("Checklists", "{length} mm across; more than 6 mm counts")
        reached = diameter is not None and diameter > 6
    else:
        found = {
            "irregular-shape": Suggestion(
                asymmetry.value or border.value, f"{asymmetry.why}; {border.why}"
            ),
            "irregular-colour": colour,
        }
        limit = translate("Checklists", "{length} mm across; 7 mm or more counts")
        reached = diameter is not None and diameter >= 7
    if diameter is not None and not measures.reaches_edge:
        found["diameter"] = Suggestion(reached, limit.format(length=tell_number(diameter, 1)))
    return found


def _suggest_asymmetry(measures: Measures) -> Suggestion:
    axes = measures.asymmetric_axes
    words = {
        0: translate("Checklists", "no axis"),
        1: translate("Checklists", "one axis"),
        2: translate("Checklists", "two axes"),
    }[axes]
    shares = join_words([tell_percent(share) for share in measures.axis_asymmetry])
    why = translate("Checklists", "asymmetric about {axes} ({shares} of the area unmatched)")
    return Suggestion(axes > 0, why.format(axes=words, shares=shares))


def _suggest_colour(measures: Measures) -> Suggestion:
    present = measures.colours_present
    names = ", ".join(name_colour(colour) for colour in present)
    why = translate("Checklists", "{count} of the six colours: {names}").format(
        count=len(present), names=names or translate("Checklists", "none")
    )
    return Suggestion(len(present) >= SEVERAL_COLOURS, why)
