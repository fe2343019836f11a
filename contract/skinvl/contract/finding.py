"""What a diagnosis is: the result for one image, as programs read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

from skinvl.contract.ontology import DiagnosisCode
from skinvl.contract.quality import Quality
from skinvl.contract.record import read_record, write_record
from skinvl.contract.sample import Modality

Status = Literal["ok", "failed"]


@dataclass(frozen=True)
class Ranked:
    """One line of the differential; ``ham10000`` is the HAM10000 class where there is one."""

    code: DiagnosisCode
    name: str
    probability: float
    ham10000: str | None
    group: str


@dataclass(frozen=True)
class Abstain:
    """Whether the system declines to answer, and why in one sentence."""

    value: bool
    reason: str | None


@dataclass(frozen=True)
class Stamp:
    """What made a finding; ``time`` is ISO 8601 with its offset."""

    bundle: str
    bundle_sha256: str
    provider: str
    precision: str
    app_version: str
    image_sha256: str | None
    time: str


@dataclass(frozen=True)
class Finding:
    """The result for one image.

    ``differential`` holds every class, best first; its probabilities, like those of
    ``modality_probabilities``, sum to 1. ``groups`` are the totals per group of the ontology.
    ``malignant`` is the total of the malignant and the pre-malignant diagnoses, 0..1. A finding
    with ``status`` "failed" has an ``error`` and no results.
    """

    file: str
    status: Status
    error: str | None
    modality: Modality | None
    modality_probabilities: Mapping[str, float]
    quality: Quality | None
    abstain: Abstain
    differential: tuple[Ranked, ...]
    groups: Mapping[str, float]
    malignant: float | None
    conformal_set: tuple[DiagnosisCode, ...]
    description: str | None
    description_agrees: bool | None
    answer: str | None
    stamp: Stamp | None
    notes: tuple[str, ...] = field(default=())

    @staticmethod
    def failed(file: str | Path, error: object, stamp: Stamp | None = None) -> Finding:
        """The finding for an image that could not be processed; `error` becomes its one line."""
        return Finding(
            file=str(file),
            status="failed",
            error=str(error) or type(error).__name__,
            modality=None,
            modality_probabilities={},
            quality=None,
            abstain=Abstain(True, "the image could not be processed"),
            differential=(),
            groups={},
            malignant=None,
            conformal_set=(),
            description=None,
            description_agrees=None,
            answer=None,
            stamp=stamp,
        )

    @property
    def top(self) -> Ranked | None:
        """The first of the differential, or None for a failed finding."""
        return self.differential[0] if self.differential else None

    def to_json(self) -> dict[str, Any]:
        """The object of one line of ``diagnose --json``."""
        return cast(dict[str, Any], write_record(self))

    @staticmethod
    def from_json(record: Mapping[str, Any]) -> Finding:
        """Read what `to_json` wrote.

        Raises:
            ValueError: a key is missing, unknown or wrong; names it.
        """
        return read_record(Finding, record, "")
