"""The names of diagnoses as a table of normalised words, for finding them in running text."""

from __future__ import annotations

import functools
import re
import unicodedata

from skinvl.contract.ontology import Diagnosis, DiagnosisCode, ontology

Words = tuple[str, ...]

_FURTHER: dict[str, str | None] = {
    "bowens disease": "bowen-disease",
    "rodent ulcer": "basal-cell-carcinoma",
    "basal cell epithelioma": "basal-cell-carcinoma",
    "pigmented basal cell carcinoma": "basal-cell-carcinoma",
    "morpheic basal cell carcinoma": "morpheaform-basal-cell-carcinoma",
    "morpheaform bcc": "morpheaform-basal-cell-carcinoma",
    "morphoeic bcc": "morpheaform-basal-cell-carcinoma",
    "nodular bcc": "nodular-basal-cell-carcinoma",
    "superficial bcc": "superficial-basal-cell-carcinoma",
    "prickle cell carcinoma": "squamous-cell-carcinoma",
    "lentigo maligna melanoma": "melanoma",
    "granuloma fungoides": "mycosis-fungoides",
    "acne rosacea": "rosacea",
    "acne keloidalis": None,
    "acne keloidalis nuchae": None,
    "acne necrotica": None,
    "eczema seborrhoicum": "seborrheic-dermatitis",
    "eczema seborrheicum": "seborrheic-dermatitis",
    "eczema marginatum": "tinea",
    "eczema herpeticum": None,
    "seborrhoeic eczema": "seborrheic-dermatitis",
    "dermatitis factitia": "factitial-dermatitis",
    "dermatitis medicamentosa": "drug-eruption",
    "verruca acuminata": "condyloma-acuminatum",
    "seborrhoeic wart": "seborrheic-keratosis",
    "venereal wart": "condyloma-acuminatum",
    "tinea versicolor": "fungal-skin-infection",
    "pityriasis versicolor": "fungal-skin-infection",
    "syphiloderm": "syphilis",
    "syphilide": "syphilis",
    "lupus vulgaris": None,
    "lupus pernio": "sarcoidosis",
    "naevus of ota": None,
    "naevus of ito": None,
    "naevus anaemicus": None,
    "naevus depigmentosus": None,
    "spider naevus": None,
    "white sponge naevus": None,
    "connective tissue naevus": None,
    "strawberry naevus": "angioma",
    "linear naevus": "epidermal-nevus",
    "sebaceous naevus": "nevus-sebaceous",
    "erythema nodosum leprosum": "leprosy",
    "impetigo herpetiformis": None,
    "psoriatic arthritis": None,
    "pemphigus neonatorum": None,
    "pemphigus vulgaris": "pemphigus",
    "pemphigus foliaceus": "pemphigus",
    "lymphomatoid papulosis": None,
    "condylomata lata": "syphilis",
    "mongolian spot": None,
    "strawberry haemangioma": "angioma",
    "infantile haemangioma": "angioma",
    "keratosis seborrhoica": "seborrheic-keratosis",
    "verruca seborrhoica": "seborrheic-keratosis",
    "basaliom": "basal-cell-carcinoma",
    "basalzellkarzinom": "basal-cell-carcinoma",
    "plattenepithelkarzinom": "squamous-cell-carcinoma",
    "malignes melanom": "melanoma",
    "melanom": "melanoma",
    "naevuszellnaevus": "melanocytic-nevus",
    "seborrhoische keratose": "seborrheic-keratosis",
    "aktinische keratose": "actinic-keratosis",
    "ekzem": "eczema",
    "schuppenflechte": "psoriasis",
    "herpes zoster ophthalmicus": "herpes-zoster",
}
"""Names that books use beside those of the ontology; None is the name of something else."""

