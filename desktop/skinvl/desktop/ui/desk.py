"""What lies on the desk: the open store, the patient, the lesion and the photograph in view.

One object that every page shares. Only what a person does changes what is chosen: work in the
background never does.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.images import Photograph
from skinvl.desktop.core.store.lesions import Lesion
from skinvl.desktop.core.store.patients import Patient


class Desk(QObject):
    """The context of everything that is shown.

    Without a store images can be read, and nothing is kept.
    """

    store_changed = Signal()
    """A store was opened, locked, unlocked or closed; patient and photograph are cleared."""
    patient_changed = Signal()
    """Another patient, another lesion, or changed details of them."""
    photograph_changed = Signal()
    """Another stored photograph, or something about it was decided."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store: Store | None = None
        self._patient: Patient | None = None
        self._lesion: Lesion | None = None
        self._photograph: Photograph | None = None

    @property
    def store(self) -> Store | None:
        """The store, if there is one and it is unlocked."""
        store = self._store
        return store if store is not None and not store.is_locked else None

    @property
    def is_locked(self) -> bool:
        """Whether there is a store and nobody is logged in to it."""
        return self._store is not None and self._store.is_locked

    @property
    def held_store(self) -> Store | None:
        """The store even while it is locked, for the one who unlocks it."""
        return self._store

    @property
    def patient(self) -> Patient | None:
        """The patient in view."""
        return self._patient

    @property
    def lesion(self) -> Lesion | None:
        """The lesion in view; always one of the patient's."""
        return self._lesion

    @property
    def photograph(self) -> Photograph | None:
        """The stored photograph in view."""
        return self._photograph

    def set_store(self, store: Store | None) -> None:
        """Work with this store, or with none; what was chosen is cleared."""
        self._store = store
        self.clear()
        self.store_changed.emit()

    def lock(self) -> None:
        """Lock the store; what was chosen is cleared."""
        if self.store is not None:
            self.store.lock()
            self.clear()
            self.store_changed.emit()

    def note_unlocked(self) -> None:
        """Tell every page that somebody has logged in to the store that is held."""
        self.store_changed.emit()

    def choose_patient(self, patient: Patient | None, lesion: Lesion | None = None) -> None:
        """Take up a patient, and perhaps a lesion; a photograph of another one is put away.

        Raises:
            ValueError: the lesion belongs to another patient.
        """
        if lesion is not None and (patient is None or lesion.patient_id != patient.id):
            raise ValueError("the lesion belongs to another patient")
        self._patient, self._lesion = patient, lesion
        held = self._photograph
        if held is not None and (
            held.patient_id != (None if patient is None else patient.id)
            or (lesion is not None and held.lesion_id not in (None, lesion.id))
        ):
            self._photograph = None
            self.photograph_changed.emit()
        self.patient_changed.emit()

    def choose_photograph(self, photograph: Photograph | None) -> None:
        """Take up a stored photograph, with its patient and lesion.

        Raises:
            StoreError: its patient or lesion cannot be read.
        """
        store = self.store
        if photograph is not None and store is not None:
            patient, lesion = None, None
            if photograph.patient_id is not None:
                patient = store.patients.get(photograph.patient_id)
            if photograph.lesion_id is not None:
                lesion = store.lesions.get(photograph.lesion_id)
            changed = (patient, lesion) != (self._patient, self._lesion)
            self._patient, self._lesion, self._photograph = patient, lesion, photograph
            if changed:
                self.patient_changed.emit()
        else:
            self._photograph = photograph
        self.photograph_changed.emit()

    def refresh_photograph(self) -> None:
        """Read the photograph in view anew, after something about it was written."""
        if self.store is not None and self._photograph is not None:
            self._photograph = self.store.images.get(self._photograph.id)
            self.photograph_changed.emit()

    def clear(self) -> None:
        """Put everything away."""
        self._patient = self._lesion = self._photograph = None
        self.patient_changed.emit()
        self.photograph_changed.emit()
