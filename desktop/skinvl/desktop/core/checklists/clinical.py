"""The weighted clinical 7-point checklist: history and naked eye."""

from __future__ import annotations

from skinvl.desktop.core.checklists.definition import Checklist, Item
from skinvl.desktop.core.language.voice import QT_TRANSLATE_NOOP

CLINICAL = Checklist(
    kind="clinical-7-point",
    name=QT_TRANSLATE_NOOP("Checklists", "Clinical 7-point checklist (weighted, Glasgow)"),
    applies_to=QT_TRANSLATE_NOOP(
        "Checklists", "pigmented lesions, history and naked eye; not the dermoscopic list"
    ),
    source=QT_TRANSLATE_NOOP(
        "Checklists",
        "MacKie RM, BMJ 1990;301:1005-1006; weights and referral from 3 points: NICE guideline "
        "NG12 (2015). From 4 points: sensitivity 91.7 %, specificity 53.4 % for melanoma in "
        "primary care (Walter FM et al., Br J Gen Pract 2013;63:e345-e353)",
    ),
    items=(
        Item(
            "size-change",
            QT_TRANSLATE_NOOP("Checklists", "Change in size"),
            QT_TRANSLATE_NOOP("Checklists", "Major, 2 points."),
            2,
        ),
        Item(
            "irregular-shape",
            QT_TRANSLATE_NOOP("Checklists", "Irregular shape"),
            QT_TRANSLATE_NOOP("Checklists", "Major, 2 points."),
            2,
        ),
        Item(
            "irregular-colour",
            QT_TRANSLATE_NOOP("Checklists", "Irregular colour"),
            QT_TRANSLATE_NOOP("Checklists", "Major, 2 points."),
            2,
        ),
        Item(
            "diameter",
            QT_TRANSLATE_NOOP("Checklists", "Largest diameter 7 mm or more"),
            QT_TRANSLATE_NOOP("Checklists", "Minor, 1 point."),
            1,
        ),
        Item(
            "inflammation",
            QT_TRANSLATE_NOOP("Checklists", "Inflammation"),
            QT_TRANSLATE_NOOP("Checklists", "Minor, 1 point."),
            1,
        ),
        Item(
            "oozing",
            QT_TRANSLATE_NOOP("Checklists", "Oozing"),
            QT_TRANSLATE_NOOP("Checklists", "Minor, 1 point; crusting and bleeding count."),
            1,
        ),
        Item(
            "sensation",
            QT_TRANSLATE_NOOP("Checklists", "Change in sensation"),
            QT_TRANSLATE_NOOP("Checklists", "Minor, 1 point; itching counts."),
            1,
        ),
    ),
    cut_off=3,
    action=QT_TRANSLATE_NOOP("Checklists", "3 points or more: NICE advises urgent referral."),
    below=QT_TRANSLATE_NOOP(
        "Checklists",
        "Fewer than 3 points do not rule out melanoma; a strong suspicion is enough to refer.",
    ),
)
