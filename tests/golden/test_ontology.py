"""Codes do not change, and the public datasets are covered in full."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from skinvl.contract.ontology import ontology

HERE = Path(__file__).parent
TERMS = ontology()
NAMED = {
    "ham10000": {
        "akiec": "actinic-keratosis",
        "bcc": "basal-cell-carcinoma",
        "bkl": "benign-keratosis",
        "df": "dermatofibroma",
        "mel": "melanoma",
        "nv": "melanocytic-nevus",
        "vasc": "vascular-lesion",
    },
    "isic": {
        "MEL": "melanoma",
        "NV": "melanocytic-nevus",
        "BCC": "basal-cell-carcinoma",
        "AK": "actinic-keratosis",
        "AKIEC": "actinic-keratosis",
        "BKL": "benign-keratosis",
        "DF": "dermatofibroma",
        "VASC": "vascular-lesion",
        "SCC": "squamous-cell-carcinoma",
        "melanoma": "melanoma",
        "seborrheic keratosis": "seborrheic-keratosis",
        "nevus": "melanocytic-nevus",
    },
    "pad-ufes-20": {
        "ACK": "actinic-keratosis",
        "BCC": "basal-cell-carcinoma",
        "MEL": "melanoma",
        "NEV": "melanocytic-nevus",
        "SCC": "squamous-cell-carcinoma",
        "SEK": "seborrheic-keratosis",
    },
}
MIXED = {
    "Actinic Keratosis Basal Cell Carcinoma and other Malignant Lesions",
    "Melanoma Skin Cancer Nevi and Moles",
    "Vascular Tumors",
}


def labels(name: str) -> list[str]:
    return (HERE / name).read_text("utf-8").splitlines()


def test_codes_are_never_removed() -> None:
    assert [code for code in labels("ontology_codes.txt") if code not in TERMS] == []


@pytest.mark.parametrize("scheme", NAMED)
def test_dataset_codes(scheme: str) -> None:
    for label, code in NAMED[scheme].items():
        found = TERMS.resolve(label, scheme)
        assert found is not None
        assert found.code == code


def test_all_114_labels_of_fitzpatrick17k() -> None:
    names = labels("fitzpatrick17k_labels.txt")
    assert len(set(names)) == 114
    listed = [label for d in TERMS for label in d.aliases.get("fitzpatrick17k", ())]
    assert sorted(listed) == sorted(names)
    assert not [name for name in names if TERMS.resolve(name, "fitzpatrick17k") is None]


def test_the_23_classes_of_dermnet_but_for_the_mixed_ones() -> None:
    names = labels("dermnet_labels.txt")
    assert len(set(names)) == 23
    missing = {name for name in names if TERMS.resolve(name, "dermnet") is None}
    assert missing == MIXED


def test_class_names_of_the_mm_skin_tables() -> None:
    names = labels("mm_skin_labels.txt")
    missing = {name for name in names if TERMS.resolve(name, "mm-skin") is None}
    assert missing == MIXED


def test_labels_of_the_real_data() -> None:
    root = Path(os.environ.get("SKINVL_DATA") or HERE.parents[2] / "shared" / "data")
    path = root / "skin" / "splits.csv"
    if not path.is_file():
        pytest.skip("the real data are not here (SKINVL_DATA)")
    schemes = {"ham10000": "ham10000", "isic2017": "isic", "fitz17k": "fitzpatrick17k"}
    with path.open(newline="", encoding="utf-8") as file:
        found = {(row["label"], schemes[row["source"]]) for row in csv.DictReader(file)}
    assert found
    assert not [pair for pair in found if TERMS.resolve(*pair) is None]
