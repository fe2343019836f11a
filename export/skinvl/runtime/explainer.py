"""Explanations and outlines of encoded images: from the graphs to the results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from skinvl.contract.bundle import BundleManifest
from skinvl.contract.grid import Floats, Frame
from skinvl.runtime.decode import Cancel
from skinvl.runtime.explain import (
    Explanation,
    Method,
    average_seen,
    choose_target,
    name_diagnosis,
)
from skinvl.runtime.explain_fast import decompose
from skinvl.runtime.explain_occlusion import measure_occlusion
from skinvl.runtime.outline import Outline, outline_lesion
from skinvl.runtime.scores import HeadLogits
from skinvl.runtime.vision import VisionModel

if TYPE_CHECKING:
    from skinvl.runtime.encoded import EncodedImage


@dataclass(frozen=True, eq=False)
class View:
    """What is kept of an image for explanations: its model input float32 [3, H, W], its patch
    features float32 [P, C], and where both lie on it."""

    pixels: Floats
    patches: Floats
    frame: Frame


@dataclass(frozen=True)
class Explainer:
    """Explains what one opened bundle says; `together` images are looked at at once."""

    vision: VisionModel
    manifest: BundleManifest
    bundle_sha256: str
    together: int

    def explain(
        self, image: EncodedImage, code: str | None, method: Method, cancel: Cancel | None
    ) -> Explanation:
        """See `Bundle.explain`.

        Raises:
            ValueError: no such method.
        """
        view, head = image.view, image.head
        target = choose_target(head, code, self.manifest)
        if method == "fast":
            size = (view.pixels.shape[1], view.pixels.shape[2])
            values = decompose(self._score_patches(view), target, size, self.manifest)
            score = float(target.score([head.logits], self.manifest)[0])
            baseline = average_seen(values, view.frame)
        elif method == "occlusion":
            values = measure_occlusion(
                view, head.logits, target, self.vision, self.manifest, self.together, cancel
            )
            score = float(target.log_probability([head.logits], self.manifest)[0])
            baseline = 0.0
        else:
            raise ValueError(f"no method {method!r}")
        return Explanation(
            file=image.file,
            method=method,
            code=target.code,
            name=name_diagnosis(target.code),
            modality=target.modality,
            score=score,
            map=values,
            baseline=baseline,
            frame=view.frame,
            abstain=head.abstain.reason,
            image_sha256=head.image_sha256,
            bundle_sha256=self.bundle_sha256,
        )

    def outline(self, image: EncodedImage) -> Outline:
        """See `Bundle.outline`."""
        patches = self._score_patches(image.view)
        return outline_lesion(
            image.view.pixels,
            patches,
            image.head,
            image.view.frame,
            self.manifest,
            self.bundle_sha256,
        )

    def _score_patches(self, view: View) -> list[HeadLogits]:
        return self.vision.score(view.patches)
