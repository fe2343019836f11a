"""The tokenizer of a checkpoint, and the `<image>` token that Hugging Face's layout needs.

Original LLaVA marks an image with the index -200, which is no token; transformers replaces the
embeddings of a token that is in the vocabulary.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import cast

import torch
from tokenizers import AddedToken
from transformers import (
    AutoTokenizer,
    LlavaForConditionalGeneration,
    PretrainedConfig,
    PreTrainedTokenizerBase,
)

from skinvl.contract.errors import ModelError

IMAGE_TOKEN = "<image>"
# transformers' own conversion script pads the vocabulary to this, for the speed of its product.
MULTIPLE = 64
_NEEDED = ("sentencepiece", "google.protobuf")


def load_tokenizer(folder: Path, text_config: PretrainedConfig) -> PreTrainedTokenizerBase:
    """The tokenizer in `folder`: tokenizer.json, or tokenizer.model through sentencepiece.

    Raises:
        ModelError: there is none, it cannot be read, or sentencepiece is not installed.
    """
    if not (folder / "tokenizer.json").is_file():
        if not (folder / "tokenizer.model").is_file():
            raise ModelError(f"{folder}: no tokenizer.json and no tokenizer.model")
        if not all(map(_is_installed, _NEEDED)):
            raise ModelError(
                f"{folder / 'tokenizer.model'}: needs two packages more; "
                "pip install sentencepiece protobuf, or put a tokenizer.json beside it"
            )
    try:
        tokenizer = AutoTokenizer.from_pretrained(
            folder, config=text_config, local_files_only=True, use_fast=True
        )
    except Exception as error:
        reason = str(error).strip().splitlines()[0]
        raise ModelError(f"{folder}: its tokenizer cannot be read ({reason})") from error
    if not tokenizer.is_fast:
        raise ModelError(f"{folder}: its tokenizer has no tokenizer.json form")
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.unk_token or tokenizer.eos_token
    return cast(PreTrainedTokenizerBase, tokenizer)


def add_image_token(
    model: LlavaForConditionalGeneration, tokenizer: PreTrainedTokenizerBase
) -> None:
    """Give `<image>` an id, and the embeddings as many rows as the tokenizer has ids.

    New rows are the mean of the others: `<image>` itself is replaced before it is used, and the
    output of a mean row is the mean logit, which no answer is made of. Rows of other tokens, and
    so their logits, stay as they are.
    """
    tokenizer.add_tokens(
        AddedToken(IMAGE_TOKEN, special=True, normalized=False), special_tokens=True
    )
    model.config.image_token_index = tokenizer.convert_tokens_to_ids(IMAGE_TOKEN)
    rows = model.get_input_embeddings().weight.shape[0]
    if len(tokenizer) <= rows:
        return
    model.resize_token_embeddings(len(tokenizer), pad_to_multiple_of=MULTIPLE, mean_resizing=False)
    with torch.no_grad():
        for layer in {model.get_input_embeddings(), model.get_output_embeddings()}:
            layer.weight[rows:] = layer.weight[:rows].float().mean(dim=0).to(layer.weight.dtype)


def check_image_token(tokenizer: PreTrainedTokenizerBase, expected: int, folder: Path) -> None:
    """Compare the tokenizer's `<image>` with the id in config.json.

    Raises:
        ModelError: they differ, or the tokenizer has no such token.
    """
    found = tokenizer.get_vocab().get(IMAGE_TOKEN)
    if found != expected:
        raise ModelError(
            f"{folder}: in its config.json {IMAGE_TOKEN} has the id {expected}, in its tokenizer "
            f"{found or 'none'}"
        )


def _is_installed(package: str) -> bool:
    try:
        return importlib.util.find_spec(package) is not None
    except ModuleNotFoundError:
        return False
