"""DICOM files are read back: right kinds, right patient, the pixels that were stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from miniatures.cases import MODEL, OTHER_MODEL, StoredCase, open_case
from miniatures.stores import PASSWORD
from pydicom import dcmread
from pydicom.dataset import FileDataset

from skinvl.desktop.core.dicom_reading import open_any, read_facts
from skinvl.desktop.core.outputs.dicom_export import export_dicom
from skinvl.desktop.core.report_case import gather_case
from skinvl.desktop.core.report_content import Choice, Extras
from skinvl.desktop.core.report_signing import sign_report
from skinvl.desktop.core.store.errors import RecordConflict, StoreFull
from skinvl.desktop.core.store.images import PhotographData

PDF = b"%PDF-1.4 odd!"


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[StoredCase]:
    with open_case(tmp_path) as case:
        case.accept()
        yield case


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "out"
    place.mkdir()
    return place


def sign(stored: StoredCase) -> None:
    case = gather_case(stored.store, stored.photograph.id)
    sign_report(
        stored.store, case, Choice(confirmed=True), Extras(stored.rgb), MODEL,
        lambda report: PDF, PASSWORD,
    )  # fmt: skip


def read_all(folder: Path) -> dict[str, FileDataset]:
    found = {}
    for file in folder.iterdir():
        dataset = dcmread(file)
        assert re.fullmatch(r"[a-z]+-\d+\.dcm", file.name)
        for uid in (dataset.SOPInstanceUID, dataset.StudyInstanceUID, dataset.SeriesInstanceUID):
            assert re.fullmatch(r"2\.25\.(0|[1-9]\d{0,38})", uid)
        assert dataset.file_meta.MediaStorageSOPInstanceUID == dataset.SOPInstanceUID
        assert str(dataset.PatientName) == "Müller^Jane"
        assert (dataset.PatientID, dataset.PatientBirthDate) == ("4711/B", "19700215")
        assert dataset.PatientSex == "F"
        found[dataset.SOPClassUID.name] = dataset
    return found


def test_three_objects_in_one_study(stored: StoredCase, folder: Path) -> None:
    sign(stored)
    exported = export_dicom(stored.store, [stored.photograph.id], folder, MODEL)
    assert exported.words == f"1 of 1 exported to {folder}"
    found = read_all(folder)
    assert set(found) == {
        "Dermoscopic Photography Image Storage",
        "Secondary Capture Image Storage",
        "Encapsulated PDF Storage",
    }
    assert len({item.StudyInstanceUID for item in found.values()}) == 1
    assert len({item.SeriesInstanceUID for item in found.values()}) == 3
    document = found["Encapsulated PDF Storage"]
    assert document.EncapsulatedDocument[: document.EncapsulatedDocumentLength] == PDF
    assert document.MIMETypeOfEncapsulatedDocument == "application/pdf"
    marked = found["Secondary Capture Image Storage"]
    assert marked.BurnedInAnnotation == "YES"
    assert (marked.pixel_array != stored.rgb).any()
    assert "PixelSpacing" not in marked
    assert stored.store.audit.list(event="export")[0].detail["files"] == 3


def test_photograph_is_complete(stored: StoredCase, folder: Path) -> None:
    export_dicom(
        stored.store, [stored.photograph.id], folder, MODEL, parts=("photograph",),
        recognisable=False,
    )  # fmt: skip
    (file,) = folder.iterdir()
    dataset = dcmread(file)
    np.testing.assert_array_equal(dataset.pixel_array, stored.rgb)
    assert dataset.Modality == "DMS"
    assert dataset.RecognizableVisualFeatures == "NO"
    assert dataset.LossyImageCompression == "01"
    assert float(dataset.LossyImageCompressionRatio) > 1
    assert dataset.ImageType == ["DERIVED", "PRIMARY"]
    assert (dataset.StudyDate, dataset.AcquisitionDate) == ("20260301", "20260301")
    assert dataset.ImageLaterality == "L"
    assert dataset.AcquisitionContextSequence == []
    np.testing.assert_array_equal(open_any(file).rgb, stored.rgb)
    facts = read_facts(file.read_bytes())
    assert facts is not None
    assert (facts.number, facts.mm_per_px, facts.modality) == ("4711/B", 0.02, "dermoscopy")


def test_other_photographs_are_vl(stored: StoredCase, folder: Path) -> None:
    stored.store.images.describe(stored.photograph.id, taken_on=None, modality="clinical")
    export_dicom(stored.store, [stored.photograph.id], folder, MODEL, parts=("photograph",))
    assert set(read_all(folder)) == {"VL Photographic Image Storage"}


def test_unsigned_report_is_not_a_document(stored: StoredCase, folder: Path) -> None:
    export_dicom(
        stored.store, [stored.photograph.id], folder, MODEL, parts=("photograph", "report")
    )
    assert set(read_all(folder)) == {"Dermoscopic Photography Image Storage"}


def test_second_export_joins_the_study(stored: StoredCase, folder: Path) -> None:
    for _ in range(2):
        export_dicom(stored.store, [stored.photograph.id], folder, MODEL, parts=("photograph",))
    files = [dcmread(file) for file in folder.iterdir()]
    assert len({item.StudyInstanceUID for item in files}) == 1
    assert len({item.SOPInstanceUID for item in files}) == 2


def test_number_in_the_name_only_where_it_is_wanted(stored: StoredCase, folder: Path) -> None:
    chosen = [stored.photograph.id]
    export_dicom(stored.store, chosen, folder, MODEL, parts=("photograph",), named=True)
    (file,) = folder.iterdir()
    assert file.name.startswith("4711_B-image-")


def test_stale_or_homeless_cases_stay_at_home(stored: StoredCase, folder: Path) -> None:
    bare = stored.store.images.add(b"bare", PhotographData("bare.png", 1, 1))
    chosen = [bare.id, stored.photograph.id]
    exported = export_dicom(stored.store, chosen, folder, MODEL, parts=("photograph",))
    assert (exported.exported, exported.asked) == (1, 2)
    assert exported.left_out == (("bare.png", "belongs to no patient"),)
    with pytest.raises(RecordConflict, match="out of date"):
        export_dicom(stored.store, [stored.photograph.id], folder, OTHER_MODEL)
    with pytest.raises(StoreFull):
        export_dicom(stored.store, [stored.photograph.id], folder / "none", MODEL)
    assert len(list(folder.iterdir())) == 1
