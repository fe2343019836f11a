"""What a run would do: parameters, memory, steps, tokens, labels and the first rendered batch."""

from __future__ import annotations

from collections import Counter
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn

from skinvl.contract.prompt import PromptTemplate
from skinvl.training.config import TrainConfig
from skinvl.training.data.conversation import IGNORED
from skinvl.training.data.labels import LabelledImages
from skinvl.training.data.tokenizer import train_tokenizer
from skinvl.training.data.turns import TurnCollator, caption_turns, sample_texts, sample_turns
from skinvl.training.loop.batch import SAMPLE_IDS, take_notes
from skinvl.training.loop.memory_estimate import estimate_memory
from skinvl.training.loop.order import SeededOrder
from skinvl.training.loop.precision import training_device, trains_in_bf16
from skinvl.training.stages.classifier import Classifier
from skinvl.training.stages.learner import LanguageLearner, build_model

# Images on which activations and tokens are measured, and samples of the first batch shown.
MEASURED = 4
SHOWN = 2
# Batches over which the number of tokens is averaged.
COUNTED = 20


def report(config: TrainConfig, training: LabelledImages, validation: LabelledImages) -> None:
    """Print everything; nothing is trained or written."""
    classifier = Classifier(config, config.preprocess)
    tokenizer = train_tokenizer(sample_texts(training.samples), config.language.vocabulary)
    learner = LanguageLearner(
        build_model(config, classifier, tokenizer), tokenizer.token_to_id("<bos>")
    )
    bf16 = trains_in_bf16(config.loop.precision)
    print(f"device {training_device()}, {'bfloat16' if bf16 else 'float32'}")
    for name, module in (
        ("vision tower", classifier.tower),
        ("diagnosis head", classifier.head),
        ("projector", learner.projector),
        ("decoder", learner.decoder),
    ):
        print(f"{name:16} {count_parameters(module):>12,} parameters")
    report_vision(config, classifier, bf16)
    report_images(training, validation)
    tokens = learner_tokens(config, classifier)
    batches = {}
    for stage, steps, turns_of in (
        ("alignment", config.language.alignment_steps, caption_turns),
        ("instruction", config.language.instruction_steps, sample_turns),
    ):
        turns = [turns_of(sample, tokenizer, config.prompt) for sample in training.samples]
        rows = [row for row, available in enumerate(turns) if available]
        if not rows:
            print(f"{stage} stage: no image has a text for it")
            continue
        collator = TurnCollator(
            tokens.expand(1, len(turns), -1, -1),
            turns,
            [sample.id for sample in training.samples],
            config.language.max_length,
        )
        batches[stage] = report_language(config, learner, collator, rows, stage, steps, bf16)
    stored = len(training) * config.language.feature_views * tokens[0, 0].numel() * 2
    print(f"stored vision features: {stored / 2**20:,.0f} MiB of main memory")
    for stage, batch in batches.items():
        show_batch(batch, tokenizer, stage, prompt_head(config.prompt))


def count_parameters(module: nn.Module, trained: bool = False) -> int:
    """Parameters of a module, or only those that learn; shared ones once."""
    found = {id(p): p.numel() for p in module.parameters() if p.requires_grad or not trained}
    return sum(found.values())


