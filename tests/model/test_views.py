"""Mirrored views and the patches behind their mean."""

import pytest
import torch

from skinvl.model.views import FLIPS, average_patches, average_views, stack_views


@pytest.mark.parametrize("count", [1, 2, 4])
def test_patches_average_to_the_features_of_all_views(count: int) -> None:
    tokens = torch.randn(count * 3, 6, 5)
    patches = average_patches(tokens, count, (2, 3))
    assert patches.shape == (3, 6, 5)
    torch.testing.assert_close(patches.mean(dim=1), average_views(tokens.mean(dim=1), count))


@pytest.mark.parametrize("count", range(1, len(FLIPS) + 1))
def test_views_are_mirrored_back_onto_the_image(count: int) -> None:
    """With patches that are pixels, the patches of all views are the image's own."""
    pixels = torch.randn(2, 3, 4, 6)
    tokens = stack_views(pixels, count).flatten(2).transpose(1, 2)
    patches = average_patches(tokens, count, (4, 6))
    torch.testing.assert_close(patches, pixels.flatten(2).transpose(1, 2))
