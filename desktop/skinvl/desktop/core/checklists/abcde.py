"""ABCDE: a memory aid for the naked eye, not a score."""

from __future__ import annotations

from skinvl.desktop.core.checklists.definition import Checklist, Item
from skinvl.desktop.core.language.voice import QT_TRANSLATE_NOOP

ABCDE = Checklist(
    kind="abcde",
    name=QT_TRANSLATE_NOOP("Checklists", "ABCDE"),
    applies_to=QT_TRANSLATE_NOOP("Checklists", "pigmented lesions, seen with the naked eye"),
    source=QT_TRANSLATE_NOOP(
        "Checklists",
        "Friedman RJ et al., CA Cancer J Clin 1985;35:130-151 (ABCD); Abbasi NR et al., "
        "JAMA 2004;292:2771-2776 (E)",
    ),
    items=(
        Item(
            "asymmetry",
            QT_TRANSLATE_NOOP("Checklists", "A - Asymmetry"),
            QT_TRANSLATE_NOOP("Checklists", "One half does not match the other."),
            1,
        ),
        Item(
            "border",
            QT_TRANSLATE_NOOP("Checklists", "B - Border"),
            QT_TRANSLATE_NOOP("Checklists", "Ragged, notched or blurred edges."),
            1,
        ),
        Item(
            "colour",
            QT_TRANSLATE_NOOP("Checklists", "C - Colour"),
            QT_TRANSLATE_NOOP("Checklists", "Several shades, or white, red, blue or black."),
            1,
        ),
        Item(
            "diameter",
            QT_TRANSLATE_NOOP("Checklists", "D - Diameter"),
            QT_TRANSLATE_NOOP("Checklists", "More than 6 mm across; smaller melanomas exist."),
            1,
        ),
        Item(
            "evolving",
            QT_TRANSLATE_NOOP("Checklists", "E - Evolving"),
            QT_TRANSLATE_NOOP("Checklists", "A change in size, shape, colour or symptoms."),
            1,
        ),
    ),
    cut_off=None,
    action=QT_TRANSLATE_NOOP(
        "Checklists",
        "This is a memory aid and has no cut-off: any criterion, above all a change, counts.",
    ),
    below="",
)
