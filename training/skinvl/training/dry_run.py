"""What a run would do: sizes, label counts and the first rendered questions."""

from __future__ import annotations

from collections import Counter

from tokenizers import Tokenizer

from skinvl.contract.prompt import DESCRIBE_QUESTION
from skinvl.training.config import TrainConfig
from skinvl.training.data.labels import LabelledImages
from skinvl.training.data.tokenizer import train_tokenizer
from skinvl.training.stages.language import build_model, sample_turns
from skinvl.training.stages.vision import Classifier


def report(config: TrainConfig, training: LabelledImages, validation: LabelledImages) -> None:
    """Print parameters, images a class, steps and the turns of the first sample."""
    classifier = Classifier(config, config.preprocess)
    texts = [qa.question for s in training.samples for qa in s.qa] + [DESCRIBE_QUESTION]
    tokenizer = train_tokenizer(texts, config.language.vocabulary)
    model = build_model(config, classifier, tokenizer)
    for name, module in (
        ("vision tower", model.model.vision_tower),
        ("diagnosis head", model.head),
        ("projector", model.model.multi_modal_projector),
        ("decoder", model.model.language_model),
    ):
        print(f"{name:16} {sum(p.numel() for p in module.parameters()):>12,} parameters")
    trained = sum(p.numel() for p in classifier.parameters() if p.requires_grad)
    vision = config.vision
    steps = vision.draws_per_epoch // vision.batch_size * vision.epochs
    print(f"{'vision stage':16} {trained:>12,} trained parameters, {steps:,} steps")
    print(
        f"{'language stage':16} {config.language.alignment_steps:,} alignment steps, "
        f"{config.language.instruction_steps:,} instruction steps"
    )
    for name, images in (("train", training), ("val", validation)):
        counts = Counter((s.modality, s.diagnosis or "-") for s in images.samples)
        print(f"{name}: {len(images):,} images")
        for (modality, code), count in sorted(counts.items()):
            print(f"  {modality:12} {code:28} {count:6,}")
    show_turns(config, training, tokenizer)


def show_turns(config: TrainConfig, training: LabelledImages, tokenizer: Tokenizer) -> None:
    """The turns of the first sample that has any; what is learned stands in brackets."""
    for sample in training.samples:
        turns = sample_turns(sample, tokenizer, config)
        if turns:
            print(f"first sample {sample.id}:")
            for turn in turns:
                question = tokenizer.decode(list(turn.question), skip_special_tokens=False)
                answer = tokenizer.decode(list(turn.answer), skip_special_tokens=False)
                print(f"  {question} [{answer}]")
            return
