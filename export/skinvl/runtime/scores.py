"""What the diagnosis head says of one image: raw scores and calibrated probabilities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.answer import SkinModality
from skinvl.contract.finding import Abstain, Ranked
from skinvl.contract.ontology import DiagnosisCode
from skinvl.contract.quality import Quality, QualityMeasures

__all__ = ["SKIN_MODALITIES", "HeadLogits", "HeadOutput", "SkinModality", "Vector"]

SKIN_MODALITIES: tuple[SkinModality, ...] = ("dermoscopy", "clinical")

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class HeadLogits:
    """One row of the head graph: logits [Kd], [Kc], [M] and the typicality, all float64."""

    dermoscopy: Vector
    clinical: Vector
    modality: Vector
    typicality: float


@dataclass(frozen=True)
class HeadOutput:
    """Everything the head and the image's quality say of one image.

    Attributes:
        image_sha256: of the bytes of the image file.
        logits: raw scores, before calibration.
        modality: calibrated P(modality), in the order of the manifest.
        probabilities: calibrated class probabilities given each skin modality, float64 [K], in the
            order of the codes of the manifest's head.
        weights: P(dermoscopy) and P(clinical) renormalised to sum to 1.
        differential: the mixture of both on the union of their codes, best first.
        groups: probability mass per group of the ontology.
        malignant: mass of malignant and pre-malignant diagnoses.
        conformal_set: codes, in the order of the differential.
        typicality: higher is more like the training images.
        quality: verdict on the photograph.
        measures: what the verdict rests on.
        abstain: whether and why no statement is made.
    """

    image_sha256: str
    logits: HeadLogits
    modality: Mapping[str, float]
    probabilities: Mapping[SkinModality, Vector]
    weights: Mapping[SkinModality, float]
    differential: tuple[Ranked, ...]
    groups: Mapping[str, float]
    malignant: float
    conformal_set: tuple[DiagnosisCode, ...]
    typicality: float
    quality: Quality
    measures: QualityMeasures
    abstain: Abstain

    @property
    def top_modality(self) -> str:
        """The most probable modality."""
        return max(self.modality, key=lambda name: self.modality[name])
