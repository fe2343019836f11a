"""The fast map: the exact share of each patch in the score of a diagnosis."""

from __future__ import annotations

from skinvl.contract.bundle import BundleManifest
from skinvl.contract.grid import Floats
from skinvl.runtime.explain import Target, arrange_patches
from skinvl.runtime.scores import HeadLogits


def decompose(
    patches: list[HeadLogits], target: Target, size: tuple[int, int], manifest: BundleManifest
) -> Floats:
    """The score of each patch, float32 [rows, columns], whose mean is the score of the image.

    Args:
        patches: scores of the head on the features of each patch, in row order.
        target: the score explained.
        size: (height, width) of the model input.
        manifest: of the bundle.

    Raises:
        ModelError: the patches are no grid over the input.
    """
    return arrange_patches(target.score(patches, manifest), size)
