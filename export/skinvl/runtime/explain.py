"""Where in an image the score of a diagnosis comes from.

The diagnosis head is linear on the mean of the patch features, so the score of a diagnosis is
exactly the mean of the scores of the patches: the class activation map of Zhou et al., "Learning
Deep Features for Discriminative Localization", CVPR 2016. It says where, not why, and it is no
outline of a lesion.

The score explained is the calibrated log-probability of the diagnosis less the mean of those of all
diagnoses of the same modality. A softmax ignores what is added to every class, so of all scores
with the same probabilities this is the one that such evidence, common to all, cannot move.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from skinvl.contract.bundle import BundleManifest
from skinvl.contract.errors import ModelError
from skinvl.contract.grid import Floats, Frame, find_grid
from skinvl.contract.ontology import DiagnosisCode, ontology
from skinvl.runtime.scores import SKIN_MODALITIES, HeadLogits, HeadOutput, SkinModality, Vector

if TYPE_CHECKING:
    from skinvl.runtime.outline import Outline

Method = Literal["fast", "occlusion"]
METHODS: tuple[Method, ...] = ("fast", "occlusion")

_COMPARED_SIDE = 256


@dataclass(frozen=True)
class Target:
    """The score that is explained: `code` among the diagnoses of `modality`."""

    code: DiagnosisCode
    modality: SkinModality

    def score(self, rows: Sequence[HeadLogits], manifest: BundleManifest) -> Vector:
        """The score of each row, float64 [N]: see the module."""
        calibrated = self._calibrate(rows, manifest)
        return np.asarray(calibrated[:, self._find(manifest)] - calibrated.mean(axis=1))

    def log_probability(self, rows: Sequence[HeadLogits], manifest: BundleManifest) -> Vector:
        """Natural logarithm of the calibrated probability given the modality, float64 [N]."""
        calibrated = self._calibrate(rows, manifest)
        shifted = calibrated - calibrated.max(axis=1, keepdims=True)
        chosen = shifted[:, self._find(manifest)]
        return np.asarray(chosen - np.log(np.exp(shifted).sum(axis=1)))

    def _calibrate(self, rows: Sequence[HeadLogits], manifest: BundleManifest) -> Vector:
        calibration = getattr(manifest.calibration, self.modality)
        logits = np.stack([getattr(row, self.modality) for row in rows])
        return np.asarray(logits / calibration.temperature + np.asarray(calibration.bias))

    def _find(self, manifest: BundleManifest) -> int:
        return int(getattr(manifest.head, self.modality).index(self.code))


@dataclass(frozen=True, eq=False)
class Explanation:
    """A map of the evidence for one diagnosis in one image.

    Attributes:
        file: how the image was named.
        method: `fast`, the exact decomposition, or `occlusion`, what covering each place costs.
        code: the diagnosis explained.
        name: its name.
        modality: the modality whose classifier was explained.
        score: `fast`: the score explained, see the module; `occlusion`: the logarithm of the
            calibrated probability given the modality. Both in natural units.
        map: float32 [rows, columns] over the model input, in units of `score`. `fast`: their mean
            is `score`. `occlusion`: the fall of `score` where that place is covered.
        baseline: value of the map that counts as nothing: the mean over the image for `fast`
            (a patch at the mean neither raises nor lowers the score), 0 for `occlusion`.
        frame: where the map lies on the image.
        abstain: why the bundle makes no statement about this image; None if it does. A map is then
            for research alone.
        image_sha256: of the bytes of the image file.
        bundle_sha256: of the bundle that made the map; with `image_sha256` it tells a stale map.
    """

    file: str
    method: Method
    code: DiagnosisCode
    name: str
    modality: SkinModality
    score: float
    map: Floats
    baseline: float
    frame: Frame
    abstain: str | None
    image_sha256: str
    bundle_sha256: str

    @property
    def positive_share(self) -> float:
        """Evidence for the diagnosis as a share of all evidence for and against it, 0..1; 0.5 where
        there is none."""
        weights = self.frame.weigh_cells(*self.map.shape)
        total = float((np.abs(self.map) * weights).sum())
        return float((np.maximum(self.map, 0) * weights).sum()) / total if total > 0 else 0.5

    @property
    def relief(self) -> Floats:
        """The map above its baseline as drawn, float32 [rows, columns], 0..1.

        The highest place is 1, unless nothing stands out: a relief that is low against the level
        of the whole map stays faint, so that noise is not blown up.
        """
        seen = self.frame.weigh_cells(*self.map.shape) > 0
        above = np.where(seen, np.maximum(self.map - self.baseline, 0), 0)
        level = max(float(above.max()), abs(self.baseline))
        return np.asarray(above / level if level > 0 else above, dtype=np.float32)

    def overlay(self, size: tuple[int, int] | None = None) -> Floats:
        """`relief` on the image, float32 [height, width], 0..1; 0 where the model did not look.

        Args:
            size: (width, height) at any scale of the image; None: its own.
        """
        return self.frame.spread(self.relief, size)

    def measure_inside(self, outline: Outline) -> float | None:
        """Share of `overlay` that lies inside an outline of the same image; None without any.

        Raises:
            ValueError: the outline is of another image.
        """
        if outline.image_sha256 != self.image_sha256:
            raise ValueError("the outline is of another image than the map")
        scale = _COMPARED_SIDE / max(self.frame.size)
        width, height = (max(1, round(side * scale)) for side in self.frame.size)
        drawn = self.overlay((width, height))
        total = float(drawn.sum())
        if total <= 0:
            return None
        return float(drawn[outline.draw((width, height))].sum()) / total


def choose_target(head: HeadOutput, code: str | None, manifest: BundleManifest) -> Target:
    """The score behind a diagnosis: that of the likelier skin modality that knows it.

    Args:
        head: what the head says of the image.
        code: a diagnosis; None: the first of the differential.
        manifest: of the bundle.

    Raises:
        ModelError: the bundle does not know the diagnosis.
    """
    wanted = DiagnosisCode(code) if code is not None else head.differential[0].code
    known: list[SkinModality] = [
        name for name in SKIN_MODALITIES if wanted in getattr(manifest.head, name)
    ]
    if not known:
        raise ModelError(
            f"{manifest.name} {manifest.version}: does not know the diagnosis {wanted!r}; one of "
            f"{', '.join(sorted({*manifest.head.dermoscopy, *manifest.head.clinical}))}"
        )
    return Target(wanted, max(known, key=lambda name: head.weights[name]))


def name_diagnosis(code: DiagnosisCode) -> str:
    """The name of a diagnosis in the ontology."""
    return ontology().get(code).name


def arrange_patches(values: Vector, size: tuple[int, int]) -> Floats:
    """Values [P] of the patches of an input of (height, width) as float32 [rows, columns].

    Raises:
        ModelError: the patches are no grid over the input.
    """
    grid = find_grid(len(values), *size)
    if grid is None:
        raise ModelError(f"{len(values)} patches are no grid over {size[1]} x {size[0]} pixels")
    return values.reshape(grid).astype(np.float32)


def average_seen(values: Floats, frame: Frame) -> float:
    """Mean of a map over the image, padding left out."""
    return float(np.average(values, weights=frame.weigh_cells(*values.shape)))
