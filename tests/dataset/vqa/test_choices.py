"""Choices that tell nothing: the guess without an image is as good as drawing lots."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from skinvl.contract.ontology import DiagnosisCode
from skinvl.contract.sample import Sample
from skinvl.dataset.vqa.blind import measure_blind
from skinvl.dataset.vqa.choices import make_rounds, offer_diagnoses
from skinvl.dataset.vqa.confusion import is_one_of
from skinvl.dataset.vqa.questions import add_questions

SKEWED = {
    "melanocytic-nevus": 700,
    "melanoma": 110,
    "benign-keratosis": 105,
    "basal-cell-carcinoma": 50,
    "actinic-keratosis": 30,
    "vascular-lesion": 14,
    "dermatofibroma": 11,
}


def _samples(counts: dict[str, int]) -> list[Sample]:
    codes = [code for code, count in counts.items() for _ in range(count)]
    return [
        Sample(
            id=f"s{number}",
            image=f"images/{number}.png",
            image_sha256=f"{number:064x}",
            source="made",
            licence="CC0",
            modality="dermoscopy",
            diagnosis=DiagnosisCode(code),
            label=None,
            split=("train", "train", "train", "test")[number % 4],  # type: ignore[arg-type]
            group=f"g{number}",
        )
        for number, code in enumerate(codes)
    ]


def test_each_diagnosis_of_an_offer_is_right_once() -> None:
    samples = _samples(SKEWED)
    right: dict[tuple[str, tuple[str, ...]], Counter[str]] = defaultdict(Counter)
    for place, offer in offer_diagnoses(samples, 0).items():
        own = samples[place].diagnosis
        assert own is not None and own in offer
        right[samples[place].split, offer][own] += 1
    for (_, offer), counts in right.items():
        assert set(counts) == set(offer) and len(set(counts.values())) == 1


def test_all_rare_diagnoses_are_asked() -> None:
    samples = _samples(SKEWED)
    asked = Counter(samples[place].diagnosis for place in offer_diagnoses(samples, 0))
    for code, count in SKEWED.items():
        if count < 100:
            # Rounds of four leave up to three of a split over.
            assert asked[DiagnosisCode(code)] >= count - 3
    assert sum(asked.values()) > 4 * (sum(SKEWED.values()) - 700) / 3 * 0.95


def test_a_blind_guess_gains_nothing() -> None:
    figures = measure_blind(add_questions(_samples(SKEWED)))
    choice = figures["diagnosis (choice)"]
    assert choice.asked > 50 and choice.accuracy == choice.chance == 0.25
    assert figures["is diagnosis (yesno)"].accuracy == 0.5


def test_a_diagnosis_and_a_kind_of_it_never_meet() -> None:
    counts = {
        "melanoma": 9,
        "nodular-melanoma": 9,
        "superficial-spreading-melanoma": 9,
        "eczema": 9,
        "psoriasis": 9,
    }
    offers = offer_diagnoses(_samples(counts), 0)
    assert offers
    for offer in offers.values():
        assert not any(is_one_of(a, b) for a in offer for b in offer if a != b)


@pytest.mark.parametrize(
    ("counts", "size", "rounds"),
    [
        ({}, 4, 0),
        ({"a": 5}, 4, 0),
        ({"a": 5, "b": 3}, 4, 3),
        ({"a": 5, "b": 3, "c": 1}, 4, 1),
        ({"a": 1, "b": 1, "c": 1, "d": 1}, 4, 1),
        ({"a": 100, "b": 2, "c": 2, "d": 2}, 4, 2),
        ({"a": 3, "b": 3, "c": 3, "d": 3, "e": 3}, 4, 3),
        ({"a": 4, "b": 3, "c": 2, "d": 2, "e": 1}, 4, 2),
    ],
)
def test_as_many_rounds_as_can_be(counts: dict[str, int], size: int, rounds: int) -> None:
    made = make_rounds(counts, size)
    assert len(made) == rounds
    used = Counter(label for labels in made for label in labels)
    assert all(used[label] <= counts[label] for label in used)
    assert all(len(set(labels)) == len(labels) == min(size, len(counts)) for labels in made)


def test_offers_do_not_depend_on_the_order_of_samples() -> None:
    samples = _samples(SKEWED)
    first = {samples[place].id: offer for place, offer in offer_diagnoses(samples, 3).items()}
    turned = samples[::-1]
    second = {turned[place].id: offer for place, offer in offer_diagnoses(turned, 3).items()}
    assert first == second
