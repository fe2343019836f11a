"""The patient of the image under review is the one in the banner of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from skinvl.desktop.core.decoding import decode_apart
from skinvl.desktop.core.dicom_facts import describe_mismatch
from skinvl.desktop.core.dicom_reading import is_dicom
from skinvl.desktop.core.review.queue import Item
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.images import Photograph, PhotographId
from skinvl.desktop.core.store.lesions import Lesion
from skinvl.desktop.core.store.patients import Patient
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.patient_banner import identify

translate = QCoreApplication.translate


class FollowedPatient:
    """Puts the patient of each image on the desk while the page is shown.

    What lay on the desk before comes back when the page is left, so that the other pages never
    show an image under the name of another patient.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._active = False
        self._before: tuple[Patient | None, Lesion | None, Photograph | None] = (None, None, None)

    def begin(self) -> None:
        """The page is shown."""
        desk = self._desk
        self._active = True
        self._before = (desk.patient, desk.lesion, desk.photograph)

    def end(self) -> None:
        """The page is left."""
        if not self._active:
            return
        self._active = False
        patient, lesion, photograph = self._before
        self._before = (None, None, None)
        if self._desk.store is None:
            return
        if photograph is not None:
            self._desk.choose_photograph(photograph)
        else:
            self._desk.choose_patient(patient, lesion)

    def leave_with(self, photograph_id: int) -> None:
        """Leave the page with this photograph on the desk.

        Raises:
            StoreError: it cannot be read.
        """
        store = self._desk.store
        if store is not None:
            photograph = store.images.get(PhotographId(photograph_id))
            self._active = False
            self._desk.choose_photograph(photograph)

    def follow(self, photograph_id: int | None) -> None:
        """Another image is under review."""
        store = self._desk.store
        if not self._active or store is None:
            return
        patient, lesion = None, None
        if photograph_id is not None:
            photograph = store.images.get(PhotographId(photograph_id))
            if photograph.patient_id is not None:
                patient = store.patients.get(photograph.patient_id)
            if photograph.lesion_id is not None:
                lesion = store.lesions.get(photograph.lesion_id)
        if (patient, lesion) != (self._desk.patient, self._desk.lesion):
            self._desk.choose_patient(patient, lesion)


def tell_whose(store: Store | None, item: Item) -> str:
    """Two identifiers of the patient, or what a table says; empty where nobody knows."""
    if item.said:
        return _tell_contradiction(store, item)
    if store is not None and item.photograph_id is not None:
        photograph = store.images.get(PhotographId(item.photograph_id))
        if photograph.patient_id is not None:
            patient = store.patients.get(photograph.patient_id)
            lesion = None
            if photograph.lesion_id is not None:
                lesion = store.lesions.get(photograph.lesion_id)
            return f"{patient.name}  |  {identify(patient, lesion)}"
        if item.patient:
            text = translate(
                "ReviewDesk",
                "The table says patient {number}; not in the store, filed with nobody.",
            )
            return text.format(number=item.patient)
    parts = []
    if item.patient:
        parts.append(translate("ReviewDesk", "patient {number}").format(number=item.patient))
    if item.lesion:
        parts.append(translate("ReviewDesk", "lesion {label}").format(label=item.lesion))
    return (
        translate("ReviewDesk", "{parts} (from the table)").format(parts=", ".join(parts))
        if parts
        else ""
    )


def _tell_contradiction(store: Store | None, item: Item) -> str:
    """Why the table was not believed; or that the image is filed at the next start."""
    if store is None or item.photograph_id is None:
        text = translate(
            "ReviewDesk",
            "The DICOM file names patient {named}, the table {said}: filed with nobody.",
        )
        return text.format(named=item.named, said=item.said)
    photograph = store.images.get(PhotographId(item.photograph_id))
    patient = store.patients.find_by_number(item.said)
    content = store.images.read(photograph)
    if patient is not None and is_dicom(content):
        facts = decode_apart(content, item.path).facts
        mismatch = describe_mismatch(facts, patient) if facts is not None else None
        if mismatch is not None:
            text = translate(
                "ReviewDesk", "The table says patient {said}. {mismatch} Filed with nobody."
            )
            return text.format(said=item.said, mismatch=mismatch)
    text = translate(
        "ReviewDesk", "The table says patient {said}; Start files the image with that patient."
    )
    return text.format(said=item.said)
