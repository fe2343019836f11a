"""Between the image on the page and the desk: files what is opened, loads what is chosen."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import QObject, Signal

from skinvl.desktop.core import filing
from skinvl.desktop.core.deciding import UNKEPT_BY
from skinvl.desktop.core.filing import Case, Recalled
from skinvl.desktop.core.reading import Reading
from skinvl.desktop.core.store.images import Photograph, PhotographId
from skinvl.desktop.core.store.session import UserId
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.image_keeping import Keeping
from skinvl.desktop.ui.image_writes import WriteQueue
from skinvl.desktop.ui.operations import Operations


class Filing(QObject):
    """Holds what is kept of the image on the page. Chooses nothing by itself.

    An image that is filed belongs to a patient: as soon as another patient is in view it has to
    leave the screen (``put_away``), and what is still to be written of it is written all the same.
    """

    changed = Signal()
    failed = Signal(str)
    loading = Signal(str)
    """A stored photograph was chosen and is being fetched; its file name."""
    loaded = Signal(object)
    """A `Recalled` that is to be shown."""
    leaving = Signal()
    """The page is about to move to something else; `keeping` is still that of the image."""
    put_away = Signal()
    """The image on the page is not of the patient in view any more."""

    def __init__(self, desk: Desk, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._operations = operations
        self.writes = WriteQueue(operations)
        self._meant_for: Case | None = None
        self._wanted: PhotographId | None = None
        self.keeping: Keeping | None = None
        desk.patient_changed.connect(self._follow_patient)
        desk.photograph_changed.connect(self._follow_photograph)

    @property
    def case(self) -> Case | None:
        """The patient and the lesion in view."""
        patient = self.desk.patient
        if self.desk.store is None or patient is None:
            return None
        return Case(patient, self.desk.lesion)

    @property
    def is_idle(self) -> bool:
        """Whether everything has been written."""
        return self.writes.is_idle

    def begin(self, reading: Reading) -> Keeping:
        """A new image was opened by a person, for the patient in view."""
        self._wanted = None
        self.keeping = self._make(reading)
        self._meant_for = self.case
        if self.desk.photograph is not None:
            self.desk.choose_photograph(None)
        return self.keeping

    def begin_stored(self, reading: Reading, found: Recalled) -> Keeping:
        """A stored photograph is shown.

        Raises:
            StoreError: what is stored about it cannot be read.
        """
        self._meant_for = None
        keeping = self._make(reading)
        keeping.take_stored(found)
        self.keeping = keeping
        return keeping

    def leave(self) -> None:
        """The page moves to something else; what is unwritten is written all the same."""
        keeping = self.keeping
        if keeping is not None:
            self.leaving.emit()
            keeping.reading.stop()
            keeping.settle()
        self.keeping = self._meant_for = self._wanted = None

    def note_opened(self) -> None:
        """The image is decoded: file it with the patient for whom it was opened."""
        if self.keeping is not None and self._meant_for is not None:
            self.keeping.file(self._meant_for)

    def file_here(self) -> None:
        """File it with the patient in view, because a person said so."""
        if self.keeping is not None and self.case is not None:
            self.keeping.file(self.case)

    def file_anyway(self) -> None:
        """File it although the same file is filed with somebody else."""
        keeping = self.keeping
        if keeping is not None and keeping.case is not None:
            keeping.file(keeping.case, anyway=True)

    def leave_unfiled(self) -> None:
        """Do not file it with the patient of the conflict."""
        self._meant_for = None
        if self.keeping is not None:
            self.keeping.leave_unfiled()

    def retry(self) -> None:
        """Keep the result again, after that failed."""
        if self.keeping is not None:
            self.keeping.settle()

    def finish(self) -> None:
        """Write everything that waits, before the keys are wiped or the window closes."""
        if self.keeping is not None:
            self.keeping.reading.stop()
            self.keeping.settle()
        self.writes.finish()

    def name_user(self, user: UserId) -> str:
        """The name of a user; empty where nothing is kept."""
        store = self.desk.store
        if store is None or self.keeping is None or user == UNKEPT_BY:
            return ""
        return store.users.get(user).name

    def _make(self, reading: Reading) -> Keeping:
        keeping = Keeping(reading, self.desk.store, self.writes)
        keeping.changed.connect(self._note_change)
        keeping.filed.connect(self._note_filed)
        keeping.kept.connect(self._note_kept)
        keeping.failed.connect(self.failed)
        return keeping

    def _note_change(self) -> None:
        if self.sender() is self.keeping:
            self.changed.emit()

    def _note_filed(self) -> None:
        keeping, patient = self.keeping, self.desk.patient
        if keeping is None or self.sender() is not keeping or patient is None:
            return
        if keeping.photograph is not None and keeping.photograph.patient_id == patient.id:
            self.desk.choose_photograph(keeping.photograph)

    def _note_kept(self) -> None:
        keeping, shown = self.keeping, self.desk.photograph
        if keeping is None or keeping.photograph is None or shown is None:
            return
        if keeping.photograph.id == shown.id and self.desk.store is not None:
            self.desk.refresh_photograph()

    def _follow_patient(self) -> None:
        keeping, case = self.keeping, self.case
        meant = self._meant_for
        if meant is not None and (case is None or case.patient.id != meant.patient.id):
            self._meant_for = None
        if keeping is not None and keeping.case is not None and not keeping.is_filed:
            other = case is None or case.patient.id != keeping.case.patient.id
            if other and keeping.place == "filing":
                self.put_away.emit()
            elif other:
                keeping.leave_unfiled()
        elif keeping is not None and keeping.photograph is not None:
            holder = None if case is None else case.patient.id
            if keeping.photograph.patient_id != holder:
                self.put_away.emit()
        self.changed.emit()

    def _follow_photograph(self) -> None:
        photograph, keeping = self.desk.photograph, self.keeping
        if photograph is None:
            self._wanted = None
            if keeping is not None and keeping.is_filed:
                self.put_away.emit()
        elif (
            keeping is not None
            and keeping.photograph is not None
            and keeping.photograph.id == photograph.id
        ):
            keeping.photograph = photograph
            self.changed.emit()
        elif photograph.id != self._wanted:
            self._load(photograph)

    def _load(self, photograph: Photograph) -> None:
        store = self.desk.store
        if store is None:
            return
        self.leave()
        self.loading.emit(photograph.file_name)
        # The page has put the image before away, and with it what was wanted before.
        self._wanted = photograph.id
        self._operations.run(
            lambda: filing.recall(store, photograph),
            partial(self._take_loaded, photograph.id),
            partial(self._tell_loading, photograph.id),
        )

    def _take_loaded(self, wanted: PhotographId, found: object) -> None:
        if wanted == self._wanted:
            self.loaded.emit(cast(Recalled, found))

    def _tell_loading(self, wanted: PhotographId, error: Exception) -> None:
        if wanted == self._wanted:
            self._wanted = None
            self.failed.emit(str(error))
            self.put_away.emit()
