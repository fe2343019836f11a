"""Questions: even answers, a closed grammar, and nothing that is not in the image."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skinvl.contract.answer import COLOURS, order_colours, parse_answer
from skinvl.contract.ontology import DiagnosisCode, ontology
from skinvl.contract.sample import (
    LesionAttributes,
    Sample,
    build_card,
    read_samples,
    write_samples,
)
from skinvl.dataset.vqa import wording
from skinvl.dataset.vqa.captions import caption_sample
from skinvl.dataset.vqa.confusion import is_one_of, may_be_confused
from skinvl.dataset.vqa.questions import add_questions, rewrite_questions

CODES = (
    "melanoma",
    "melanocytic-nevus",
    "melanocytic-nevus",
    "melanocytic-nevus",
    "basal-cell-carcinoma",
    "benign-keratosis",
    "superficial-spreading-melanoma",
)


@pytest.fixture
def samples() -> list[Sample]:
    """120 dermoscopic samples with attributes, 20 clinical without, 10 of other things."""
    random = np.random.default_rng(5)
    made: list[Sample] = []
    for number in range(150):
        modality: Any = "dermoscopy" if number < 120 else "clinical" if number < 140 else "other"
        attributes = LesionAttributes(
            asymmetry=[0, 0, 1, 2][number % 4],  # type: ignore[arg-type]
            asymmetry_score=0.1,
            border=["regular", "slightly irregular", "irregular"][number % 3],  # type: ignore[arg-type]
            border_score=1.1,
            colours=order_colours({c for c in COLOURS if random.random() < 0.3}),
            size=["small", "medium", "large"][number // 2 % 3],  # type: ignore[arg-type]
            area_fraction=0.2,
            hair=bool(random.random() < 0.2),
            ink=False,
            ruler=number % 10 == 0,
        )
        sample = Sample(
            id=f"s{number}",
            image=f"images/{number}.png",
            image_sha256=f"{number:064x}",
            source="made",
            licence="CC0",
            modality=modality,
            diagnosis=DiagnosisCode(CODES[number % 7]) if modality != "other" else None,
            label=None,
            split="train" if number % 5 else "val",
            group=f"g{number}",
            age=65.0 if number % 2 else None,
            sex="male" if number % 3 else None,
            site="back" if number % 4 else None,
            attributes=attributes if modality == "dermoscopy" else None,
        )
        made.append(caption_sample(sample))
    return made


def test_yes_and_no_are_even_for_every_question_and_split(samples: list[Sample]) -> None:
    counts: Counter[tuple[str, str, str]] = Counter()
    for sample in add_questions(samples):
        for asked in sample.qa:
            if asked.kind == "yesno" and asked.topic != "modality":
                counts[asked.question, sample.split, asked.answer] += 1
    questions = {(question, split) for question, split, _ in counts}
    assert {
        wording.ASYMMETRIC,
        wording.IRREGULAR,
        wording.LARGE,
        wording.HAIR,
        wording.MALIGNANT,
        "Is red present in the lesion?",
        "Is this melanoma?",
    } <= {question for question, _ in questions}
    for question, split in questions:
        assert counts[question, split, "yes"] == counts[question, split, "no"] > 0


def test_what_has_one_answer_only_is_not_asked(samples: list[Sample]) -> None:
    asked = {q.question for sample in add_questions(samples) for q in sample.qa}
    assert wording.INK not in asked and wording.HAIR in asked


def test_answers_are_true_of_their_sample(samples: list[Sample]) -> None:
    terms = ontology()
    for sample in add_questions(samples):
        measured = sample.attributes
        for asked in sample.qa:
            truth = asked.answer == "yes"
            if asked.topic == "hair":
                assert measured is not None and measured.hair == truth
            elif asked.topic == "border":
                assert measured is not None
                assert measured.border == ("irregular" if truth else "regular")
            elif asked.topic.startswith("colour "):
                assert measured is not None
                assert (asked.topic.removeprefix("colour ") in measured.colours) == truth
            elif asked.topic == "is diagnosis":
                term = asked.question.removeprefix("Is this ").removesuffix("?")
                assert sample.diagnosis is not None
                own = terms.get(sample.diagnosis)
                assert (own.term == term) == truth
                if not truth:
                    other = next(d for d in terms if d.term == term)
                    assert not is_one_of(own.code, other.code)
            elif asked.topic == "modality" and asked.kind == "yesno":
                kind = wording.article(wording.KIND_OF_IMAGE[sample.modality])
                assert (asked.question == f"Is this {kind}?") == truth
            elif asked.topic == "describe":
                assert parse_answer(asked.answer).diagnosis == sample.diagnosis


def test_answers_keep_to_the_closed_grammar(samples: list[Sample]) -> None:
    terms = {diagnosis.term for diagnosis in ontology()}
    kinds = set(wording.KIND_OF_IMAGE.values())
    for sample in add_questions(samples):
        for asked in sample.qa:
            if asked.kind == "choice":
                assert asked.answer in asked.choices
                assert asked.choices.count(asked.answer) == 1
                assert all(choice in asked.question for choice in asked.choices)
            elif asked.kind == "yesno":
                assert asked.answer in ("yes", "no")
            elif asked.topic == "colours":
                words = set(asked.answer.replace(" and ", ", ").split(", "))
                assert words <= {*COLOURS, "none of the six"}
            elif asked.topic != "describe":
                assert asked.answer in terms | kinds or asked.topic == "shown"


def test_age_sex_and_site_are_never_an_answer(samples: list[Sample]) -> None:
    with_context = 0
    for sample in add_questions(samples):
        for asked in sample.qa:
            assert "65" not in asked.answer and "male" not in asked.answer.split()
            assert "back" not in asked.answer.split()
            if asked.topic == "diagnosis in context":
                with_context += 1
            else:
                assert "years old" not in asked.question
    assert with_context > 30


def test_the_patient_is_introduced_with_what_is_known(samples: list[Sample]) -> None:
    first = dataclasses.replace(samples[1], age=65.0, sex="male", site="back")
    assert wording.introduce_patient(first) == (
        "The patient is 65 years old and male; the lesion is on the back."
    )
    only_site = dataclasses.replace(first, age=None, sex=None, site="genital")
    assert wording.introduce_patient(only_site) == "The lesion is in the genital area."
    assert wording.introduce_patient(dataclasses.replace(only_site, site=None)) is None


def test_other_images_are_asked_for_their_kind_only(samples: list[Sample]) -> None:
    others = [sample for sample in add_questions(samples) if sample.modality == "other"]
    assert {asked.topic for sample in others for asked in sample.qa} == {"modality"}
    assert all(sample.caption is None for sample in others)


def test_half_of_the_negatives_are_hard_where_there_are_enough(samples: list[Sample]) -> None:
    own = [
        sample.diagnosis
        for sample in add_questions(samples)
        for q in sample.qa
        if q.question == "Is this melanoma?" and q.answer == "no"
    ]
    hard = [code for code in own if code and may_be_confused("melanoma", code)]
    assert len(hard) >= len(own) / 2


def test_a_second_time_changes_nothing(samples: list[Sample], tmp_path: Path) -> None:
    plain = [dataclasses.replace(sample, caption=None, qa=()) for sample in samples]
    card = build_card(
        plain,
        name="made",
        version="1",
        created="2026-01-01",
        licence="CC0",
        sources=[{"name": "x"}],
    )
    write_samples(tmp_path, plain, card)
    rewrite_questions(tmp_path)
    first = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    rewrite_questions(tmp_path)
    assert first == {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    assert set(first) == {"samples.jsonl", "dataset.json", "DATASET_CARD.md"}
    counted = json.loads(first["dataset.json"])["counts"]["with"]
    assert counted["questions"] == sum(len(sample.qa) for sample in read_samples(tmp_path)) > 1000
    rewrite_questions(tmp_path, seed=1)
    assert first["samples.jsonl"] != (tmp_path / "samples.jsonl").read_bytes()
