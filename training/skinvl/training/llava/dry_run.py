"""A LLaVA run without the training: sizes, memory, steps, tokens and the first batch."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from transformers import LlavaConfig, PreTrainedTokenizerBase

from skinvl.model.llava.assembly import empty_model
from skinvl.model.llava.conversation import TEMPLATES
from skinvl.model.llava.tokenizer import IMAGE_TOKEN, load_tokenizer
from skinvl.training.llava.base import read_sizes
from skinvl.training.llava.collate import Example, data_order, encode_records, image_tokens
from skinvl.training.llava.config import LlavaRecipe
from skinvl.training.llava.conversation import IGNORED
from skinvl.training.llava.memory_estimate import (
    ParameterCounts,
    activation_bytes,
    count,
    estimate,
)
from skinvl.training.llava.model import adapt, check_frozen, describe_parameters
from skinvl.training.llava.preparation import read_records
from skinvl.training.llava.records import Record

SHOWN_ROWS = 4


def report(
    recipe: LlavaRecipe, *, data: Path, base: Path | None, vision_tower: Path | None, devices: int
) -> None:
    """Print what the run would be; of the base only config.json is read, and its tokenizer where
    it has one."""
    config = read_sizes(recipe.base, base, vision_tower)
    adapted = adapt(empty_model(config), recipe)
    check_frozen(adapted, recipe)
    print("\n".join(describe_parameters(adapted)))
    found = read_records(recipe.data, data, recipe.seed, None)
    tokenizer = find_tokenizer(base, config)
    if tokenizer is None:
        print("tokens: unknown without the tokenizer of the base; give --base FOLDER")
        print_steps(recipe, len(found.training), len(found.validation), devices)
        print_reasons([entry.reason for entry in found.skipped])
        print_text(recipe, found.training)
        lengths = [recipe.optimisation.max_length]
    else:
        examples, too_long = encode_records(
            found.training,
            tokenizer,
            TEMPLATES[recipe.templates.training],
            image_tokens(config),
            recipe.optimisation.max_length,
            recipe.data.too_long,
        )
        print_steps(recipe, len(examples), len(found.validation), devices)
        print_tokens(examples)
        print_reasons([entry.reason for entry in (*found.skipped, *too_long)])
        order = data_order(recipe, [len(example) for example in examples], 1)
        rows = [draw.row for draw in order][: recipe.optimisation.batch_size]
        print_batch([examples[row] for row in rows], tokenizer, config)
        lengths = sorted({max(map(len, examples)), recipe.optimisation.max_length})
    for length in lengths:
        print_memory(recipe, config, count(adapted), length, devices)


def find_tokenizer(base: Path | None, config: LlavaConfig) -> PreTrainedTokenizerBase | None:
    """The tokenizer of the base with `<image>`; None where there is none to read."""
    names = ("tokenizer.json", "tokenizer.model")
    if base is None or not any((base / name).is_file() for name in names):
        return None
    tokenizer = load_tokenizer(base, config.text_config)
    tokenizer.add_tokens([IMAGE_TOKEN], special_tokens=True)
    return tokenizer


def print_steps(recipe: LlavaRecipe, training: int, validation: int, devices: int) -> None:
    steps = recipe.optimisation
    print(f"conversations: {training:,} to train on, {validation:,} to validate on")
    for count_ in sorted({1, devices}):
        passes = math.ceil(training / (steps.batch_size * count_))
        total = math.ceil(passes / steps.accumulation) * steps.epochs
        whole = steps.batch_size * steps.accumulation * count_
        print(f"steps: {total:,} on {count_} device(s), {whole} conversations each")


def print_tokens(examples: Sequence[Example]) -> None:
    lengths = [len(example) for example in examples]
    learned = sum(int((example.labels != IGNORED).sum()) for example in examples)
    print(
        f"tokens: {sum(lengths):,} an epoch, {learned:,} of them learned; "
        f"{min(lengths):,} to {max(lengths):,} a conversation"
    )


def print_reasons(reasons: Sequence[str]) -> None:
    """How many are skipped for what reason, the most frequent first."""
    print(f"skipped: {len(reasons):,}")
    for reason, number in Counter(reasons).most_common():
        print(f"  {number:,} x {reason}")


def print_text(recipe: LlavaRecipe, records: Sequence[Record]) -> None:
    """The first conversation; what is learned stands in brackets."""
    pieces = TEMPLATES[recipe.templates.training].pieces(records[0].turns)
    text = "".join(f"[[{piece}]]" if reply else piece for piece, reply in pieces)
    print(f"first conversation {records[0].id}, what is learned in [[ ]]:\n  {text!r}")


def print_batch(
    examples: Sequence[Example], tokenizer: PreTrainedTokenizerBase, config: LlavaConfig
) -> None:
    """The first rows: every token, the image once, and what is learned in brackets."""
    longest = max(map(len, examples))
    print(f"first batch: {len(examples)} x {longest} tokens, what is learned in [[ ]]")
    for example in examples[:SHOWN_ROWS]:
        print(f"  {example.record.id}: {render(example, tokenizer, config)}")


def render(example: Example, tokenizer: PreTrainedTokenizerBase, config: LlavaConfig) -> str:
    """The tokens of an example as text, runs of learned ones in brackets."""
    image = config.image_token_index
    number = int((example.input_ids == image).sum())
    parts = []
    before, learning = None, False
    for token, label in zip(example.input_ids.tolist(), example.labels.tolist(), strict=True):
        if token == image:
            if before != image:
                parts.append(f"<image x {number}>")
        else:
            if (label != IGNORED) != learning:
                parts.append("]]" if learning else "[[")
                learning = not learning
            parts.append(tokenizer.convert_ids_to_tokens(token))
        before = token
    return " ".join([*parts, "]]"] if learning else parts)


def print_memory(
    recipe: LlavaRecipe, config: LlavaConfig, counts: ParameterCounts, length: int, devices: int
) -> None:
    """Memory on each device, one line a way to share."""
    size = recipe.optimisation.batch_size
    rows = estimate(counts, config, recipe, length, devices)
    name, unit = ("GiB", 2**30) if max(row.total for row in rows) > 2**30 else ("MiB", 2**20)
    print(f"memory on each device in {name}, {size} x {length:,} tokens (CUDA's own not counted):")
    print(f"  {'':11} devices weights gradients optimizer activations  total")
    for row in rows:
        figures = (row.weights, row.gradients, row.optimizer, row.activations, row.total)
        columns = "".join(
            f"{value / unit:>{width}.1f}"
            for value, width in zip(figures, (8, 10, 10, 12, 7), strict=True)
        )
        print(f"  {row.strategy:11} {row.devices:>7}{columns}")
    kept, whole = (
        sum(activation_bytes(config, recipe, length, checkpointing=on).values()) / unit
        for on in (True, False)
    )
    print(f"  activations: {kept:,.1f} with gradient checkpointing, {whole:,.1f} without")
