"""De-identified export for research: pixels without metadata, new random ids, shifted dates.

Images are encoded anew from their pixels, so no EXIF, XMP, GPS or comment can come along. Every
patient, lesion and image gets a fresh random id in each export; ages above 89 become 90 (45 CFR
164.514(b)(2)(i)(C)); dates are moved by a random number of days per patient, so that intervals
stay. What is in the picture itself (a face, a tattoo, writing) is for a person to judge.
"""

from __future__ import annotations

import csv
import io
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from pathlib import Path

from PIL import Image

from skinvl.contract.errors import SkinVLError
from skinvl.contract.ontology import Ontology
from skinvl.desktop.core.decoding import decode_apart
from skinvl.desktop.core.store.errors import RecordConflict, StoreFull
from skinvl.desktop.core.store.images import PhotographId
from skinvl.desktop.core.store.session import Session
from skinvl.runtime.durable import sync_file, sync_folder

METADATA = "metadata.csv"
_OLDEST = 89
_CAPPED = 90
_LONGEST_SHIFT = 365
_IMAGE_TYPES = {"dermoscopy": "dermoscopic"}
_MALIGNANCY = {
    "malignant": "malignant",
    "pre-malignant": "indeterminate",
    "benign": "benign",
    "not-a-neoplasm": "benign",
}

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class IsicRow:
    """A line of the CSV in columns of the ISIC data dictionary, then ours (``skinvl_``).

    ``acquisition_day`` counts from the first photograph of the patient in this export.
    ``diagnosis`` is a person's; the model's own is in ``skinvl_model_diagnosis``.
    """

    filename: str
    isic_id: str
    patient_id: str
    lesion_id: str
    age_approx: str
    sex: str
    anatom_site_general: str
    anatom_site_special: str
    image_type: str
    image_manipulation: str
    diagnosis: str
    benign_malignant: str
    diagnosis_confirm_type: str
    acquisition_day: str
    pixels_x: str
    pixels_y: str
    skinvl_date_shifted: str
    skinvl_modality: str
    skinvl_diagnosis_code: str
    skinvl_model_diagnosis: str
    skinvl_mm_per_px: str


@dataclass(frozen=True)
class Export:
    """``failed`` are (photograph, reason) of images that could not be exported: show them."""

    folder: Path
    exported: int
    failed: tuple[tuple[PhotographId, str], ...]

    @property
    def asked(self) -> int:
        """How many photographs were asked for."""
        return self.exported + len(self.failed)


@dataclass(frozen=True)
class _Case:
    id: PhotographId
    patient_id: int | None
    lesion_id: int | None
    image_sha256: str
    taken_on: date | None
    modality: str | None
    mm_per_px: float | None
    birth_date: date | None
    sex: str | None
    site_general: str | None
    site: str | None
    decided: str | None
    found: str | None


_CASE = (
    "SELECT f.id, f.patient_id, f.lesion_id, f.image_sha256, f.taken_on, f.modality, f.mm_per_px, "
    "p.birth_date, p.sex, l.site_general, l.site, d.code AS decided, r.diagnosis AS found "
    "FROM photograph AS f LEFT JOIN patient AS p ON p.id = f.patient_id "
    "LEFT JOIN lesion AS l ON l.id = f.lesion_id LEFT JOIN decision AS d ON d.id = f.decision_id "
    "LEFT JOIN reading AS r ON r.id = f.reading_id WHERE f.id = ?"
)


