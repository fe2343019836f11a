"""What the PyTorch model says: the truth that every graph is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from skinvl.contract.errors import ExportError
from skinvl.export.checkpoint import Source
from skinvl.model import SkinVLForConditionalGeneration

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Dialogue:
    """One question about one image with the answer of PyTorch.

    Attributes:
        pixels: float32 [1, 3, H, W].
        prompt: token ids with a single image token.
        answer: greedy token ids; the last is the end token unless the text was cut.
    """

    pixels: Floats
    prompt: tuple[int, ...]
    answer: tuple[int, ...]


@torch.no_grad()
def hold_dialogues(
    source: Source, pixels: Floats, questions: Sequence[str], max_tokens: int
) -> list[Dialogue]:
    """Answer `questions` in turn about the images float32 [N, 3, H, W], one question each.

    `transformers` generates, greedily, with its own image placement and cache.

    Raises:
        ExportError: every question is too long for the model.
    """
    spec, prompt = source.decoder, source.record.contract.prompt
    dialogues = []
    for index, image in enumerate(pixels):
        rendered = prompt.render(questions[index % len(questions)])
        ids = source.tokenizer.encode(rendered, add_special_tokens=False).ids
        expanded = [
            token
            for given in ids
            for token in [given] * (spec.image_tokens if given == spec.image_id else 1)
        ]
        room = min(max_tokens, spec.max_length - len(expanded))
        if room < 1:
            continue
        inputs = torch.tensor([expanded])
        output = source.model.generate(
            input_ids=inputs,
            attention_mask=torch.ones_like(inputs),
            pixel_values=torch.from_numpy(image[None]),
            max_new_tokens=room,
            do_sample=False,
            eos_token_id=spec.eos_id,
            pad_token_id=spec.pad_id,
            use_cache=True,
        )
        answer = tuple(output[0, len(expanded) :].tolist())
        dialogues.append(Dialogue(image[None], tuple(ids), answer))
    if not dialogues:
        raise ExportError(f"{source.path}: the language model has no room for an answer")
    return dialogues


@torch.no_grad()
def look(source: Source, pixels: Floats) -> dict[str, dict[str, Floats]]:
    """Outputs of the vision part, and of the head of a model that has one, for pixels float32
    [B, 3, H, W], by graph and name."""
    embeds, features = source.model.encode(torch.from_numpy(pixels))
    truth = {"vision": {"image_embeds": embeds.numpy(), "features": features.numpy()}}
    if isinstance(source.model, SkinVLForConditionalGeneration):
        head = source.model.head(features)._asdict()
        truth["head"] = {name: value.numpy() for name, value in head.items()}
    return truth


@torch.no_grad()
def embed(source: Source, ids: NDArray[np.int64]) -> Floats:
    """Token embeddings float32 [B, S, D]."""
    embedding = source.model.model.language_model.embed_tokens
    return np.asarray(embedding(torch.from_numpy(ids)).numpy())


@torch.no_grad()
def read(source: Source, embeds: Floats) -> tuple[Floats, list[Floats]]:
    """Logits [B, S, V] and keys and values in turn, of the whole text at once (no cache reused)."""
    output = source.model.model.language_model(
        inputs_embeds=torch.from_numpy(embeds), use_cache=True
    )
    logits = source.model.lm_head(output.last_hidden_state)
    cache = [part.numpy() for layer in output.past_key_values.to_legacy_cache() for part in layer]
    return logits.numpy(), cache
