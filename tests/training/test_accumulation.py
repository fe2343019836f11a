"""Accumulated small batches move the weights as one large batch does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import LlamaConfig, TrainerCallback

from skinvl.contract.prompt import PromptTemplate
from skinvl.model import SkinVLConfig, SkinVLForConditionalGeneration, SkinVLVisionConfig
from skinvl.training.config import load_config
from skinvl.training.data.conversation import encode_turn
from skinvl.training.data.labels import read_labelled_images
from skinvl.training.data.pixels import cached_pixels
from skinvl.training.data.tokenizer import train_tokenizer
from skinvl.training.data.turns import AskedImages, TurnCollator
from skinvl.training.loop import RunArguments, SeededOrder, TrustedTrainer
from skinvl.training.stages.classifier import Classifier
from skinvl.training.stages.learner import LanguageLearner
from skinvl.training.stages.vision import Collator, RowDataset

TEMPLATE = PromptTemplate("<bos><image><q>{question}<a>", "<image>", ("<eos>",))


class Gradients(TrainerCallback):
    """Copies the gradients of the first optimizer step."""

    def __init__(self) -> None:
        self.found: dict[str, Tensor] = {}

    def on_pre_optimizer_step(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        if not self.found:
            self.found = {
                name: parameter.grad.clone()
                for name, parameter in kwargs["model"].named_parameters()
                if parameter.grad is not None
            }


def first_gradients(
    model: nn.Module, dataset: Any, collator: Any, count: int, batch: int, folder: Path
) -> dict[str, Tensor]:
    """Gradients of one step of 8 samples in batches of `batch`, in fp32."""
    gradients = Gradients()
    folder.mkdir()
    TrustedTrainer(
        model=model,
        args=RunArguments(
            output_dir=str(folder / "stage"),
            max_steps=1,
            per_device_train_batch_size=batch,
            gradient_accumulation_steps=8 // batch,
            max_grad_norm=1e9,
            use_cpu=True,
            save_strategy="no",
            report_to=[],
            remove_unused_columns=False,
        ),
        train_dataset=dataset,
        data_collator=collator,
        sampler=SeededOrder(count, 3),
        callbacks=[gradients],
        run_folder=folder,
        stage="stage",
    ).fit()
    return gradients.found


def check_equal(build: Callable[[int], dict[str, Tensor]]) -> None:
    whole = build(8)
    assert whole
    for batch in (4, 1):
        parts = build(batch)
        assert parts.keys() == whole.keys()
        for name, gradient in whole.items():
            # Against the whole tensor: single entries may cancel down to rounding.
            difference = (parts[name] - gradient).norm()
            assert gradient.norm() > 1e-6, f"{name}: nothing to compare"
            assert difference <= 1e-4 * gradient.norm(), f"{name}: {difference / gradient.norm()}"


def test_language_batches_of_unlike_length(tmp_path: Path) -> None:
    pairs = [("Is there hair?", "yes"), ("Which colours are there?", "light brown, black and red")]
    tokenizer = train_tokenizer([text for pair in pairs for text in pair], 300)
    turns = [[encode_turn(tokenizer, TEMPLATE, *pairs[row % 2])] for row in range(16)]
    torch.manual_seed(0)
    features = torch.randn(2, 16, 4, 16)
    collator = TurnCollator(features, turns, [str(row) for row in range(16)], 200)

    def build(batch: int) -> dict[str, Tensor]:
        learner = make_learner(tokenizer)
        folder = tmp_path / str(batch)
        return first_gradients(learner, AskedImages(list(range(16))), collator, 16, batch, folder)

    check_equal(build)


def make_learner(tokenizer: Tokenizer) -> LanguageLearner:
    torch.manual_seed(1)
    model = SkinVLForConditionalGeneration(
        SkinVLConfig(
            vision_config=SkinVLVisionConfig(stages=((1, 3, 2, 2, 8),), hidden_size=16),
            text_config=LlamaConfig(
                vocab_size=tokenizer.get_vocab_size(),
                hidden_size=32,
                num_hidden_layers=2,
                num_attention_heads=2,
                num_key_value_heads=1,
                intermediate_size=64,
            ),
            image_token_index=3,
            dermoscopy_codes=("melanoma",),
            clinical_codes=("acne",),
            typicality_rank=4,
        )
    )
    return LanguageLearner(model, 1)


def test_vision_batches_with_augmentation(
    changed_config: Callable[..., Path], tiny_data: Path, tmp_path: Path
) -> None:
    # Dropout is drawn a batch at a time; without it the loss is a function of the draws.
    config = load_config(changed_config(vision={"dropout": 0.0, "drop_path": 0.0}))
    images = read_labelled_images(tiny_data, config.data, "train")
    pixels = cached_pixels(images.samples, images.files, config.preprocess, 64, tmp_path).pixels
    collator = Collator(pixels, images, 64)

    def build(batch: int) -> dict[str, Tensor]:
        torch.manual_seed(2)
        model = Classifier(config, config.preprocess)
        folder = tmp_path / str(batch)
        return first_gradients(model, RowDataset(len(images)), collator, len(images), batch, folder)

    check_equal(build)


@pytest.mark.parametrize("checkpointing", (False, True))
def test_recomputed_activations_give_the_same_gradients(
    checkpointing: bool, tmp_path: Path
) -> None:
    tokenizer = train_tokenizer(["a question", "an answer"], 300)
    turns = [[encode_turn(tokenizer, TEMPLATE, "a question", "an answer")]] * 8
    collator = TurnCollator(torch.ones(1, 8, 4, 16), turns, ["x"] * 8, 200)
    rows = AskedImages(list(range(8)))
    plain = first_gradients(make_learner(tokenizer), rows, collator, 8, 8, tmp_path / "plain")
    learner = make_learner(tokenizer)
    if checkpointing:
        learner.gradient_checkpointing_enable({"use_reentrant": False})
        assert learner.decoder.is_gradient_checkpointing
    again = first_gradients(learner, rows, collator, 8, 8, tmp_path / "again")
    for name, gradient in plain.items():
        torch.testing.assert_close(again[name], gradient, rtol=1e-5, atol=1e-7, msg=name)
