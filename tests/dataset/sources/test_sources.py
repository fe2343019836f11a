"""Readers of the other published layouts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from skinvl.contract.errors import DataError
from skinvl.dataset.sources.fitzpatrick17k import read_fitzpatrick17k
from skinvl.dataset.sources.folder import read_folder
from skinvl.dataset.sources.isic import read_isic
from skinvl.dataset.splits import GivenSplits

ONE_HOT = ("MEL", "NV", "BCC", "AK", "BKL", "DF", "VASC", "SCC", "UNK")


def _one_hot(image: str, label: str, names: tuple[str, ...]) -> dict[str, object]:
    return {"image": image, **{name: "1.0" if name == label else "0.0" for name in names}}


def test_isic_2019_one_hot(trees: Any, tmp_path: Path) -> None:
    folder = tmp_path / "isic"
    rows = []
    for number, name in enumerate(ONE_HOT):
        image = f"ISIC_{number:07d}"
        trees.paint_image(folder / "ISIC_2019_Training_Input" / f"{image}.jpg", number)
        rows.append(_one_hot(image, name, ONE_HOT))
    rows.append(_one_hot("ISIC_0000999", "MEL", ONE_HOT))
    trees.write_table(folder / "ISIC_2019_Training_GroundTruth.csv", rows)
    trees.write_table(
        folder / "ISIC_2019_Training_Metadata.csv",
        [{"image": "ISIC_0000000", "age_approx": "55.0", "anatom_site_general":
          "anterior torso", "lesion_id": "MSK4_0011169", "sex": "female"}],
    )
    collection = read_isic(folder)
    found = {record.label: record.diagnosis for record in collection.records}
    assert found == {
        "MEL": "melanoma", "NV": "melanocytic-nevus", "BCC": "basal-cell-carcinoma",
        "AK": "actinic-keratosis", "BKL": "benign-keratosis", "DF": "dermatofibroma",
        "VASC": "vascular-lesion", "SCC": "squamous-cell-carcinoma",
    }
    assert collection.rejection_counts() == {"labelled unknown (UNK)": 1}
    assert collection.missing == {"images": 1}
    first = collection.records[0]
    assert (first.age, first.sex, first.site, first.lesion_id) == (
        55.0, "female", "anterior torso", "MSK4_0011169"
    )


def test_isic_2018_calls_actinic_keratosis_akiec(trees: Any, tmp_path: Path) -> None:
    names = ("MEL", "NV", "BCC", "AKIEC", "BKL", "DF", "VASC")
    trees.paint_image(tmp_path / "images" / "ISIC_0000001.jpg", 1)
    trees.write_table(
        tmp_path / "ISIC2018_Task3_Training_GroundTruth.csv",
        [_one_hot("ISIC_0000001", "AKIEC", names)],
    )
    (record,) = read_isic(tmp_path).records
    assert record.diagnosis == "actinic-keratosis"


def test_isic_2017_has_nevus_where_neither_is_marked(trees: Any, tmp_path: Path) -> None:
    rows = []
    for number, (melanoma, keratosis) in enumerate([(1, 0), (0, 1), (0, 0)]):
        image = f"ISIC_{number:07d}"
        trees.paint_image(tmp_path / "ISIC-2017_Training_Data" / f"{image}.jpg", number)
        trees.paint_image(
            tmp_path / "ISIC-2017_Training_Data" / f"{image}_superpixels.png", number
        )
        rows.append({"image_id": image, "melanoma": f"{melanoma}.0",
                     "seborrheic_keratosis": f"{keratosis}.0"})
    trees.write_table(tmp_path / "ISIC-2017_Training_Part3_GroundTruth.csv", rows)
    collection = read_isic(tmp_path)
    assert [record.diagnosis for record in collection.records] == [
        "melanoma", "seborrheic-keratosis", "melanocytic-nevus"
    ]
    assert collection.licence == "CC0 1.0"


def test_isic_takes_labels_from_the_splits_where_it_has_none(trees: Any, tmp_path: Path) -> None:
    folder = tmp_path / "isic2017"
    for number in range(2):
        trees.paint_image(folder / "images" / f"ISIC_{number:07d}.jpg", number)
    trees.write_table(
        tmp_path / "splits.csv",
        [{"file": "isic2017/images/ISIC_0000000.jpg", "label": "seborrheic keratosis",
          "source": "isic2017", "modality": "dermoscopy", "split": "val", "lesion_id": "",
          "group": "g1"}],
    )
    collection = read_isic(folder, splits=GivenSplits(tmp_path / "splits.csv"))
    assert [r.diagnosis for r in collection.records] == ["seborrheic-keratosis"]
    assert collection.rejection_counts() == {"no label": 1}
    with pytest.raises(DataError, match="no one-hot table"):
        read_isic(folder)


def test_isic_refuses_two_marked_classes(trees: Any, tmp_path: Path) -> None:
    trees.paint_image(tmp_path / "ISIC_0000001.jpg", 1)
    row = {**_one_hot("ISIC_0000001", "MEL", ONE_HOT), "NV": "1.0"}
    trees.write_table(tmp_path / "GroundTruth.csv", [row])
    with pytest.raises(DataError, match="2 classes marked"):
        read_isic(tmp_path)


def _fitzpatrick_row(name: str, label: str, scale: int, qc: str) -> dict[str, object]:
    return {
        "md5hash": name, "fitzpatrick_scale": scale, "fitzpatrick_centaur": scale, "label": label,
        "nine_partition_label": "inflammatory", "three_partition_label": "non-neoplastic",
        "qc": qc, "url": "http://example.org/x.jpg", "url_alphanum": "x.jpg",
    }


def test_fitzpatrick17k_drops_what_its_quality_check_rejects(trees: Any, tmp_path: Path) -> None:
    rows = [
        _fitzpatrick_row("a" * 32, "acne vulgaris", 3, ""),
        _fitzpatrick_row("b" * 32, "keloid", -1, "1 Diagnostic"),
        _fitzpatrick_row("c" * 32, "eczema", 6, "3 Wrongly labelled"),
        _fitzpatrick_row("d" * 32, "eczema", 6, "4 Not diagnostic"),
        _fitzpatrick_row("e" * 32, "eczema", 6, ""),
    ]
    for number, row in enumerate(rows[:4]):
        trees.paint_image(tmp_path / "images" / f"{row['md5hash']}.jpg", number)
    trees.write_table(tmp_path / "fitzpatrick17k.csv", rows)
    collection = read_fitzpatrick17k(tmp_path)
    assert [(r.diagnosis, r.skin_type) for r in collection.records] == [
        ("acne", 3), ("keloid", None)
    ]
    assert sum(collection.rejection_counts().values()) == 2
    assert collection.missing == {"images": 1}
    assert all(record.modality == "clinical" for record in collection.records)


def test_fitzpatrick17k_reads_the_short_table(trees: Any, tmp_path: Path) -> None:
    trees.paint_image(tmp_path / "images" / "0a.jpg", 1)
    trees.write_table(
        tmp_path / "labels.csv",
        [{"image": "0a.jpg", "label": "folliculitis", "nine": "inflammatory",
          "three": "non-neoplastic", "fitzpatrick": 5, "qc": ""}],
    )
    (record,) = read_fitzpatrick17k(tmp_path).records
    assert (record.diagnosis, record.skin_type) == ("folliculitis", 5)


def test_folder_names_are_diagnoses(trees: Any, tmp_path: Path) -> None:
    trees.paint_image(tmp_path / "Basal_Cell_Carcinoma" / "1.png", 1)
    trees.paint_image(tmp_path / "melanoma" / "patient7" / "2.png", 2)
    found = {record.label: record.diagnosis for record in read_folder(tmp_path).records}
    assert found == {"Basal_Cell_Carcinoma": "basal-cell-carcinoma", "melanoma": "melanoma"}


def test_an_unknown_folder_name_gets_the_nearest_names(trees: Any, tmp_path: Path) -> None:
    trees.paint_image(tmp_path / "melanomma" / "1.png", 1)
    with pytest.raises(DataError, match=r"'melanomma'.*nearest: Melanoma"):
        read_folder(tmp_path)


def test_other_images_need_no_diagnosis(trees: Any, tmp_path: Path) -> None:
    trees.paint_image(tmp_path / "chairs" / "1.png", 1)
    (record,) = read_folder(tmp_path, modality="other").records
    assert record.diagnosis is None and record.label == "chairs"


def test_a_table_of_labels_gives_groups_and_licences(trees: Any, tmp_path: Path) -> None:
    for number in range(3):
        trees.paint_image(tmp_path / "images" / "scan" / f"{number}.png", number)
    trees.write_table(
        tmp_path / "labels.csv",
        [{"file": f"images/scan/{n}.png", "label": "normal", "group": "g1", "patient_id": "",
          "source": "clinic", "licence": "CC0"} for n in (0, 1, 9)],
    )
    collection = read_folder(tmp_path, modality="pathology")
    assert [r.given_group for r in collection.records] == ["g1", "g1", None]
    assert [r.label for r in collection.records] == ["normal", "normal", "scan"]
    assert collection.records[0].source == "clinic"
    assert collection.missing == {"images": 1}
