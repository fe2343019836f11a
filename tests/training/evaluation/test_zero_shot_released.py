"""The published match, fault for fault; every case is one that the released code mis-scores."""

from __future__ import annotations

import random

import pytest

from skinvl.training.evaluation.class_lists.class_list import list_experiments, load_class_list
from skinvl.training.evaluation.zero_shot_released import (
    NO_MATCH,
    choose_released,
    match_released,
    render_question,
)


def match(experiment: str, answer: str) -> str | None:
    names = load_class_list(experiment).names
    found = match_released(answer, names)
    return None if found == NO_MATCH else names[found]


def test_the_published_prompt() -> None:
    assert render_question(load_class_list("DDI_2class").names) == (
        "This is a skin lesion image. From the following categories: Non-Malignant, Malignant, "
        "which one is the diagnosis?"
    )


def test_perfect_answers_that_are_scored_as_wrong() -> None:
    wrong = {
        (name, answer): match(name, answer)
        for name in list_experiments()
        for answer in load_class_list(name).names
        if match(name, answer) != answer
    }
    assert wrong == {
        ("MSKCC", "actinic keratosis"): None,
        ("HIBA", "actinic keratosis"): None,
        ("BCN20000", "actinic keratosis"): None,
        ("BCN20000", "melanoma metastasis"): "melanoma",
        ("DDI", "Arteriovenous Hemangioma"): "Angioma",
        ("DDI", "Glomangioma"): "Angioma",
        ("DDI", "Nevus Lipomatosus Superficialis"): "Lipoma",
    }


@pytest.mark.parametrize("experiment", ["ISIC", "PAD", "DDI", "Dermnet"])
def test_perfect_answers_in_lower_case_that_are_scored_as_wrong(experiment: str) -> None:
    answer = next(n for n in load_class_list(experiment).names if n.startswith("Actinic"))
    assert match(experiment, answer) == answer
    assert match(experiment, answer.lower()) is None


@pytest.mark.parametrize(
    ("experiment", "answer", "found"),
    [
        ("HAM10000", "actinic keratosis", "Actinic Keratoses"),
        ("HAM10000", "Actinic keratosis", None),
        ("HAM10000", "Most likely nevus, less likely melanoma", "Melanoma"),
        ("HAM10000", "This is not melanoma but a nevus", "Melanoma"),
        ("HAM10000", "NEVUS", "Nevus"),
        ("HAM10000", "seborrheic keratosis", None),
        ("HAM10000", "", None),
        ("DDI_2class", "It is not malignant.", "Malignant"),
        ("DDI_2class", "malignant or non-malignant", "Non-Malignant"),
        ("HIBA_2class", "not benign", "benign"),
        ("Patch16_2class", "There is no tumor.", "tumor"),
        ("Patch16_2class", "tumor, nontumor", "nontumor"),
        ("Fitzpatrick", "non-neoplastic, not malignant", "malignant"),
    ],
)
def test_matches_by_hand(experiment: str, answer: str, found: str | None) -> None:
    assert match(experiment, answer) == found


def test_of_several_labels_one_is_drawn_with_a_seed() -> None:
    drawn = [choose_released([3, 5], random.Random(seed)) for seed in range(20)]
    assert set(drawn) == {3, 5}
    assert drawn == [choose_released([3, 5], random.Random(seed)) for seed in range(20)]
    assert choose_released([4], random.Random(0)) == 4
