"""What is asked about each image: turns of the samples, and batches of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional
from torch.utils.data import Dataset

from skinvl.contract.prompt import DESCRIBE_QUESTION, PromptTemplate
from skinvl.contract.sample import Sample
from skinvl.training.data.conversation import IGNORED, Turn, encode_turn, pack
from skinvl.training.loop.batch import SAMPLE_IDS, TOKEN_COUNT
from skinvl.training.loop.order import Draw, seeded
from skinvl.training.loop.skipped import SkippedSamples

# Questions of one image in one sequence.
TURNS = 6


def sample_texts(samples: Sequence[Sample]) -> list[str]:
    """Every text that the tokenizer should know well."""
    texts = [t for s in samples for qa in s.qa for t in (qa.question, qa.answer)]
    return texts + [s.caption for s in samples if s.caption] + [DESCRIBE_QUESTION]


def sample_turns(sample: Sample, tokenizer: Tokenizer, prompt: PromptTemplate) -> list[Turn]:
    """Every question of a sample as a turn; the caption answers the request to describe."""
    caption = whole_caption(sample)
    pairs = [
        (qa.question, qa.answer)
        for qa in sample.qa
        if qa.answer != sample.caption or caption is not None
    ]
    if caption is not None:
        pairs.append((DESCRIBE_QUESTION, caption))
    return [encode_turn(tokenizer, prompt, question, answer) for question, answer in pairs]


def caption_turns(sample: Sample, tokenizer: Tokenizer, prompt: PromptTemplate) -> list[Turn]:
    """The request to describe alone; nothing where the caption is not whole."""
    caption = whole_caption(sample)
    if caption is None:
        return []
    return [encode_turn(tokenizer, prompt, DESCRIBE_QUESTION, caption)]


def whole_caption(sample: Sample) -> str | None:
    """The caption, unless it is that of a dermoscopic image without measured attributes: it
    would teach the model to leave out what it could see."""
    if sample.modality == "dermoscopy" and sample.attributes is None:
        return None
    return sample.caption


def drop_long_turns(
    samples: Sequence[Sample],
    turns: list[list[Turn]],
    limit: int,
    stage: str,
    skipped: SkippedSamples,
) -> list[list[Turn]]:
    """The turns that fit into `limit` tokens; a sample that loses one is recorded."""
    kept = []
    for sample, available in zip(samples, turns, strict=True):
        fitting = [t for t in available if len(t.question) + len(t.answer) <= limit]
        if len(fitting) < len(available):
            longest = max(len(t.question) + len(t.answer) for t in available)
            reason = f"a turn of {longest} tokens; language.max_length is {limit}"
            skipped.record(stage=stage, id=sample.id, file=sample.image, reason=reason)
        kept.append(fitting)
    return kept


@dataclass(frozen=True)
class AskedImages(Dataset[Draw]):
    """The rows that have any turn; a draw among them becomes a draw of the row."""

    rows: list[int]

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, draw: Draw) -> Draw:
        return Draw(self.rows[draw.row], draw.seed)


@dataclass(frozen=True)
class TurnCollator:
    """Draws to stored features of a random view and random turns, packed; both depend on the
    draw alone, not on the batch it is in.

    features: bfloat16 [V, N, T, C].
    """

    features: Tensor
    turns: list[list[Turn]]
    ids: list[str]
    limit: int

    def __call__(self, draws: list[Draw]) -> dict[str, Any]:
        chosen = [self._choose(draw) for draw in draws]
        views = torch.tensor([view for view, _ in chosen])
        rows = torch.tensor([draw.row for draw in draws])
        return pack_batch(
            self.features[views, rows],
            [turns for _, turns in chosen],
            [self.ids[draw.row] for draw in draws],
            self.limit,
        )

    def _choose(self, draw: Draw) -> tuple[int, list[Turn]]:
        with seeded(draw.seed):
            view = int(torch.randint(0, self.features.shape[0], (1,)))
            available = self.turns[draw.row]
            order = torch.randperm(len(available))[:TURNS].tolist()
        return view, [available[i] for i in order]


def pack_batch(
    tokens: Tensor, turns: list[list[Turn]], ids: list[str], limit: int
) -> dict[str, Any]:
    """Image tokens [B, T, C] and the turns of each image as one padded batch [B, S]."""
    packed = [pack(asked, tokens.shape[1] + 1, limit) for asked in turns]
    longest = max(len(p.input_ids) for p in packed)

    def column(name: str, fill: int) -> Tensor:
        return torch.stack(
            [
                functional.pad(getattr(p, name), (0, longest - len(p.input_ids)), value=fill)
                for p in packed
            ]
        )

    return {
        "tokens": tokens,
        "input_ids": column("input_ids", 0),
        "labels": column("labels", IGNORED),
        "position_ids": column("position_ids", 0),
        "turn": column("turn", -1),
        SAMPLE_IDS: ids,
        TOKEN_COUNT: sum(len(p.input_ids) for p in packed),
    }
