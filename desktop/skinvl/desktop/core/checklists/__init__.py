"""Checklists for pigmented lesions, filled in by a person: definitions, scoring, suggestions.

Two of them are called "7-point checklist" and have nothing else in common; here they are always
named *clinical* and *dermoscopic*.
"""

from __future__ import annotations

from collections.abc import Mapping

from skinvl.desktop.core.checklists.abcde import ABCDE
from skinvl.desktop.core.checklists.clinical import CLINICAL
from skinvl.desktop.core.checklists.definition import Answers, Checklist, Item, Outcome, tell
from skinvl.desktop.core.checklists.dermoscopic import DERMOSCOPIC
from skinvl.desktop.core.checklists.suggestions import Suggestion, suggest
from skinvl.desktop.core.store.checklists import ChecklistKind

CHECKLISTS: Mapping[ChecklistKind, Checklist] = {
    item.kind: item for item in (ABCDE, CLINICAL, DERMOSCOPIC)
}

__all__ = [
    "ABCDE",
    "CHECKLISTS",
    "CLINICAL",
    "DERMOSCOPIC",
    "Answers",
    "Checklist",
    "Item",
    "Outcome",
    "Suggestion",
    "suggest",
    "tell",
]
