"""ABCDE: a memory aid for the naked eye, not a score."""

from __future__ import annotations

from skinvl.desktop.core.checklists.definition import Checklist, Item

ABCDE = Checklist(
    kind="abcde",
    name="ABCDE",
    applies_to="pigmented lesions, seen with the naked eye",
    source=(
        "Friedman RJ et al., CA Cancer J Clin 1985;35:130-151 (ABCD); Abbasi NR et al., "
        "JAMA 2004;292:2771-2776 (E)"
    ),
    items=(
        Item("asymmetry", "A - Asymmetry", "One half does not match the other.", 1),
        Item("border", "B - Border", "Ragged, notched or blurred edges.", 1),
        Item("colour", "C - Colour", "Several shades, or white, red, blue or black.", 1),
        Item("diameter", "D - Diameter", "More than 6 mm across; smaller melanomas exist.", 1),
        Item("evolving", "E - Evolving", "A change in size, shape, colour or symptoms.", 1),
    ),
    cut_off=None,
    action="This is a memory aid and has no cut-off: any criterion, above all a change, counts.",
    below="",
)
