"""The records of a review in the encrypted store: photographs, readings, and the list of files.

Nothing is written in clear. Each image becomes a photograph with its reading, and only then a line
of the list says that it is done: whatever a crash leaves behind is found again by its content, so
no image is kept twice and none is skipped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from skinvl.contract.errors import DataError
from skinvl.contract.finding import Finding
from skinvl.desktop.core.review.records import STATES, Done, Row, State, Verdict, Waiting
from skinvl.desktop.core.review.scan import FoundFile, LeftOut
from skinvl.desktop.core.review.worker import fetch
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.batches import Batch, BatchFile, FileId, FileOutcome
from skinvl.desktop.core.store.images import Photograph, PhotographData
from skinvl.desktop.core.store.lesions import Lesion, LesionData
from skinvl.desktop.core.store.patients import Patient

_PAGE = 500
_VERDICTS = ("accepted", "overridden", "flagged", "skipped", "bad-image")


class StoreJournal:
    """Records of one batch; see `records.Records`."""

    def __init__(self, store: Store, batch: Batch) -> None:
        self.store = store
        self.batch = batch
        self._root = Path(batch.folder)
        self._bundle_sha256 = batch.conditions.get("model", "").rpartition(" ")[2]

    @property
    def conditions(self) -> Mapping[str, str]:
        """What every result shares: folder, model, options."""
        return dict(self.batch.conditions)

    def close(self) -> None:
        """Nothing is held: the store stays open."""

    def note_scan(self, entries: Iterable[FoundFile | LeftOut], scan: int) -> None:
        """Take in what a scan found."""
        found = (
            (item.path, item.size, item.modified_ns, None)
            if isinstance(item, FoundFile)
            else (item.path, 0, 0, item.reason)
            for item in entries
        )
        self.store.batches.note_scan(self.batch.id, found, scan)

    def end_scan(self, scan: int) -> None:
        """Note which files the scan did not meet; a photograph in the store stays to be seen."""
        self.store.batches.end_scan(self.batch.id, scan)

    def next_scan(self) -> int:
        """The number of the scan that is about to begin."""
        return self.store.batches.next_scan(self.batch.id)

    def assign(self, said: Mapping[str, Mapping[str, str]]) -> None:
        """Note what a table says of files, and file with them what was read before it was known."""
        self.store.batches.assign(self.batch.id, said)
        for file in self._files("done"):
            if (file.patient or file.lesion) and file.photograph_id is not None:
                self._file(self.store.images.get(file.photograph_id), file)

    def paths(self) -> Iterator[str]:
        """The path of every image found."""
        return (f.name for f in self._files() if f.state not in ("gone", "left out"))

    def waiting(self, after: int, count: int) -> list[Waiting]:
        """The next files to be read with an id above `after`."""
        batches = self.store.batches
        files = batches.files(self.batch.id, state="waiting", after=after, limit=count)
        return [Waiting(file.id, file.name, file.size, file.modified_ns) for file in files]

    def has(self, file: FoundFile) -> bool:
        """Whether the file is noted with this size and time."""
        return self.store.batches.has(self.batch.id, file.path, file.size, file.modified_ns)

    def knows(self, sha256: str) -> bool:
        """Whether this model has read these bytes."""
        return self.store.batches.knows(self.batch, sha256, self._bundle_sha256)

    def note(self, outcomes: Iterable[Done]) -> None:
        """Keep photographs and readings, then note that the files are done.

        Raises:
            StoreError: it could not be written; what is not noted is read again.
        """
        self.store.batches.note(self.batch.id, [self._keep(outcome) for outcome in outcomes])

    def retry_failed(self) -> int:
        """Let every failed file wait again; how many."""
        return self.store.batches.retry_failed(self.batch.id)

    def counts(self) -> dict[State, int]:
        """Files per state; states without a file are 0."""
        counts: dict[State, int] = dict.fromkeys(STATES, 0)
        counts.update(self.store.batches.counts(self.batch.id))  # type: ignore[arg-type]
        return counts

    def rows(self) -> Iterator[Row]:
        """Every file but those that are gone, by path."""
        first: dict[str, str] = {}
        files = [file for file in self._files() if file.state != "gone"]
        files.sort(key=lambda file: file.path)
        for file in files:
            finding, verdict, same = None, None, None
            if file.photograph_id is not None:
                same = first.setdefault(str(file.sha256), file.name)
                photograph = self.store.images.get(file.photograph_id)
                if photograph.reading_id is not None:
                    reading = self.store.readings.current(photograph.id)
                    if reading is not None:
                        finding = self.store.readings.finding(reading.id).to_json()
                if photograph.state in _VERDICTS:
                    decision = self.store.decisions.current(photograph.id)
                    if decision is not None:
                        verdict = Verdict(photograph.state, decision.code, decision.comment)
            yield Row(
                path=file.name,
                state=file.state,  # type: ignore[arg-type]
                sha256=file.sha256,
                reason=file.reason,
                finding=finding,
                duplicate_of=same if same != file.name else None,
                verdict=verdict,
            )

    def _files(self, state: str | None = None) -> Iterator[BatchFile]:
        last = 0
        while True:
            page = self.store.batches.files(self.batch.id, state=state, after=last, limit=_PAGE)
            yield from page
            if len(page) < _PAGE:
                return
            last = page[-1].id

    def _keep(self, outcome: Done) -> FileOutcome:
        number = FileId(outcome.id)
        if outcome.reason is not None or outcome.sha256 is None:
            return FileOutcome(number, outcome.sha256, None, reason=outcome.reason or "not read")
        file = self.store.batches.file(number)
        finding = Finding.from_json(outcome.finding) if outcome.finding is not None else None
        try:
            photograph = self._find(file, outcome.sha256) or self._import(file, outcome)
        except DataError as error:
            return FileOutcome(number, outcome.sha256, None, reason=error.reason)
        if finding is None:
            finding = self._recall(outcome.sha256)
        if finding is not None and not self._is_read(photograph, finding):
            self.store.readings.add(photograph.id, finding)
        if finding is None:
            return FileOutcome(number, outcome.sha256, photograph.id)
        return FileOutcome(
            number,
            outcome.sha256,
            photograph.id,
            malignant=finding.malignant,
            abstained=finding.abstain.value,
            low_quality=finding.quality is not None and finding.quality.verdict != "good",
        )

    def _is_read(self, photograph: Photograph, finding: Finding) -> bool:
        """Whether the standing reading is of this model already; then nothing is superseded."""
        current = self.store.readings.current(photograph.id)
        if current is None or current.state != "complete":
            return False
        stamp = finding.stamp
        same = stamp is not None and current.bundle_sha256 == stamp.bundle_sha256
        return same and (
            finding.description is None
            or self.store.readings.finding(current.id).description is not None
        )

    def _recall(self, sha256: str) -> Finding | None:
        """The finding of these bytes that the model made before."""
        for copy in self.store.images.find_copies(sha256):
            reading = self.store.readings.current(copy.id)
            if reading is not None and reading.bundle_sha256 == self._bundle_sha256:
                return self.store.readings.finding(reading.id)
        return None

    def _find(self, file: BatchFile, sha256: str) -> Photograph | None:
        """The photograph of these bytes that is this patient's, nobody's, or anybody's."""
        copies = self.store.images.find_copies(sha256)
        patient = self._patient(file)
        if patient is None:
            return (
                copies[0]
                if copies and not file.patient
                else next((copy for copy in copies if copy.patient_id is None), None)
            )
        own = [copy for copy in copies if copy.patient_id in (patient.id, None)]
        own.sort(key=lambda copy: copy.patient_id is None)
        return self._file(own[0], file) if own else None

    def _import(self, file: BatchFile, outcome: Done) -> Photograph:
        content = fetch(self._root / file.name)
        if isinstance(content, str):
            raise DataError(file.name, content)
        if hashlib.sha256(content).hexdigest() != outcome.sha256:
            raise DataError(file.name, "was changed while it was read; retry it")
        patient = self._patient(file)
        lesion = self._lesion(patient, file) if patient is not None else None
        size = outcome.pixels
        if size is None:
            copies = self.store.images.find_copies(str(outcome.sha256))
            if not copies:
                raise DataError(file.name, "its result is not there any more; retry it")
            size = (copies[0].width, copies[0].height)
        data = PhotographData(
            file_name=Path(file.name).name,
            width=size[0],
            height=size[1],
            patient_id=patient.id if patient is not None else None,
            lesion_id=lesion.id if lesion is not None else None,
            taken_on=_read_date(file.taken),
        )
        return self.store.images.add(content, data)

    def _file(self, photograph: Photograph, file: BatchFile) -> Photograph:
        """Put a photograph that nobody has with the patient the table names."""
        patient = self._patient(file)
        if patient is None or photograph.patient_id not in (None, patient.id):
            return photograph
        lesion = self._lesion(patient, file)
        if photograph.patient_id is not None and (photograph.lesion_id or lesion is None):
            return photograph
        return self.store.images.file(
            photograph.id, patient.id, lesion.id if lesion is not None else None
        )

    def _patient(self, file: BatchFile) -> Patient | None:
        return self.store.patients.find_by_number(file.patient) if file.patient else None

    def _lesion(self, patient: Patient, file: BatchFile) -> Lesion | None:
        if not file.lesion:
            return None
        for lesion in self.store.lesions.list(patient.id):
            if lesion.label == file.lesion:
                return lesion
        return self.store.lesions.add(patient.id, LesionData(file.lesion))


def _read_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
