from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from skinvl.contract.errors import ContractMismatch
from skinvl.contract.fingerprint import ContractRecord, fingerprint
from skinvl.contract.preprocess import PreprocessSpec
from skinvl.contract.prompt import PromptTemplate

OTHER_SPEC: dict[str, Any] = {
    "width": 25,
    "height": 17,
    "fit": "pad",
    "background": (127, 127, 128),
    "resample": "bilinear",
    "mean": (0.5, 0.4, 0.31),
    "std": (0.25, 0.2, 0.11),
}
OTHER_PROMPT: dict[str, Any] = {
    "text": "<bos><image><q> {question}<a>",
    "stop": ("<eos>", "<q>"),
}


def test_any_single_change_changes_it(spec: PreprocessSpec, template: PromptTemplate) -> None:
    assert set(OTHER_SPEC) == {field.name for field in dataclasses.fields(PreprocessSpec)}
    prints = [fingerprint(spec, "1:a", template, "1")]
    for name, value in OTHER_SPEC.items():
        other = dataclasses.replace(spec, **{name: value})
        prints.append(fingerprint(other, "1:a", template, "1"))
    for name, value in OTHER_PROMPT.items():
        changed = dataclasses.replace(template, **{name: value})
        prints.append(fingerprint(spec, "1:a", changed, "1"))
    renamed = PromptTemplate("<bos><img><q>{question}<a>", "<img>", template.stop)
    prints.append(fingerprint(spec, "1:a", renamed, "1"))
    prints.append(fingerprint(spec, "1:b", template, "1"))
    prints.append(fingerprint(spec, "2:a", template, "1"))
    prints.append(fingerprint(spec, "1:a", template, "2"))
    assert len(set(prints)) == len(prints)


def test_whole_numbers_and_floats_are_one_value(template: PromptTemplate) -> None:
    record = {
        "width": 8,
        "height": 8,
        "fit": "pad",
        "background": [0, 0, 0],
        "resample": "bilinear",
        "mean": [0, 0, 0],
        "std": [1, 1, 1],
    }
    read = PreprocessSpec.from_json(record)
    built = PreprocessSpec(8, 8, "pad", (0, 0, 0), "bilinear", (0, 0, 0), (1, 1, 1))
    prints = {fingerprint(one, "1:a", template, "1") for one in (read, built)}
    assert len(prints) == 1


def test_record_checks_itself(spec: PreprocessSpec, template: PromptTemplate) -> None:
    record = ContractRecord.make(spec, template)
    record.check("bundle.json")
    assert ContractRecord.from_json(record.to_json()) == record


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("ontology_version", "0", "ontology 0"),
        ("grammar_version", "0", "grammar 0"),
        ("fingerprint", "0" * 64, "fingerprint 0"),
    ],
)
def test_a_record_of_another_contract_is_refused(
    spec: PreprocessSpec, template: PromptTemplate, name: str, value: str, word: str
) -> None:
    changes: dict[str, Any] = {name: value}
    record = dataclasses.replace(ContractRecord.make(spec, template), **changes)
    with pytest.raises(ContractMismatch, match=word) as caught:
        record.check("models/bundle.json")
    assert caught.value.file == "models/bundle.json"


def test_an_altered_spec_is_refused(spec: PreprocessSpec, template: PromptTemplate) -> None:
    record = ContractRecord.make(spec, template)
    altered = dataclasses.replace(record, preprocess=dataclasses.replace(spec, fit="crop"))
    with pytest.raises(ContractMismatch, match="fingerprint"):
        altered.check("bundle.json")