def report_vision(config: TrainConfig, classifier: Classifier, bf16: bool) -> None:
    """Trained parameters, steps and memory of the vision stage."""
    vision = config.vision
    batches = vision.draws_per_epoch // vision.batch_size
    steps = -(-batches // vision.accumulation) * vision.epochs
    images = batches * vision.batch_size * vision.epochs
    size = vision.train_size
    labels = torch.zeros(MEASURED, dtype=torch.long)

    def loss() -> torch.Tensor:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
            value: torch.Tensor = classifier(
                torch.rand(MEASURED, 3, size, size), labels, labels, labels
            )["loss"]
        return value

    memory = estimate_memory(classifier, loss, MEASURED, vision.batch_size, copies=2)
    print(
        f"vision stage: {count_parameters(classifier, True):,} trained parameters, {steps:,} "
        f"steps of {vision.batch_size} x {vision.accumulation} images, {images:,} images"
    )
    print(f"  memory {memory}")


def report_images(training: LabelledImages, validation: LabelledImages) -> None:
    """Images by class, and how many files are not there."""
    for name, images in (("train", training), ("val", validation)):
        absent = [file for file in images.files if not file.is_file()]
        missing = f", {len(absent):,} files missing, first {absent[0]}" if absent else ""
        print(f"{name}: {len(images):,} images{missing}")
        counts = Counter((s.modality, s.diagnosis or "-") for s in images.samples)
        for (modality, code), count in sorted(counts.items()):
            print(f"  {modality:12} {code:28} {count:6,}")


@torch.no_grad()
def learner_tokens(config: TrainConfig, classifier: Classifier) -> torch.Tensor:
    """Stand-ins for stored features, zeros [1, 1, T, C] of the tower's own shape."""
    height, width = config.preprocess.height, config.preprocess.width
    return torch.zeros_like(classifier.patches(torch.zeros(1, 3, height, width)))[None]


def report_language(
    config: TrainConfig,
    learner: LanguageLearner,
    collator: TurnCollator,
    rows: list[int],
    stage: str,
    steps: int,
    bf16: bool,
) -> dict[str, Any]:
    """Trained parameters, steps, tokens and memory of one language stage; its first batch."""
    language = config.language
    order = SeededOrder(len(rows), config.seed)
    draws = [type(draw)(rows[draw.row], draw.seed) for draw in order]
    size = language.batch_size
    heads = range(0, min(len(draws), size * COUNTED), size)
    batches = [collator(draws[start : start + size]) for start in heads]
    mean = sum(batch["token_count"] for batch in batches) / len(batches)
    measured = collator(draws[:MEASURED])
    count = len(measured[SAMPLE_IDS])
    take_notes(measured)

    def loss() -> torch.Tensor:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
            value: torch.Tensor = learner(**measured)["loss"]
        return value

    if language.gradient_checkpointing:
        learner.gradient_checkpointing_enable({"use_reentrant": False})
    memory = estimate_memory(learner.train(), loss, count, size)
    total = mean * language.accumulation * steps
    print(
        f"{stage} stage: {count_parameters(learner, True):,} trained parameters, {steps:,} steps "
        f"of {size} x {language.accumulation} images, {len(rows):,} images, about {total:,.0f} "
        "tokens"
    )
    print(f"  memory {memory}")
    return batches[0]


def prompt_head(prompt: PromptTemplate) -> str:
    """What stands before the question: the image, and the start of the text."""
    return prompt.render("").split(prompt.image_token)[0] + prompt.image_token


def show_batch(batch: dict[str, Any], tokenizer: Tokenizer, stage: str, head: str) -> None:
    """The first samples of a batch turn by turn; what is learned stands in brackets."""
    learned = int((batch["labels"] != IGNORED).sum())
    print(
        f"first {stage} batch: {len(batch[SAMPLE_IDS])} images, {batch['token_count']:,} tokens, "
        f"{learned:,} of them learned (in brackets), "
        f"{batch['input_ids'].numel() - batch['token_count']:,} of padding"
    )
    for row, name in enumerate(batch[SAMPLE_IDS][:SHOWN]):
        print(f"  {name}:")
        turn = batch["turn"][row]
        for number in range(int(turn.max()) + 1):
            ids, labels = batch["input_ids"][row], batch["labels"][row]
            asked = ids[(turn == number) & (labels == IGNORED)].tolist()
            answered = ids[(turn == number) & (labels != IGNORED)].tolist()
            question = tokenizer.decode(asked, skip_special_tokens=False)
            answer = tokenizer.decode(answered, skip_special_tokens=False)
            print(f"    {head}{question} [{answer}]")
