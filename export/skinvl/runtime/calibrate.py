"""From head logits to calibrated probabilities, conformal sets and abstention.

Temperature scaling with a class bias (vector scaling restricted to one temperature: Guo et al.,
"On Calibration of Modern Neural Networks", ICML 2017); conformal sets by a threshold on the
calibrated probability (Sadinle et al., "Least Ambiguous Set-Valued Classifiers", JASA 2019).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from skinvl.contract.answer import SkinModality
from skinvl.contract.bundle import BundleManifest
from skinvl.contract.errors import ModelError
from skinvl.contract.finding import Abstain, Ranked
from skinvl.contract.ontology import GROUPS, DiagnosisCode, ontology
from skinvl.contract.quality import Quality, QualityMeasures
from skinvl.runtime.scores import SKIN_MODALITIES, HeadLogits, HeadOutput, Vector

MODALITY_NAMES = {
    "clinical": "a clinical photograph",
    "dermoscopy": "a dermoscopic image",
    "pathology": "a microscope slide",
    "other": "something else",
}


def softmax(scores: Vector) -> Vector:
    """Softmax of float64 [K], shifted so that large scores do not overflow."""
    exponents = np.exp(scores - scores.max())
    return np.asarray(exponents / exponents.sum(), dtype=np.float64)


def mix_modalities(
    codes: Mapping[SkinModality, Sequence[DiagnosisCode]],
    probabilities: Mapping[SkinModality, Vector],
    weights: Mapping[SkinModality, float],
) -> dict[DiagnosisCode, float]:
    """Sum over skin modalities of weight times probability, on the union of their codes.

    Returns:
        code -> probability, best first; equal probabilities keep the order of the codes.
    """
    mixed: dict[DiagnosisCode, float] = {}
    for modality in SKIN_MODALITIES:
        for code, probability in zip(codes[modality], probabilities[modality], strict=True):
            mixed[code] = mixed.get(code, 0.0) + weights[modality] * float(probability)
    return dict(sorted(mixed.items(), key=lambda item: -item[1]))


def select_conformal_set(
    ranked: Sequence[DiagnosisCode],
    codes: Mapping[SkinModality, Sequence[DiagnosisCode]],
    probabilities: Mapping[SkinModality, Vector],
    weights: Mapping[SkinModality, float],
    thresholds: Mapping[SkinModality, float],
    level: float,
) -> tuple[DiagnosisCode, ...]:
    """Every code whose calibrated probability reaches the threshold of its modality.

    The thresholds hold given the modality, so the sets of both skin modalities are joined unless
    one of them is less likely than the error that the level allows. The first of the ranking is
    always in the set.
    """
    chosen = {ranked[0]}
    for modality in SKIN_MODALITIES:
        if weights[modality] > 1.0 - level or weights[modality] == max(weights.values()):
            pairs = zip(codes[modality], probabilities[modality], strict=True)
            chosen.update(code for code, value in pairs if value >= thresholds[modality])
    return tuple(code for code in ranked if code in chosen)


def decide_abstention(
    modality: Mapping[str, float], typicality: float, quality: Quality, manifest: BundleManifest
) -> Abstain:
    """Whether to make no statement, with every reason in plain words."""
    limits = manifest.abstention
    reasons = []
    if quality.verdict == "unusable":
        reasons.append(f"the image quality is not sufficient: {', '.join(quality.reasons)}")
    skin: SkinModality = max(SKIN_MODALITIES, key=lambda name: modality[name])
    if sum(modality[name] for name in SKIN_MODALITIES) < limits.skin_probability:
        other = max(
            (name for name in modality if name not in SKIN_MODALITIES),
            key=lambda name: modality[name],
        )
        looks = MODALITY_NAMES.get(other, other)
        reasons.append(f"this does not look like a skin photograph (looks like: {looks})")
    elif typicality < getattr(limits.typicality, skin):
        reasons.append("the image is unlike the images the model was trained on")
    return Abstain(bool(reasons), "; ".join(reasons) or None)


def calibrate(
    logits: HeadLogits,
    image_sha256: str,
    quality: Quality,
    measures: QualityMeasures,
    manifest: BundleManifest,
) -> HeadOutput:
    """Everything that follows from the head's logits for one image.

    Raises:
        ModelError: the head gave more or fewer scores than the manifest names classes, which
            broadcasting would otherwise hide.
    """
    calibration, head = manifest.calibration, manifest.head
    for name, names, scores in (
        ("dermoscopy", head.dermoscopy, logits.dermoscopy),
        ("clinical", head.clinical, logits.clinical),
        ("modality", head.modality, logits.modality),
    ):
        if scores.shape != (len(names),):
            raise ModelError(
                f"the head gave scores {list(scores.shape)} for {len(names)} classes of {name}"
            )
    modality_values = softmax(logits.modality / calibration.modality.temperature)
    modality = dict(zip(head.modality, map(float, modality_values), strict=True))
    probabilities: dict[SkinModality, Vector] = {
        "dermoscopy": softmax(
            logits.dermoscopy / calibration.dermoscopy.temperature
            + np.asarray(calibration.dermoscopy.bias)
        ),
        "clinical": softmax(
            logits.clinical / calibration.clinical.temperature
            + np.asarray(calibration.clinical.bias)
        ),
    }
    skin_total = sum(modality[name] for name in SKIN_MODALITIES)
    weights: dict[SkinModality, float] = {
        name: modality[name] / skin_total if skin_total > 0 else 1 / len(SKIN_MODALITIES)
        for name in SKIN_MODALITIES
    }
    codes: dict[SkinModality, Sequence[DiagnosisCode]] = {
        "dermoscopy": head.dermoscopy,
        "clinical": head.clinical,
    }
    mixed = mix_modalities(codes, probabilities, weights)
    thresholds: dict[SkinModality, float] = {
        "dermoscopy": manifest.conformal.dermoscopy.threshold,
        "clinical": manifest.conformal.clinical.threshold,
    }
    diagnoses = {code: ontology().get(code) for code in mixed}
    groups = {
        str(group): sum(p for code, p in mixed.items() if diagnoses[code].group == group)
        for group in GROUPS
    }
    return HeadOutput(
        image_sha256=image_sha256,
        logits=logits,
        modality=modality,
        probabilities=probabilities,
        weights=weights,
        differential=tuple(
            Ranked(d.code, d.name, mixed[d.code], d.ham10000, d.group) for d in diagnoses.values()
        ),
        groups=groups,
        malignant=sum(p for code, p in mixed.items() if diagnoses[code].counts_as_malignant),
        conformal_set=select_conformal_set(
            tuple(mixed), codes, probabilities, weights, thresholds, manifest.conformal.level
        ),
        typicality=logits.typicality,
        quality=quality,
        measures=measures,
        abstain=decide_abstention(modality, logits.typicality, quality, manifest),
    )
