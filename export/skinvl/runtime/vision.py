"""Image pixels to image tokens and head logits: the `vision` and `head` graphs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.errors import ModelError
from skinvl.runtime.scores import HeadLogits
from skinvl.runtime.sessions import Graph

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class VisionModel:
    """The two graphs that look at pixels."""

    vision: Graph
    head: Graph

    def embed(self, pixels: Floats) -> tuple[Floats, list[HeadLogits]]:
        """Look at images for both the head and the language model.

        Args:
            pixels: float32 [B, 3, H, W] from `preprocess`.

        Returns:
            Image tokens float32 [B, T, D], and one `HeadLogits` per image.
        """
        names = ["image_embeds", "features"]
        embeds, features = self.vision.run(names, {"pixel_values": pixels})
        return np.asarray(embeds), self._score(features)

    def classify(self, pixels: Floats) -> list[HeadLogits]:
        """One `HeadLogits` per image of float32 [B, 3, H, W]."""
        return self._score(self.vision.run(["features"], {"pixel_values": pixels})[0])

    def _score(self, features: Floats) -> list[HeadLogits]:
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
