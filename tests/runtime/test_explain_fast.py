"""The decomposition of a linear head."""

from __future__ import annotations

from typing import Any

import numpy as np

from skinvl.contract.ontology import DiagnosisCode
from skinvl.runtime.explain import Target
from skinvl.runtime.explain_fast import decompose
from skinvl.runtime.scores import HeadLogits


def test_rows_and_columns_are_those_of_the_patches(bundle: Any) -> None:
    """One patch out of 2 x 3 speaks for melanoma."""
    patches = [
        HeadLogits(np.array([4.0 if index == 2 else 0.0, 0, 0]), np.zeros(2), np.zeros(4), 0.0)
        for index in range(6)
    ]
    target = Target(DiagnosisCode("melanoma"), "dermoscopy")
    values = decompose(patches, target, (16, 24), bundle.info)
    bias = np.asarray(bundle.info.calibration.dermoscopy.bias)
    nothing = bias[0] - bias.mean()
    # Temperature 2: the logit of 4 is 2, and it raises the mean of the three classes by 2 / 3.
    expected = np.full((2, 3), nothing)
    expected[0, 2] += 2 - 2 / 3
    np.testing.assert_allclose(values, expected, atol=1e-6)
