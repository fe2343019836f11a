"""The corrected probe: groups, choice, refit and temperature."""

from __future__ import annotations

import numpy as np
import pytest

from skinvl.contract.errors import DataError
from skinvl.training.evaluation.probe_corrected import fit_temperature, probe_corrected
from skinvl.training.evaluation.probe_data import Part
from skinvl.training.evaluation.probe_released import divide_released, probe_as_released


@pytest.fixture
def noise() -> Part:
    """Four all but equal images of each of 40 lesions whose class is chance: nothing to learn
    except which lesion it is."""
    generator = np.random.default_rng(0)
    lesions = generator.normal(size=(40, 60))
    features = np.repeat(lesions, 4, axis=0) + generator.normal(scale=0.01, size=(160, 60))
    truth = np.repeat(np.arange(40) % 2, 4)
    return Part(features, truth, tuple(f"lesion {n}" for n in np.repeat(np.arange(40), 4)))


def test_groups_never_cross_folds(noise: Part) -> None:
    corrected = probe_corrected(noise, noise.features[:4], 2)
    assert min(corrected.losses.values()) > 0.9 * np.log(2)
    alone = Part(noise.features, noise.truth, tuple(f"image {n}" for n in range(160)))
    assert min(probe_corrected(alone, noise.features[:4], 2).losses.values()) < 0.1


def test_the_published_folds_reward_what_the_corrected_ones_refuse(noise: Part) -> None:
    train, val = divide_released(noise, None, keeps_val=False, share=None, seed=0)
    released = probe_as_released(train, val, val)
    # Classes are chance: an honest accuracy is 1/2.
    assert (released.metrics["accuracy"] or 0) > 0.85
    assert released.strength > probe_corrected(noise, noise.features, 2).strength


def test_columns_of_the_class_list_are_kept() -> None:
    """Classes 1 and 3 of four; the last fit takes every training image."""
    generator = np.random.default_rng(1)
    truth = np.repeat([1, 3], 30)
    features = generator.normal(size=(60, 3)) + 4 * (truth[:, None] == 3)
    train = Part(features, truth, tuple(map(str, range(60))))
    found = probe_corrected(train, np.array([[4.0, 4, 4], [0, 0, 0]]), 4)
    assert found.probabilities.shape == (2, 4)
    assert found.probabilities.sum(axis=1) == pytest.approx([1, 1])
    assert found.probabilities.argmax(axis=1).tolist() == [3, 1]
    assert found.probabilities[:, [0, 2]].max() < 1e-3


def test_temperature_by_hand() -> None:
    """Three of four right at a margin of 2: the likelihood is greatest where
    softmax(2 / T) = 3/4, at T = 2 / ln 3."""
    logits = np.tile([2.0, 0.0], (4, 1))
    assert fit_temperature(logits, np.array([0, 0, 0, 1])) == pytest.approx(2 / np.log(3), rel=1e-3)


def test_too_few_groups_are_named() -> None:
    part = Part(np.zeros((8, 2)), np.arange(8) % 2, tuple("aabbccdd"))
    with pytest.raises(DataError, match="4 groups of 2 classes in training"):
        probe_corrected(part, part.features, 2)
