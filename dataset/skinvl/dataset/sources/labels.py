"""From the labels of an archive to diagnoses; what has none is counted, never an error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from skinvl.contract.ontology import DiagnosisCode, ontology

NO_LABEL = "no label"


class LabelReader:
    """Looks up labels in a table of one's own, then in a scheme of the ontology and its names."""

    def __init__(
        self, scheme: str | None = None, table: Mapping[str, str | None] | None = None
    ) -> None:
        """`table` maps a label to a code, or to None where names must not be tried either."""
        self._scheme = scheme
        self._table = {key.casefold(): code for key, code in (table or {}).items()}
        self._known: dict[str, DiagnosisCode | None] = {}
        self._undiagnosed: Counter[str] = Counter()

    def read(self, *labels: str | None) -> DiagnosisCode | None:
        """The diagnosis of the first label that has one; labels from specific to general.

        Where none has, the first label is counted.
        """
        stated = [label for label in labels if label]
        for label in stated:
            code = self._look_up(label)
            if code is not None:
                return code
        self.count(f"outside the ontology: {stated[0]}" if stated else NO_LABEL)
        return None

    def count(self, reason: str) -> None:
        """Count an image that stays without a diagnosis."""
        self._undiagnosed[reason] += 1

    def undiagnosed(self) -> dict[str, int]:
        """Images without a diagnosis by reason, the most frequent first."""
        return dict(sorted(self._undiagnosed.items(), key=lambda item: (-item[1], item[0])))

    def _look_up(self, label: str) -> DiagnosisCode | None:
        if label not in self._known:
            key = label.casefold()
            if key in self._table:
                code = self._table[key]
                self._known[label] = None if code is None else ontology().get(code).code
            else:
                found = ontology().resolve(label, self._scheme)
                self._known[label] = None if found is None else found.code
        return self._known[label]
