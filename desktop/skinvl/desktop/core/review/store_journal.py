"""The records of a review in the encrypted store: photographs, readings, and the list of files.

Nothing is written in clear. Each image becomes a photograph with its reading, and only then a line
of the list says that it is done: whatever a crash leaves behind is found again by its content, so
no image is kept twice and none is skipped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from skinvl.contract.errors import DataError, ImageError
from skinvl.contract.finding import Finding
from skinvl.desktop.core.decoding import decode_apart
from skinvl.desktop.core.dicom_facts import DicomFacts, describe_mismatch
from skinvl.desktop.core.dicom_reading import is_dicom
from skinvl.desktop.core.review.records import STATES, Done, Row, State, Verdict, Waiting
from skinvl.desktop.core.review.scan import FoundFile, LeftOut
from skinvl.desktop.core.review.worker import fetch
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.batches import Batch, BatchFile, FileId, FileOutcome
from skinvl.desktop.core.store.errors import ImageDamaged
from skinvl.desktop.core.store.images import Photograph, PhotographData
from skinvl.desktop.core.store.lesions import Lesion, LesionData
from skinvl.desktop.core.store.patients import Patient

_PAGE = 500
_GROUP = 8
_OTHER_PERSON = "of another name or birth date"
_VERDICTS = ("accepted", "overridden", "flagged", "skipped", "bad-image")


@dataclass(frozen=True)
class _Brought:
    """The bytes that were analysed, and whom a DICOM file names."""

    content: bytes
    facts: DicomFacts | None


class StoreJournal:
    """Records of one batch; see `records.Records`."""

    def __init__(self, store: Store, batch: Batch) -> None:
        self.store = store
        self.batch = batch
        self._root = Path(batch.folder)
        self._threads = ThreadPoolExecutor(_GROUP, "review-bring")
        self._bundle_sha256 = batch.conditions.get("model", "").rpartition(" ")[2]

    @property
    def conditions(self) -> Mapping[str, str]:
        """What every result shares: folder, model, options."""
        return dict(self.batch.conditions)

    def close(self) -> None:
        """End the threads; the store stays open."""
        self._threads.shutdown()

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
            patient = self._patient(file)
            if patient is None or file.photograph_id is None:
                continue
            photograph = self.store.images.get(file.photograph_id)
            # What a person has filed stays; what nobody has must not contradict the table.
            if photograph.patient_id is not None or not self._find_other(photograph, file):
                self._file(photograph, file, patient)

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
        listed = list(outcomes)
        # Whoever decides an image meanwhile waits for one such group, and no longer.
        for start in range(0, len(listed), _GROUP):
            group = listed[start : start + _GROUP]
            # Each image waits for the disk on its own, and several can wait at once.
            brought = list(self._threads.map(self._bring, group))
            with self.store.session.together():
                kept = [self._keep(*pair) for pair in zip(group, brought, strict=True)]
                self.store.batches.note(self.batch.id, kept)

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
            finding, verdict, same, named = None, None, None, ""
            if file.photograph_id is not None:
                same = first.setdefault(str(file.sha256), file.name)
                photograph = self.store.images.get(file.photograph_id)
                named = self._find_other(photograph, file)
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
                named=named,
            )

    def content(self, path: str, sha256: str | None) -> bytes:
        """The bytes that were analysed.

        Raises:
            DataError: the store does not have them.
            ImageDamaged: the image file is missing or damaged; names it.
        """
        copies = self.store.images.find_copies(str(sha256))
        if not copies:
            raise DataError(path, "is not in the store any more")
        return self.store.images.read(copies[0])

    def _files(self, state: str | None = None) -> Iterator[BatchFile]:
        last = 0
        while True:
            page = self.store.batches.files(self.batch.id, state=state, after=last, limit=_PAGE)
            yield from page
            if len(page) < _PAGE:
                return
            last = page[-1].id

    def _bring(self, outcome: Done) -> _Brought | DataError | None:
        """What `_keep` needs of a file, encrypted ahead of its row; or why it cannot be had."""
        if outcome.reason is not None or outcome.sha256 is None:
            return None
        name = self.store.batches.file(FileId(outcome.id)).name
        try:
            content = fetch(self._root / name)
            if isinstance(content, str):
                raise DataError(name, content)
            if hashlib.sha256(content).hexdigest() != outcome.sha256:
                raise DataError(name, "was changed while it was read; retry it")
            facts = _read_facts(content, name)
        except (DataError, ImageError) as error:
            return DataError(name, error.reason)
        self.store.images.prepare(content)
        return _Brought(content, facts)

    def _keep(self, outcome: Done, brought: _Brought | DataError | None) -> FileOutcome:
        number = FileId(outcome.id)
        if outcome.sha256 is None or brought is None:
            return FileOutcome(number, outcome.sha256, None, reason=outcome.reason or "not read")
        file = self.store.batches.file(number)
        finding = None
        if outcome.finding is not None:
            finding = Finding.from_json({**outcome.finding, "file": _to_text(file.name)})
        try:
            if isinstance(brought, DataError):
                raise brought
            photograph = self._find(file, outcome.sha256, brought.facts)
            photograph = photograph or self._import(file, outcome, brought)
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

    def _find(self, file: BatchFile, sha256: str, facts: DicomFacts | None) -> Photograph | None:
        """The photograph of these bytes that is this patient's, nobody's, or anybody's."""
        copies = self.store.images.find_copies(sha256)
        patient = self._patient(file)
        if patient is None or _contradicts(facts, patient):
            return (
                copies[0]
                if copies and not file.patient
                else next((copy for copy in copies if copy.patient_id is None), None)
            )
        own = [copy for copy in copies if copy.patient_id in (patient.id, None)]
        own.sort(key=lambda copy: copy.patient_id is None)
        return self._file(own[0], file, patient) if own else None

    def _import(self, file: BatchFile, outcome: Done, brought: _Brought) -> Photograph:
        patient = self._patient(file)
        if patient is not None and _contradicts(brought.facts, patient):
            patient = None
        lesion = self._lesion(patient, file) if patient is not None else None
        size = outcome.pixels
        if size is None:
            copies = self.store.images.find_copies(str(outcome.sha256))
            if not copies:
                raise DataError(file.name, "its result is not there any more; retry it")
            size = (copies[0].width, copies[0].height)
        data = PhotographData(
            file_name=_to_text(Path(file.name).name),
            width=size[0],
            height=size[1],
            patient_id=patient.id if patient is not None else None,
            lesion_id=lesion.id if lesion is not None else None,
            taken_on=_read_date(file.taken),
        )
        return self.store.images.add(brought.content, data)

    def _file(self, photograph: Photograph, file: BatchFile, patient: Patient) -> Photograph:
        """Put a photograph that nobody has with the patient the table names."""
        if photograph.patient_id not in (None, patient.id):
            return photograph
        lesion = self._lesion(patient, file)
        if photograph.patient_id is not None and (photograph.lesion_id or lesion is None):
            return photograph
        return self.store.images.file(
            photograph.id, patient.id, lesion.id if lesion is not None else None
        )

    def _find_other(self, photograph: Photograph, file: BatchFile) -> str:
        """Whom the image itself names in place of the patient in the table; empty for nobody."""
        patient = self._patient(file)
        if patient is None or photograph.patient_id is not None:
            return ""
        try:
            facts = _read_facts(self.store.images.read(photograph), file.name)
        except (ImageDamaged, ImageError):
            return ""
        if facts is None or not _contradicts(facts, patient):
            return ""
        same = facts.number.casefold() == patient.number.casefold()
        return facts.number if facts.number and not same else _OTHER_PERSON

    def _patient(self, file: BatchFile) -> Patient | None:
        return self.store.patients.find_by_number(file.patient) if file.patient else None

    def _lesion(self, patient: Patient, file: BatchFile) -> Lesion | None:
        if not file.lesion:
            return None
        for lesion in self.store.lesions.list(patient.id):
            if lesion.label == file.lesion:
                return lesion
        return self.store.lesions.add(patient.id, LesionData(file.lesion))


def _read_facts(content: bytes, name: str) -> DicomFacts | None:
    """Whom a DICOM file names; None for any other file."""
    return decode_apart(content, name).facts if is_dicom(content) else None


def _contradicts(facts: DicomFacts | None, patient: Patient) -> bool:
    return facts is not None and describe_mismatch(facts, patient) is not None


def _to_text(name: str) -> str:
    """The name of a file, with bytes that are no UTF-8 shown as their numbers."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _read_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
