"""The weighted clinical 7-point checklist: history and naked eye."""

from __future__ import annotations

from skinvl.desktop.core.checklists.definition import Checklist, Item

CLINICAL = Checklist(
    kind="clinical-7-point",
    name="Clinical 7-point checklist (weighted, Glasgow)",
    applies_to="pigmented lesions, history and naked eye; not the dermoscopic list",
    source=(
        "MacKie RM, BMJ 1990;301:1005-1006; weights and referral from 3 points: NICE guideline "
        "NG12 (2015). From 4 points: sensitivity 91.7 %, specificity 53.4 % for melanoma in "
        "primary care (Walter FM et al., Br J Gen Pract 2013;63:e345-e353)"
    ),
    items=(
        Item("size-change", "Change in size", "Major, 2 points.", 2),
        Item("irregular-shape", "Irregular shape", "Major, 2 points.", 2),
        Item("irregular-colour", "Irregular colour", "Major, 2 points.", 2),
        Item("diameter", "Largest diameter 7 mm or more", "Minor, 1 point.", 1),
        Item("inflammation", "Inflammation", "Minor, 1 point.", 1),
        Item("oozing", "Oozing", "Minor, 1 point; crusting and bleeding count.", 1),
        Item("sensation", "Change in sensation", "Minor, 1 point; itching counts.", 1),
    ),
    cut_off=3,
    action="3 points or more: NICE advises urgent referral.",
    below="Fewer than 3 points do not rule out melanoma; a strong suspicion is enough to refer.",
)
