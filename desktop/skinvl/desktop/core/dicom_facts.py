"""What a DICOM file says about whom and what it shows: for a person to confirm, never to obey."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from skinvl.desktop.core.store.patients import Patient

FACT_TAGS = (
    "SpecificCharacterSet", "PatientName", "PatientID", "PatientBirthDate", "PatientSex",
    "StudyDate", "AcquisitionDate", "ContentDate", "Modality", "SOPClassUID", "SOPInstanceUID",
    "BodyPartExamined", "Laterality", "ImageLaterality", "PixelSpacing", "Manufacturer",
    "BurnedInAnnotation",
)  # fmt: skip
_SQUARE = 0.01
_MODALITIES = {"DMS": "dermoscopy", "XC": "clinical"}


@dataclass(frozen=True)
class DicomFacts:
    """Texts as the file has them, empty where it has none.

    ``name`` is "Family, Given". ``taken_on`` is the day of the acquisition, else of the study.
    ``modality`` is "dermoscopy" or "clinical" where the file says so. ``mm_per_px`` is None unless
    the pixels are square and their spacing is stated.
    """

    number: str = ""
    name: str = ""
    birth_date: date | None = None
    sex: str = ""
    taken_on: date | None = None
    modality: str = ""
    site: str = ""
    laterality: str = ""
    device: str = ""
    instance_uid: str = ""
    mm_per_px: float | None = None
    burned_in: bool = False


def collect_facts(dataset: Dataset) -> DicomFacts:
    """The facts of a parsed header; a value that cannot be read counts as not stated."""
    family, _, given = _text(dataset, "PatientName").split("=")[0].partition("^")
    days = (_day(dataset, name) for name in ("AcquisitionDate", "ContentDate", "StudyDate"))
    return DicomFacts(
        number=_text(dataset, "PatientID"),
        name=", ".join(part for part in (family.strip(), given.replace("^", " ").strip()) if part),
        birth_date=_day(dataset, "PatientBirthDate"),
        sex={"F": "female", "M": "male", "O": "other"}.get(_text(dataset, "PatientSex"), ""),
        taken_on=next((day for day in days if day is not None), None),
        modality=_MODALITIES.get(_text(dataset, "Modality"), ""),
        site=_text(dataset, "BodyPartExamined").lower(),
        laterality={"L": "left", "R": "right"}.get(
            _text(dataset, "ImageLaterality") or _text(dataset, "Laterality"), ""
        ),
        device=_text(dataset, "Manufacturer"),
        instance_uid=_text(dataset, "SOPInstanceUID"),
        mm_per_px=_spacing(dataset),
        burned_in=_text(dataset, "BurnedInAnnotation") == "YES",
    )


def describe_mismatch(facts: DicomFacts, patient: Patient) -> str | None:
    """Why a file seems to be another person's; None where nothing contradicts.

    Number, birth date and family name are compared where the file states them; one that differs is
    enough.
    """
    # The engine process reads facts, too, and has no use for a database.
    from skinvl.desktop.core.store.patients import fold_text

    differing = []
    if facts.number and facts.number.casefold() != patient.number.casefold():
        differing.append(f"number {facts.number}, not {patient.number}")
    if (
        facts.birth_date is not None
        and patient.birth_date is not None
        and facts.birth_date != patient.birth_date
    ):
        differing.append(f"born {facts.birth_date}, not {patient.birth_date}")
    family = fold_text(facts.name.partition(",")[0])
    if family and family != fold_text(patient.family_name):
        differing.append(f"name {facts.name}, not {patient.name}")
    if not differing:
        return None
    return f"The DICOM file names another patient: {'; '.join(differing)}."


def _text(dataset: Dataset, name: str) -> str:
    try:
        value = dataset.get(name)
        return "" if value is None else " ".join(str(value).split())
    except Exception:
        # pydicom converts values when they are asked for, and raises almost anything.
        return ""


def _day(dataset: Dataset, name: str) -> date | None:
    try:
        return datetime.strptime(_text(dataset, name), "%Y%m%d").date()
    except ValueError:
        return None


def _spacing(dataset: Dataset) -> float | None:
    try:
        rows, columns = (float(item) for item in dataset.get("PixelSpacing") or ())
    except (TypeError, ValueError):
        return None
    usable = math.isfinite(rows) and math.isfinite(columns) and rows > 0 and columns > 0
    return columns if usable and abs(rows - columns) <= _SQUARE * columns else None
