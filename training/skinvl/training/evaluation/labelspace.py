"""Label spaces: the closed sets of classes in which predictions of one modality are scored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from skinvl.contract.ontology import ontology
from skinvl.contract.statistics.statistic import Bools, Floats

OTHER = "other"
HAM10000_LABELS = ("akiec", "bcc", "bkl", "df", "mel", "nv", "vasc")


@dataclass(frozen=True)
class LabelSpace:
    """K diagnoses and, as column K, everything outside them.

    A diagnosis counts as its nearest ancestor among ``codes``. Probability that a differential
    gives to diagnoses outside goes into the last column: it takes part in the ranking, so that an
    image whose first diagnosis lies outside counts as wrong.
    """

    name: str
    codes: tuple[str, ...]

    def index(self, code: str | None) -> int | None:
        """The column of a diagnosis, or None where it lies outside."""
        if code is None:
            return None
        nearest = ontology().ancestor_among(code, self.codes)
        return None if nearest is None else self.codes.index(nearest)

    def project(self, differential: Mapping[str, float]) -> Floats:
        """Probabilities float64 [K + 1] of a differential; an empty one is all `other`."""
        row = np.zeros(len(self.codes) + 1)
        for code, probability in differential.items():
            column = self.index(code)
            row[-1 if column is None else column] += probability
        if not differential:
            row[-1] = 1.0
        return row

    def covers(self, column: int, codes: Collection[str]) -> bool:
        """Whether a set of diagnoses holds the class of `column`."""
        return any(self.index(code) == column for code in codes)

    @property
    def malignant(self) -> Bools:
        """Which columns count towards the reported total "malignant"; bool [K + 1]."""
        terms = ontology()
        return np.array([*(terms.get(code).counts_as_malignant for code in self.codes), False])

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the K + 1 columns."""
        return (*self.codes, OTHER)


def ham10000_space() -> LabelSpace:
    """The seven classes of HAM10000, in alphabetical order of its labels."""
    found = [ontology().resolve(label, "ham10000") for label in HAM10000_LABELS]
    return LabelSpace("HAM10000, 7 classes", tuple(d.code for d in found if d is not None))


def clinical_space(codes: Collection[str]) -> LabelSpace:
    """The clinical classes of a bundle's head."""
    return LabelSpace(f"clinical, {len(codes)} classes", tuple(codes))
