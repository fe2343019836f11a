"""Diagnoses of the ISIC Archive that the ontology knows under another name.

Names after ``isic_metadata/diagnosis_hierarchical.py`` and ``fields.py`` of
github.com/ImageMarkup/isic-metadata (``diagnosis_1`` to ``diagnosis_5``, and the one column
``diagnosis`` of earlier downloads). A name that is missing here is looked up in the ontology, and
then the next more general one: of "Nevus, NOS, Compound" the nevus remains.
"""

from __future__ import annotations

ISIC_LABELS: dict[str, str | None] = {
    "Malignant melanocytic proliferations (Melanoma)": "melanoma",
    "Melanoma, NOS": "melanoma",
    "Melanoma Invasive": "melanoma",
    "Melanoma Invasive, Acral or Acral-lentiginous": "acral-lentiginous-melanoma",
    "Melanoma in situ, Acral or acral-lentiginous": "melanoma-in-situ",
    "Melanoma Invasive, Nodular": "nodular-melanoma",
    "Melanoma Invasive, Superficial spreading": "superficial-spreading-melanoma",
    "Melanoma in situ, Lentigo maligna type": "lentigo-maligna",
    "Basal cell carcinoma, Nodular": "nodular-basal-cell-carcinoma",
    "Basal cell carcinoma, Superficial": "superficial-basal-cell-carcinoma",
    "Basal cell carcinoma, Sclerosing or morpheaform": "morpheaform-basal-cell-carcinoma",
    "Squamous cell carcinoma, NOS": "squamous-cell-carcinoma",
    "Squamous cell carcinoma, Invasive": "squamous-cell-carcinoma",
    "Squamous cell carcinoma, Invasive, Keratoacanthoma-type": "keratoacanthoma",
    "Squamous cell carcinoma in situ, Bowens disease": "bowen-disease",
    "Solar or actinic keratosis": "actinic-keratosis",
    "Nevus, Atypical, Dysplastic, or Clark": "dysplastic-nevus",
    "Nevus, Congenital": "congenital-nevus",
    "Nevus, Halo": "halo-nevus",
    "Nevus, Reed": "reed-nevus",
    "Nevus, Spitz": "spitz-nevus",
    "nevus spilus": "melanocytic-nevus",
    "Nevus sebaceus": "nevus-sebaceous",
    "Atypical intraepithelial melanocytic proliferation": "atypical-melanocytic-proliferation",
    "Atypical melanocytic neoplasm": "atypical-melanocytic-proliferation",
    "Benign soft tissue proliferations - Vascular": "vascular-lesion",
    "Cafe au lait macule or patch": "cafe-au-lait-macule",
    "Digital mucous cyst": "mucous-cyst",
    "Infundibular or epidermal cyst": "epidermal-cyst",
    "Trichilemmal or isthmic-catagen or pilar cyst": "pilar-cyst",
    "Tricholemmoma": "trichilemmoma",
    "Muluscum": "molluscum-contagiosum",
    "Scar, Keloid": "keloid",
}
