"""Records as what the model takes: padded tokens, labels and pixels."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import Dataset
from transformers import LlavaConfig, PreTrainedTokenizerBase

from skinvl.contract.image import open_image
from skinvl.contract.preprocess import Fit, PreprocessSpec, preprocess
from skinvl.model.llava.conversation import ConversationTemplate
from skinvl.model.llava.preprocessing import mean_colour
from skinvl.training.llava.config import LlavaRecipe
from skinvl.training.llava.conversation import IGNORED, Encoded, encode
from skinvl.training.llava.records import Record, Skipped
from skinvl.training.loop import (
    SAMPLE_IDS,
    TOKEN_COUNT,
    Draw,
    LengthGroupedOrder,
    SeededOrder,
)


@dataclass(frozen=True)
class ImageTokens:
    """How an image stands in a sequence: `count` tokens `id`, 576 for CLIP ViT-L/14-336."""

    id: int
    count: int


@dataclass(frozen=True)
class Example:
    """A record with its tokens, the image expanded: input_ids, labels int32 [S]."""

    record: Record
    input_ids: NDArray[np.int32]
    labels: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.input_ids)


def training_spec(image: PreprocessSpec, fit: Fit) -> PreprocessSpec:
    """How images are prepared for training: `fit` in place of the base's own, and padding in the
    mean colour of the tower, as LLaVA's `expand2square` is called."""
    return dataclasses.replace(image, fit=fit, background=mean_colour(image.mean))


def image_tokens(config: LlavaConfig) -> ImageTokens:
    """The number of patches of the tower, and one more where its class token is used too."""
    vision = config.vision_config
    whole = config.vision_feature_select_strategy == "full"
    patches = (vision.image_size // vision.patch_size) ** 2
    return ImageTokens(config.image_token_index, patches + whole)


def expand_image(encoded: Encoded, image: ImageTokens) -> Encoded:
    """The placeholder replaced by as many tokens as the tower gives patches."""
    place = np.flatnonzero(encoded.input_ids == image.id)
    counts = np.ones(len(encoded.input_ids), dtype=np.int64)
    counts[place] = image.count
    return Encoded(np.repeat(encoded.input_ids, counts), np.repeat(encoded.labels, counts))


def encode_records(
    records: Sequence[Record],
    tokenizer: PreTrainedTokenizerBase,
    template: ConversationTemplate,
    image: ImageTokens,
    max_length: int,
    too_long: str,
) -> tuple[list[Example], list[Skipped]]:
    """Tokens of every record; what exceeds `max_length` is cut or skipped, as the recipe says,
    and skipped in any case when nothing to learn would be left."""
    examples: list[Example] = []
    skipped: list[Skipped] = []
    for record in records:
        encoded = expand_image(encode(tokenizer, template, record.turns, image.id), image)
        length = len(encoded.input_ids)
        ids, labels = encoded.input_ids[:max_length], encoded.labels[:max_length]
        if length > max_length and too_long == "skip":
            reason = f"{length} tokens, {max_length} are allowed"
        elif (labels[1:] == IGNORED).all() or (ids == image.id).sum() != image.count:
            reason = f"{length} tokens, and the first {max_length} hold no whole image and answer"
        else:
            examples.append(Example(record, ids, labels))
            continue
        skipped.append(Skipped(record.id, str(record.image), reason))
    return examples, skipped


def data_order(recipe: LlavaRecipe, lengths: Sequence[int], processes: int) -> SeededOrder:
    """The order of the examples in each epoch, from the seed alone."""
    steps = recipe.optimisation
    if not steps.group_by_length:
        return SeededOrder(len(lengths), recipe.seed)
    batch = steps.batch_size * steps.accumulation * processes
    return LengthGroupedOrder(lengths, batch, recipe.seed)


@dataclass(frozen=True)
class Examples(Dataset[dict[str, Any]]):
    """Examples with their pixels, opened when they are asked for."""

    examples: Sequence[Example]
    image: PreprocessSpec

    def __len__(self) -> int:
        return len(self.examples)

    @property
    def lengths(self) -> list[int]:
        """Tokens of each example, image included."""
        return [len(example) for example in self.examples]

    def __getitem__(self, index: Draw | int) -> dict[str, Any]:
        example = self.examples[index.row if isinstance(index, Draw) else index]
        return {
            "id": example.record.id,
            "input_ids": torch.from_numpy(example.input_ids.astype(np.int64)),
            "labels": torch.from_numpy(example.labels.astype(np.int64)),
            "pixel_values": torch.from_numpy(
                preprocess(open_image(example.record.image).rgb, self.image)
            ),
        }


@dataclass(frozen=True)
class Collator:
    """Rows of `Examples` as one batch, padded on the right to the longest.

    input_ids, attention_mask, labels: int64 [B, S]; pixel_values: float32 [B, 3, H, W]; and
    for the loop the ids of the samples and the number of tokens.
    """

    pad_token_id: int

    def __call__(self, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
        longest = max(len(row["input_ids"]) for row in rows)

        def pad(column: str, fill: int) -> Tensor:
            return torch.stack(
                [
                    torch.nn.functional.pad(
                        row[column], (0, longest - len(row[column])), value=fill
                    )
                    for row in rows
                ]
            )

        lengths = torch.tensor([len(row["input_ids"]) for row in rows])
        return {
            "input_ids": pad("input_ids", self.pad_token_id),
            "attention_mask": (torch.arange(longest) < lengths[:, None]).long(),
            "labels": pad("labels", IGNORED),
            "pixel_values": torch.stack([row["pixel_values"] for row in rows]),
            SAMPLE_IDS: [row["id"] for row in rows],
            TOKEN_COUNT: int(lengths.sum()),
        }
