"""The figures of a model card in words: "ham10000-dermoscopy/sensitivity/melanoma" and its like.

A figure is named by what was measured on, what was measured, and for what, with a slash between.
"""

from __future__ import annotations

from skinvl.contract.ontology import ontology
from skinvl.desktop.core.language import name_diagnosis, translate
from skinvl.desktop.core.language.voice import QT_TRANSLATE_NOOP

PARTS = {
    # What was measured on.
    "ham10000-dermoscopy": QT_TRANSLATE_NOOP("Figure", "HAM10000, dermoscopy"),
    "ham10000-dermoscopy-crops-224": QT_TRANSLATE_NOOP("Figure", "HAM10000, parts of 224 pixels"),
    "fitzpatrick17k-clinical": QT_TRANSLATE_NOOP("Figure", "Fitzpatrick17k, clinical photographs"),
    "skin-type-I-II": QT_TRANSLATE_NOOP("Figure", "skin types I and II"),
    "skin-type-III-IV": QT_TRANSLATE_NOOP("Figure", "skin types III and IV"),
    "skin-type-V-VI": QT_TRANSLATE_NOOP("Figure", "skin types V and VI"),
    "skin-type-unknown": QT_TRANSLATE_NOOP("Figure", "skin type not known"),
    "skin": QT_TRANSLATE_NOOP("Figure", "Images of skin"),
    "not-skin": QT_TRANSLATE_NOOP("Figure", "Images of something else"),
    "skin-verdict": QT_TRANSLATE_NOOP("Figure", "Telling skin from everything else"),
    "clinical": QT_TRANSLATE_NOOP("Figure", "clinical photographs"),
    "pathology": QT_TRANSLATE_NOOP("Figure", "microscope slides"),
    "other": QT_TRANSLATE_NOOP("Figure", "other pictures"),
    "all": QT_TRANSLATE_NOOP("Figure", "all together"),
    "answered": QT_TRANSLATE_NOOP("Figure", "where a statement was made"),
    "closed": QT_TRANSLATE_NOOP("Figure", "Questions with given answers"),
    "open": QT_TRANSLATE_NOOP("Figure", "Questions with free answers"),
    "description": QT_TRANSLATE_NOOP("Figure", "Written description"),
    "peers": QT_TRANSLATE_NOOP("Figure", "Compared with other models"),
    "linear_probe": QT_TRANSLATE_NOOP("Figure", "linear classifier on its features"),
    "zero_shot": QT_TRANSLATE_NOOP("Figure", "without training"),
    # What was measured.
    "accuracy": QT_TRANSLATE_NOOP("Figure", "share of right answers"),
    "balanced_accuracy": QT_TRANSLATE_NOOP("Figure", "mean sensitivity of all diagnoses"),
    "sensitivity": QT_TRANSLATE_NOOP("Figure", "sensitivity"),
    "malignant_auroc": QT_TRANSLATE_NOOP("Figure", "malignant or not, area under the ROC curve"),
    "macro_auroc": QT_TRANSLATE_NOOP("Figure", "mean area under the ROC curve"),
    "auroc": QT_TRANSLATE_NOOP("Figure", "area under the ROC curve"),
    "malignant_sensitivity_at_90_specificity": QT_TRANSLATE_NOOP(
        "Figure", "malignant or not, sensitivity at a specificity of 90 %"
    ),
    "malignant_specificity_at_95_sensitivity": QT_TRANSLATE_NOOP(
        "Figure", "malignant or not, specificity at a sensitivity of 95 %"
    ),
    "fpr_at_95_tpr": QT_TRANSLATE_NOOP("Figure", "false alarms where 95 % of skin is let through"),
    "ece": QT_TRANSLATE_NOOP("Figure", "calibration error (ECE)"),
    "ece_debiased": QT_TRANSLATE_NOOP("Figure", "calibration error (ECE) without its bias"),
    "calibration_error_squared_debiased": QT_TRANSLATE_NOOP(
        "Figure", "squared calibration error without its bias"
    ),
    "brier": QT_TRANSLATE_NOOP("Figure", "Brier score"),
    "aurc": QT_TRANSLATE_NOOP("Figure", "errors by confidence, area under the curve"),
    "conformal": QT_TRANSLATE_NOOP("Figure", "prediction set"),
    "coverage": QT_TRANSLATE_NOOP("Figure", "share that holds the right diagnosis"),
    "set_size": QT_TRANSLATE_NOOP("Figure", "diagnoses in it"),
    "rate": QT_TRANSLATE_NOOP("Figure", "share of images"),
    "abstained": QT_TRANSLATE_NOOP("Figure", "no statement"),
    "abstention_rate": QT_TRANSLATE_NOOP("Figure", "share without a statement"),
    "could_not_be_read": QT_TRANSLATE_NOOP("Figure", "could not be read"),
    "quality_limited": QT_TRANSLATE_NOOP("Figure", "limited quality"),
    "quality_unusable": QT_TRANSLATE_NOOP("Figure", "unusable quality"),
    "modality_accuracy": QT_TRANSLATE_NOOP("Figure", "kind of image told rightly"),
    "exact_match": QT_TRANSLATE_NOOP("Figure", "answer word for word"),
    "diagnosis_match": QT_TRANSLATE_NOOP("Figure", "answer names the diagnosis"),
    "names_one_diagnosis": QT_TRANSLATE_NOOP("Figure", "answer names exactly one diagnosis"),
    "in_grammar": QT_TRANSLATE_NOOP("Figure", "keeps to the agreed form"),
    # With which picture.
    "image": QT_TRANSLATE_NOOP("Figure", "with the image"),
    "blind": QT_TRANSLATE_NOOP("Figure", "without the image, for comparison"),
    "swapped": QT_TRANSLATE_NOOP("Figure", "with another image, for comparison"),
    "majority": QT_TRANSLATE_NOOP("Figure", "always the most frequent answer, for comparison"),
    "always_yes": QT_TRANSLATE_NOOP("Figure", "always yes, for comparison"),
    # What is asked or described.
    "diagnosis": QT_TRANSLATE_NOOP("Figure", "diagnosis"),
    "diagnosis-choice": QT_TRANSLATE_NOOP("Figure", "which diagnosis"),
    "diagnosis-in-context": QT_TRANSLATE_NOOP("Figure", "diagnosis with age, sex and site"),
    "is-diagnosis-yesno": QT_TRANSLATE_NOOP("Figure", "is it this diagnosis"),
    "malignant-yesno": QT_TRANSLATE_NOOP("Figure", "is it malignant"),
    "modality": QT_TRANSLATE_NOOP("Figure", "kind of image"),
    "modality-choice": QT_TRANSLATE_NOOP("Figure", "which kind of image"),
    "modality-yesno": QT_TRANSLATE_NOOP("Figure", "is it this kind of image"),
    "shown": QT_TRANSLATE_NOOP("Figure", "what is shown"),
    "asymmetry": QT_TRANSLATE_NOOP("Figure", "asymmetry"),
    "asymmetry-yesno": QT_TRANSLATE_NOOP("Figure", "is it asymmetric"),
    "border": QT_TRANSLATE_NOOP("Figure", "border"),
    "border-yesno": QT_TRANSLATE_NOOP("Figure", "is the border irregular"),
    "size": QT_TRANSLATE_NOOP("Figure", "size in the image"),
    "size-yesno": QT_TRANSLATE_NOOP("Figure", "does it fill the image"),
    "colours": QT_TRANSLATE_NOOP("Figure", "colours"),
    "colour-white-yesno": QT_TRANSLATE_NOOP("Figure", "is there white"),
    "colour-red-yesno": QT_TRANSLATE_NOOP("Figure", "is there red"),
    "colour-light-brown-yesno": QT_TRANSLATE_NOOP("Figure", "is there light brown"),
    "colour-dark-brown-yesno": QT_TRANSLATE_NOOP("Figure", "is there dark brown"),
    "colour-blue-grey-yesno": QT_TRANSLATE_NOOP("Figure", "is there blue-grey"),
    "colour-black-yesno": QT_TRANSLATE_NOOP("Figure", "is there black"),
    "white": QT_TRANSLATE_NOOP("Figure", "white"),
    "red": QT_TRANSLATE_NOOP("Figure", "red"),
    "light-brown": QT_TRANSLATE_NOOP("Figure", "light brown"),
    "dark-brown": QT_TRANSLATE_NOOP("Figure", "dark brown"),
    "blue-grey": QT_TRANSLATE_NOOP("Figure", "blue-grey"),
    "black": QT_TRANSLATE_NOOP("Figure", "black"),
    "hair": QT_TRANSLATE_NOOP("Figure", "hair"),
    "hair-yesno": QT_TRANSLATE_NOOP("Figure", "is there hair"),
    "ink": QT_TRANSLATE_NOOP("Figure", "ink"),
    "ruler": QT_TRANSLATE_NOOP("Figure", "ruler"),
    # Pictures of something else.
    "clothing": QT_TRANSLATE_NOOP("Figure", "clothing"),
    "coral": QT_TRANSLATE_NOOP("Figure", "corals"),
    "ct_kidney": QT_TRANSLATE_NOOP("Figure", "CT images of kidneys"),
    "grocery": QT_TRANSLATE_NOOP("Figure", "groceries"),
    "screens": QT_TRANSLATE_NOOP("Figure", "screenshots"),
    "glas": QT_TRANSLATE_NOOP("Figure", "slides of the bowel (GlaS)"),
    "lc25000": QT_TRANSLATE_NOOP("Figure", "slides of lung and bowel (LC25000)"),
    "oral_rahman": QT_TRANSLATE_NOOP("Figure", "slides of the mouth"),
    "prostate_gleason": QT_TRANSLATE_NOOP("Figure", "slides of the prostate"),
    "tnbc": QT_TRANSLATE_NOOP("Figure", "slides of the breast (TNBC)"),
}  # fmt: skip
"""Part of a name -> its words; names of models and of diagnoses are not among them."""


def name_figure(name: str) -> str:
    """A figure in words; a part that is not known stays as it is."""
    return ": ".join(_name_part(part) for part in name.split("/"))


def _name_part(part: str) -> str:
    if part in PARTS:
        return translate("Figure", PARTS[part])
    return name_diagnosis(part) if part in ontology() else part.replace("_", " ")
