"""Which diagnoses are kinds of one another, and which are easily taken for one another."""

from __future__ import annotations

import functools

from skinvl.contract.ontology import ontology

CONFUSED: tuple[frozenset[str], ...] = (
    frozenset({"melanoma", "melanocytic-nevus", "benign-keratosis", "seborrheic-keratosis"}),
    frozenset({"basal-cell-carcinoma", "squamous-cell-carcinoma", "actinic-keratosis"}),
    frozenset({"vascular-lesion", "pyogenic-granuloma", "kaposi-sarcoma", "melanoma"}),
    frozenset({"dermatofibroma", "keloid", "melanocytic-nevus", "basal-cell-carcinoma"}),
    frozenset({"eczema", "dyshidrotic-eczema", "mycosis-fungoides", "dermatomyositis"}),
    frozenset({"acne", "folliculitis", "prurigo-nodularis"}),
)
"""Diagnoses that are easily taken for one another: hard negatives come from here first."""


@functools.cache
def may_be_confused(first: str, second: str) -> bool:
    """Whether two diagnoses, or their ancestors, are in one set of `CONFUSED`."""
    lines = [{d.code for d in ontology().lineage(code)} for code in (first, second)]
    return any(lines[0] & members and lines[1] & members for members in CONFUSED)


@functools.cache
def is_one_of(code: str, other: str) -> bool:
    """Whether one of two diagnoses is the other or a kind of it."""
    terms = ontology()
    return any(
        line.code == target
        for start, target in ((code, other), (other, code))
        for line in terms.lineage(start)
    )
