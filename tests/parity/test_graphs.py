"""The exported graphs say what transformers says, for every layout and every way to run them."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from skinvl.contract.grid import find_grid
from skinvl.export.conversion import as_plain_llava
from skinvl.export.decoder import DecoderRecipe, ModelWeights, trace_decoder
from skinvl.export.graphs import VisionGraph
from skinvl.export.parity import open_graph
from skinvl.export.reference import place_image, read
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
        for found, borders in ((inputs, agreed[name].inputs), (outputs, agreed[name].outputs)):
            assert set(found) == set(borders)
            assert all(kind in borders[key].split("|") for key, kind in found.items())
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


def read_all(decoder: Decoder, embeds: NDArray[np.float32]) -> NDArray[np.float32]:
    """Logits [B, S, V] of one run."""
    steps = embeds.shape[1]
    return decoder.open(steps, len(embeds)).read(embeds, range(steps))


def test_any_split_into_prefill_and_decoding_gives_the_same(layout: Any) -> None:
    embeds = random_embeds(1, 9, layout.decoder.hidden_size)
    with torch.no_grad():
        hidden = layout.model.model.language_model(
            inputs_embeds=torch.from_numpy(embeds), use_cache=True
        )
        true = layout.model.lm_head(hidden.last_hidden_state).numpy()
        cache = [
            part.numpy() for layer in hidden.past_key_values.to_legacy_cache() for part in layer
        ]
    decoder = make_decoder(layout)
    for cuts in ([9], [1, 8], [5, 4], [3, 3, 3], [1] * 9):
        context = decoder.open(9)
        places = [0, *np.cumsum(cuts)]
        parts = [
            context.read(embeds[:, start:end], range(end - start))
            for start, end in itertools.pairwise(places)
        ]
        np.testing.assert_allclose(np.concatenate(parts, axis=1), true, atol=TOLERANCE)
        assert context.length == 9
        for value, expected in zip(context.copy_buffers(), cache, strict=True):
            np.testing.assert_allclose(value, expected, atol=TOLERANCE)


def test_rows_of_a_batch_do_not_touch_each_other(layout: Any) -> None:
    embeds = random_embeds(3, 7, layout.decoder.hidden_size)
    decoder = make_decoder(layout)
    context = decoder.open(7, batch=3)
    together = [context.read(embeds[:, :5], range(5))]
    together += [context.read(embeds[:, step : step + 1]) for step in (5, 6)]
    for row in range(3):
        alone = read_all(decoder, embeds[row : row + 1])
        np.testing.assert_allclose(np.concatenate(together, axis=1)[row], alone[0], atol=TOLERANCE)


def test_later_tokens_do_not_reach_back(layout: Any) -> None:
    embeds = random_embeds(1, 6, layout.decoder.hidden_size)
    changed = embeds.copy()
    changed[:, 4:] += 1
    decoder = make_decoder(layout)
    first, second = read_all(decoder, embeds), read_all(decoder, changed)
    np.testing.assert_allclose(first[:, :4], second[:, :4], atol=TOLERANCE)
    assert np.abs(first[:, 4:] - second[:, 4:]).max() > 0.01


def test_the_reference_that_streams_is_transformers_own_model(layout: Any) -> None:
    """Layer by layer and padded to one batch, PyTorch says what it says in one piece."""
    texts = [random_embeds(1, steps, layout.decoder.hidden_size)[0] for steps in (9, 4)]
    found = read(layout.model.config.text_config, ModelWeights(layout.model), texts, [3, 4])
    for text, count, logits in zip(texts, (3, 4), found, strict=True):
        with torch.no_grad():
            hidden = layout.model.model.language_model(inputs_embeds=torch.from_numpy(text[None]))
            true = layout.model.lm_head(hidden.last_hidden_state)[0, -count:].numpy()
        np.testing.assert_allclose(logits, true, atol=1e-5)


@pytest.mark.parametrize(
    ("recipe", "tolerance"),
    [
        (DecoderRecipe("fp16", "fp16", half=True), 0.02),
        (DecoderRecipe("int8-weights", "int8-weights"), 0.1),
        (DecoderRecipe("int8", "int8"), 0.3),
        (DecoderRecipe("int4", "int4"), 1.5),
        (DecoderRecipe("int4, logits in int8", "int4", {"lm_head.*": "int8-weights"}), 1.5),
    ],
)
def test_every_format_runs_and_says_nearly_the_same(
    layout: Any, recipe: DecoderRecipe, tolerance: float, tmp_path: Path
) -> None:
    """Random weights forgive less than trained ones; the bound is relative to the spread."""
    skeleton = layout.skeleton
    if recipe.half:
        plain = as_plain_llava(layout.model)
        skeleton = trace_decoder(plain, ModelWeights(layout.model), tmp_path, half=True)
    embeds = random_embeds(1, 9, layout.decoder.hidden_size)
    graph = open_graph(skeleton.fill(recipe, tmp_path / "decoder.onnx"))
    found = read_all(Decoder(layout.graphs["embed"], graph, layout.decoder), embeds)
    true = read_all(make_decoder(layout), embeds)
    assert np.abs(found - true).mean() < tolerance * true.std()
    assert np.abs(found - true).max() > 0


def test_weights_beside_the_graph(layout: Any, tmp_path: Path) -> None:
    """What does not fit into one file is written beside it, and gives the same numbers."""
    recipe = DecoderRecipe("int8-weights", "int8-weights")
    inside = layout.skeleton.fill(recipe, tmp_path / "inside.onnx")
    outside = layout.skeleton.fill(recipe, tmp_path / "outside.onnx", inline_limit=0)
    weights = tmp_path / "outside.onnx.data"
    assert outside.stat().st_size < inside.stat().st_size < weights.stat().st_size * 2
    embeds = random_embeds(1, 5, layout.decoder.hidden_size)
    first, second = (
        read_all(Decoder(layout.graphs["embed"], open_graph(file), layout.decoder), embeds)
        for file in (inside, outside)
    )
    np.testing.assert_array_equal(first, second)


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
    text = place_image(tokens, decoder, image)
    context = decoder.open(text.shape[1] + 12)
    logits = decoder.read(context, text)[0]
    assert list(decoder.generate(context, logits, set(), 12)) == true
    assert len(set(true)) > 2
