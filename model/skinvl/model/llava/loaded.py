"""A LLaVA in memory with everything that it was trained with."""

from __future__ import annotations

from dataclasses import dataclass

from transformers import LlavaForConditionalGeneration, PreTrainedTokenizerBase

from skinvl.contract.preprocess import PreprocessSpec


@dataclass(frozen=True)
class LoadedLlava:
    """What `load_llava` gives.

    Args:
        model: in evaluation mode; its embeddings have a row for every id of `tokenizer`.
        tokenizer: a fast one that knows `<image>` as `model.config.image_token_id`.
        image: how pixels become `pixel_values`.
        layout: what was found on disk, in words.
        notes: what the user should know about this checkpoint.
    """

    model: LlavaForConditionalGeneration
    tokenizer: PreTrainedTokenizerBase
    image: PreprocessSpec
    layout: str
    notes: tuple[str, ...]
