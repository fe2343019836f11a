"""Diagnoses that captions state, and those that they only mention."""

from __future__ import annotations

import pytest

from skinvl.contract.ontology import ontology
from skinvl.dataset.books.facts_diagnosis import read_diagnosis
from skinvl.dataset.books.facts_names import name_table

DIAGNOSES = [
    ("Melanoma on the back", "melanoma"),
    ("Not melanoma but a blue naevus", "blue-nevus"),
    ("This is not a melanoma. It is a blue naevus.", "blue-nevus"),
    ("A nodule mimicking melanoma; histology showed a Spitz naevus", "spitz-nevus"),
    ("Seborrhoeic keratosis mimicking melanoma", "seborrheic-keratosis"),
    ("Eczema. The differential diagnosis includes psoriasis, tinea and scabies.", "eczema"),
    ("Lichen planus, to be distinguished from psoriasis", "lichen-planus"),
    ("Psoriasis-like plaques in a man with lupus erythematosus", "lupus-erythematosus"),
    ("Melanoma arising in a congenital naevus", "melanoma"),
    ("Keloid arising in a scar", "keloid"),
    ("Bowen's disease of the leg", "bowen-disease"),
    ("Squamous cell carcinoma in situ (Bowen disease)", "bowen-disease"),
    ("Naevi on the trunk", "melanocytic-nevus"),
    ("Actinic keratoses on the scalp", "actinic-keratosis"),
    ("Actinic keratosis, early carcinoma not excluded, left forearm", "actinic-keratosis"),
    ("Melanoma, nodular type", "nodular-melanoma"),
    (
        "Ill-defined, scar-like morph\u0153ic basal cell carcinoma",
        "morpheaform-basal-cell-carcinoma",
    ),
    ("Pigmented BCC", "basal-cell-carcinoma"),
    ("Acne Rosacea.", "rosacea"),
    ("Linear N\u00e6vus.", "epidermal-nevus"),
    ("An\u00e6sthetic Leprosy.", "leprosy"),
    ("H\u00e6mangioma in an infant", "angioma"),
    ("Condylomata acuminata", "condyloma-acuminatum"),
    ("Naevus with milia-like cysts", "melanocytic-nevus"),
    ("Basal cell carcinoma with telangiectasia", "basal-cell-carcinoma"),
    ("Telangiectasia on the cheek", "telangiectasia"),
    ("Gottron papules in a patient with dermatomyositis", "dermatomyositis"),
    ("Dermatofibroma. A melanoma was excluded histologically.", "dermatofibroma"),
    ("Eczema, often confused with tinea", "eczema"),
    ("Unlike psoriasis, pityriasis rosea has a herald patch", "pityriasis-rosea"),
    ("malignant melanoma in a patient with a history of psoriasis", "melanoma"),
    ("Benign keratosis (seborrhoeic keratosis or solar lentigo)", "benign-keratosis"),
    ("Secondary syphilis, mimics pityriasis rosea", "syphilis"),
]
NO_DIAGNOSIS = [
    "Melanoma versus naevus",
    "Naevus vs. melanoma",
    "Psoriasis and eczema in one patient",
    "Lupus Vulgaris.",
    "No evidence of melanoma",
    "Clinically suspected melanoma",
    "Histology excludes melanoma",
    "This lesion could be mistaken for melanoma",
    "Dermoscopy: melanoma or Spitz naevus?",
    "Plaques with telangiectasia",
    "Scheme of the epidermis and dermis.",
]


@pytest.mark.parametrize(("words", "code"), DIAGNOSES)
def test_diagnosis(words: str, code: str) -> None:
    assert read_diagnosis(words).code == code


@pytest.mark.parametrize("words", NO_DIAGNOSIS)
def test_what_only_names_a_disease_is_no_diagnosis(words: str) -> None:
    assert read_diagnosis(words).code is None


def test_the_differential_is_kept_apart() -> None:
    stated = read_diagnosis("Eczema. The differential diagnosis includes psoriasis and tinea.")
    assert stated.code == "eczema" and stated.differential == ("psoriasis", "tinea")


@pytest.mark.parametrize("code", [d.code for d in ontology()])
def test_every_term_of_the_ontology_is_found_in_a_caption(code: str) -> None:
    diagnosis = ontology().get(code)
    found = read_diagnosis(f"{diagnosis.name}.")
    lines = [found.code, *found.candidates]
    assert code in lines or any(step.code in lines for step in ontology().lineage(code)), found


def test_names_beside_the_ontology_lead_to_codes_that_exist() -> None:
    assert all(code is None or code in ontology() for code in name_table().values())
