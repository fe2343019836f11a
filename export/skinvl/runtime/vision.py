"""Image pixels to image tokens and head logits: the `vision` and `head` graphs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.errors import ModelError
from skinvl.runtime.scores import HeadLogits
from skinvl.runtime.sessions import Graph

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Sight:
    """What the vision tower sees in one image.

    Attributes:
        tokens: image tokens float32 [T, D] for the language model.
        patches: features float32 [P, C] of the patches in row order; the head scores their mean.
        logits: what the head says.
    """

    tokens: Floats
    patches: Floats
    logits: HeadLogits


@dataclass(frozen=True)
class VisionModel:
    """The two graphs that look at pixels."""

    vision: Graph
    head: Graph

    def look(self, pixels: Floats) -> Sight:
        """Look at one image for the head, the language model and explanations.

        Args:
            pixels: float32 [3, H, W] from `preprocess`.
        """
        names = ["image_embeds", "features", "patch_features"]
        embeds, features, patches = self.vision.run(names, {"pixel_values": pixels[None]})
        return Sight(np.asarray(embeds[0]), np.asarray(patches[0]), self.score(features)[0])

    def classify(self, pixels: Floats) -> list[HeadLogits]:
        """One `HeadLogits` per image of float32 [B, 3, H, W]."""
        return self.score(self.vision.run(["features"], {"pixel_values": pixels})[0])

    def score(self, features: Floats) -> list[HeadLogits]:
        """One `HeadLogits` per row of features float32 [N, C], of images or of patches.

        Raises:
            ModelError: a score is not finite.
        """
        names = ["dermoscopy", "clinical", "modality", "typicality"]
        outputs = [
            np.asarray(output, dtype=np.float64)
            for output in self.head.run(names, {"features": features})
        ]
        rows = len(features)
        shapes = [output.shape[1:] if output.shape[:1] == (rows,) else None for output in outputs]
        if [shape if shape is None else len(shape) for shape in shapes] != [1, 1, 1, 0]:
            raise ModelError(f"{self.head.file}: gave scores of another shape than agreed")
        if not all(np.isfinite(output).all() for output in outputs):
            raise ModelError(f"{self.head.file}: gave scores that are not finite")
        return [
            HeadLogits(dermoscopy, clinical, modality, float(typicality))
            for dermoscopy, clinical, modality, typicality in zip(*outputs, strict=True)
        ]
