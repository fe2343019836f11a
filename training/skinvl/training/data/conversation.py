"""Questions about one image as one token sequence, each question blind to the others."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from skinvl.contract.prompt import PromptTemplate

IGNORED = -100


@dataclass(frozen=True)
class Turn:
    """One question and its answer as token ids; `answer` ends with the stop token."""

    question: tuple[int, ...]
    answer: tuple[int, ...]


def encode_turn(tokenizer: Tokenizer, template: PromptTemplate, question: str, answer: str) -> Turn:
    """The part of the rendered prompt after the image, and the answer with its stop token."""
    _, after = template.render(question).split(template.image_token)
    ids = tokenizer.encode(after, add_special_tokens=False).ids
    reply = tokenizer.encode(answer + template.stop[0], add_special_tokens=False).ids
    return Turn(tuple(ids), tuple(reply))


@dataclass(frozen=True)
class Sequence:
    """input_ids [S] (text only), labels [S], position_ids [S], turn [S] (0-based turn number)."""

    input_ids: Tensor
    labels: Tensor
    position_ids: Tensor
    turn: Tensor


def pack(turns: list[Turn], prefix: int, limit: int) -> Sequence:
    """Lay turns one after another behind `prefix` positions of BOS and image.

    Every turn starts at the same position and, with `attention_bias`, sees only the image and
    itself: the sequence is worth as many separate examples, at the price of one image.
    """
    ids: list[int] = []
    labels: list[int] = []
    positions: list[int] = []
    numbers: list[int] = []
    for number, turn in enumerate(turns):
        length = len(turn.question) + len(turn.answer)
        if len(ids) + length > limit:
            break
        ids += [*turn.question, *turn.answer]
        labels += [IGNORED] * len(turn.question) + list(turn.answer)
        positions += range(prefix, prefix + length)
        numbers += [number] * length
    return Sequence(*(torch.tensor(column) for column in (ids, labels, positions, numbers)))


def attention_bias(turn: Tensor, prefix: int) -> Tensor:
    """Additive mask float [B, 1, P + S, P + S]: causal, and between turns closed.

    turn int [B, S], -1 for padding.
    """
    batch, length = turn.shape
    device = turn.device
    whole = torch.cat([torch.full((batch, prefix), -2, device=device), turn], dim=1)
    same = whole[:, :, None] == whole[:, None, :]
    image = (whole == -2)[:, None, :].expand_as(same)
    size = prefix + length
    causal = torch.ones(size, size, dtype=torch.bool, device=device).tril()
    open_ = (same | image) & causal
    bias = torch.zeros(open_.shape, device=device)
    bias.masked_fill_(~open_, torch.finfo(torch.float32).min)
    return bias[:, None]
