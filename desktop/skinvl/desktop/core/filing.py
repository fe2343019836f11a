"""Putting what was read with a patient: the image, the result, the questions.

Everything is checked against the SHA-256 of the bytes that were analysed, so that a file that was
changed on the disk after it was opened can never be filed under the result of the old one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from skinvl.contract.finding import Finding
from skinvl.desktop.core.dicom_facts import describe_mismatch
from skinvl.desktop.core.language import say, translate
from skinvl.desktop.core.reading import Exchange, Reading, State
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.images import Photograph, PhotographData
from skinvl.desktop.core.store.lesions import Lesion
from skinvl.desktop.core.store.opinions import Suspicion
from skinvl.desktop.core.store.patients import Patient
from skinvl.desktop.core.store.readings import ReadingState, StoredReading


@dataclass(frozen=True)
class Case:
    """With whom something is filed; the lesion is one of the patient's."""

    patient: Patient
    lesion: Lesion | None = None

    @property
    def name(self) -> str:
        """The patient with the number and the lesion, for one line."""
        if self.lesion is None:
            return _name_patient(self.patient)
        return translate("Filing", "{patient} (no. {number}, lesion {lesion})").format(
            patient=self.patient.name, number=self.patient.number, lesion=self.lesion.label
        )


@dataclass(frozen=True)
class OwnOpinion:
    """What the reader thinks; ``confidence`` 0..1; ``before`` the result was seen."""

    code: str | None
    suspicion: Suspicion
    confidence: float
    before: bool = True


@dataclass(frozen=True)
class Recalled:
    """What is stored about a photograph, all of it from one moment."""

    photograph: Photograph
    content: bytes
    stored: StoredReading | None
    finding: Finding | None
    state: State
    exchanges: tuple[Exchange, ...]
    description: str | None
    overlay: dict[str, object]


def read_content(reading: Reading) -> bytes:
    """The bytes of the image file that was analysed.

    Raises:
        RecordConflict: there is no image, or the file is gone or is another one by now.
    """
    if reading.image is None:
        raise RecordConflict(reading.name, "is not open")
    content = reading.source
    if isinstance(content, str):
        try:
            content = Path(content).read_bytes()
        except OSError as error:
            reason = error.strerror or str(error)
            raise RecordConflict(
                reading.name, f"cannot be filed: the file is gone ({reason}); open it again"
            ) from error
    if hashlib.sha256(content).hexdigest() != reading.image.sha256:
        raise RecordConflict(
            reading.name, "cannot be filed: the file was changed after it was read; open it again"
        )
    return content


def find_elsewhere(store: Store, sha256: str, patient: Patient) -> str | None:
    """With whom else exactly this image file is filed: names and numbers, None with nobody."""
    others = {
        photograph.patient_id
        for photograph in store.images.find_copies(sha256)
        if photograph.patient_id not in (None, patient.id)
    }
    found = [store.patients.get(number) for number in others if number is not None]
    return ", ".join(sorted(_name_patient(item) for item in found)) or None


def find_doubt(store: Store, reading: Reading, patient: Patient) -> str | None:
    """Why an image may be another person's; one sentence, None where nothing speaks for it."""
    if reading.facts is not None:
        mismatch = describe_mismatch(reading.facts, patient)
        if mismatch is not None:
            return say(mismatch)
    others = None
    if reading.image is not None:
        others = find_elsewhere(store, reading.image.sha256, patient)
    return others and translate(
        "Filing", "Exactly this image file is already filed under {others}."
    ).format(others=others)


def file_image(
    store: Store, reading: Reading, case: Case, modality: str | None = None
) -> Photograph:
    """The photograph of an image, which is filed unless it is already.

    The same bytes are kept once for a patient and a lesion: a photograph of the same patient that
    has no lesion yet, or one that nobody has, is moved rather than doubled.

    Args:
        store: that is open.
        reading: of an opened image.
        case: with whom.
        modality: what the person says the image is.

    Raises:
        RecordConflict: the file is gone or was changed.
        StoreFull: it could not be written; nothing was changed.
    """
    if reading.image is None:
        raise RecordConflict(reading.name, "is not open")
    lesion_id = None if case.lesion is None else case.lesion.id
    movable: Photograph | None = None
    for copy in store.images.find_copies(reading.image.sha256):
        if copy.patient_id == case.patient.id:
            if lesion_id is None or copy.lesion_id == lesion_id:
                return copy
            if copy.lesion_id is None:
                movable = copy
        elif copy.patient_id is None and movable is None:
            movable = copy
    if movable is not None:
        return store.images.file(movable.id, case.patient.id, lesion_id)
    height, width = reading.image.rgb.shape[:2]
    facts, content = reading.facts, read_content(reading)
    data = PhotographData(
        file_name=reading.name,
        width=width,
        height=height,
        patient_id=case.patient.id,
        lesion_id=lesion_id,
        taken_on=reading.taken_on,
        modality=modality or (facts.modality or None if facts is not None else None),
        mm_per_px=None if facts is None else facts.mm_per_px,
    )
    return store.images.add(content, data)


def file_finding(
    store: Store, photograph: Photograph, finding: Finding, state: ReadingState
) -> StoredReading:
    """Keep a result, unless exactly this one is the newest of the photograph already.

    Raises:
        RecordConflict: the result is about another image.
    """
    current = store.readings.current(photograph.id)
    if current is not None and store.readings.finding(current.id) == finding:
        return current
    return store.readings.add(photograph.id, finding, state)


def recall(store: Store, photograph: Photograph) -> Recalled:
    """Everything about a stored photograph that the page of one image shows.

    Raises:
        ImageDamaged: the image file is missing or damaged; names it.
        StoreDamaged: a record cannot be read.
    """
    photograph = store.images.get(photograph.id)
    content = store.images.read(photograph)
    stored = store.readings.current(photograph.id)
    finding = store.readings.finding(stored.id) if stored is not None else None
    if finding is not None and finding.status == "failed":
        finding = None
    edited = store.descriptions.current(stored.id) if stored is not None else None
    drawn = store.annotations.current(photograph.id)
    return Recalled(
        photograph=photograph,
        content=content,
        stored=stored,
        finding=finding,
        state=cast(State, stored.state) if stored is not None else "stopped",
        exchanges=tuple(
            Exchange(
                -number,
                kept.question,
                kept.answer,
                "stopped" if kept.state == "answering" else kept.state,
            )
            for number, kept in enumerate(store.exchanges.list(photograph.id), start=1)
        ),
        description=edited.text if edited is not None else None,
        overlay=dict(drawn.overlay) if drawn is not None else {},
    )


def name_state(reading: Reading) -> ReadingState:
    """How far a settled reading has come, as the store says it."""
    if reading.finding is None:
        return "failed"
    return "complete" if reading.state == "complete" else "stopped"


def add_opinion(store: Store, photograph: Photograph, opinion: OwnOpinion) -> bool:
    """Keep an opinion; whether it counts as given before the result was seen."""
    kept = store.opinions.add(photograph.id, opinion.code, opinion.suspicion, opinion.confidence)
    return kept.before_ai


def _name_patient(patient: Patient) -> str:
    return translate("Filing", "{patient} (no. {number})").format(
        patient=patient.name, number=patient.number
    )
