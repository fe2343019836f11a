"""A DICOM file and the table that name two patients: shown, and the image is nobody's."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from miniatures.dicom_photograph import write_dicom
from miniatures.stores import PASSWORD, QUICK

from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.review.journal import Journal
from skinvl.desktop.core.review.journal_queue import JournalQueue
from skinvl.desktop.core.review.queue import Item, ReviewQueue, Wanted
from skinvl.desktop.core.review.results import write_results
from skinvl.desktop.core.review.run import Review, ReviewOptions, begin_review
from skinvl.desktop.core.review.sidecar import Sidecar, read_sidecar
from skinvl.desktop.core.review.store_journal import StoreJournal
from skinvl.desktop.core.review.store_queue import StoreQueue
from skinvl.desktop.core.review.worker import ReadingOptions
from skinvl.desktop.core.store import create_store
from skinvl.desktop.core.store.patients import PatientData

TABLE = "file,patient,lesion\nhers.dcm,4711,L1\nother.dcm,4711,L1\nunknown.dcm,5000,L1\n"


@pytest.fixture
def photographs(tmp_path: Path) -> Path:
    """Jane's, one that is John's by its header, and one of a patient whom nobody knows."""
    folder = tmp_path / "dicom"
    folder.mkdir()
    write_dicom(folder / "hers.dcm", "4711", seed=1)
    write_dicom(folder / "other.dcm", "4712", "Doe^John", seed=2)
    write_dicom(folder / "unknown.dcm", "5000", "Roe^Ann", seed=3)
    return folder


@pytest.fixture
def sidecar(tmp_path: Path) -> Sidecar:
    file = tmp_path / "patients.csv"
    file.write_text(TABLE, encoding="utf-8")
    return read_sidecar(file)


def by_path(queue: ReviewQueue) -> dict[str, Item]:
    return {item.path: item for item in queue.items(queue.arrange(Wanted()).ids)}


def test_folder_of_results_gives_the_row_to_nobody(
    begin: Callable[..., Review], photographs: Path, sidecar: Sidecar, tmp_path: Path
) -> None:
    review = begin("out", folder=photographs, sidecar=sidecar)
    review.run()
    assert isinstance(review.journal, Journal)
    queue = JournalQueue(review.journal)
    items = by_path(queue)
    assert (items["hers.dcm"].patient, items["hers.dcm"].said) == ("4711", "")
    other = items["other.dcm"]
    assert (other.patient, other.lesion) == ("", "")
    assert (other.said, other.named) == ("4711", "4712")
    # Another patient's image is never offered as the same lesion.
    assert [item.path for item in queue.siblings(items["hers.dcm"])] == ["hers.dcm"]
    assert queue.arrange(Wanted()).balance.marks["contradicted"] == 1
    assert queue.arrange(Wanted(mark="contradicted")).ids == [other.id]
    results = write_results(review.journal, tmp_path / "out", photographs, review.model, sidecar)
    review.close()
    assert results.matching is not None
    assert results.matching.contradicted == (
        ("other.dcm", "the file names patient 4712, the table 4711"),
    )
    with (tmp_path / "out" / "results.csv").open(encoding="utf-8-sig", newline="") as table:
        patients = {row["file"]: row["patient"] for row in csv.DictReader(table)}
    assert patients == {"hers.dcm": "4711", "other.dcm": "", "unknown.dcm": "5000"}
    assert "names patient 4712" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("known", ["before", "after"])
def test_store_files_it_with_nobody(
    tiny: Path, photographs: Path, sidecar: Sidecar, tmp_path: Path, known: str
) -> None:
    """Whether the table is there from the start, or comes when everything was read."""
    store = create_store(tmp_path / "data", "anna", "Dr. Anna Berg", PASSWORD, cost=QUICK).store
    jane = store.patients.add(PatientData("4711", "Doe", "Jane"))
    john = store.patients.add(PatientData("4712", "Doe", "John"))
    reading = ReadingOptions(EngineChoice(tiny, "cpu"))
    options = ReviewOptions(
        photographs, None, reading, workers=1, sidecar=sidecar if known == "before" else None
    )
    review = begin_review(
        options, lambda said: StoreJournal(store, store.batches.begin(said["folder"], said))
    )
    review.run()
    review.close()
    journal = review.journal
    assert isinstance(journal, StoreJournal)
    if known == "after":
        journal.assign(sidecar.rows)
    items = by_path(StoreQueue(store, journal.batch))
    assert len(store.images.list(patient_id=jane.id)) == 1
    assert store.images.list(patient_id=john.id) == ()
    assert (items["hers.dcm"].patient, items["hers.dcm"].lesion) == ("4711", "L1")
    assert (items["other.dcm"].patient, items["other.dcm"].said) == ("", "4711")
    assert (items["unknown.dcm"].patient, items["unknown.dcm"].said) == ("5000", "")
    named = {row.path: row.named for row in journal.rows()}
    assert named == {"hers.dcm": "", "other.dcm": "4712", "unknown.dcm": ""}
    store.close()
