"""Batches: pixels as LLaVA prepares them, the image in the sequence, padding without loss."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from transformers import CLIPImageProcessor, LlavaConfig, PreTrainedTokenizerBase

from skinvl.contract.image import open_image
from skinvl.contract.preprocess import PreprocessSpec, preprocess
from skinvl.model.llava.conversation import MISTRAL_INSTRUCT, Turn
from skinvl.training.llava.collate import (
    Collator,
    Examples,
    ImageTokens,
    encode_records,
    expand_image,
    image_tokens,
    training_spec,
)
from skinvl.training.llava.conversation import IGNORED, Encoded
from skinvl.training.llava.records import Record
from skinvl.training.loop import SAMPLE_IDS, TOKEN_COUNT, Draw

CLIP = PreprocessSpec(
    width=42,
    height=42,
    fit="crop",
    background=(0, 0, 0),
    resample="bicubic",
    mean=(0.48145466, 0.4578275, 0.40821073),
    std=(0.26862954, 0.26130258, 0.27577711),
)
IMAGE = ImageTokens(id=999, count=9)


def record(name: str, answer: str, image: Path = Path("a.png")) -> Record:
    return Record(name, image, "0", None, "train", (Turn("<image>\nWhat?", answer),))


@pytest.mark.parametrize("size", [(60, 31), (31, 60), (42, 42), (57, 56)])
def test_pad_to_square_as_the_released_loader(size: tuple[int, int]) -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    side = max(size)
    square = Image.new("RGB", (side, side), (122, 116, 104))
    square.paste(Image.fromarray(pixels), ((side - size[0]) // 2, (side - size[1]) // 2))
    processor = CLIPImageProcessor(
        size={"shortest_edge": 42}, crop_size={"height": 42, "width": 42}
    )
    expected = processor(square, return_tensors="np")["pixel_values"][0]
    spec = training_spec(CLIP, "pad")
    assert spec.background == (122, 116, 104)
    np.testing.assert_allclose(preprocess(pixels, spec), expected, atol=1e-6)


def test_an_image_takes_as_many_tokens_as_the_tower_has_patches() -> None:
    config = LlavaConfig()
    config.vision_config.image_size, config.vision_config.patch_size = 336, 14
    assert image_tokens(config).count == 576
    config.vision_feature_select_strategy = "full"
    assert image_tokens(config).count == 577


def test_the_placeholder_grows_and_nothing_moves() -> None:
    encoded = Encoded(
        np.array([1, 999, 5, 6], dtype=np.int32), np.array([-100, -100, -100, 6], dtype=np.int32)
    )
    grown = expand_image(encoded, ImageTokens(999, 3))
    assert grown.input_ids.tolist() == [1, 999, 999, 999, 5, 6]
    assert grown.labels.tolist() == [-100] * 5 + [6]


def test_what_is_too_long_is_skipped_or_cut(tokenizer: PreTrainedTokenizerBase) -> None:
    records = [record("short", "Yes."), record("long", "No. " * 50)]
    kept, skipped = encode_records(records, tokenizer, MISTRAL_INSTRUCT, IMAGE, 40, "skip")
    assert [example.record.id for example in kept] == ["short"]
    assert skipped[0].id == "long" and skipped[0].reason.endswith("tokens, 40 are allowed")
    kept, skipped = encode_records(records, tokenizer, MISTRAL_INSTRUCT, IMAGE, 40, "cut")
    assert [len(example) for example in kept][1] == 40 and not skipped
    assert (kept[1].labels != IGNORED).sum() == 40 - (kept[0].labels == IGNORED).sum()


def test_what_would_be_cut_to_nothing_is_skipped(tokenizer: PreTrainedTokenizerBase) -> None:
    _, skipped = encode_records(
        [record("a", "Yes.")], tokenizer, MISTRAL_INSTRUCT, IMAGE, 12, "cut"
    )
    assert "no whole image and answer" in skipped[0].reason


def test_a_batch(data: Path, tokenizer: PreTrainedTokenizerBase) -> None:
    files = [data / "images" / f"{name}.png" for name in ("melanoma", "nevus")]
    records = [record("a", "Yes.", files[0]), record("b", "No, it is a nevus.", files[1])]
    examples, _ = encode_records(records, tokenizer, MISTRAL_INSTRUCT, IMAGE, 99, "skip")
    spec = dataclasses.replace(CLIP, fit="pad")
    dataset = Examples(tuple(examples), spec)
    assert dataset.lengths == [len(example) for example in examples]
    batch = Collator(pad_token_id=0)([dataset[0], dataset[Draw(row=1, seed=5)]])
    longest = max(dataset.lengths)
    assert batch["input_ids"].shape == batch["labels"].shape == (2, longest)
    assert batch["attention_mask"].sum(dim=1).tolist() == dataset.lengths
    padding = batch["attention_mask"] == 0
    assert padding.any()
    assert (batch["labels"][padding] == IGNORED).all()
    assert (batch["input_ids"][padding] == 0).all()
    assert ((batch["input_ids"] == IMAGE.id).sum(dim=1) == IMAGE.count).all()
    expected = preprocess(open_image(files[1]).rgb, spec)
    assert torch.equal(batch["pixel_values"][1], torch.from_numpy(expected))
    assert batch[SAMPLE_IDS] == ["a", "b"] and batch[TOKEN_COUNT] == sum(dataset.lengths)
