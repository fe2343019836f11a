"""What the PyTorch model says: the truth that every graph is compared with.

The language model is run by transformers' own code, one layer in memory at a time, over all texts
together: a 7B in float32 would not fit. A graph writes the texts, PyTorch then reads them: where it
would have chosen every token as the graph did, it would have written the same text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from accelerate import cpu_offload, init_empty_weights
from numpy.typing import NDArray
from torch import Tensor
from transformers import AutoModel

from skinvl.contract.errors import ExportError
from skinvl.export.checkpoint import Source
from skinvl.export.decoder.skeleton import OUTPUT, WeightSource
from skinvl.model import SkinVLForConditionalGeneration
from skinvl.runtime.decode import Decoder
from skinvl.runtime.prefix import split_at_image

Floats = NDArray[np.float32]
_LANGUAGE_MODEL = "model.language_model."


@dataclass(frozen=True)
class Dialogue:
    """One question about one image with an answer, and what PyTorch thinks of it.

    Attributes:
        pixels: float32 [1, 3, H, W].
        prompt: token ids with a single image token.
        answer: token ids that a graph wrote; the last is the end token unless the text was cut.
        logits: float32 [len(answer), V] of PyTorch, which read the prompt and the answer so far.
    """

    pixels: Floats
    prompt: tuple[int, ...]
    answer: tuple[int, ...]
    logits: Floats

    @property
    def choices(self) -> NDArray[np.int64]:
        """The tokens that PyTorch would have chosen, int64 [len(answer)]."""
        return np.asarray(self.logits.argmax(axis=1), dtype=np.int64)


@dataclass(frozen=True)
class Question:
    """An image float32 [1, 3, H, W] and the token ids of a prompt with a single image token."""

    pixels: Floats
    prompt: tuple[int, ...]


def ask(source: Source, pixels: Floats, questions: Sequence[str], least: int) -> list[Question]:
    """`questions` in turn about the images float32 [N, 3, H, W], one for each.

    Raises:
        ExportError: no question leaves room for `least` tokens of an answer.
    """
    spec, prompt = source.decoder, source.record.contract.prompt
    asked = []
    for index, image in enumerate(pixels):
        rendered = prompt.render(questions[index % len(questions)])
        ids = source.tokenizer.encode(rendered, add_special_tokens=False).ids
        if len(ids) - 1 + spec.image_tokens + least <= spec.max_length:
            asked.append(Question(image[None], tuple(ids)))
    if not asked:
        raise ExportError(f"{source.path}: the language model has no room for an answer")
    return asked


def answer(decoder: Decoder, question: Question, image: Floats, max_tokens: int) -> tuple[int, ...]:
    """The greedy answer of graphs to a question, its end token included.

    Args:
        decoder: embed and decoder graphs.
        question: what is asked.
        image: image tokens float32 [T, D].
        max_tokens: at most so many.
    """
    spec = decoder.spec
    text = place_image(np.array(question.prompt), decoder, image)
    context = decoder.open(min(spec.max_length, text.shape[1] + max_tokens))
    logits = decoder.read(context, text)[0]
    tokens = list(decoder.generate(context, logits, {spec.eos_id}, max_tokens))
    # Generation leaves the end token out; it is a choice like any other.
    ended = len(tokens) < min(max_tokens, context.capacity - text.shape[1])
    return (*tokens, spec.eos_id) if ended else tuple(tokens)


def place_image(ids: NDArray[np.int64], decoder: Decoder, image: Floats) -> Floats:
    """Embeddings [1, S - 1 + T, D]: image tokens [T, D] where the image token stood in ids [S]."""
    before, after = split_at_image(ids.tolist(), decoder.spec.image_id)
    parts = [decoder.embed(np.array([part]))[0] for part in (before, after) if part]
    return np.concatenate([*parts[: bool(before)], image, *parts[bool(before) :]])[None]


@torch.no_grad()
def judge(
    source: Source, questions: Sequence[Question], answers: Sequence[tuple[int, ...]]
) -> list[Dialogue]:
    """What PyTorch thinks of answers, from pixels on."""
    texts = []
    for question, given in zip(questions, answers, strict=True):
        ids = np.array([*question.prompt, *given[:-1]], dtype=np.int64)
        image = look(source, question.pixels)["vision"]["image_embeds"][0]
        before, after = split_at_image(ids.tolist(), source.decoder.image_id)
        rows = [embed(source, np.array([part]))[0] for part in (before, after) if part]
        texts.append(np.concatenate([*rows[: bool(before)], image, *rows[bool(before) :]]))
    counts = [len(given) for given in answers]
    logits = read(source.model.config.text_config, source.weights, texts, counts)
    return [
        Dialogue(question.pixels, question.prompt, given, values)
        for question, given, values in zip(questions, answers, logits, strict=True)
    ]


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
def read(
    config: Any, weights: WeightSource, texts: Sequence[Floats], counts: Sequence[int]
) -> list[Floats]:
    """Logits of the last positions of each text, read whole and without a cache.

    Args:
        config: of the language model.
        weights: its weights; one layer's are in memory at a time.
        texts: embeddings float32 [S, D].
        counts: how many positions at the end of each are wanted.

    Returns:
        float32 [count, V] for each text.
    """
    model = build_language_model(config, weights)
    longest = max(len(text) for text in texts)
    # Padded behind: attention is causal, so that nothing of a text sees its padding.
    batch = np.zeros((len(texts), longest, config.hidden_size), dtype=np.float32)
    for row, text in zip(batch, texts, strict=True):
        row[: len(text)] = text
    hidden = model(inputs_embeds=torch.from_numpy(batch), use_cache=False).last_hidden_state
    output = weights.load(OUTPUT)
    return [
        (row[len(text) - count : len(text)] @ output.T).numpy()
        for row, text, count in zip(hidden, texts, counts, strict=True)
    ]


def build_language_model(config: Any, weights: WeightSource) -> Any:
    """transformers' language model, each layer loaded when it runs and dropped afterwards."""
    with init_empty_weights(include_buffers=False):
        model = AutoModel.from_config(config)
    names = [name for name, _ in model.named_parameters()]
    return cpu_offload(
        model.eval(), torch.device("cpu"), state_dict=LazyWeights(weights, tuple(names))
    )


@dataclass(frozen=True)
class LazyWeights(Mapping[str, Tensor]):
    """Weights of the language model by their names within it, read when they are asked for."""

    source: WeightSource
    names: tuple[str, ...]

    def __getitem__(self, name: str) -> Tensor:
        return self.source.load(f"{_LANGUAGE_MODEL}{name}")

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)
