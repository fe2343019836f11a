"""Reading generated answers: whole names, negations, differentials, the ontology."""

from __future__ import annotations

import pytest

from skinvl.training.evaluation.class_lists.class_list import list_experiments, load_class_list
from skinvl.training.evaluation.zero_shot_reading import Reading, read_answer


@pytest.mark.parametrize("experiment", list_experiments())
def test_every_class_is_read_from_its_own_name(experiment: str) -> None:
    classes = load_class_list(experiment)
    for column, name in enumerate(classes.names):
        for answer in (name, name.lower(), f"The diagnosis is {name.upper()}."):
            assert read_answer(answer, classes) == Reading("one", (column,)), answer


@pytest.mark.parametrize(
    ("answer", "status", "names"),
    [
        ("The diagnosis is melanoma.", "one", ["Melanoma"]),
        ("superficial spreading melanoma", "one", ["Melanoma"]),
        ("Actinic keratosis", "one", ["Actinic Keratoses"]),
        ("Seborrheic keratosis", "one", ["Benign Keratosis"]),
        ("not melanoma, nevus", "one", ["Nevus"]),
        ("This is unlikely to be melanoma; most likely a melanocytic nevus.", "one", ["Nevus"]),
        ("nevus rather than melanoma", "one", ["Nevus"]),
        ("neither melanoma nor nevus but dermatofibroma", "one", ["Dermatofibroma"]),
        ("Melanoma, melanoma, melanoma", "one", ["Melanoma"]),
        ("Melanoma cannot be ruled out.", "one", ["Melanoma"]),
        ("We cannot exclude melanoma.", "one", ["Melanoma"]),
        ("1. Nevus\n2. Melanoma", "several", ["Nevus", "Melanoma"]),
        ("melanoma or nevus", "several", ["Melanoma", "Nevus"]),
        ("no evidence of basal cell carcinoma", "negated", []),
        ("Melanoma is ruled out", "negated", []),
        ("Non-melanoma skin cancer", "negated", []),
        ("It doesn't look like melanoma", "negated", []),
        ("psoriasis", "outside", []),
        ("I do not know.", "none", []),
        ("", "none", []),
        ("melanomatosis of words", "none", []),
    ],
)
def test_answers_by_hand(answer: str, status: str, names: list[str]) -> None:
    classes = load_class_list("HAM10000")
    found = read_answer(answer, classes)
    assert (found.status, [classes.names[c] for c in found.columns]) == (status, names)
    assert (found.column is None) == (status != "one")


@pytest.mark.parametrize(
    ("experiment", "answer", "name"),
    [
        ("DDI_2class", "not malignant", "Non-Malignant"),
        ("DDI_2class", "Benign.", "Non-Malignant"),
        ("DDI_2class", "not benign", "Malignant"),
        ("DDI_2class", "This is a melanoma", "Malignant"),
        ("HIBA_2class", "non-malignant", "benign"),
        ("HIBA_2class", "a melanocytic nevus", "benign"),
        ("Fitzpatrick", "psoriasis", "non-neoplastic"),
        ("Fitzpatrick", "not malignant", None),
        ("Fitzpatrick", "non-malignant", None),
        ("DDI_2class", "This is not a melanoma", None),
        ("Patch16_2class", "There is no tumor.", "nontumor"),
        ("Patch16_2class", "tumor cells", "tumor"),
    ],
)
def test_two_and_three_classes(experiment: str, answer: str, name: str | None) -> None:
    classes = load_class_list(experiment)
    found = read_answer(answer, classes).column
    assert (None if found is None else classes.names[found]) == name
