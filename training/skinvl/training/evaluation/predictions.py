"""What a model said of each image, on disk: `predictions.jsonl`.

The first line is the `RunRecord`, every further line one `Prediction`; metrics are recomputed from
this file alone.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from skinvl.contract.errors import DataError
from skinvl.contract.record import read_record
from skinvl.contract.sample import Sample

SCHEMA_VERSION = 1
PREDICTIONS_FILE = "predictions.jsonl"
T = TypeVar("T")


@dataclass(frozen=True)
class RunRecord:
    """What made the predictions.

    ``data`` maps each data set folder's name to the sha256 of its ``samples.jsonl``;
    ``data_fingerprint`` is the sha256 over the ids and image hashes that were evaluated.
    """

    protocol: str
    split: str
    seed: int
    limit: int | None
    command: str
    created: str
    bundle: str
    bundle_version: str
    bundle_sha256: str
    provider: str
    precision: str
    dermoscopy_codes: tuple[str, ...]
    clinical_codes: tuple[str, ...]
    conformal_level: float
    data: Mapping[str, str]
    data_fingerprint: str
    schema_version: int = SCHEMA_VERSION


@dataclass(frozen=True)
class Prediction:
    """One image, what is known of it and what the model said; the last part is empty where the
    image could not be read (``status`` is then ``failed``).

    ``kind`` is ``skin`` or ``not-skin``, ``dataset`` the folder it was read from, ``subset`` a part
    of a source that is reported apart, ``skin_type`` the Fitzpatrick type 1..6, ``age`` in years.
    """

    id: str
    image: str
    image_sha256: str
    kind: str
    dataset: str
    source: str
    subset: str
    group: str
    split: str
    modality: str
    label: str | None
    diagnosis: str | None
    skin_type: int | None
    status: str
    error: str | None = None
    quality: str | None = None
    quality_reasons: tuple[str, ...] = ()
    abstain: bool | None = None
    abstain_reason: str | None = None
    modality_probabilities: Mapping[str, float] = field(default_factory=dict)
    differential: Mapping[str, float] = field(default_factory=dict)
    malignant: float | None = None
    conformal_set: tuple[str, ...] = ()
    age: float | None = None
    sex: str | None = None
    site: str | None = None

    @property
    def unit(self) -> str:
        """What is resampled: the group, which is only unique within its data set."""
        return f"{self.dataset}/{self.group}"

    @property
    def skin_probability(self) -> float:
        """P(clinical) + P(dermoscopy); 0 for an image that could not be read."""
        found = self.modality_probabilities
        return found.get("clinical", 0.0) + found.get("dermoscopy", 0.0)

    @property
    def says_nothing(self) -> bool:
        """Whether no diagnosis was offered: the model abstained or the image was refused."""
        return self.status != "ok" or bool(self.abstain)


def subset_of(sample: Sample) -> str:
    """The part of its source that a sample is reported under.

    HAM10000's full frames (the published hold-out) are kept apart from other renditions of the
    same images, which its sample ids name by their folder.
    """
    name = f"{sample.source}-{sample.modality}"
    folder, _, _ = sample.id.rpartition("/")
    if sample.source != "ham10000" or not folder or folder.startswith("HAM10000_images"):
        return name
    return f"{name}-{folder.removeprefix('HAM10000_').replace('_', '-')}"


def write_lines(path: Path, run: RunRecord, records: Iterable[Any]) -> None:
    """Write a run and its records (dataclasses), one JSON object a line."""
    temporary = path.with_name(path.name + ".partial")
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        for record in (run, *records):
            line = json.dumps(
                dataclasses.asdict(record), ensure_ascii=False, sort_keys=True, allow_nan=False
            )
            file.write(line + "\n")
    temporary.replace(path)


def read_lines(path: Path, kind: type[T], protocol: str) -> tuple[RunRecord, list[T]]:
    """Read what `write_lines` wrote.

    Raises:
        DataError: missing, of another protocol or schema, or a line is damaged.
    """
    records: list[T] = []
    run: RunRecord | None = None
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    content = json.loads(line)
                    if run is None:
                        run = read_record(RunRecord, content, "")
                    else:
                        records.append(read_record(kind, content, ""))
                except ValueError as error:
                    raise DataError(path, f"line {number}: {error}") from error
    except FileNotFoundError:
        raise DataError(path, "no such file; `skinvl evaluate` with --bundle writes it") from None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, f"not readable ({error})") from error
    if run is None or not records:
        raise DataError(path, "holds no predictions")
    if run.protocol != protocol or run.schema_version != SCHEMA_VERSION:
        raise DataError(
            path,
            f"predictions of protocol {run.protocol!r}, schema {run.schema_version}; "
            f"expected {protocol!r}, schema {SCHEMA_VERSION}",
        )
    return run, records


def by_subset(predictions: Sequence[Prediction]) -> dict[str, list[Prediction]]:
    """The predictions of each subset, subsets in alphabetical order."""
    parts: dict[str, list[Prediction]] = {}
    for prediction in predictions:
        parts.setdefault(prediction.subset, []).append(prediction)
    return dict(sorted(parts.items()))
