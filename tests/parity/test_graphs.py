"""The exported graphs say what transformers says, for every layout and every way to run them."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from skinvl.contract.grid import find_grid
from skinvl.export.graphs import VisionGraph
from skinvl.export.parity import place_image
from skinvl.runtime.decode import Decoder
from skinvl.runtime.sessions import EMBED, HEAD, VISION, describe_decoder_borders

TOLERANCE = 1e-4


def random_pixels(count: int, side: int = 32) -> NDArray[np.float32]:
    rng = np.random.default_rng(3)
    return rng.normal(0, 1, (count, 3, side, side)).astype(np.float32)


def random_embeds(batch: int, steps: int, width: int) -> NDArray[np.float32]:
    return np.random.default_rng(4).normal(0, 1, (batch, steps, width)).astype(np.float32)


def make_decoder(layout: Any) -> Decoder:
    return Decoder(layout.graphs["embed"], layout.graphs["decoder"], layout.decoder)


def test_borders_are_those_of_the_runtime(layout: Any) -> None:
    agreed = {
        "vision": VISION,
        "head": HEAD,
        "embed": EMBED,
        "decoder": describe_decoder_borders(layout.decoder),
    }
    for name, graph in layout.graphs.items():
        inputs = {node.name: node.type for node in graph.session.get_inputs()}
        outputs = {node.name: node.type for node in graph.session.get_outputs()}
        assert inputs == dict(agreed[name].inputs)
        assert outputs == dict(agreed[name].outputs)
    assert ("head" in layout.graphs) == hasattr(layout.model, "head")


@pytest.mark.parametrize("count", [1, 3])
def test_vision_and_head(layout: Any, count: int) -> None:
    pixels = random_pixels(count)
    embeds, features = layout.graphs["vision"].run(
        ["image_embeds", "features"], {"pixel_values": pixels}
    )
    with torch.no_grad():
        true = layout.model.get_image_features(torch.from_numpy(pixels))
    true_embeds = np.stack([part.numpy() for part in true])
    assert embeds.shape == (count, layout.decoder.image_tokens, layout.decoder.hidden_size)
    np.testing.assert_allclose(embeds, true_embeds, atol=TOLERANCE)
    if "head" in layout.graphs:
        names = ["dermoscopy", "clinical", "modality", "typicality"]
        scores = layout.graphs["head"].run(names, {"features": features})
        with torch.no_grad():
            expected = layout.model.diagnose(torch.from_numpy(pixels))
        for value, reference in zip(scores, expected, strict=True):
            np.testing.assert_allclose(value, reference.numpy(), atol=TOLERANCE)


@pytest.mark.parametrize("count", [1, 3])
def test_patch_features_add_up_to_the_features(layout: Any, count: int) -> None:
    """So that scores of patches, by a linear head, add up to the score of the image."""
    pixels = random_pixels(count)
    features, patches = layout.graphs["vision"].run(
        ["features", "patch_features"], {"pixel_values": pixels}
    )
    assert patches.shape[0] == count and patches.shape[2] == features.shape[1]
    assert find_grid(patches.shape[1], *pixels.shape[2:]) is not None
    np.testing.assert_allclose(patches.mean(axis=1), features, atol=TOLERANCE)
    assert np.abs(patches - patches.mean(axis=1, keepdims=True)).max() > 0.01
    if "head" in layout.graphs:
        rows = patches.reshape(-1, patches.shape[-1])
        scores = layout.graphs["head"].run(["dermoscopy"], {"features": rows})[0]
        whole = layout.graphs["head"].run(["dermoscopy"], {"features": features})[0]
        means = scores.reshape(count, -1, scores.shape[-1]).mean(axis=1)
        np.testing.assert_allclose(means, whole, atol=TOLERANCE)


def test_class_token_is_spread_over_the_patches(published: Any) -> None:
    published.config.vision_feature_select_strategy = "full"
    pixels = torch.from_numpy(random_pixels(2))
    with torch.no_grad():
        outputs = VisionGraph(published)(pixels)
    assert outputs["image_embeds"].shape[1] == 17
    assert outputs["patch_features"].shape[1] == 16
    torch.testing.assert_close(outputs["patch_features"].mean(dim=1), outputs["features"])


def test_any_split_into_prefill_and_decoding_gives_the_same(layout: Any) -> None:
    embeds = random_embeds(2, 9, layout.decoder.hidden_size)
    with torch.no_grad():
        hidden = layout.model.model.language_model(inputs_embeds=torch.from_numpy(embeds))
        true = layout.model.lm_head(hidden.last_hidden_state).numpy()
    decoder = make_decoder(layout)
    for cuts in ([9], [1, 8], [5, 4], [3, 3, 3], [1] * 9):
        places = np.cumsum(cuts)
        state = decoder.start(embeds[:, : places[0]])
        parts = [state.logits]
        for start, end in itertools.pairwise(places):
            state = decoder.extend(state, embeds[:, start:end])
            parts.append(state.logits)
        np.testing.assert_allclose(np.concatenate(parts, axis=1), true, atol=TOLERANCE)
        assert state.length == 9
        for value in state.cache:
            assert value.shape() == [2, layout.decoder.kv_heads, 9, layout.decoder.head_dim]


def test_rows_of_a_batch_and_padding_do_not_touch_each_other(layout: Any) -> None:
    width = layout.decoder.hidden_size
    decoder, prompt = make_decoder(layout), random_embeds(1, 4, width)
    answers = random_embeds(2, 3, width)
    valid = np.array([[True, True, True], [True, False, False]])
    wide = decoder.repeat(decoder.start(prompt), 2)
    together = decoder.extend(wide, answers, valid).logits
    for row, length in ((0, 3), (1, 1)):
        alone = decoder.extend(decoder.start(prompt), answers[row : row + 1, :length]).logits
        np.testing.assert_allclose(together[row, :length], alone[0], atol=TOLERANCE)


def test_later_tokens_do_not_reach_back(layout: Any) -> None:
    embeds = random_embeds(1, 6, layout.decoder.hidden_size)
    changed = embeds.copy()
    changed[:, 4:] += 1
    decoder = make_decoder(layout)
    first, second = decoder.start(embeds).logits, decoder.start(changed).logits
    np.testing.assert_allclose(first[:, :4], second[:, :4], atol=TOLERANCE)
    assert np.abs(first[:, 4:] - second[:, 4:]).max() > 0.01


def test_greedy_text_is_that_of_transformers(layout: Any) -> None:
    image_id = layout.decoder.image_id
    ids = [1, image_id, 20, 21, 22]
    pixels = random_pixels(1)
    expanded = [t for i in ids for t in [i] * (layout.decoder.image_tokens if i == image_id else 1)]
    inputs = torch.tensor([expanded])
    with torch.no_grad():
        output = layout.model.generate(
            input_ids=inputs,
            attention_mask=torch.ones_like(inputs),
            pixel_values=torch.from_numpy(pixels),
            max_new_tokens=12,
            do_sample=False,
            eos_token_id=None,
            pad_token_id=0,
        )
    true = output[0, len(expanded) :].tolist()
    decoder = make_decoder(layout)
    image = layout.graphs["vision"].run(["image_embeds"], {"pixel_values": pixels})[0][0]
    tokens = np.array(ids, dtype=np.int64)
    text = place_image(tokens, decoder.embed(tokens[None])[0], image, layout.decoder)
    assert list(decoder.generate(text, set(), 12, None)) == true
    assert len(set(true)) > 2
