"""Prompts, answers and fingerprints are pinned: retrain if these must change."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from skinvl.contract.answer import (
    COLOURS,
    GRAMMAR_VERSION,
    Colour,
    Description,
    parse_answer,
    render_answer,
)
from skinvl.contract.fingerprint import fingerprint
from skinvl.contract.ontology import ontology
from skinvl.contract.preprocess import PreprocessSpec
from skinvl.contract.prompt import PromptTemplate
from skinvl.contract.record import read_record

GOLDEN: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "answers.json").read_text("utf-8")
)
FINGERPRINT = "1a8e34f2a3a5f0d5654e5cb987a82f7e0b91da52069fc257825dd0f104e8f445"
TEMPLATE = PromptTemplate("<bos><image><q>{question}<a>", "<image>", ("<eos>",))
SPEC = PreprocessSpec(
    224, 224, "squash", (0, 0, 0), "bicubic", (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
)

SHAPES: list[dict[str, Any]] = [
    {"asymmetry": asymmetry, "border": border, "size": size}
    for asymmetry in (None, 0, 1, 2)
    for border in (None, "regular", "slightly irregular", "irregular")
    for size in (None, "small", "medium", "large")
]
MARKS: list[dict[str, Any]] = [
    {"hair": hair, "ink": ink, "ruler": ruler}
    for hair, ink, ruler in itertools.product((None, False, True), repeat=3)
]
PALETTES: list[tuple[Colour, ...] | None] = [
    None,
    *(
        subset
        for count in range(len(COLOURS) + 1)
        for subset in itertools.combinations(COLOURS, count)
    ),
]


@pytest.mark.parametrize("entry", GOLDEN, ids=lambda entry: entry["text"][:40])
def test_pinned_answers(entry: dict[str, Any]) -> None:
    description = read_record(Description, entry["description"], "")
    assert render_answer(description) == entry["text"]
    assert parse_answer(entry["text"]) == description


def test_the_pinned_answers_are_of_this_grammar() -> None:
    assert GRAMMAR_VERSION == "1"


def test_pinned_prompt() -> None:
    expected = "<bos><image><q>Is this lesion benign?<a>"
    assert TEMPLATE.render("Is this lesion benign?") == expected


def test_pinned_fingerprint() -> None:
    assert fingerprint(SPEC, "1:0123", TEMPLATE, "1") == FINGERPRINT


def test_every_diagnosis_is_read_back() -> None:
    turns = itertools.cycle(zip(SHAPES, itertools.cycle(PALETTES), strict=False))
    marks = itertools.cycle(MARKS)
    for diagnosis in ontology():
        for modality in ("dermoscopy", "clinical"):
            plain = Description(modality, diagnosis.code)
            assert parse_answer(render_answer(plain)) == plain
            for _ in range(5):
                shape, colours = next(turns)
                full = Description(
                    modality,
                    diagnosis.code,
                    colours=colours,
                    **shape,
                    **next(marks),
                )
                assert parse_answer(render_answer(full)) == full


def test_every_pair_of_attributes_is_read_back_and_distinct() -> None:
    code = ontology().get("kaposi-sarcoma").code
    texts: dict[str, Description] = {}
    for diagnosis in (None, code):
        for shape, marks in itertools.product(SHAPES, MARKS):
            one = Description("clinical", diagnosis, **shape, **marks)
            texts[render_answer(one)] = one
        for shape, colours in itertools.product(SHAPES, PALETTES):
            one = Description("dermoscopy", diagnosis, colours=colours, **shape)
            texts[render_answer(one)] = one
        for marks, colours in itertools.product(MARKS, PALETTES):
            one = Description("dermoscopy", diagnosis, colours=colours, **marks)
            texts[render_answer(one)] = one
    distinct = set(texts.values())
    assert len(distinct) == len(texts)
    for text, description in texts.items():
        assert parse_answer(text) == description
