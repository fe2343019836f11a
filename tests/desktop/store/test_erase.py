"""Erasing a patient: nothing stays but the proof."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from miniatures.stores import PASSWORD, QUICK, make_finding, make_png

from skinvl.desktop.core.store import Store, erase, open_store
from skinvl.desktop.core.store.erase import discard_photograph, erase_patient, find_erasures
from skinvl.desktop.core.store.errors import NotPermitted, RecordConflict, RecordMissing
from skinvl.desktop.core.store.images import Photograph, PhotographData
from skinvl.desktop.core.store.lesions import LesionData
from skinvl.desktop.core.store.manifest import TABLES, count_rows
from skinvl.desktop.core.store.patients import Patient, PatientData
from skinvl.desktop.core.store.session import Session
from skinvl.desktop.core.store.verify import verify_store


def fill(store: Store, patient: Patient, seed: int) -> Photograph:
    """One record of every kind."""
    lesion = store.lesions.add(patient.id, LesionData("L1"))
    photograph = store.images.add(
        make_png(seed), PhotographData("a.png", 24, 16, patient.id, lesion.id)
    )
    where = photograph.id
    reading = store.readings.add(where, make_finding(photograph.image_sha256))
    store.opinions.add(where, "nevus", "no")
    store.opinions.note_reveal(where)
    flagged = store.decisions.flag(where)
    store.decisions.withdraw(flagged.id)
    store.decisions.accept(where, reading.id, "melanoma")
    asked = store.exchanges.ask(where, reading.id, "Why?")
    store.exchanges.finish(asked.id, "Because.")
    store.descriptions.save(where, reading.id, "text")
    store.drafts.save(where, "half a text")
    store.checklists.save(where, "abcde", {"asymmetry": True})
    store.annotations.save(where, {"arrows": []})
    store.reports.sign(where, reading.id, b"%PDF" + bytes([seed]), {})
    return photograph


def count(store: Store) -> dict[str, int]:
    with store.session.reading() as connection:
        return {table: n for table, n in count_rows(connection).items() if table != "audit"}


def test_everything_of_the_patient_goes_and_nothing_else(
    reopen: Callable[..., Store], store: Store
) -> None:
    store.users.add("ben", "Ben Roth", "senior", "another long one")
    kept = store.patients.add(PatientData("1", "Roe", "Rick"))
    fill(store, kept, 1)
    before = count(store)
    doomed = store.patients.add(PatientData("4711", "Doe", "Jane"))
    photograph = fill(store, doomed, 2)
    store.close()
    as_ben = reopen("ben", "another long one")
    read = as_ben.second_reads.add(photograph.id, "nevus", "no")
    as_ben.second_reads.settle(read.id, "melanoma")
    with pytest.raises(NotPermitted):
        erase_patient(as_ben.session, doomed.id)
    as_anna = reopen()
    full = count(as_anna)
    erasure = erase_patient(as_anna.session, doomed.id)
    assert count(as_anna) == before
    assert erasure.files == 2
    erased = {table: full[table] - before[table] for table in TABLES if table not in ("audit",)}
    assert {t: n for t, n in erasure.counts.items() if t not in ("reveal", "draft")} == {
        table: n for table, n in erased.items() if table not in ("user", "image")
    }
    assert min(erasure.counts.values()) >= 1
    assert as_anna.drafts.current(photograph.id) is None
    report = verify_store(as_anna.session)
    assert (report.faults, report.orphans) == ((), 0)
    with pytest.raises(RecordMissing):
        as_anna.patients.get(doomed.id)


def test_proof_without_the_name(store: Store, patient: Patient) -> None:
    erase_patient(store.session, patient.id)
    (entry,) = find_erasures(store.session, "4711")
    assert entry.subject_id == patient.id
    assert find_erasures(store.session, "4712") == ()
    text = " ".join(str(item.detail) for item in store.audit.list())
    assert not any(word in text for word in ("Doe", "Jane", "4711"))
    assert store.patients.add(PatientData("4712", "Roe", "Rick")).id > patient.id


def test_image_of_two_patients_stays_for_the_other(store: Store, patient: Patient) -> None:
    other = store.patients.add(PatientData("1", "Roe", "Rick"))
    for owner in (patient, other):
        store.images.add(make_png(), PhotographData("a.png", 24, 16, owner.id))
    assert erase_patient(store.session, patient.id).files == 0
    (photograph,) = store.images.list(patient_id=other.id)
    assert store.images.read(photograph) == make_png()


def test_image_that_is_imported_again_meanwhile_stays(
    store: Store, photograph: Photograph, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove = erase._remove_files

    def import_again(session: Session, files: Mapping[str, list[str]]) -> int:
        store.images.add(make_png(), PhotographData("again.png", 24, 16))
        return remove(session, files)

    monkeypatch.setattr(erase, "_remove_files", import_again)
    assert photograph.patient_id is not None
    erase_patient(store.session, photograph.patient_id)
    (again,) = store.images.find_copies(photograph.image_sha256)
    assert store.images.read(again) == make_png()


def test_crash_before_the_files_are_removed(
    store: Store, folder: Path, photograph: Photograph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erase, "_remove_files", lambda session, files: 0)
    assert photograph.patient_id is not None
    erase_patient(store.session, photograph.patient_id)
    file = store.session.unlocked.images.path_of(photograph.image_sha256)
    store.close()
    assert file.exists()
    open_store(folder, "anna", PASSWORD, cost=QUICK).close()
    assert not file.exists()


def test_photograph_of_nobody_is_discarded(store: Store, photograph: Photograph) -> None:
    stray = store.images.add(make_png(9), PhotographData("a.png", 24, 16))
    assert discard_photograph(store.session, stray.id).files == 1
    with pytest.raises(RecordConflict):
        discard_photograph(store.session, photograph.id)
    with pytest.raises(RecordConflict, match="erased"), store.session.writing() as change:
        change.execute("DELETE FROM photograph")