class _Pseudonyms:
    """Random ids, drawn once per export and forgotten with it."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, int], str] = {}
        self._shifts: dict[int, timedelta] = {}

    def name(self, prefix: str, number: int | None) -> str:
        if number is None:
            return ""
        key = (prefix, number)
        if key not in self._ids:
            self._ids[key] = f"{prefix}_{secrets.token_hex(6)}"
        return self._ids[key]

    def shift(self, patient: int) -> timedelta:
        if patient not in self._shifts:
            days = 1 + secrets.randbelow(_LONGEST_SHIFT)
            self._shifts[patient] = timedelta(days=-days)
        return self._shifts[patient]


def export_deidentified(
    session: Session,
    photographs: Sequence[PhotographId],
    folder: Path,
    progress: Progress | None = None,
) -> Export:
    """Write images and ``metadata.csv`` into a new folder, which appears once it is whole.

    Args:
        session: an unlocked store.
        photographs: what to export.
        folder: must not exist; its parent must.
        progress: called with images done and images in all; raise in it to give up.

    Raises:
        NotPermitted: the user is neither senior nor administrator.
        RecordConflict: the folder exists, or nothing was asked for.
        StoreFull: it could not be written; nothing is left.
    """
    session.require("senior", "a de-identified export")
    wanted = list(dict.fromkeys(photographs))
    if not wanted:
        raise RecordConflict("export", "no photograph was chosen")
    if folder.exists():
        raise RecordConflict(folder, "exists already; choose another name")
    try:
        part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    except OSError as error:
        raise StoreFull(folder.parent, f"could not be written ({error.strerror})") from error
    try:
        export = _fill(session, wanted, part, folder, progress)
        os.replace(part, folder)
        sync_folder(folder.parent)
    except BaseException as error:
        shutil.rmtree(part, ignore_errors=True)
        if isinstance(error, OSError):
            raise StoreFull(folder, f"could not be written ({error.strerror})") from error
        raise
    with session.writing() as change:
        change.record(
            "export", "deidentified", photographs=export.exported, failed=len(export.failed)
        )
    return export


def cap_age(birth: date | None, taken: date | None) -> str:
    """Whole years at the day of the photograph; 90 above 89, empty where it is not known."""
    if birth is None or taken is None or taken < birth:
        return ""
    years = taken.year - birth.year - ((taken.month, taken.day) < (birth.month, birth.day))
    return str(_CAPPED if years > _OLDEST else years)


def _fill(
    session: Session,
    wanted: Sequence[PhotographId],
    part: Path,
    folder: Path,
    progress: Progress | None,
) -> Export:
    pseudonyms, ontology = _Pseudonyms(), Ontology.load()
    cases = [session.read_one(_Case, _CASE, (number,), "photograph") for number in wanted]
    # The order of the export must not give away the order in which patients came.
    secrets.SystemRandom().shuffle(cases)
    first_days = _first_days(cases)
    lines: list[IsicRow] = []
    failed: list[tuple[PhotographId, str]] = []
    for index, case in enumerate(cases):
        if progress is not None:
            progress(index, len(cases))
        name = pseudonyms.name("SKV", case.id)
        try:
            size = _write_image(session, case, part / f"{name}.png")
        except SkinVLError as error:
            failed.append((case.id, str(error)))
            continue
        lines.append(_describe(case, name, size, pseudonyms, first_days, ontology))
    _write_csv(lines, part / METADATA)
    written = sum(1 for file in part.iterdir() if file.suffix == ".png")
    if written != len(lines) or written + len(failed) != len(wanted):
        raise RuntimeError("the export is not complete")
    return Export(folder, written, tuple(failed))


def _write_image(session: Session, case: _Case, file: Path) -> tuple[int, int]:
    """Encode the pixels anew and look at the file again; width and height."""
    content = session.unlocked.images.get(case.image_sha256)
    opened = decode_apart(content, f"photograph {case.id}").image
    image = Image.fromarray(opened.rgb)
    image.info.clear()
    with file.open("xb") as stream:
        image.save(stream, format="PNG")
        stream.flush()
        sync_file(stream.fileno())
    with Image.open(file, formats=("PNG",)) as written:
        written.load()
        if written.info or written.getexif() or written.size != image.size:
            raise RecordConflict(file.name, "was not written without metadata")
    return image.size


def _describe(
    case: _Case,
    name: str,
    size: tuple[int, int],
    pseudonyms: _Pseudonyms,
    first_days: dict[int, date],
    ontology: Ontology,
) -> IsicRow:
    day, shifted = "", ""
    if case.taken_on is not None and case.patient_id is not None:
        day = str((case.taken_on - first_days[case.patient_id]).days)
        shifted = (case.taken_on + pseudonyms.shift(case.patient_id)).isoformat()
    diagnosis = ontology.get(case.decided) if case.decided and case.decided in ontology else None
    return IsicRow(
        filename=f"{name}.png",
        isic_id=name,
        patient_id=pseudonyms.name("IP", case.patient_id),
        lesion_id=pseudonyms.name("IL", case.lesion_id),
        age_approx=cap_age(case.birth_date, case.taken_on),
        sex=case.sex if case.sex in ("female", "male") else "",
        anatom_site_general=case.site_general or "",
        anatom_site_special=case.site or "",
        image_type=_IMAGE_TYPES.get(case.modality or "", ""),
        image_manipulation="instrument only",
        diagnosis=diagnosis.term if diagnosis is not None else "",
        benign_malignant=_MALIGNANCY[diagnosis.malignancy] if diagnosis is not None else "",
        diagnosis_confirm_type=(
            "single contributor clinical assessment" if diagnosis is not None else ""
        ),
        acquisition_day=day,
        pixels_x=str(size[0]),
        pixels_y=str(size[1]),
        skinvl_date_shifted=shifted,
        skinvl_modality=case.modality or "",
        skinvl_diagnosis_code=case.decided or "",
        skinvl_model_diagnosis=case.found or "",
        skinvl_mm_per_px="" if case.mm_per_px is None else repr(case.mm_per_px),
    )


def _first_days(cases: Sequence[_Case]) -> dict[int, date]:
    days: dict[int, date] = {}
    for case in cases:
        if case.patient_id is not None and case.taken_on is not None:
            known = days.get(case.patient_id, case.taken_on)
            days[case.patient_id] = min(known, case.taken_on)
    return days


def _write_csv(lines: Sequence[IsicRow], file: Path) -> None:
    names = [item.name for item in fields(IsicRow)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([getattr(line, name) for name in names] for line in lines)
    with file.open("xb") as stream:
        stream.write(text.getvalue().encode("utf-8"))
        stream.flush()
        sync_file(stream.fileno())
