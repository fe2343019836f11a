"""The class lists of the published experiments."""

from __future__ import annotations

import pytest

from skinvl.contract.errors import ConfigError
from skinvl.contract.ontology import DiagnosisCode, ontology
from skinvl.contract.sample import Sample
from skinvl.training.evaluation.class_lists.class_list import list_experiments, load_class_list


def sample(diagnosis: str | None, label: str | None = None) -> Sample:
    code = None if diagnosis is None else DiagnosisCode(diagnosis)
    return Sample("i", "i.png", "0" * 64, "s", "CC0", "dermoscopy", code, label, "test", "g")


def test_the_probe_runs_the_eight_published_experiments() -> None:
    assert {
        name: len(load_class_list(name).classes) for name in list_experiments(probe_only=True)
    } == {
        "HAM10000": 7,
        "DDI_2class": 2,
        "Dermnet": 23,
        "Fitzpatrick": 3,
        "HIBA_2class": 2,
        "ISIC": 8,
        "PAD": 6,
        "Patch16_2class": 2,
    }


@pytest.mark.parametrize("name", list_experiments())
def test_lists_are_whole(name: str) -> None:
    classes = load_class_list(name)
    assert classes.name == name
    assert "MM-Skin" in classes.source
    assert len(set(classes.names)) == len(classes.names)
    assert all(code in ontology() for code in classes.codes)
    if classes.decided_by == "malignancy":
        held = [m for entry in classes.classes for m in entry.malignancies]
        assert sorted(held) == ["benign", "malignant", "not-a-neoplasm", "pre-malignant"]


def test_an_unknown_experiment_is_named() -> None:
    with pytest.raises(ConfigError, match="'SCIN' is none of BCN20000, DDI"):
        load_class_list("SCIN")


def test_published_order() -> None:
    assert load_class_list("HAM10000").names == (
        "Actinic Keratoses",
        "Basal Cell Carcinoma",
        "Benign Keratosis",
        "Dermatofibroma",
        "Melanoma",
        "Nevus",
        "Vascular lesions",
    )
    assert load_class_list("DDI_2class").names == ("Non-Malignant", "Malignant")


@pytest.mark.parametrize(
    ("experiment", "diagnosis", "label", "column"),
    [
        ("HAM10000", "melanocytic-nevus", "nv", 5),
        ("HAM10000", "seborrheic-keratosis", None, 2),
        ("HAM10000", "psoriasis", None, None),
        ("HAM10000", None, None, None),
        ("PAD", "seborrheic-keratosis", None, 4),
        ("PAD", "benign-keratosis", None, None),
        ("BCN20000", "melanoma-metastasis", None, 4),
        ("BCN20000", "melanoma", None, 3),
        ("BCN20000", None, "other", 6),
        ("DDI_2class", "melanoma", None, 1),
        ("DDI_2class", "actinic-keratosis", None, 1),
        ("DDI_2class", "psoriasis", None, 0),
        ("Fitzpatrick", "psoriasis", None, 2),
        ("Fitzpatrick", "melanocytic-nevus", None, 0),
        ("Patch16_2class", None, "Tumor", 1),
        ("Patch16_2class", "melanoma", "skin", None),
        ("Dermnet", None, "Hair loss alopecia and other hair diseases", 7),
    ],
)
def test_class_of_a_sample(
    experiment: str, diagnosis: str | None, label: str | None, column: int | None
) -> None:
    assert load_class_list(experiment).column(sample(diagnosis, label)) == column


def test_which_classes_are_malignant() -> None:
    def malignant(name: str) -> list[str]:
        classes = load_class_list(name)
        return [n for n, holds in zip(classes.names, classes.malignant, strict=True) if holds]

    assert malignant("HAM10000") == ["Actinic Keratoses", "Basal Cell Carcinoma", "Melanoma"]
    assert malignant("HIBA_2class") == ["malignant"]
    assert malignant("Dermnet") == []
