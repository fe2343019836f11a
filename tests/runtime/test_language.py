"""Closed answers are scored by the likelihood of the whole answer, with a shared prefix."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skinvl.contract.answer import begins_answer
from skinvl.contract.errors import ModelError
from skinvl.contract.prompt import DESCRIBE_QUESTION
from skinvl.runtime.grammar import ANSWER_GRAMMAR
from skinvl.runtime.language import LanguageModel, log_softmax
from skinvl.runtime.sampling import Sampling

QUESTION = "Is the border irregular?"
CHOICES = ["yes", "no", "no border can be seen", "no border", "é"]


def score_naively(bundle: Any, tokens: Any, choice: str) -> float:
    """Log-likelihood with the whole sequence read at once, without a cache."""
    language = bundle._models.language
    decoder, tokenizer = language._decoder, language._tokenizer
    prompt = bundle.info.contract.prompt.render(QUESTION)
    ids = [*tokenizer.encode(prompt + choice, add_special_tokens=False).ids, decoder.spec.eos_id]
    count = len(tokenizer.encode(prompt, add_special_tokens=False).ids)
    place = ids.index(decoder.spec.image_id)
    embeds = decoder.embed(np.array([ids]))[0]
    whole = np.concatenate([embeds[:place], tokens, embeds[place + 1 :]])[None]
    context = decoder.open(whole.shape[1])
    logits = log_softmax(context.read(whole, range(whole.shape[1])))[0]
    answer = ids[count:]
    first = len(whole[0]) - len(answer) - 1
    return float(sum(logits[first + step, token] for step, token in enumerate(answer)))


def test_scores_equal_full_recomputation(bundle: Any, images: dict[str, Path]) -> None:
    encoded = bundle.encode(images["melanoma"])
    scores = bundle._models.language.score(encoded.tokens, QUESTION, CHOICES)
    expected = [score_naively(bundle, encoded.tokens, choice) for choice in CHOICES]
    np.testing.assert_allclose(scores, expected, atol=1e-3)
    assert len(set(np.round(expected, 3))) == len(CHOICES)


def test_a_choice_scores_the_same_among_many(bundle: Any, images: dict[str, Path]) -> None:
    encoded = bundle.encode(images["melanoma"])
    many = [f"answer {number}" for number in range(70)]
    scores = bundle._models.language.score(encoded.tokens, QUESTION, many)
    alone = bundle._models.language.score(encoded.tokens, QUESTION, [many[65]])
    np.testing.assert_allclose(scores[65], alone[0], atol=1e-3)


def test_score_answers_is_a_distribution(bundle: Any, images: dict[str, Path]) -> None:
    scored = bundle.score_answers(images["melanoma"], QUESTION, CHOICES)
    assert list(scored) == CHOICES
    assert sum(scored.values()) == pytest.approx(1)


def test_no_choices(bundle: Any, images: dict[str, Path]) -> None:
    with pytest.raises(ModelError, match="at least one choice"):
        bundle.score_answers(images["melanoma"], QUESTION, [])


def test_a_follow_up_reads_only_itself(bundle: Any, images: dict[str, Path]) -> None:
    """The image stays read, and the answer is what it would have been as the first question."""
    language = bundle._models.language
    tokens = bundle.encode(images["melanoma"]).tokens
    other = bundle.encode(images["eczema"]).tokens
    alone = "".join(language.stream(tokens, QUESTION, 8, None))
    context = language._prefixes._kept.context
    # Longer than the first one, within the room to spare.
    list(language.stream(tokens, "Describe the image.", 40, None))
    assert "".join(language.stream(tokens, QUESTION, 8, None)) == alone
    assert language._prefixes._kept.context is context
    list(language.stream(other, QUESTION, 8, None))
    assert language._prefixes._kept.context is not context
    assert "".join(language.stream(tokens, QUESTION, 8, None)) == alone


def test_two_questions_at_once_do_not_mix(bundle: Any, images: dict[str, Path]) -> None:
    language = bundle._models.language
    tokens = bundle.encode(images["melanoma"]).tokens
    whole = list(language.stream(tokens, DESCRIBE_QUESTION, 64, None))
    first = language.stream(tokens, DESCRIBE_QUESTION, 64, None)
    pieces = [next(first)]
    assert list(language.stream(tokens, DESCRIBE_QUESTION, 64, None)) == whole
    assert [*pieces, *first] == whole


def test_a_grammar_keeps_a_wandering_model_in_line(bundle: Any, images: dict[str, Path]) -> None:
    """Without its script the tiny model writes noise; kept to the grammar it writes an answer."""
    language = bundle._models.language
    tokens = bundle.encode(images["melanoma"]).tokens
    noise = "".join(language.stream(tokens, QUESTION, 64, None))
    assert not begins_answer(noise)
    kept = "".join(language.stream(tokens, QUESTION, 64, None, grammar=ANSWER_GRAMMAR))
    assert kept and begins_answer(kept)


def test_sampling_is_repeatable(bundle: Any, images: dict[str, Path]) -> None:
    language = bundle._models.language
    tokens = bundle.encode(images["melanoma"]).tokens

    def write(seed: int) -> str:
        sampling = Sampling(temperature=40.0, seed=seed)
        return "".join(language.stream(tokens, QUESTION, 12, None, sampling=sampling))

    assert write(1) == write(1)
    assert len({write(seed) for seed in range(4)}) > 1


def make_byte_tokenizer() -> Any:
    """As Mistral's and Llama's: words with their space, and bytes for all else."""
    from tokenizers import Tokenizer, decoders, models

    words = ["<pad>", "<bos>", "<eos>", "<image>", "\u2581a", "\u2581lesion", "s", "."]
    vocabulary = [*words, *(f"<0x{byte:02X}>" for byte in range(256))]
    tokenizer = Tokenizer(
        models.BPE({word: place for place, word in enumerate(vocabulary)}, [], byte_fallback=True)
    )
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace("\u2581", " "), decoders.ByteFallback(), decoders.Fuse(),
         decoders.Strip(" ", 1, 0)]
    )  # fmt: skip
    tokenizer.add_special_tokens(["<pad>", "<bos>", "<eos>", "<image>"])
    return tokenizer


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["\u2581a", "\u2581lesion", "s", "."], "a lesions."),
        (["\u2581a", "<0xC3>", "<0xA9>", "s"], "a\u00e9s"),
        # A token that says nothing must not take the space of the next one.
        (["\u2581a", "<pad>", "\u2581lesion"], "a lesion"),
        # A byte that begins nothing must not swallow what follows it.
        (["\u2581a", "<0xFF>", "\u2581lesion", "."], "a\ufffd lesion."),
        (["<0xFF>", "<0xFE>", "\u2581a", "\u2581lesion"], "\ufffd\ufffd a lesion"),
        # A character that the end cuts in two is left out.
        (["\u2581a", "\u2581lesion", "<0xC3>"], "a lesion"),
    ],
)
def test_text_of_byte_tokens_is_never_lost(bundle: Any, words: list[str], text: str) -> None:
    tokenizer = make_byte_tokenizer()
    model = bundle._models.language
    language = LanguageModel(model._decoder, tokenizer, bundle.info.contract.prompt)
    ids = [tokenizer.token_to_id(word) for word in words]
    assert None not in ids
    assert "".join(language._detokenize(iter(ids))) == text


def test_an_answer_is_joined_as_in_training(bundle: Any) -> None:
    language = bundle._models.language
    assert language.join("<q>Is it?<a>", " yes  please ") == "<q>Is it?<a>yes please"
    assert language.join("USER: Is it? ASSISTANT:", "yes") == "USER: Is it? ASSISTANT: yes"
