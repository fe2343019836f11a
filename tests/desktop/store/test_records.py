"""Patients, lesions, photographs and what belongs to them."""

from datetime import date

import pytest
from miniatures.stores import make_finding, make_png

from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.errors import (
    RecordConflict,
    RecordMissing,
    StaleResult,
)
from skinvl.desktop.core.store.images import Photograph, PhotographData, PhotographId
from skinvl.desktop.core.store.lesions import LesionData
from skinvl.desktop.core.store.patients import Patient, PatientData, PatientId


def test_patient_is_changed_and_found(store: Store, patient: Patient) -> None:
    changed = PatientData(" 4711 ", "M\u00fcller", "J\u00f6rg", date(1950, 2, 28), "male", "note")
    after = store.patients.change(patient.id, changed)
    assert (after.name, after.birth_date) == ("M\u00fcller, J\u00f6rg", date(1950, 2, 28))
    assert store.patients.find_by_number("4711") == after
    for text in ("mull", "JORG 47", "1950-02", "m\u00fcller"):
        assert store.patients.list(text) == (after,)
    for text in ("doe", "%", "_", "1951"):
        assert store.patients.list(text) == ()
    entry = store.audit.list(subject="patient", event="change")[0]
    assert entry.detail == {
        "fields": ["number", "family_name", "given_name", "birth_date", "sex", "note"][1:]
    }


def test_number_belongs_to_one_patient(store: Store, patient: Patient) -> None:
    with pytest.raises(RecordConflict, match="patient number is taken"):
        store.patients.add(PatientData("4711", "Other", "Person"))
    for data in (PatientData(" ", "Doe", "Jane"), PatientData("1", " ", "")):
        with pytest.raises(RecordConflict, match="needs"):
            store.patients.add(data)
    assert store.patients.count() == 1


def test_patients_are_paged_by_name(store: Store) -> None:
    for number in range(7):
        store.patients.add(PatientData(str(number), "Same" if number % 2 else "Other", "Name"))
    pages, after = [], None
    while page := store.patients.list(after=after, limit=3):
        pages.append([found.number for found in page])
        after = page[-1]
    assert pages == [["0", "2", "4"], ["6", "1", "3"], ["5"]]


def test_lesion_belongs_to_one_patient(
    store: Store, patient: Patient, photograph: Photograph
) -> None:
    other = store.patients.add(PatientData("4712", "Roe", "Rick"))
    lesion = store.lesions.add(
        patient.id, LesionData("L1", "head/neck", "ear", "left", "front", 0.5, 0.1)
    )
    theirs = store.lesions.add(other.id, LesionData("L1"))
    filed = store.images.file(photograph.id, patient.id, lesion.id)
    assert filed.lesion_id == lesion.id
    for patient_id, lesion_id in (
        (patient.id, theirs.id),
        (other.id, lesion.id),
        (None, lesion.id),
    ):
        with pytest.raises(RecordConflict):
            store.images.file(photograph.id, patient_id, lesion_id)
    with pytest.raises(RecordConflict):
        store.images.add(make_png(1), PhotographData("b.png", 24, 16, other.id, lesion.id))
    with pytest.raises(RecordConflict, match="for ever"), store.session.writing() as change:
        change.execute("UPDATE lesion SET patient_id = ? WHERE id = ?", (other.id, lesion.id))
    with pytest.raises(RecordConflict):
        store.lesions.delete(lesion.id)
    store.lesions.delete(theirs.id)
    assert store.lesions.list(other.id) == ()
    assert store.images.get(photograph.id) == filed


@pytest.mark.parametrize(
    "data",
    [
        LesionData(" "),
        LesionData("L1", "head/neck", "sole"),
        LesionData("L1", None, "ear"),
        LesionData("L1", "moon"),
        LesionData("L1", body_view="front", x=1.2, y=0.5),
        LesionData("L1", x=0.2, y=0.5),
    ],
)
def test_lesions_that_are_refused(store: Store, patient: Patient, data: LesionData) -> None:
    with pytest.raises(RecordConflict):
        store.lesions.add(patient.id, data)
    assert store.lesions.list(patient.id) == ()


def test_photograph(store: Store, photograph: Photograph) -> None:
    assert store.images.read(photograph) == make_png()
    assert photograph.state == "new"
    dated = store.images.describe(photograph.id, taken_on=date(2026, 2, 1), modality="dermoscopy")
    assert (dated.taken_on, dated.modality) == (date(2026, 2, 1), "dermoscopy")
    assert store.images.calibrate(photograph.id, 0.02).mm_per_px == 0.02
    with pytest.raises(RecordConflict):
        store.images.calibrate(photograph.id, -1.0)
    copy = store.images.add(make_png(), PhotographData("again.png", 24, 16))
    assert [found.id for found in store.images.find_copies(photograph.image_sha256)] == [
        photograph.id,
        copy.id,
    ]
    with pytest.raises(RecordConflict, match="empty"):
        store.images.add(b"", PhotographData("empty.png", 1, 1))


def test_missing_records_are_named(store: Store) -> None:
    with pytest.raises(RecordMissing, match="patient"):
        store.patients.get(PatientId(99))
    with pytest.raises(RecordMissing, match="photograph"):
        store.images.get(PhotographId(99))
    with pytest.raises(RecordConflict):
        store.readings.add(PhotographId(99), make_finding("a" * 64))


def test_reading_supersedes_and_is_never_changed(store: Store, photograph: Photograph) -> None:
    first = store.readings.add(photograph.id, make_finding(photograph.image_sha256, "nevus"))
    second = store.readings.add(photograph.id, make_finding(photograph.image_sha256, "melanoma"))
    assert second.supersedes == first.id
    assert store.readings.current(photograph.id) == second
    assert store.readings.finding(first.id) == make_finding(photograph.image_sha256, "nevus")
    assert store.images.get(photograph.id).diagnosis == "melanoma"
    for sql in ("UPDATE reading SET malignant = 0", "DELETE FROM reading"):
        with pytest.raises(RecordConflict, match="reading is"), store.session.writing() as change:
            change.execute(sql)


