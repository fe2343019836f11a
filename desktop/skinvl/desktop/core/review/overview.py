"""What is counted over all files of a review."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from skinvl.contract.finding import Finding
from skinvl.desktop.core.review.records import Records

URGENT = 24
_BINS = 10


@dataclass(frozen=True)
class Urgent:
    """An image with a high malignant total (0..1), and what the model says first of it."""

    score: float
    path: str
    sha256: str | None
    name: str


@dataclass
class Overview:
    """Counts; ``malignant`` is by tenths of the total; ``urgent`` are the worst, worst first."""

    found: int = 0
    left_out: list[tuple[str, str]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    waiting: int = 0
    done: int = 0
    duplicates: int = 0
    diagnoses: Counter[str] = field(default_factory=Counter)
    modalities: Counter[str] = field(default_factory=Counter)
    qualities: Counter[str] = field(default_factory=Counter)
    decisions: Counter[str] = field(default_factory=Counter)
    abstained: int = 0
    malignant: Counter[int] = field(default_factory=Counter)
    urgent: list[Urgent] = field(default_factory=list)

    @property
    def adds_up(self) -> bool:
        """Whether every image found is accounted for."""
        return self.found == self.done + len(self.failed) + self.waiting


def count_up(journal: Records) -> Overview:
    """Go through the journal once, in a memory that does not grow with the images read."""
    overview = Overview()
    for row in journal.rows():
        if row.state == "left out":
            overview.left_out.append((row.path, row.reason or ""))
            continue
        overview.found += 1
        if row.verdict is not None:
            overview.decisions[row.verdict.state] += 1
        if row.state == "failed":
            overview.failed.append((row.path, row.reason or ""))
        elif row.finding is None:
            overview.waiting += 1
        else:
            overview.done += 1
            finding = Finding.from_json(row.finding)
            _count(overview, finding)
            if row.duplicate_of is None:
                _rank(overview, row.path, row.sha256, finding)
        overview.duplicates += row.duplicate_of is not None
    _cut(overview)
    return overview


def _count(overview: Overview, finding: Finding) -> None:
    overview.modalities[finding.modality or "not stated"] += 1
    overview.qualities[finding.quality.verdict if finding.quality else "not stated"] += 1
    if finding.abstain.value:
        overview.abstained += 1
        return
    if finding.top is not None:
        overview.diagnoses[finding.top.name] += 1
    overview.malignant[min(_BINS - 1, int((finding.malignant or 0.0) * _BINS))] += 1


def _rank(overview: Overview, path: str, sha256: str | None, finding: Finding) -> None:
    if finding.abstain.value:
        return
    name = finding.top.name if finding.top is not None else ""
    overview.urgent.append(Urgent(finding.malignant or 0.0, path, sha256, name))
    if len(overview.urgent) > 50 * URGENT:
        _cut(overview)


def _cut(overview: Overview) -> None:
    overview.urgent.sort(key=lambda item: (-item.score, item.path))
    del overview.urgent[URGENT:]
