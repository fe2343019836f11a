"""DICOM images made here: good ones are read exactly, odd and damaged ones are refused by name."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms, features
from pydicom import dcmread
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGLosslessSV1,
    RLELossless,
    generate_uid,
)

from skinvl.contract.errors import (
    ImageAnimated,
    ImageEmpty,
    ImageError,
    ImageTooLarge,
    ImageTruncated,
    ImageUnsupported,
)
from skinvl.contract.image import ImageLimits, open_image
from skinvl.desktop.core import messages
from skinvl.desktop.core.dicom_decoding import read_dicom
from skinvl.desktop.core.dicom_facts import DicomFacts, describe_mismatch
from skinvl.desktop.core.dicom_reading import is_dicom, open_any, read_facts
from skinvl.desktop.core.process import Worker
from skinvl.desktop.core.store.patients import Patient, PatientId
from skinvl.desktop.core.store.session import UserId

DERMOSCOPIC = "1.2.840.10008.5.1.4.1.1.77.1.7"


def draw(height: int = 20, width: int = 30) -> NDArray[np.uint8]:
    return np.random.default_rng(7).integers(0, 256, (height, width, 3), dtype=np.uint8)


def make(
    pixels: NDArray[Any] | None = None, syntax: str = ExplicitVRLittleEndian, **changes: Any
) -> bytes:
    """A DICOM file; `changes` set elements, or remove them where the value is None."""
    pixels = draw() if pixels is None else pixels
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = DERMOSCOPIC
    meta.MediaStorageSOPInstanceUID = generate_uid()
    meta.TransferSyntaxUID = syntax
    dataset = FileDataset(None, {}, file_meta=meta, preamble=b"\0" * 128)
    dataset.SOPClassUID = DERMOSCOPIC
    dataset.SOPInstanceUID = meta.MediaStorageSOPInstanceUID
    dataset.Modality = "DMS"
    dataset.PatientName = "Doe^Jane"
    dataset.PatientID = "4711"
    dataset.PatientBirthDate = "19700215"
    dataset.PatientSex = "F"
    dataset.StudyDate = "20260301"
    dataset.Rows, dataset.Columns = pixels.shape[:2]
    dataset.SamplesPerPixel = 3 if pixels.ndim == 3 else 1
    dataset.PhotometricInterpretation = "RGB" if pixels.ndim == 3 else "MONOCHROME2"
    if pixels.ndim == 3:
        dataset.PlanarConfiguration = 0
    dataset.BitsAllocated = dataset.BitsStored = pixels.dtype.itemsize * 8
    dataset.HighBit = dataset.BitsStored - 1
    dataset.PixelRepresentation = 0
    if syntax == RLELossless:
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        dataset.PixelData = pixels.tobytes()
        dataset.compress(RLELossless)
    elif syntax in (JPEGBaseline8Bit, JPEG2000Lossless):
        dataset.PixelData = encapsulate([changes.pop("frame")])
    else:
        dataset.PixelData = pixels.tobytes()
    for name, value in changes.items():
        if value is None:
            del dataset[name]
        else:
            setattr(dataset, name, value)
    stream = io.BytesIO()
    dataset.save_as(stream, enforce_file_format=True)
    return stream.getvalue()


def encode(pixels: NDArray[np.uint8], kind: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, format=kind, **options)
    return stream.getvalue()


@pytest.mark.parametrize(
    "syntax",
    [ExplicitVRLittleEndian, ImplicitVRLittleEndian, RLELossless],
    ids=lambda uid: uid.name,
)
def test_lossless_pixels_are_read_exactly(syntax: str) -> None:
    opened = read_dicom(make(syntax=syntax))
    np.testing.assert_array_equal(opened.rgb, draw())
    assert opened.format == "DICOM"
    assert opened.original_size == (30, 20)
    assert opened.notes == ("DICOM Dermoscopic Photography Image",)


def test_planes_one_after_the_other() -> None:
    planes = np.ascontiguousarray(draw().transpose(2, 0, 1)).tobytes()
    np.testing.assert_array_equal(
        read_dicom(make(PlanarConfiguration=1, PixelData=planes)).rgb, draw()
    )


def test_ybr_becomes_rgb() -> None:
    ybr = np.asarray(Image.fromarray(draw()).convert("YCbCr"))
    opened = read_dicom(make(ybr, PhotometricInterpretation="YBR_FULL"))
    difference = np.abs(opened.rgb.astype(int) - draw().astype(int))
    assert difference.max() <= 3


def test_sixteen_and_twelve_bits_are_scaled() -> None:
    deep = np.array([[0, 4095], [2048, 16]], dtype=np.uint16)
    opened = read_dicom(make(deep, BitsStored=12, HighBit=11))
    assert opened.rgb[..., 0].tolist() == [[0, 255], [128, 1]]
    assert "12 bits scaled to 8" in opened.notes
    full = read_dicom(make(np.array([[0, 65535]], dtype=np.uint16)))
    assert full.rgb[..., 1].tolist() == [[0, 255]]


def test_white_as_zero_is_inverted() -> None:
    grey = np.array([[0, 200], [255, 10]], dtype=np.uint8)
    opened = read_dicom(make(grey, PhotometricInterpretation="MONOCHROME1"))
    assert opened.rgb[..., 2].tolist() == [[255, 55], [0, 245]]


def test_bits_above_those_that_are_stored_do_not_count() -> None:
    """They may hold an old overlay (PS3.5, section 8.1.1)."""
    pixels = np.full((2, 2), 0x1000 + 2048, dtype=np.uint16)
    assert read_dicom(make(pixels, BitsStored=12, HighBit=11)).rgb.max() == 128


def test_baseline_jpeg_is_what_pillow_reads() -> None:
    frame = encode(draw(), "JPEG", quality=90)
    content = make(syntax=JPEGBaseline8Bit, frame=frame, PhotometricInterpretation="YBR_FULL_422")
    np.testing.assert_array_equal(read_dicom(content).rgb, open_image(frame).rgb)


def test_jpeg_that_ends_early_is_refused() -> None:
    frame = encode(draw(), "JPEG")[:-40]
    content = make(syntax=JPEGBaseline8Bit, frame=frame, PhotometricInterpretation="YBR_FULL_422")
    with pytest.raises(ImageTruncated):
        read_dicom(content)


def test_jpeg_of_another_size_is_refused() -> None:
    frame = encode(draw(40, 30), "JPEG")
    content = make(syntax=JPEGBaseline8Bit, frame=frame, PhotometricInterpretation="YBR_FULL_422")
    with pytest.raises(ImageTruncated, match="30 x 40"):
        read_dicom(content)


@pytest.mark.skipif(not features.check("jpg_2000"), reason="this Pillow has no JPEG 2000")
def test_jpeg_2000() -> None:
    frame = encode(draw(), "JPEG2000", no_jp2=True)
    content = make(syntax=JPEG2000Lossless, frame=frame, PhotometricInterpretation="YBR_RCT")
    np.testing.assert_array_equal(read_dicom(content).rgb, draw())
    cut = make(syntax=JPEG2000Lossless, frame=frame[:-60], PhotometricInterpretation="YBR_RCT")
    with pytest.raises(ImageTruncated, match="ends early"):
        read_dicom(cut)


def test_colour_profile_is_honoured() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    np.testing.assert_array_equal(read_dicom(make(ICCProfile=profile)).rgb, draw())
    odd = read_dicom(make(ICCProfile=b"no profile"))
    assert "colour profile unreadable: colours taken as sRGB" in odd.notes


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        ({"Rows": 60000, "Columns": 60000}, ImageTooLarge, "60000 x 60000"),
        ({"Rows": 0}, ImageEmpty, "without pixels"),
        ({"NumberOfFrames": 3}, ImageAnimated, "3 frames"),
        ({"SOPClassUID": "1.2.840.10008.5.1.4.1.1.2"}, ImageUnsupported, "no photograph"),
        ({"PhotometricInterpretation": "PALETTE COLOR"}, ImageUnsupported, "PALETTE COLOR"),
        ({"SamplesPerPixel": 4}, ImageUnsupported, "4 samples"),
        ({"BitsAllocated": 32}, ImageUnsupported, "of 32 bits"),
        ({"HighBit": 3}, ImageUnsupported, "8 of 8 bits"),
        ({"PixelRepresentation": 1}, ImageUnsupported, "signed"),
        ({"PixelData": b"\0" * 1798}, ImageTruncated, "1798 bytes"),
        ({"PixelData": None}, ImageTruncated, "no pixels"),
        ({"SamplesPerPixel": None}, ImageTruncated, "header is damaged"),
    ],
)
def test_odd_headers_are_refused(
    changes: dict[str, Any], kind: type[ImageError], words: str
) -> None:
    with pytest.raises(kind, match=words):
        read_dicom(make(**changes))


@pytest.mark.parametrize("digit", [b"2", b"9"], ids=["big endian", "unknown"])
def test_other_transfer_syntaxes_are_refused(digit: bytes) -> None:
    syntax = ExplicitVRLittleEndian.encode()
    content = make().replace(syntax + b"\0", syntax[:-1] + digit + b"\0")
    with pytest.raises(ImageError):
        open_any(content)


def test_compression_that_is_not_supported_is_named() -> None:
    frame = encode(draw(), "JPEG")
    content = make(syntax=JPEGBaseline8Bit, frame=frame)
    lossless = content.replace(JPEGBaseline8Bit.encode(), JPEGLosslessSV1.encode())
    with pytest.raises(ImageUnsupported, match="1\\.2\\.840\\.10008\\.1\\.2\\.4\\.70"):
        read_dicom(lossless)


def test_deflated_files_are_never_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    content = make(syntax=DeflatedExplicitVRLittleEndian)
    monkeypatch.setattr("zlib.decompress", pytest.fail)
    with pytest.raises(ImageUnsupported, match="deflated"):
        read_facts(content)


def test_every_cut_is_refused() -> None:
    content = make()
    for length in range(132, len(content), 37):
        with pytest.raises(ImageError):
            read_dicom(content[:length])


@pytest.mark.parametrize("seed", range(40))
def test_damaged_bytes_are_refused_or_read_in_full(seed: int) -> None:
    random = np.random.default_rng(seed)
    content = bytearray(make(syntax=RLELossless if seed % 2 else ExplicitVRLittleEndian))
    for offset in random.integers(132, len(content), 6):
        content[offset] = int(random.integers(0, 256))
    try:
        opened = read_dicom(bytes(content))
    except ImageError:
        return
    width, height = opened.original_size
    assert opened.rgb.shape == (height, width, 3)


def test_limits_are_those_of_every_image() -> None:
    with pytest.raises(ImageTooLarge, match="30 x 20"):
        read_dicom(make(), limits=ImageLimits(max_pixels=599))
    with pytest.raises(ImageTooLarge):
        read_dicom(make(), limits=ImageLimits(max_bytes=1000))


def test_open_any_names_the_file(tmp_path: Path) -> None:
    file = tmp_path / "mole.dcm"
    file.write_bytes(make())
    opened = open_any(file)
    assert opened.path == file
    assert opened.sha256 == open_any(file.read_bytes()).sha256
    file.write_bytes(make(NumberOfFrames=2))
    with pytest.raises(ImageAnimated, match=r"mole\.dcm: 2 frames"):
        open_any(file)


def test_open_any_opens_what_open_image_opens(tmp_path: Path) -> None:
    content = encode(draw(), "PNG")
    assert not is_dicom(content)
    np.testing.assert_array_equal(open_any(content).rgb, draw())
    file = tmp_path / "mole.png"
    file.write_bytes(content)
    assert open_any(file).path == file
    with pytest.raises(ImageError, match="no such file"):
        open_any(tmp_path / "none.dcm")
    with pytest.raises(ImageError, match="folder"):
        open_any(tmp_path)


def test_facts_are_read_apart() -> None:
    facts = read_facts(
        make(PixelSpacing=[0.02, 0.02], BodyPartExamined="BACK", ImageLaterality="L")
    )
    assert facts is not None
    assert (facts.number, facts.name, facts.birth_date) == ("4711", "Doe, Jane", date(1970, 2, 15))
    assert (facts.sex, facts.modality, facts.taken_on) == ("female", "dermoscopy", date(2026, 3, 1))
    assert (facts.site, facts.laterality, facts.mm_per_px) == ("back", "left", 0.02)
    assert read_facts(encode(draw(), "PNG")) is None


@pytest.mark.parametrize("spacing", [[0.02, 0.03], [0.0, 0.0], [0.02], ["a", "b"]])
def test_no_scale_without_square_pixels(spacing: list[Any]) -> None:
    content = make(PixelSpacing=[0.02, 0.02])
    dataset = dcmread(io.BytesIO(content))
    dataset.add_new(0x00280030, "LO", [str(item) for item in spacing])
    stream = io.BytesIO()
    dataset.save_as(stream)
    facts = read_facts(stream.getvalue())
    assert facts is not None
    assert facts.mm_per_px is None


def test_private_elements_are_not_looked_at() -> None:
    dataset = dcmread(io.BytesIO(make()))
    block = dataset.private_block(0x0099, "ODD", create=True)
    block.add_new(0x01, "UN", b"\xff" * 64)
    stream = io.BytesIO()
    dataset.save_as(stream)
    np.testing.assert_array_equal(read_dicom(stream.getvalue()).rgb, draw())


def test_another_patient_is_named() -> None:
    patient = Patient(
        "4711", "Doe", "Jane", date(1970, 2, 15), id=PatientId(1),
        created_at=datetime.now(UTC), created_by=UserId(1), sort_name="doe jane",
    )  # fmt: skip
    same = DicomFacts("4711", "DOE, J", date(1970, 2, 15))
    assert describe_mismatch(same, patient) is None
    assert describe_mismatch(DicomFacts(), patient) is None
    for other in (
        DicomFacts("4712", "Doe, Jane", date(1970, 2, 15)),
        DicomFacts("4711", "Doe, Jane", date(1971, 2, 15)),
        DicomFacts("", "Roe, Jane"),
    ):
        assert "another patient" in (describe_mismatch(other, patient) or "")


def test_engine_process_opens_dicom() -> None:
    events: list[messages.Event] = []
    worker = Worker("no model", events.append, lambda request: False)
    worker.carry_out(messages.Open(1, "mole.dcm", make()))
    opened = events[0]
    assert isinstance(opened, messages.Opened)
    np.testing.assert_array_equal(opened.image.rgb, draw())
    worker.carry_out(messages.Open(2, "mole.dcm", make()[:-200]))
    failed = events[-1]
    assert isinstance(failed, messages.Failed)
    assert failed.reason.startswith("mole.dcm: ")


def test_window_and_engine_start_without_pydicom() -> None:
    """It takes half a second to load."""
    script = (
        "import sys; import skinvl.desktop.core.process, skinvl.desktop.core.review.worker; "
        "print([name for name in ('pydicom', 'sqlcipher3') if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_pydicom_cannot_reach_the_network() -> None:
    """Also where `requests` is installed, whose import opens a socket."""
    script = (
        "import socket, sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(event) "
        "if event.startswith('socket.') else None)\n"
        "from skinvl.desktop.core import dicom_library\n"
        "print(dicom_library.CAN_DOWNLOAD, opened, 'requests' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert result.stdout.strip() == "False [] False", result.stderr
