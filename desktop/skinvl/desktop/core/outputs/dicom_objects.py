"""DICOM objects of one case, in memory, each read back before it is handed on."""

from __future__ import annotations

import io
import uuid
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from PIL import ImageCms

from skinvl.contract import __version__
from skinvl.desktop.core import wording
from skinvl.desktop.core.dicom_decoding import read_dicom
from skinvl.desktop.core.dicom_library import (
    UID,
    Dataset,
    EncapsulatedPDFStorage,
    ExplicitVRLittleEndian,
    FileMetaDataset,
    SecondaryCaptureImageStorage,
    VLPhotographicImageStorage,
    dcmread,
)
from skinvl.desktop.core.report_case import CaseFile

DERMOSCOPIC = "1.2.840.10008.5.1.4.1.1.77.1.7"
"""Dermoscopic Photography Image Storage."""
_SEXES = {"female": "F", "male": "M", "other": "O"}
_SIDES = {"left": "L", "right": "R", "middle": "U"}
_ROOT = uuid.UUID("5f0a1ac4-35cf-5c0f-8d38-0a1c0d9b6d52")
_IMPLEMENTATION = f"2.25.{_ROOT.int}"


@dataclass(frozen=True)
class Subject:
    """Whose objects these are; ``now`` is the time of the export."""

    store_id: str
    case: CaseFile
    now: datetime


def make_uid() -> str:
    """A new UID from a random UUID (PS3.5, annex B.2)."""
    return f"2.25.{uuid.uuid4().int}"


def make_photograph(
    subject: Subject, rgb: NDArray[np.uint8], ratio: float | None, *, recognisable: bool
) -> tuple[str, bytes]:
    """The photograph, uncompressed; its SOP instance UID and the bytes of the file.

    Args:
        subject: whose.
        rgb: uint8 [H, W, 3], sRGB.
        ratio: of the lossy compression that the file had before, None where it had none.
        recognisable: whether a person could be recognised.
    """
    photograph = subject.case.photograph
    dermoscopic = photograph.modality == "dermoscopy"
    kind = DERMOSCOPIC if dermoscopic else VLPhotographicImageStorage
    dataset = _begin(subject, kind, "DMS" if dermoscopic else "XC", "Photograph of the skin", 1)
    # Derived: colours were brought to sRGB and the picture was turned upright.
    dataset.ImageType = ["DERIVED", "PRIMARY"]
    dataset.BurnedInAnnotation = "NO"
    dataset.RecognizableVisualFeatures = "YES" if recognisable else "NO"
    dataset.AcquisitionContextSequence = []
    if photograph.taken_on is not None:
        dataset.AcquisitionDate = photograph.taken_on.strftime("%Y%m%d")
    if ratio is not None:
        dataset.LossyImageCompression = "01"
        dataset.LossyImageCompressionRatio = f"{ratio:.2f}"
        dataset.LossyImageCompressionMethod = "ISO_10918_1"
    else:
        dataset.LossyImageCompression = "00"
    if photograph.mm_per_px is not None:
        spacing = f"{photograph.mm_per_px:.6g}"
        dataset.PixelSpacing = [spacing, spacing]
    _add_pixels(dataset, rgb)
    return _finish(dataset, rgb)


def make_capture(subject: Subject, rgb: NDArray[np.uint8]) -> tuple[str, bytes]:
    """A copy with drawings in its pixels, as secondary capture."""
    kind = SecondaryCaptureImageStorage
    dataset = _begin(subject, kind, "OT", "Copy with drawings", 2)
    dataset.ConversionType = "WSD"
    dataset.ImageType = ["DERIVED", "SECONDARY"]
    dataset.BurnedInAnnotation = "YES"
    dataset.ImageComments = "Drawings are part of the picture. Not for measuring."
    _add_pixels(dataset, rgb)
    return _finish(dataset, rgb)


def make_document(subject: Subject, pdf: bytes) -> tuple[str, bytes]:
    """The signed report."""
    dataset = _begin(subject, EncapsulatedPDFStorage, "DOC", "Signed report", 3)
    report = subject.case.report
    dataset.ConversionType = "WSD"
    dataset.BurnedInAnnotation = "YES"
    dataset.DocumentTitle = wording.REPORT_TITLE
    dataset.ConceptNameCodeSequence = []
    dataset.VerificationFlag = "VERIFIED"
    dataset.MIMETypeOfEncapsulatedDocument = "application/pdf"
    signed = report.signed_at if report is not None else None
    moment = (signed or subject.now).astimezone()
    dataset.AcquisitionDateTime = moment.strftime("%Y%m%d%H%M%S%z")
    dataset.EncapsulatedDocument = pdf + b"\0" * (len(pdf) % 2)
    dataset.EncapsulatedDocumentLength = len(pdf)
    uid, content = _write(dataset)
    found = dcmread(io.BytesIO(content))
    if found.EncapsulatedDocument[: found.EncapsulatedDocumentLength] != pdf:
        raise RuntimeError("the DICOM document is not the one that was written")
    return uid, content


