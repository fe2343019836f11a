"""Tolerances wide enough for quantized graphs of random weights."""

from __future__ import annotations

from skinvl.export.tolerances import Tolerances

# A random language model has flat logits, so that int8 tips some of its tokens.
LENIENT = Tolerances(
    tokens=0.5,
    log_likelihood=1.0,
    top1=0.5,
    modality=0.5,
    abstention=1.0,
    balanced_accuracy=1.0,
    macro_auroc=1.0,
    malignant_sensitivity=1.0,
    skin_type_sensitivity=1.0,
    skin_type_accuracy=1.0,
    ece_debiased=1.0,
    brier=2.0,
    least_images=1,
)
