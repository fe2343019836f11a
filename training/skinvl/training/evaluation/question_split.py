"""Was a set of questions divided without regard to their images? Read from the test part alone.

Of images with m questions each, a random share p of all questions puts k of them into test with
binomial probability. How often k = 1, 2, 3 ... occur in test therefore tells how many questions the
images have in all, and with it how many test images have further questions in training.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.stats import binom

_MOST_QUESTIONS = 20
_ROUNDS = 5000


@dataclass(frozen=True)
class SharedImages:
    """Maximum likelihood under the random division.

    ``images`` have at least one question anywhere; ``shared`` is the share 0..1 of the test images
    that have questions in training as well.
    """

    images: float
    questions_per_image: float
    shared: float


def infer_shared_images(counts: Mapping[int, int], share: float) -> SharedImages:
    """Fit a mixture of binomials, cut off at zero, to the questions per test image.

    Expectation maximisation (Dempster, Laird and Rubin 1977) over how many images have m = 1..20
    questions. An image whose questions all went to training is not seen and is filled in.

    Args:
        counts: images by their number of questions in test, 1 or more.
        share: of all questions that went to test, 0..1.

    Raises:
        ValueError: no image, or a number of questions below 1.
    """
    if not counts or min(counts) < 1:
        raise ValueError("counts: needs images with one question or more")
    most = max(_MOST_QUESTIONS, max(counts))
    seen = np.array(sorted(counts))
    images = np.array([counts[k] for k in seen.tolist()], dtype=np.float64)
    sizes = np.arange(1, most + 1)
    likelihood = binom.pmf(seen[:, None], sizes[None, :], share)
    unseen = binom.pmf(0, sizes, share)
    weights = np.full(most, 1 / most)
    for _ in range(_ROUNDS):
        joint = weights * likelihood
        members = (images[:, None] * joint / joint.sum(axis=1, keepdims=True)).sum(axis=0)
        members = members / (1 - unseen)
        updated = members / members.sum()
        if np.abs(updated - weights).max() < 1e-9:
            break
        weights = updated
    total = images.sum() / (1 - (weights * unseen).sum())
    tested = (weights * (1 - unseen)).sum()
    complete = (weights * share**sizes).sum()
    return SharedImages(
        images=float(total),
        questions_per_image=float((weights * sizes).sum()),
        shared=float(1 - complete / tested),
    )
