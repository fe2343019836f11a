"""What a reader of a published collection hands on, before images are opened."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from skinvl.contract.errors import DataError
from skinvl.contract.ontology import Diagnosis, DiagnosisCode
from skinvl.contract.sample import Modality, Split

IMAGE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp"})


@dataclass(frozen=True)
class Record:
    """One image file with what its collection says of it.

    ``id`` is unique in the collection and, with the file's suffix, its place under ``images/``.
    ``licence`` and ``source`` override those of the collection where it is a mixture.
    ``given_group`` is a group that the collection itself states, ``published_split`` the part of
    its published division.
    """

    id: str
    file: Path
    modality: Modality
    label: str | None
    diagnosis: DiagnosisCode | None
    source: str
    licence: str
    lesion_id: str | None = None
    patient_id: str | None = None
    given_group: str | None = None
    age: float | None = None
    sex: str | None = None
    site: str | None = None
    skin_type: int | None = None
    mask: Path | None = None
    published_split: Split | None = None


@dataclass(frozen=True)
class Rejection:
    """An image that is not used, and why."""

    file: str
    reason: str


@dataclass(frozen=True)
class Collection:
    """A published collection: its records and what was left out of them.

    ``missing`` counts what the tables name but the folders do not have, ``undiagnosed`` the
    records without a diagnosis by reason, ``attributions`` the images of each name that a licence
    asks to be credited. ``notes`` say what a reader of the card has to know.
    """

    name: str
    licence: str
    citation: str
    records: tuple[Record, ...]
    rejections: tuple[Rejection, ...] = ()
    missing: Mapping[str, int] = field(default_factory=dict)
    undiagnosed: Mapping[str, int] = field(default_factory=dict)
    attributions: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def rejection_counts(self) -> dict[str, int]:
        """How often each reason occurs."""
        return dict(sorted(Counter(r.reason for r in self.rejections).items()))


def read_table(path: Path, required: Iterable[str] = ()) -> list[dict[str, str]]:
    """Read a CSV file with a header line; cells are stripped.

    Raises:
        DataError: missing, unreadable, or without one of the `required` columns.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            columns = [name.strip() for name in reader.fieldnames or ()]
            reader.fieldnames = columns
            rows = [
                {key: (value or "").strip() for key, value in row.items() if key is not None}
                for row in reader
            ]
    except FileNotFoundError:
        raise DataError(path, "no such file") from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(path, f"not readable as CSV ({error})") from error
    absent = [name for name in required if name not in columns]
    if absent:
        raise DataError(
            path, f"no column {', '.join(absent)}; its columns are {', '.join(columns) or 'none'}"
        )
    return rows


def list_images(folder: Path, *, recursive: bool = False) -> list[Path]:
    """Image files of `folder` by suffix, sorted by path; hidden files are left out."""
    found = folder.rglob("*") if recursive else folder.iterdir()
    return sorted(
        path
        for path in found
        if path.suffix.lower() in IMAGE_SUFFIXES
        and not path.name.startswith(".")
        and path.is_file()
    )


def to_float(text: str) -> float | None:
    """A finite number, or None where the cell is empty or says so in words."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if value == value and abs(value) != float("inf") else None


def to_known(text: str) -> str | None:
    """The cell's text in lower case, or None where it is empty or "unknown"."""
    lowered = text.strip().lower()
    return None if lowered in ("", "unknown", "na", "n/a", "nan", "none") else lowered


def to_skin_type(text: str) -> int | None:
    """A Fitzpatrick type 1..6 written as a number, or None (-1 stands for not annotated)."""
    value = to_float(text)
    return int(value) if value is not None and value in (1, 2, 3, 4, 5, 6) else None


def code_of(diagnosis: Diagnosis | None) -> DiagnosisCode | None:
    """The code of a resolved diagnosis."""
    return None if diagnosis is None else diagnosis.code
