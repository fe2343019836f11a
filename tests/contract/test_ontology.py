from __future__ import annotations

import copy
import json
from importlib import resources
from typing import Any

import pytest

from skinvl.contract.errors import OntologyError, UnknownDiagnosis
from skinvl.contract.ontology import GROUPS, Ontology, ontology

TERMS = ontology()


def shipped() -> dict[str, Any]:
    content = resources.files("skinvl.contract").joinpath("ontology.json").read_text("utf-8")
    record: dict[str, Any] = json.loads(content)
    return record


def changed(which: str, /, **values: Any) -> bytes:
    record = copy.deepcopy(shipped())
    entry = next(e for e in record["diagnoses"] if e["code"] == which)
    entry.update(values)
    return json.dumps(record).encode()


def test_every_diagnosis_is_found_by_code_term_name_synonym_and_label() -> None:
    for diagnosis in TERMS:
        assert TERMS.get(diagnosis.code) is diagnosis
        assert diagnosis.code in TERMS
        for word in (diagnosis.term, diagnosis.name, *diagnosis.synonyms):
            assert TERMS.resolve(word) is diagnosis
            assert TERMS.resolve(f"  {word.upper().replace(' ', '_')}! ") is diagnosis
        for scheme, labels in diagnosis.aliases.items():
            for label in labels:
                assert TERMS.resolve(label, scheme) is diagnosis
        assert diagnosis.group in GROUPS


def test_unknown_labels_codes_and_schemes() -> None:
    assert TERMS.resolve("broken arm") is None
    assert TERMS.resolve("UNK", "isic") is None
    assert TERMS.resolve("", "ham10000") is None
    assert "broken-arm" not in TERMS
    with pytest.raises(UnknownDiagnosis, match="broken-arm"):
        TERMS.get("broken-arm")
    with pytest.raises(ValueError, match="ham10000"):
        TERMS.resolve("mel", "ham")


def test_a_name_is_found_within_a_scheme_that_does_not_list_it() -> None:
    assert TERMS.resolve("Mycosis Fungoides", "ddi") is TERMS.get("mycosis-fungoides")
    assert TERMS.resolve("basal-cell-carcinoma-nodular", "ddi") is TERMS.get(
        "nodular-basal-cell-carcinoma"
    )


def test_children_stay_themselves_and_map_to_the_nearest_class() -> None:
    child = TERMS.resolve("seborrheic keratosis", "isic")
    assert child is TERMS.get("seborrheic-keratosis")
    assert TERMS.ancestor_among("seborrheic-keratosis", {"benign-keratosis"}) == "benign-keratosis"
    both = {"benign-keratosis", "seborrheic-keratosis"}
    assert TERMS.ancestor_among("seborrheic-keratosis", both) == "seborrheic-keratosis"
    assert TERMS.ancestor_among("lentigo-maligna", {"melanoma"}) == "melanoma"
    assert TERMS.ancestor_among("melanoma", {"benign-keratosis"}) is None
    assert child in TERMS.children("benign-keratosis")


def test_ham10000_class_comes_from_the_nearest_ancestor() -> None:
    assert TERMS.get("angiokeratoma").ham10000 == "vasc"
    assert TERMS.get("lentigo-maligna").ham10000 == "mel"
    assert TERMS.get("bowen-disease").ham10000 == "akiec"
    assert TERMS.get("psoriasis").ham10000 is None


def test_malignant_total_counts_pre_malignant_and_no_other() -> None:
    for diagnosis in TERMS:
        assert diagnosis.counts_as_malignant == (diagnosis.group in ("malignant", "pre-malignant"))
        for ancestor in TERMS.lineage(diagnosis.code):
            assert ancestor.counts_as_malignant == diagnosis.counts_as_malignant


def test_names_are_capitalised_and_fit_the_grammar() -> None:
    assert TERMS.get("melanoma").name == "Melanoma"
    assert TERMS.get("kaposi-sarcoma").term == "Kaposi sarcoma"
    assert not [d.code for d in TERMS if "." in d.term or d.term != d.term.strip()]


def test_the_digest_follows_the_content_not_the_layout() -> None:
    content = json.dumps(shipped(), indent=4).encode()
    assert Ontology.from_bytes(content).digest == TERMS.digest
    assert Ontology.from_bytes(changed("melanoma", term="tumour")).digest != TERMS.digest
    assert TERMS.identity == f"{TERMS.version}:{TERMS.digest}"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (changed("melanoma", code="basal-cell-carcinoma"), "twice"),
        (changed("melanoma", code="Melanoma"), "slug"),
        (changed("melanoma", parent="nothing"), "unknown parent"),
        (changed("melanoma", parent="lentigo-maligna"), "ancestor"),
        (changed("melanoma", synonyms=["Basal-Cell Carcinoma"]), "both"),
        (changed("melanoma", aliases={"ham10000": ["mel", "BCC"]}), "both"),
        (changed("melanoma", group="bad"), "group"),
        (changed("melanoma", term="!"), "empty"),
        (b"{", "Expecting"),
    ],
)
def test_a_contradicting_file_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(OntologyError, match=reason):
        Ontology.from_bytes(content)
