"""Samples: what the dataset stack writes and the training stack reads.

A dataset is a folder with ``samples.jsonl`` (one `Sample` per line), ``dataset.json`` (its
`DatasetCard`) and the images the samples name.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast, get_args

from skinvl.contract.answer import GRAMMAR_VERSION, Border, Colour, Size
from skinvl.contract.errors import ContractMismatch, DataError
from skinvl.contract.ontology import DiagnosisCode, ontology
from skinvl.contract.record import read_record, write_record

SCHEMA_VERSION = 1
SAMPLES_FILE = "samples.jsonl"
CARD_FILE = "dataset.json"

Modality = Literal["clinical", "dermoscopy", "pathology", "other"]
Split = Literal["train", "val", "test", "withheld"]
QuestionKind = Literal["open", "yesno", "choice"]
MODALITIES: tuple[Modality, ...] = get_args(Modality)
SPLITS: tuple[Split, ...] = get_args(Split)


@dataclass(frozen=True)
class LesionAttributes:
    """What was measured on the image with its lesion mask.

    ``asymmetry`` is the number of asymmetric axes; scores are dimensionless; ``area_fraction`` is
    the share of the frame that the lesion covers, 0..1.
    """

    asymmetry: Literal[0, 1, 2]
    asymmetry_score: float
    border: Border
    border_score: float
    colours: tuple[Colour, ...]
    size: Size
    area_fraction: float
    hair: bool
    ink: bool
    ruler: bool


@dataclass(frozen=True)
class QuestionAnswer:
    """One question about one image. ``choices`` is empty unless ``kind`` is ``choice``."""

    question: str
    answer: str
    kind: QuestionKind
    topic: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sample:
    """One image with what is known of it.

    ``image`` is a POSIX path relative to the dataset folder. ``group`` joins the images that must
    not be divided between splits (patient, lesion, near-duplicates). ``age`` is in years;
    ``skin_type`` is the Fitzpatrick type 1..6; ``label`` is the original label of the source.
    """

    id: str
    image: str
    image_sha256: str
    source: str
    licence: str
    modality: Modality
    diagnosis: DiagnosisCode | None
    label: str | None
    split: Split
    group: str
    lesion_id: str | None = None
    patient_id: str | None = None
    age: float | None = None
    sex: str | None = None
    site: str | None = None
    skin_type: int | None = None
    attributes: LesionAttributes | None = None
    caption: str | None = None
    qa: tuple[QuestionAnswer, ...] = ()


@dataclass(frozen=True)
class DatasetCard:
    """``dataset.json``: where the samples come from and the contract they were made under.

    `build_card` fills the contract fields and the counts.
    """

    name: str
    version: str
    created: str
    licence: str
    sources: tuple[Mapping[str, Any], ...]
    ontology_version: str
    ontology_digest: str
    grammar_version: str
    samples: int
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    schema_version: int = SCHEMA_VERSION


def build_card(
    samples: Iterable[Sample],
    *,
    name: str,
    version: str,
    created: str,
    licence: str,
    sources: Iterable[Mapping[str, Any]],
    notes: Iterable[str] = (),
) -> DatasetCard:
    """Describe `samples` under the present contract, counted per split, modality and diagnosis."""
    listed = list(samples)
    counts: dict[str, dict[str, int]] = {"split": {}, "modality": {}, "diagnosis": {}}
    for sample in listed:
        for key, value in (
            ("split", sample.split),
            ("modality", sample.modality),
            ("diagnosis", sample.diagnosis or "none"),
        ):
            counts[key][value] = counts[key].get(value, 0) + 1
    terms = ontology()
    return DatasetCard(
        name=name,
        version=version,
        created=created,
        licence=licence,
        sources=tuple(sources),
        ontology_version=terms.version,
        ontology_digest=terms.digest,
        grammar_version=GRAMMAR_VERSION,
        samples=len(listed),
        counts=counts,
        notes=tuple(notes),
    )


def sample_to_json(sample: Sample) -> dict[str, Any]:
    """The JSON object of one line of ``samples.jsonl``."""
    return cast(dict[str, Any], write_record(sample))


def sample_from_json(record: Mapping[str, Any]) -> Sample:
    """Read one line's object.

    Raises:
        ValueError: a key is missing, unknown or of the wrong type, or a value is not allowed.
    """
    sample = read_record(Sample, record, "")
    if sample.diagnosis is not None and sample.diagnosis not in ontology():
        raise ValueError(f"diagnosis: no diagnosis has the code {sample.diagnosis!r}")
    if sample.skin_type is not None and not 1 <= sample.skin_type <= 6:
        raise ValueError(f"skin_type: {sample.skin_type} is not 1..6")
    parts = sample.image.split("/")
    if sample.image.startswith("/") or ".." in parts or "\\" in sample.image or ":" in parts[0]:
        raise ValueError(f"image: {sample.image!r} is not a path inside the dataset folder")
    return sample


def read_card(dataset_dir: str | Path) -> DatasetCard:
    """Read ``dataset.json`` and check that it was made under the present contract.

    Raises:
        DataError: the file is missing or not a dataset card of this schema.
        ContractMismatch: another ontology or answer grammar.
    """
    path = Path(dataset_dir) / CARD_FILE
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(path, "no such file; is this a dataset folder?") from None
    except (OSError, ValueError) as error:
        raise DataError(path, f"not readable as JSON ({error})") from error
    found = record.get("schema_version") if isinstance(record, dict) else None
    if found != SCHEMA_VERSION:
        raise DataError(path, f"schema version {found!r}; this SkinVL reads {SCHEMA_VERSION}")
    try:
        card = read_record(DatasetCard, record, "")
    except ValueError as error:
        raise DataError(path, str(error)) from error
    terms = ontology()
    for what, expected, made in (
        (
            "ontology",
            f"{terms.version}/{terms.digest}",
            f"{card.ontology_version}/{card.ontology_digest}",
        ),
        ("answer grammar", GRAMMAR_VERSION, card.grammar_version),
    ):
        if expected != made:
            raise ContractMismatch(path, f"{what} {expected}", f"{what} {made}")
    return card


def read_samples(dataset_dir: str | Path) -> list[Sample]:
    """Read a dataset folder.

    Raises:
        DataError: a file is missing, or a line is not a sample; names file and line.
        ContractMismatch: made under another ontology or answer grammar.
    """
    card = read_card(dataset_dir)
    path = Path(dataset_dir) / SAMPLES_FILE
    samples: list[Sample] = []
    seen: set[str] = set()
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    sample = sample_from_json(json.loads(line))
                except ValueError as error:
                    raise DataError(path, f"line {number}: {error}") from error
                if sample.id in seen:
                    raise DataError(path, f"line {number}: id {sample.id!r} occurs twice")
                seen.add(sample.id)
                samples.append(sample)
    except FileNotFoundError:
        raise DataError(path, "no such file; is this a dataset folder?") from None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, f"not readable ({error})") from error
    if len(samples) != card.samples:
        raise DataError(
            path, f"{len(samples)} samples where {CARD_FILE} counts {card.samples}; write it again"
        )
    return samples


def write_samples(dataset_dir: str | Path, samples: Iterable[Sample], card: DatasetCard) -> None:
    """Write ``samples.jsonl``, then ``dataset.json``; each appears whole or not at all.

    Raises:
        DataError: an id occurs twice, or `card` counts another number of samples.
    """
    folder = Path(dataset_dir)
    listed = list(samples)
    ids = {sample.id for sample in listed}
    if len(ids) != len(listed):
        raise DataError(folder / SAMPLES_FILE, "two samples have the same id")
    if card.samples != len(listed):
        raise DataError(folder / CARD_FILE, f"counts {card.samples} of {len(listed)} samples")
    folder.mkdir(parents=True, exist_ok=True)
    lines = (
        json.dumps(sample_to_json(sample), ensure_ascii=False, sort_keys=True, allow_nan=False)
        + "\n"
        for sample in listed
    )
    _replace(folder / SAMPLES_FILE, lines)
    body = json.dumps(write_record(card), ensure_ascii=False, sort_keys=True, indent=2)
    _replace(folder / CARD_FILE, (body, "\n"))


def _replace(path: Path, parts: Iterable[str]) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
