"""Facts of a picture: site, stain and magnification, and whose words are heard first."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from skinvl.contract.ontology import ontology
from skinvl.dataset.books.facts import Facts, read_facts
from skinvl.dataset.books.facts_method import find_magnification, find_stain
from skinvl.dataset.books.facts_site import REGION_OF, find_sites, region_of


def test_several_diagnoses_are_told_with_their_names() -> None:
    found = read_facts("Psoriasis and eczema in one patient")
    assert found.candidates == ("psoriasis", "eczema") and found.label == "Psoriasis; eczema"
    assert "several_diagnoses" in found.flags


@pytest.mark.parametrize(
    ("words", "sites"),
    [
        ("on the back of the hand", ("hand",)),
        ("on the back of a 45-year-old man", ("back",)),
        ("Dermatitis of the Scalp and Face.", ("scalp", "face")),
        ("plaques on the elbows and knees sparing the face", ("elbow", "knee")),
        ("the sole lesion", ()),
        ("sole of the left foot", ("sole",)),
        ("head of the hair follicle", ()),
        ("on his upper lip", ("upper lip",)),
        ("on the other hand, melanoma", ()),
        ("a squamous cell tumour in the oral mucosa", ("oral mucosa",)),
    ],
)
def test_sites(words: str, sites: tuple[str, ...]) -> None:
    assert find_sites(words) == sites


def test_regions_are_those_of_isic() -> None:
    assert set(REGION_OF.values()) == {
        "head/neck",
        "torso",
        "anterior torso",
        "posterior torso",
        "lateral torso",
        "upper extremity",
        "lower extremity",
        "palms/soles",
        "oral/genital",
    }
    assert region_of("face and scalp") == "head/neck" and region_of("face and knee") is None
    assert all(find_sites(f"a lesion on the {site}") == (site,) for site in REGION_OF)


@pytest.mark.parametrize(
    ("words", "stain", "magnification"),
    [
        ("(H & E stain, \u00d7400)", "H&E", "\u00d7400"),
        ("H&E, x 40", "H&E", "\u00d740"),
        ("haematoxylin and eosin, \u00d7400", "H&E", "\u00d7400"),
        ("Demodex, X 300. Ventral", None, "\u00d7300"),
        ("a plaque 5 \u00d7 3 cm", None, None),
        ("5 x 4 mm lesion", None, None),
        ("(HE, 200x)", "H&E", "\u00d7200"),
        ("Melan-A and Ki-67", "Melan-A and Ki-67", None),
        ("S100, original magnification \u00d740; inset \u00d7400", "S100", "\u00d740"),
        ("PAS, 100x", "PAS", "\u00d7100"),
        ("Ziehl-Neelsen stain", "Ziehl-Neelsen", None),
        ("Hämatoxylin-Eosin, Vergr. 1:40", "H&E", "\u00d740"),
        ("magnified 200 diameters", None, "\u00d7200"),
        ("negative for S100", None, None),
        ("He was well", None, None),
    ],
)
def test_stain_and_magnification(words: str, stain: str | None, magnification: str | None) -> None:
    assert (find_stain(words), find_magnification(words)) == (stain, magnification)


def test_the_panels_own_words_come_before_those_for_all() -> None:
    found = read_facts(
        "nodular melanoma on the leg in a man aged 50",
        lead="Melanoma in a woman aged 70, on the back:",
    )
    assert (found.diagnosis, found.site) == ("nodular-melanoma", "leg")
    assert (found.age, found.sex) == (50, "male")


def test_a_panel_without_words_takes_those_for_all_but_nobody_elses() -> None:
    whole = "Psoriasis in a boy. (a) Plaques on the knee. (b) The mother, aged 40 (PAS)."
    found = read_facts("", lead="Psoriasis in a boy.", whole=whole)
    assert (found.diagnosis, found.sex, found.age, found.site) == ("psoriasis", "male", None, None)
    assert found.stain is None and read_facts("", whole=whole) == Facts()
    assert read_facts("Histology, high power.", whole=whole).stain == "PAS"


def test_the_lead_completes_the_person() -> None:
    assert read_facts("at 8 years of age", lead="A girl with vitiligo:").sex == "female"
    assert read_facts("the trunk", lead="A girl of 8 with vitiligo:").age == 8
    assert read_facts("her brother, aged 5", lead="A girl of 8:").age == 5


def test_the_running_text_gives_a_diagnosis_but_never_a_person() -> None:
    found = read_facts(
        "A plaque.", ("Psoriasis of the elbow is shown in Figure 3, in a man aged 60.",)
    )
    assert (found.diagnosis, found.site) == ("psoriasis", "elbow")
    assert found.age is None and found.sex is None
    assert set(found.flags) == {"diagnosis_from_text", "site_from_text"}
    unsure = read_facts("A plaque.", ("Psoriasis (Fig. 3).", "Eczema looks alike (Fig. 3)."))
    assert unsure.diagnosis is None


def test_a_long_or_empty_text_is_read_in_reasonable_time() -> None:
    assert read_facts("") == Facts()
    for hostile in ("aged " * 50_000, "melanoma, " * 50_000, "1-" * 50_000, "not " * 50_000):
        assert read_facts(hostile, (hostile,), lead=hostile, whole=hostile).age is None


_WORDS = (
    "a an the man woman boy 45 0 999 1.5 year-old years old aged of in with melanoma naevus versus "
    "not vs. ( ) , . ; : - \u2013 \u00d7 x 40 H&E F M / \u00bd two and half ten jährige 岁 男 ♀ "
    "' on back Fig. 3 courtesy Dr. A. differential includes or \u00ad \u200b decade sixties"
)


def test_texts_put_together_at_random_are_read_without_a_fault() -> None:
    words = _WORDS.split(" ")
    random = np.random.default_rng(0)
    for _ in range(500):
        text = " ".join(random.choice(words, random.integers(0, 40)))
        found = read_facts(text, (text,), lead=text[:30], whole=text)
        assert found.age is None or 0 <= found.age <= 120
        assert found.diagnosis is None or found.diagnosis in ontology()


def test_gold_captions(textbook_gold: list[dict[str, object]]) -> None:
    wrong = []
    for panel in textbook_gold:
        found = read_facts(str(panel["words"]))
        right = (panel["age"], panel["range"], panel["gender"])
        read = (
            None if found.age is None else round(found.age, 1),
            None if found.age_range is None else list(found.age_range),
            found.sex,
        )
        if read != right:
            wrong.append((panel["words"], right, read))
    assert len(textbook_gold) > 100 and wrong == []


@pytest.fixture
def textbook_gold() -> list[dict[str, object]]:
    """Words, age and gender of every panel of the test bed, or a skip."""
    default = Path(__file__).resolve().parents[4] / "shared" / "data"
    folder = Path(os.environ.get("SKINVL_DATA", default)) / "textbooks" / "gold"
    if not folder.is_dir():
        pytest.skip("the textbook test bed is not here (SKINVL_DATA)")
    panels: list[dict[str, object]] = []
    for path in sorted(folder.glob("*.json")):
        for figure in json.loads(path.read_text(encoding="utf-8"))["figures"]:
            shared = (figure.get("caption") or {}).get("text") or ""
            parted = any(panel.get("caption") for panel in figure["panels"])
            for panel in figure["panels"]:
                words = panel.get("caption") or ("" if parted else shared)
                age = panel.get("age")
                panels.append(
                    {
                        "words": words,
                        "age": None if age is None else round(age, 1),
                        "range": panel.get("age_range"),
                        "gender": panel.get("gender"),
                    }
                )
    return panels
