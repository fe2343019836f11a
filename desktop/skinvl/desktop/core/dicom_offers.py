"""What of a DICOM file's facts can be taken over, for a person to choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from skinvl.desktop.core.dicom_facts import DicomFacts, describe_mismatch
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.anatomy import SITES, Side
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.images import Photograph
from skinvl.desktop.core.store.patients import Patient, PatientData

Offer = Literal["patient", "day", "place"]

_WHOLE_PARTS = {
    "head": "head/neck", "arm": "upper extremity", "leg": "lower extremity",
    "upperlimb": "upper extremity", "lowerlimb": "lower extremity",
    "upperextremity": "upper extremity", "lowerextremity": "lower extremity",
    "back": "posterior torso",
}  # fmt: skip
# Defined terms of DICOM PS3.16, annex L, that the dictionary calls by another name.
_OTHER_NAMES = {"breast": "chest", "calf": "lower leg", "axilla": "chest", "mouth": "oral"}
_FINER = {
    "".join(finer.split()): (general, finer) for general, parts in SITES.items() for finer in parts
}


@dataclass(frozen=True)
class Place:
    """A place in the words of `anatomy.SITES`; ``finer`` and ``side`` are None if not stated."""

    general: str
    finer: str | None
    side: Side | None


def find_place(facts: DicomFacts) -> Place | None:
    """Where the lesion lies as the file says it; None where it does not, or in unknown words."""
    term = "".join(letter for letter in facts.site if letter.isalpha())
    side: Side | None = {"left": "left", "right": "right"}.get(facts.laterality)  # type: ignore[assignment]
    if term in _WHOLE_PARTS:
        return Place(_WHOLE_PARTS[term], None, side)
    general, finer = _FINER.get("".join(_OTHER_NAMES.get(term, term).split()), (None, None))
    return None if general is None else Place(general, finer, side)


def draft_patient(facts: DicomFacts) -> PatientData:
    """A new patient as the file has it."""
    family, _, given = facts.name.partition(", ")
    sex = facts.sex if facts.sex in ("female", "male", "other") else None
    return PatientData(facts.number, family, given, facts.birth_date, sex)  # type: ignore[arg-type]


def find_patient(store: Store, facts: DicomFacts) -> Patient | None:
    """The patient with the number of the file, None where there is none.

    Raises:
        RecordConflict: name or birth date are another person's.
    """
    if not facts.number:
        return None
    patient = store.patients.find_by_number(facts.number)
    if patient is not None:
        mismatch = describe_mismatch(facts, patient)
        if mismatch is not None:
            raise RecordConflict(f"patient {facts.number}", mismatch)
    return patient


def list_offers(
    facts: DicomFacts, patient: Patient | None, photograph: Photograph | None
) -> tuple[Offer, ...]:
    """What of the facts is not yet so.

    Args:
        facts: of the file.
        patient: in view, None for nobody.
        photograph: as which the image is kept, None where it is not.
    """
    offers: list[Offer] = []
    stated = bool(facts.number or facts.name)
    is_other = patient is None or describe_mismatch(facts, patient) is not None
    if stated and photograph is None and is_other:
        offers.append("patient")
    if photograph is not None:
        if facts.taken_on is not None and photograph.taken_on != facts.taken_on:
            offers.append("day")
        # A lesion is somebody's: whose the image is has to be said before.
        is_own = patient is not None and photograph.patient_id == patient.id
        if is_own and photograph.lesion_id is None and find_place(facts) is not None:
            offers.append("place")
    return tuple(offers)
