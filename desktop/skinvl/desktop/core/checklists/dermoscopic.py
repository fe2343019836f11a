"""The dermoscopic 7-point checklist of Argenziano: structures seen through a dermatoscope."""

from __future__ import annotations

from skinvl.desktop.core.checklists.definition import Checklist, Item

DERMOSCOPIC = Checklist(
    kind="dermoscopic-7-point",
    name="Dermoscopic 7-point checklist (Argenziano)",
    applies_to="melanocytic lesions under a dermatoscope; not the clinical list",
    source="Argenziano G et al., Arch Dermatol 1998;134:1563-1570",
    items=(
        Item("network", "Atypical pigment network", "Major, 2 points.", 2),
        Item("veil", "Blue-whitish veil", "Major, 2 points.", 2),
        Item("vessels", "Atypical vascular pattern", "Major, 2 points.", 2),
        Item("streaks", "Irregular streaks", "Minor, 1 point.", 1),
        Item("dots", "Irregular dots or globules", "Minor, 1 point.", 1),
        Item("blotches", "Irregular blotches (pigmentation)", "Minor, 1 point.", 1),
        Item("regression", "Regression structures", "Minor, 1 point.", 1),
    ),
    cut_off=3,
    action="3 points or more: melanoma is suspected.",
    below="Fewer than 3 points do not rule out melanoma.",
)
