"""Tables of patients and lesions: never a guess whose image it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from skinvl.contract.errors import DataError
from skinvl.desktop.core.review.sidecar import match, read_sidecar


def write(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "patients.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_columns_go_by_their_usual_names(tmp_path: Path, separator: str) -> None:
    head = separator.join(("image_id", "lesion_id", "dx", "localization", "more"))
    row = separator.join(("ISIC_1", "L7", "nv", "back", "x"))
    sidecar = read_sidecar(write(tmp_path, f"\ufeff{head}\n{row}\n"))
    matching = match(sidecar, ["a/ISIC_1.jpg"])
    assert matching.rows == {"a/ISIC_1.jpg": {"lesion": "L7", "diagnosis": "nv", "site": "back"}}


def test_columns_may_be_german(tmp_path: Path) -> None:
    head = "Datei;Patientennummer;Läsion;Lokalisation;Datum;Diagnose"
    text = f"{head}\n1.jpg;4711;L1;back;2024-05-01;nv\n"
    matching = match(read_sidecar(write(tmp_path, text)), ["1.jpg"])
    assert matching.rows["1.jpg"] == {
        "patient": "4711", "lesion": "L1", "site": "back", "date": "2024-05-01", "diagnosis": "nv",
    }  # fmt: skip


def test_table_that_is_not_there_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"gone\.csv: no such file$"):
        read_sidecar(tmp_path / "gone.csv")


def test_path_goes_before_name_and_name_before_stem(tmp_path: Path) -> None:
    text = "file,patient\na/1.jpg,by path\n2.jpg,by name\n3,by stem\na\\4.jpg,windows\n"
    sidecar = read_sidecar(write(tmp_path, text))
    matching = match(sidecar, ["a/1.jpg", "b/2.jpg", "c/3.png", "a/4.jpg"])
    patients = {path: row["patient"] for path, row in matching.rows.items()}
    assert patients == {
        "a/1.jpg": "by path", "b/2.jpg": "by name", "c/3.png": "by stem", "a/4.jpg": "windows",
    }  # fmt: skip


def test_what_does_not_fit_is_told_and_given_to_nobody(tmp_path: Path) -> None:
    text = "file,patient\nsame.jpg,A\ntwice.jpg,B\ntwice.jpg,C\nabsent.jpg,D\n"
    sidecar = read_sidecar(write(tmp_path, text))
    matching = match(sidecar, ["x/same.jpg", "y/same.jpg", "twice.jpg", "new.jpg"])
    assert matching.rows == {}
    assert matching.ambiguous == ("x/same.jpg", "y/same.jpg")
    assert matching.repeated == ("twice.jpg",)
    assert matching.files_without_row == ("twice.jpg", "new.jpg")
    assert matching.rows_without_file == ("absent.jpg",)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "empty"), ("patient,site\nA,back\n", "no column names the image")],
)
def test_table_that_cannot_be_used_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(DataError, match=reason):
        read_sidecar(write(tmp_path, text))


def test_other_encodings_are_refused_not_guessed(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="UTF-8"):
        read_sidecar(write(tmp_path, "file,patient\na.jpg,Müller\n", "latin-1"))
