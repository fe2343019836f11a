"""A photograph as a DICOM file that names a patient."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, VLPhotographicImageStorage, generate_uid


def write_dicom(file: Path, number: str, name: str = "Doe^Jane", seed: int = 9) -> None:
    """Write 96 x 72 random pixels of the patient with this number."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = VLPhotographicImageStorage
    meta.MediaStorageSOPInstanceUID = generate_uid()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data = FileDataset(None, {}, file_meta=meta, preamble=b"\0" * 128)
    data.SOPClassUID = meta.MediaStorageSOPClassUID
    data.SOPInstanceUID = meta.MediaStorageSOPInstanceUID
    data.PatientID, data.PatientName, data.StudyDate = number, name, "20240708"
    data.Modality = "DMS"
    data.Rows, data.Columns, data.SamplesPerPixel = 72, 96, 3
    data.PhotometricInterpretation, data.PlanarConfiguration = "RGB", 0
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 8, 8, 7, 0
    noise = np.random.default_rng(seed).integers(0, 255, 72 * 96 * 3, dtype=np.uint8)
    data.PixelData = noise.tobytes()
    data.save_as(file, enforce_file_format=True)