def _begin(subject: Subject, kind: str, modality: str, title: str, series: int) -> Dataset:
    """What all objects share: patient, study, series, equipment."""
    case, patient = subject.case, subject.case.patient
    if patient is None:
        raise ValueError("a DICOM object belongs to a patient")
    moment = subject.now.astimezone()
    photograph = case.photograph
    day = photograph.taken_on or photograph.imported_at.astimezone().date()
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.InstanceCreationDate = moment.strftime("%Y%m%d")
    dataset.InstanceCreationTime = moment.strftime("%H%M%S")
    dataset.TimezoneOffsetFromUTC = moment.strftime("%z")
    dataset.SOPClassUID = kind
    dataset.SOPInstanceUID = make_uid()
    dataset.PatientName = f"{_name_part(patient.family_name)}^{_name_part(patient.given_name)}"
    dataset.PatientID = patient.number[:64]
    dataset.PatientBirthDate = patient.birth_date.strftime("%Y%m%d") if patient.birth_date else ""
    dataset.PatientSex = _SEXES.get(patient.sex or "", "")
    # One study per patient and day, the same in every export.
    study = uuid.uuid5(_ROOT, f"{subject.store_id}/{patient.id}/{day.isoformat()}")
    dataset.StudyInstanceUID = f"2.25.{study.int}"
    dataset.StudyDate = day.strftime("%Y%m%d")
    dataset.StudyTime = ""
    dataset.StudyID = ""
    dataset.AccessionNumber = ""
    dataset.ReferringPhysicianName = ""
    dataset.SeriesInstanceUID = make_uid()
    dataset.SeriesNumber = series
    dataset.SeriesDescription = title
    dataset.InstanceNumber = photograph.id
    dataset.Modality = modality
    dataset.Manufacturer = wording.PRODUCT
    dataset.ManufacturerModelName = wording.PRODUCT
    dataset.SoftwareVersions = __version__
    dataset.ContentDate = moment.strftime("%Y%m%d")
    dataset.ContentTime = moment.strftime("%H%M%S")
    lesion = case.lesion
    if lesion is not None:
        site = (lesion.site or lesion.site_general or "").upper().replace("/", " ")
        dataset.BodyPartExamined = site[:16]
        if kind != EncapsulatedPDFStorage:
            dataset.ImageLaterality = _SIDES.get(lesion.side or "", "U")
    return dataset


def _name_part(text: str) -> str:
    """A component of a name without the characters that part them (PS3.5, 6.2.1)."""
    return "".join(" " if letter in "^=\\" else letter for letter in text)[:60]


def _add_pixels(dataset: Dataset, rgb: NDArray[np.uint8]) -> None:
    dataset.SamplesPerPixel = 3
    dataset.PhotometricInterpretation = "RGB"
    dataset.PlanarConfiguration = 0
    dataset.Rows, dataset.Columns = rgb.shape[:2]
    dataset.BitsAllocated = dataset.BitsStored = 8
    dataset.HighBit = 7
    dataset.PixelRepresentation = 0
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    dataset.ICCProfile = profile + b"\0" * (len(profile) % 2)
    dataset.ColorSpace = "SRGB"
    pixels = rgb.tobytes()
    dataset.PixelData = pixels + b"\0" * (len(pixels) % 2)


def _finish(dataset: Dataset, rgb: NDArray[np.uint8]) -> tuple[str, bytes]:
    uid, content = _write(dataset)
    if not np.array_equal(read_dicom(content).rgb, rgb):
        raise RuntimeError("the DICOM image does not hold the pixels that were written")
    return uid, content


def _write(dataset: Dataset) -> tuple[str, bytes]:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.ImplementationClassUID = UID(_IMPLEMENTATION)
    meta.ImplementationVersionName = wording.PRODUCT.upper()
    dataset.file_meta = meta
    stream = io.BytesIO()
    dataset.save_as(stream, enforce_file_format=True)
    return str(dataset.SOPInstanceUID), stream.getvalue()
