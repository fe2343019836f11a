"""De-identified export: pixels and what research needs, no names, no metadata."""

import csv
import io
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from miniatures.stores import flip_bit, make_finding, make_png
from PIL import Image, PngImagePlugin

from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.deidentify import cap_age, export_deidentified
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.images import Photograph, PhotographData
from skinvl.desktop.core.store.lesions import LesionData
from skinvl.desktop.core.store.patients import PatientData

SECRETS = (b"Secretfamily", b"Secretgiven", b"N-4711", b"IMG_secret", b"GPSsecret", b"Exif", b"xmp")


def make_jpeg() -> bytes:
    """A JPEG with EXIF, GPS, XMP and a comment, to be shown turned by 90 degrees."""
    image = Image.fromarray(np.full((16, 24, 3), 120, dtype=np.uint8))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "Secretfamily"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[29] = "GPSsecret"
    stream = io.BytesIO()
    image.save(stream, "JPEG", exif=exif, xmp=b"<xmp>Secretgiven</xmp>", comment=b"Secretfamily")
    return stream.getvalue()


def make_png_with_text() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Secretfamily")
    stream = io.BytesIO()
    Image.open(io.BytesIO(make_png(3))).save(stream, "PNG", pnginfo=info)
    return stream.getvalue()


@pytest.fixture
def photographs(store: Store) -> list[Photograph]:
    patient = store.patients.add(
        PatientData("N-4711", "Secretfamily", "Secretgiven", date(1930, 5, 1), "female")
    )
    lesion = store.lesions.add(patient.id, LesionData("L1", "head/neck", "ear"))
    added = []
    for content, day in (
        (make_jpeg(), date(2026, 1, 10)),
        (make_png_with_text(), date(2026, 1, 3)),
    ):
        data = PhotographData(
            "IMG_secret.jpg", 16, 24, patient.id, lesion.id, day, "dermoscopy", 0.05
        )
        photograph = store.images.add(content, data)
        reading = store.readings.add(photograph.id, make_finding(photograph.image_sha256))
        store.decisions.accept(photograph.id, reading.id, "melanoma")
        added.append(photograph)
    return added


def read_table(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / "metadata.csv").read_text().splitlines()))


def test_export(store: Store, photographs: list[Photograph], tmp_path: Path) -> None:
    assert b"Secretfamily" in store.images.read(photographs[0])
    folder = tmp_path / "research"
    export = export_deidentified(store.session, [item.id for item in photographs], folder)
    assert (export.asked, export.exported, export.failed) == (2, 2, ())
    files = sorted(path for path in folder.iterdir())
    assert len(files) == 3
    for file in files:
        content = file.read_bytes()
        assert not [word for word in SECRETS if word.lower() in content.lower()], file
    table = {row["acquisition_day"]: row for row in read_table(folder)}
    assert set(table) == {"0", "7"}
    first = table["0"]
    assert (first["age_approx"], first["sex"], first["image_type"]) == (
        "90", "female", "dermoscopic",
    )  # fmt: skip
    assert (first["anatom_site_general"], first["diagnosis"]) == ("head/neck", "melanoma")
    assert (first["benign_malignant"], first["skinvl_mm_per_px"]) == ("malignant", "0.05")
    assert len({row["patient_id"] for row in table.values()}) == 1
    shifted = [date.fromisoformat(table[day]["skinvl_date_shifted"]) for day in ("0", "7")]
    assert (shifted[1] - shifted[0]).days == 7
    assert shifted[0] < date(2026, 1, 3)
    with Image.open(folder / table["7"]["filename"]) as turned:
        assert turned.size == (16, 24)
    assert store.audit.list(event="export")[0].detail == {"photographs": 2, "failed": 0}


def test_ids_are_new_in_every_export(
    store: Store, photographs: list[Photograph], tmp_path: Path
) -> None:
    numbers = [item.id for item in photographs]
    names = []
    for name in ("a", "b"):
        export_deidentified(store.session, numbers, tmp_path / name)
        names.append({row["patient_id"] for row in read_table(tmp_path / name)})
    assert names[0].isdisjoint(names[1])


def test_damaged_image_is_said_and_the_rest_exported(
    store: Store, photographs: list[Photograph], tmp_path: Path
) -> None:
    flip_bit(store.session.unlocked.images.path_of(photographs[0].image_sha256), -1)
    numbers = [item.id for item in photographs]
    export = export_deidentified(store.session, numbers, tmp_path / "out")
    assert (export.asked, export.exported) == (2, 1)
    assert export.failed[0][0] == photographs[0].id
    assert len(read_table(tmp_path / "out")) == 1


def test_stopped_export_leaves_nothing(
    store: Store, photographs: list[Photograph], tmp_path: Path
) -> None:
    def stop(done: int, total: int) -> None:
        if done == 1:
            raise RecordConflict("export", "was stopped")

    with pytest.raises(RecordConflict, match="stopped"):
        export_deidentified(
            store.session, [item.id for item in photographs], tmp_path / "out", stop
        )
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "out").mkdir()
    with pytest.raises(RecordConflict, match="exists"):
        export_deidentified(store.session, [photographs[0].id], tmp_path / "out")


@pytest.mark.parametrize(
    ("birth", "taken", "age"),
    [
        (date(1936, 3, 2), date(2026, 3, 1), "89"),
        (date(1936, 3, 1), date(2026, 3, 1), "90"),
        (date(1910, 1, 1), date(2026, 3, 1), "90"),
        (date(2000, 2, 29), date(2026, 2, 28), "25"),
        (None, date(2026, 3, 1), ""),
        (date(2027, 1, 1), date(2026, 3, 1), ""),
    ],
)
def test_age(birth: date | None, taken: date, age: str) -> None:
    assert cap_age(birth, taken) == age
