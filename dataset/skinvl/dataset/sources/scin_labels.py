"""Conditions of SCIN that the ontology knows under another name, or only as a wider diagnosis.

Names after the release 1.0.0 of the labels, which has 211 of them. A condition that is a kind of a
diagnosis of the ontology gets that diagnosis; one that names two (``SCC/SCCIS``, ``Lichen
planus/lichenoid eruption``) or a sign (``Purpura``) gets none.
"""

from __future__ import annotations

SCIN_LABELS: dict[str, str | None] = {
    "Abrasion, scrape, or scab": "skin-injury",
    "Superficial wound of body region": "skin-injury",
    "CD - Contact dermatitis": "contact-dermatitis",
    "Contact dermatitis, NOS": "contact-dermatitis",
    "Irritant Contact Dermatitis": "contact-dermatitis",
    "Infected eczema": "eczema",
    "Lichenified eczematous dermatitis": "eczema",
    "Crusted eczematous dermatitis": "eczema",
    "Cutaneous lupus": "lupus-erythematosus",
    "Drug Rash": "drug-eruption",
    "Viral Exanthem": "exanthem-or-drug-eruption",
    "Leukocytoclastic Vasculitis": "vasculitis",
    "Vasculitis of the skin": "vasculitis",
    "Urticarial vasculitis": "vasculitis",
    "Photodermatitis": "photodermatosis",
    "Ecthyma": "bacterial-skin-infection",
    "Tinea Versicolor": "fungal-skin-infection",
    "Fungal dermatosis": "fungal-skin-infection",
    "Candida": "candidiasis",
    "Insect Bite": "infestation-or-bite",
    "Post-Inflammatory hyperpigmentation": "hyperpigmentation",
    "Hematoma of skin": "hematoma",
    "Kaposi's sarcoma of skin": "kaposi-sarcoma",
    "SK/ISK": "seborrheic-keratosis",
    "Scar Condition": "scar",
}