def test_reading_of_another_image_is_refused(store: Store, photograph: Photograph) -> None:
    with pytest.raises(RecordConflict, match="another image"):
        store.readings.add(photograph.id, make_finding("a" * 64))
    assert store.readings.list(photograph.id) == ()


def test_nothing_builds_on_a_stale_result(store: Store, photograph: Photograph) -> None:
    finding = make_finding(photograph.image_sha256)
    stale = store.readings.add(photograph.id, finding)
    current = store.readings.add(photograph.id, finding)
    for verb in (
        lambda: store.decisions.accept(photograph.id, stale.id, "melanoma"),
        lambda: store.descriptions.save(photograph.id, stale.id, "text"),
        lambda: store.reports.sign(photograph.id, stale.id, b"%PDF", {}),
    ):
        with pytest.raises(StaleResult):
            verb()
    store.decisions.accept(photograph.id, current.id, "melanoma")


def test_opinion_before_the_result(store: Store, photograph: Photograph) -> None:
    reading = store.readings.add(photograph.id, make_finding(photograph.image_sha256))
    assert store.opinions.own(photograph.id) is None
    first = store.opinions.add(photograph.id, "nevus", "unsure", 0.4)
    assert first.before_ai and not store.opinions.is_revealed(photograph.id)
    assert store.opinions.note_reveal(photograph.id) == reading.id
    second = store.opinions.add(photograph.id, "melanoma", "yes")
    assert not second.before_ai
    assert store.opinions.own(photograph.id) == second
    with pytest.raises(RecordConflict):
        store.opinions.add(photograph.id, None, "no", 1.5)


def test_exchange_is_finished_once(store: Store, photograph: Photograph) -> None:
    asked = store.exchanges.ask(photograph.id, None, " Is it raised? ")
    assert (asked.question, asked.state) == ("Is it raised?", "answering")
    store.exchanges.finish(asked.id, "It may", "stopped")
    with pytest.raises(RecordConflict, match="finished"):
        store.exchanges.finish(asked.id, "Yes.")
    assert store.exchanges.list(photograph.id)[0].answer == "It may"


def test_checklists_and_annotations_keep_their_history(
    store: Store, photograph: Photograph
) -> None:
    store.checklists.save(photograph.id, "abcde", {"asymmetry": False}, 0.0)
    newest = store.checklists.save(photograph.id, "abcde", {"asymmetry": True}, 1.0)
    assert store.checklists.current(photograph.id, "abcde") == newest
    assert store.checklists.current(photograph.id, "clinical-7-point") is None
    assert len(store.checklists.list(photograph.id)) == 2
    store.annotations.save(photograph.id, {"arrows": [[0, 1]]})
    drawn = store.annotations.save(photograph.id, {"arrows": []})
    assert store.annotations.current(photograph.id) == drawn


def test_signed_report_is_final(store: Store, photograph: Photograph) -> None:
    reading = store.readings.add(photograph.id, make_finding(photograph.image_sha256))
    where = (photograph.id, reading.id)
    with pytest.raises(RecordConflict, match="no signed report"):
        store.reports.amend(*where, b"%PDF a", {}, "typing error")
    store.reports.add_preliminary(*where, b"%PDF p", {"bundle": "mini"})
    final = store.reports.sign(*where, b"%PDF f", {"bundle": "mini"})
    assert (final.status, final.signed_by) == ("final", store.user.id)
    for verb in (store.reports.add_preliminary, store.reports.sign):
        with pytest.raises(RecordConflict, match="signed already"):
            verb(*where, b"%PDF x", {})
    with pytest.raises(RecordConflict, match="reason"):
        store.reports.amend(*where, b"%PDF a", {}, " ")
    amended = store.reports.amend(*where, b"%PDF a", {}, "typing error")
    assert amended.supersedes == final.id
    assert [store.reports.read(report) for report in store.reports.list(photograph.id)] == [
        b"%PDF a",
        b"%PDF f",
        b"%PDF p",
    ]
    other = store.patients.add(PatientData("4712", "Roe", "Rick"))
    with pytest.raises(RecordConflict, match="signed report"):
        store.images.file(photograph.id, other.id, None)
    with pytest.raises(RecordConflict, match="added to"), store.session.writing() as change:
        change.execute("UPDATE report SET status = 'preliminary'")


def test_report_needs_a_patient_to_be_signed(store: Store) -> None:
    photograph = store.images.add(make_png(), PhotographData("a.png", 24, 16))
    reading = store.readings.add(photograph.id, make_finding(photograph.image_sha256))
    with pytest.raises(RecordConflict, match="no patient"):
        store.reports.sign(photograph.id, reading.id, b"%PDF", {})


def test_settings(store: Store) -> None:
    store.preferences.set_for_user("theme", "dark")
    store.preferences.set_for_user("theme", "light")
    store.preferences.set_for_clinic("review.opinion_first", True)
    assert store.preferences.of_user() == {"theme": "light"}
    assert store.preferences.of_clinic() == {"review.opinion_first": True}
    store.preferences.set_for_user("theme", None)
    assert store.preferences.of_user() == {}


def test_change_without_audit_entry_is_rolled_back(store: Store, patient: Patient) -> None:
    with pytest.raises(RuntimeError, match="audit"), store.session.writing() as change:
        change.execute("UPDATE patient SET note = 'unseen' WHERE id = ?", (patient.id,))
    assert store.patients.get(patient.id).note == ""
