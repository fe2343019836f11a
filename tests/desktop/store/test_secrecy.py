"""Nothing of a patient is in clear in any file of the data folder or of a backup."""

import base64
from datetime import date
from pathlib import Path

from miniatures.stores import PASSWORD, make_finding, make_png

from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.backup import make_backup
from skinvl.desktop.core.store.images import PhotographData
from skinvl.desktop.core.store.lesions import LesionData
from skinvl.desktop.core.store.patients import PatientData


def test_no_file_holds_anything_in_clear(
    store: Store, place: Path, recovery_key: list[str]
) -> None:
    content = make_png(7, (200, 120))
    number, family, given = "N-471147", "Quintessenza", "Xanthippe"
    patient = store.patients.add(
        PatientData(number, family, given, date(1951, 7, 9), "female", "Penizillinallergie")
    )
    lesion = store.lesions.add(patient.id, LesionData("Leberfleck-Links", note="Randbemerkung"))
    photograph = store.images.add(
        content,
        PhotographData("Xanthippe_auge.png", 200, 120, patient.id, lesion.id, date(2026, 2, 3)),
    )
    reading = store.readings.add(photograph.id, make_finding(photograph.image_sha256))
    store.decisions.override(photograph.id, reading.id, "dermatofibroma", "Zweitmeinung")
    store.exchanges.ask(photograph.id, reading.id, "Frageperson?")
    store.reports.sign(photograph.id, reading.id, b"%PDF-Befundbericht" * 9, {"who": "Stempelfeld"})
    (place / "usb").mkdir()
    make_backup(store.session, place / "usb")
    key = bytes(store.session.unlocked.data_key)
    secrets = [
        number, family, given, "1951-07-09", "Penizillinallergie", "Leberfleck-Links",
        "Randbemerkung", "Xanthippe_auge", "dermatofibroma", "Zweitmeinung", "Frageperson",
        "Befundbericht", "Stempelfeld", "Dr. Anna Berg", PASSWORD, photograph.image_sha256,
        key.hex(), recovery_key[0], recovery_key[0].replace("-", ""),
    ]  # fmt: skip
    patterns = [secret.encode() for secret in secrets]
    patterns += [content[80:112], key, base64.b64encode(key), b"SQLite format", b"CREATE TABLE"]

    def find() -> list[tuple[str, bytes]]:
        files = [path for path in place.rglob("*") if path.is_file()]
        assert len(files) > 8
        found = []
        for file in files:
            text = (str(file).encode() + file.read_bytes()).lower()
            found += [(file.name, pattern) for pattern in patterns if pattern.lower() in text]
        return found

    # While it is open the write-ahead log is there as well.
    assert (store.folder / "skinvl.db-wal").stat().st_size > 0
    assert find() == []
    store.close()
    assert find() == []