_CASED = {"BCC": "basal-cell-carcinoma", "SCC": "squamous-cell-carcinoma"}
_ALIAS_SCHEMES = ("ddi", "fitzpatrick17k", "isic", "mm-skin")
_SHORTEST = 4
_IRREGULAR = {
    "nevi": "nevus",
    "lentigines": "lentigo",
    "bullae": "bulla",
    "verrucae": "verruca",
    "xanthelasmata": "xanthelasma",
    "mollusca": "molluscum",
    "fungi": "fungus",
    "acuminata": "acuminatum",
}
_WORD = re.compile(r"[^\W_]+(?:'s\b)?")
_MIXED_CLASSES = frozenset(
    [
        "systemic-disease",
        "hair-disease",
        "nail-disease",
        "connective-tissue-disease",
        "skin-injury",
        "psoriasis-or-lichen-planus",
        "acne-or-rosacea",
        "exanthem-or-drug-eruption",
        "bullous-disease",
        "sexually-transmitted-infection",
        "light-or-pigmentation-disorder",
        "benign-skin-tumor",
        "infestation-or-bite",
    ]
)
SIGNS = frozenset(
    [
        "telangiectasia",
        "scar",
        "hyperpigmentation",
        "milia",
        "striae",
        "hematoma",
        "abscess",
        "lentigo",
        "xanthoma",
        "livedo-reticularis",
        "mucinosis",
        "sun-damaged-skin",
        "lymphocytic-infiltration",
        "stasis-edema",
        "neuroma",
        "foreign-body-granuloma",
        "calcinosis-cutis",
    ]
)
"""Diagnoses whose names are also the words for a sign of other diseases."""


def split_words(text: str) -> list[tuple[str, int, int]]:
    """Normalised words of `text` with their places in it.

    Accents go, ligatures open, British ``ae`` and ``oe`` become ``e`` and plurals singular: the
    naevi of one book are the nevus of the ontology.
    """
    return [(_fold(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]


@functools.cache
def name_table() -> dict[Words, DiagnosisCode | None]:
    """Every name as normalised words; None for what is called alike and is something else."""
    terms = ontology()
    table: dict[Words, DiagnosisCode | None] = {}
    for diagnosis in terms:
        for name in _names(diagnosis):
            table.setdefault(_key(name), diagnosis.code)
    for diagnosis in terms:
        for name in _inverted(diagnosis):
            table.setdefault(_key(name), diagnosis.code)
    for name, code in _FURTHER.items():
        table[_key(name)] = None if code is None else terms.get(code).code
    return table


@functools.cache
def longest_name() -> int:
    """In words."""
    return max(map(len, name_table()))


def cased_code(word: str) -> DiagnosisCode | None:
    """The diagnosis of an abbreviation in capitals."""
    code = _CASED.get(word)
    return None if code is None else ontology().get(code).code


def _names(diagnosis: Diagnosis) -> list[str]:
    names = [diagnosis.term, *diagnosis.synonyms]
    if diagnosis.code not in _MIXED_CLASSES:
        names += [
            label
            for scheme in _ALIAS_SCHEMES
            for label in diagnosis.aliases.get(scheme, ())
            if len(label) > _SHORTEST
        ]
    return [name for name in names if len(name) >= _SHORTEST]


def _inverted(diagnosis: Diagnosis) -> list[str]:
    """ "Melanoma, nodular" for "nodular melanoma"."""
    if diagnosis.parent is None:
        return []
    head = ontology().get(diagnosis.parent).term
    if not diagnosis.term.endswith(f" {head}"):
        return []
    kind = diagnosis.term.removesuffix(head).strip()
    return [f"{head} {kind}", f"{head} {kind} type"]


def _key(name: str) -> Words:
    return tuple(word for word, _, _ in split_words(name))


@functools.lru_cache(maxsize=20_000)
def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold().replace("æ", "ae").replace("œ", "oe"))
    letters = "".join(c for c in plain if c.isalnum() or c == "'").removesuffix("'s")
    if letters.endswith("ae") and len(letters) > 5:
        letters = letters[:-1]
    letters = letters.replace("ae", "e").replace("oe", "e")
    letters = letters.replace("tumour", "tumor").replace("colour", "color")
    if letters in _IRREGULAR:
        return _IRREGULAR[letters]
    if letters.endswith("mata"):
        return letters[:-2]
    if letters.endswith(("oses", "tases")):
        return f"{letters[:-2]}is"
    if letters.endswith("sses"):
        return letters[:-2]
    if letters.endswith("s") and not letters.endswith(("ss", "us", "is")) and len(letters) > 3:
        return letters[:-1]
    return letters
