"""Packed questions give the same loss as the same questions asked one by one."""

from __future__ import annotations

import torch
from transformers import LlamaConfig

from skinvl.contract.prompt import PromptTemplate
from skinvl.model import SkinVLConfig, SkinVLForConditionalGeneration, SkinVLVisionConfig
from skinvl.training.data.conversation import IGNORED, attention_bias, encode_turn, pack
from skinvl.training.data.tokenizer import SPECIALS, train_tokenizer
from skinvl.training.stages.language import LanguageLearner

TEMPLATE = PromptTemplate("<bos><image><q>{question}<a>", "<image>", ("<eos>",))
PAIRS = [("Is there hair?", "yes"), ("Which colours?", "light brown and black"), ("Ink?", "no")]


def test_special_tokens_have_fixed_ids_and_any_text_survives() -> None:
    tokenizer = train_tokenizer(["a b c"], 300)
    assert [tokenizer.token_to_id(token) for token in SPECIALS] == list(range(6))
    text = "Größe 12 mm, 皮肤?"
    assert tokenizer.decode(tokenizer.encode(text).ids) == text


def test_only_answers_are_learned() -> None:
    tokenizer = train_tokenizer([t for pair in PAIRS for t in pair], 300)
    turns = [encode_turn(tokenizer, TEMPLATE, *pair) for pair in PAIRS]
    sequence = pack(turns, 5, 500)
    learned = sequence.labels[sequence.labels != IGNORED].tolist()
    assert learned == [token for turn in turns for token in turn.answer]
    assert sequence.position_ids[sequence.turn == 1][0] == 5


def test_attention_keeps_turns_apart() -> None:
    bias = attention_bias(torch.tensor([[0, 0, 1, 1, -1]]), 2)[0, 0]
    assert bias[4, 2] < -1e30, "the second turn must not see the first"
    assert bias[4, 0] == 0, "every turn sees the image"
    assert bias[3, 2] == 0, "a turn sees its own past"
    assert bias[2, 3] < -1e30, "nothing sees the future"


def test_packed_loss_equals_separate_losses() -> None:
    torch.manual_seed(0)
    tokenizer = train_tokenizer([t for pair in PAIRS for t in pair], 300)
    model = SkinVLForConditionalGeneration(
        SkinVLConfig(
            vision_config=SkinVLVisionConfig(stages=((1, 3, 2, 2, 8),), hidden_size=16),
            text_config=LlamaConfig(
                vocab_size=300,
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
    ).eval()
    learner = LanguageLearner(model, 1)
    tokens = torch.randn(1, 4, 16)
    turns = [encode_turn(tokenizer, TEMPLATE, *pair) for pair in PAIRS]

    def loss(chosen: list) -> tuple[float, int]:  # type: ignore[type-arg]
        sequence = pack(chosen, 5, 500)
        value = learner(
            tokens,
            sequence.input_ids[None],
            sequence.labels[None],
            sequence.position_ids[None],
            sequence.turn[None],
        )["loss"].item()
        return value, int((sequence.labels != IGNORED).sum())

    packed, count = loss(turns)
    apart = [loss([turn]) for turn in turns]
    expected = sum(value * tokens_ for value, tokens_ in apart) / count
    assert abs(packed - expected) < 1e-4
