"""The dermoscopic 7-point checklist of Argenziano: structures seen through a dermatoscope."""

from __future__ import annotations

from skinvl.desktop.core.checklists.definition import Checklist, Item
from skinvl.desktop.core.language.voice import QT_TRANSLATE_NOOP

DERMOSCOPIC = Checklist(
    kind="dermoscopic-7-point",
    name=QT_TRANSLATE_NOOP("Checklists", "Dermoscopic 7-point checklist (Argenziano)"),
    applies_to=QT_TRANSLATE_NOOP(
        "Checklists", "melanocytic lesions under a dermatoscope; not the clinical list"
    ),
    source=QT_TRANSLATE_NOOP("Checklists", "Argenziano G et al., Arch Dermatol 1998;134:1563-1570"),
    items=(
        Item(
            "network",
            QT_TRANSLATE_NOOP("Checklists", "Atypical pigment network"),
            QT_TRANSLATE_NOOP("Checklists", "Major, 2 points."),
            2,
        ),
        Item(
            "veil",
            QT_TRANSLATE_NOOP("Checklists", "Blue-whitish veil"),
            QT_TRANSLATE_NOOP("Checklists", "Major, 2 points."),
            2,
        ),
        Item(
            "vessels",
            QT_TRANSLATE_NOOP("Checklists", "Atypical vascular pattern"),
            QT_TRANSLATE_NOOP("Checklists", "Major, 2 points."),
            2,
        ),
        Item(
            "streaks",
            QT_TRANSLATE_NOOP("Checklists", "Irregular streaks"),
            QT_TRANSLATE_NOOP("Checklists", "Minor, 1 point."),
            1,
        ),
        Item(
            "dots",
            QT_TRANSLATE_NOOP("Checklists", "Irregular dots or globules"),
            QT_TRANSLATE_NOOP("Checklists", "Minor, 1 point."),
            1,
        ),
        Item(
            "blotches",
            QT_TRANSLATE_NOOP("Checklists", "Irregular blotches (pigmentation)"),
            QT_TRANSLATE_NOOP("Checklists", "Minor, 1 point."),
            1,
        ),
        Item(
            "regression",
            QT_TRANSLATE_NOOP("Checklists", "Regression structures"),
            QT_TRANSLATE_NOOP("Checklists", "Minor, 1 point."),
            1,
        ),
    ),
    cut_off=3,
    action=QT_TRANSLATE_NOOP("Checklists", "3 points or more: melanoma is suspected."),
    below=QT_TRANSLATE_NOOP("Checklists", "Fewer than 3 points do not rule out melanoma."),
)
