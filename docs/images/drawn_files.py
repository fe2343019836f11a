"""Files for the pictures: all drawn by this project, with an invented patient."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
from PIL import Image, ImageDraw
from pydicom.uid import ExplicitVRLittleEndian, VLPhotographicImageStorage, generate_uid

from skinvl.desktop.core.sample_image import find_sample


def draw_letter(file: Path) -> None:
    """A page with lines of writing, which is no skin."""
    page = Image.new("RGB", (900, 675), (246, 245, 240))
    pen = ImageDraw.Draw(page)
    for row in range(60, 620, 34):
        for column in range(70, 800, 62):
            pen.rectangle((column, row, column + 30 + (column * row) % 24, row + 9), (40, 44, 60))
    page.save(file)


def turn_sample(file: Path) -> None:
    """The sample as somebody photographs it on another day: turned a little, and nearer."""
    with Image.open(find_sample()) as picture:
        width, height = picture.size
        turned = picture.convert("RGB").rotate(4, Image.Resampling.BICUBIC)
        turned.crop((60, 60, width - 60, height - 60)).save(file)


def vary_sample(file: Path, lesion: int, view: int) -> None:
    """The sample as if it were another lesion, or another view of one.

    Args:
        file: JPEG of 600 x 450 pixels.
        lesion: seed of what stays the same in all images of one lesion.
        view: seed of what differs between them.
    """
    look, seen = np.random.default_rng(lesion), np.random.default_rng(1000 + view)
    with Image.open(find_sample()) as picture:
        pixels = np.asarray(picture.convert("RGB"), dtype=np.float64)
    pixels = np.rot90(pixels, 2 * int(look.integers(2)))[:, :: int(look.choice((-1, 1)))]
    skin = pixels.mean(axis=(0, 1))
    pixels = skin + (pixels - skin) * look.uniform(0.6, 1.2)
    pixels *= look.uniform((0.9, 0.92, 0.9), (1.06, 1.04, 1.05))
    varied = Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
    varied = varied.rotate(seen.uniform(-5, 5), Image.Resampling.BICUBIC)
    width, height = varied.size
    share = seen.uniform(0.05, 0.14)
    box = (width * share, height * share, width * (1 - share), height * (1 - share))
    varied.resize((600, 450), Image.Resampling.LANCZOS, box).save(file, quality=92)


def write_dicom(file: Path) -> None:
    """The sample as a camera of the clinic writes it: patient, day, scale."""
    with Image.open(find_sample()) as picture:
        pixels = np.asarray(picture.convert("RGB").transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    meta = pydicom.dataset.FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = VLPhotographicImageStorage
    meta.MediaStorageSOPInstanceUID = generate_uid()
    written = pydicom.dataset.FileDataset(str(file), {}, file_meta=meta, preamble=bytes(128))
    written.SOPClassUID = meta.MediaStorageSOPClassUID
    written.SOPInstanceUID = meta.MediaStorageSOPInstanceUID
    written.Modality = "XC"
    written.PatientName, written.PatientID = "Roe^Richard", "4712"
    written.PatientBirthDate, written.PatientSex = "19640809", "M"
    written.ContentDate = written.AcquisitionDateTime = "20261104"
    written.BodyPartExamined = "BACK"
    written.PixelSpacing = [0.05, 0.05]
    written.Rows, written.Columns, written.SamplesPerPixel = pixels.shape
    written.PhotometricInterpretation, written.PlanarConfiguration = "RGB", 0
    written.BitsAllocated = written.BitsStored = 8
    written.HighBit, written.PixelRepresentation = 7, 0
    written.PixelData = pixels.tobytes()
    written.save_as(file, enforce_file_format=True)
