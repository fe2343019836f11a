"""The language stages: alignment on captions, then instruction on questions and answers.

The vision tower is frozen, so its features are computed once; projector and decoder learn.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import Dataset
from transformers import LlamaConfig, Trainer, TrainerCallback, TrainingArguments

from skinvl.contract.fingerprint import ContractRecord
from skinvl.contract.prompt import DESCRIBE_QUESTION
from skinvl.contract.sample import Sample
from skinvl.model import SkinVLConfig, SkinVLForConditionalGeneration, save_checkpoint
from skinvl.model.configuration import MODALITIES
from skinvl.training.config import TrainConfig
from skinvl.training.data.conversation import IGNORED, Turn, attention_bias, encode_turn, pack
from skinvl.training.data.tokenizer import SPECIALS, train_tokenizer
from skinvl.training.stages.vision import TYPICALITY_RANK, Classifier, to_images

if TYPE_CHECKING:
    from skinvl.training.recipe import Part

# Questions of one image in one sequence.
TURNS = 6


class LanguageLearner(nn.Module):
    """Projector and decoder on stored vision features; `forward` gives Trainer its loss."""

    def __init__(self, model: SkinVLForConditionalGeneration, bos: int) -> None:
        super().__init__()
        self.projector = model.model.multi_modal_projector
        self.decoder = model.model.language_model
        self.lm_head = model.lm_head
        self.bos = bos

    def forward(
        self, tokens: Tensor, input_ids: Tensor, labels: Tensor, position_ids: Tensor, turn: Tensor
    ) -> dict[str, Tensor]:
        """tokens [B, T, C]; input_ids, labels, position_ids, turn [B, S]."""
        count, length = tokens.shape[:2]
        embed = self.decoder.get_input_embeddings()
        start = embed(torch.full((count, 1), self.bos, device=tokens.device))
        image = self.projector(tokens.float())
        text = embed(input_ids)
        before = torch.arange(1 + length, device=tokens.device).expand(count, -1)
        hidden = self.decoder(
            inputs_embeds=torch.cat([start, image.to(text.dtype), text], dim=1),
            attention_mask=attention_bias(turn, 1 + length).to(tokens.device),
            position_ids=torch.cat([before, position_ids], dim=1),
            use_cache=False,
        ).last_hidden_state
        logits = self.lm_head(hidden[:, length:-1])
        loss = functional.cross_entropy(
            logits.flatten(0, 1).float(), labels.flatten(), ignore_index=IGNORED
        )
        return {"loss": loss}


@dataclass
class ImageTurns(Dataset[int]):
    """Images with their turns; which turns are asked is drawn anew each time."""

    turns: list[list[Turn]]
    order: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def __len__(self) -> int:
        return len(self.order)

    def __getitem__(self, index: int) -> int:
        return int(self.order[index])


@dataclass(frozen=True)
class TurnCollator:
    """Rows to stored features of a random view and packed turns."""

    features: Tensor
    turns: list[list[Turn]]
    limit: int

    def __call__(self, rows: list[int]) -> dict[str, Tensor]:
        packed = []
        for row in rows:
            available = self.turns[row]
            chosen = torch.randperm(len(available))[:TURNS].tolist()
            packed.append(
                pack([available[i] for i in chosen], self.features.shape[2] + 1, self.limit)
            )
        longest = max(len(p.input_ids) for p in packed)

        def column(name: str, fill: int) -> Tensor:
            return torch.stack(
                [
                    functional.pad(getattr(p, name), (0, longest - len(p.input_ids)), value=fill)
                    for p in packed
                ]
            )

        views = torch.randint(0, self.features.shape[0], (len(rows),))
        return {
            "tokens": self.features[views, torch.tensor(rows)],
            "input_ids": column("input_ids", 0),
            "labels": column("labels", IGNORED),
            "position_ids": column("position_ids", 0),
            "turn": column("turn", -1),
        }


@torch.no_grad()
def view_features(model: Classifier, pixels: NDArray[np.uint8], size: int, views: int) -> Tensor:
    """Patch features bfloat16 [V, N, T, C] of the image and of its turned and mirrored views."""
    model.eval()
    stored: Tensor | None = None
    for start in range(0, len(pixels), 64):
        images = to_images(pixels[start : start + 64], size)
        for view in range(views):
            turned = torch.rot90(images, view, (2, 3))
            if view % 2:
                turned = turned.flip(3)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                tokens = model.patches(turned).bfloat16()
            if stored is None:
                stored = torch.empty(views, len(pixels), *tokens.shape[1:], dtype=torch.bfloat16)
            stored[view, start : start + len(tokens)] = tokens
    assert stored is not None, "no training image"
    return stored


def sample_turns(sample: Sample, tokenizer: Tokenizer, config: TrainConfig) -> list[Turn]:
    """Every question of a sample as a turn; the caption answers the request to describe."""
    caption = whole_caption(sample)
    pairs = [
        (qa.question, qa.answer)
        for qa in sample.qa
        if qa.answer != sample.caption or caption is not None
    ]
    if caption is not None:
        pairs.append((DESCRIBE_QUESTION, caption))
    return [encode_turn(tokenizer, config.prompt, question, answer) for question, answer in pairs]


def whole_caption(sample: Sample) -> str | None:
    """The caption, unless it is that of a dermoscopic image without measured attributes: it
    would teach the model to leave out what it could see."""
    if sample.modality == "dermoscopy" and sample.attributes is None:
        return None
    return sample.caption


def build_model(
    config: TrainConfig, classifier: Classifier, tokenizer: Tokenizer
) -> SkinVLForConditionalGeneration:
    """The whole model: a trained tower and head, a new projector and decoder."""
    language = config.language
    size = config.preprocess.width
    text = LlamaConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=language.hidden_size,
        num_hidden_layers=language.layers,
        num_attention_heads=language.heads,
        num_key_value_heads=language.kv_heads,
        intermediate_size=language.intermediate_size,
        max_position_embeddings=language.max_length,
        tie_word_embeddings=True,
        bos_token_id=tokenizer.token_to_id("<bos>"),
        eos_token_id=tokenizer.token_to_id("<eos>"),
        pad_token_id=tokenizer.token_to_id("<pad>"),
    )
    vit = config.vision.architecture == "vit"
    patches = (size // 16) ** 2 if vit else (size // 32) * (config.preprocess.height // 32)
    model = SkinVLForConditionalGeneration(
        SkinVLConfig(
            vision_config=classifier.tower.config,
            text_config=text,
            image_token_index=tokenizer.token_to_id("<image>"),
            image_seq_length=patches,
            vision_feature_select_strategy="default" if vit else "full",
            dermoscopy_codes=config.data.dermoscopy_codes,
            clinical_codes=config.data.clinical_codes,
            feature_views=config.vision.feature_views,
            typicality_rank=TYPICALITY_RANK,
            head_dropout=config.vision.dropout,
            tie_word_embeddings=True,
        )
    )
    model.model.vision_tower.load_state_dict(classifier.tower.state_dict())
    model.head.load_state_dict(classifier.head.state_dict())
    model.tie_weights()  # type: ignore[no-untyped-call]
    return model


class LogLoss(TrainerCallback):
    """Writes the curve of a language stage to a JSON-lines file."""

    def __init__(self, file: Path, stage: str) -> None:
        self.file = file
        self.stage = stage

    def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **_: Any) -> None:
        with self.file.open("a", encoding="utf-8") as out:
            out.write(
                json.dumps({"stage": self.stage, "step": state.global_step, **(logs or {})}) + "\n"
            )


def train_language(config: TrainConfig, training: Part, validation: Part, out: Path) -> None:
    """Train projector and decoder and write `out`/checkpoint, the finished model."""
    torch.manual_seed(config.seed)
    classifier = Classifier(config, config.preprocess)
    classifier.load_state_dict(load_file(out / "vision.safetensors"))
    samples = training.images.samples
    texts = [t for s in samples for qa in s.qa for t in (qa.question, qa.answer)]
    texts += [s.caption for s in samples if s.caption] + [DESCRIBE_QUESTION]
    tokenizer = train_tokenizer(texts, config.language.vocabulary)
    model = build_model(config, classifier, tokenizer)
    features = view_features(
        classifier, training.pixels, config.preprocess.width, config.language.feature_views
    )
    learner = LanguageLearner(model, tokenizer.token_to_id("<bos>"))
    captions = [
        [encode_turn(tokenizer, config.prompt, DESCRIBE_QUESTION, caption)] if caption else []
        for caption in map(whole_caption, samples)
    ]
    questions = [sample_turns(sample, tokenizer, config) for sample in samples]
    for stage, turns, steps in (
        ("alignment", captions, config.language.alignment_steps),
        ("instruction", questions, config.language.instruction_steps),
    ):
        run_stage(config, learner, features, turns, stage, steps, out)
    learner.eval()
    save_checkpoint(out / "checkpoint", model, tokenizer, manifest(config, out))


def run_stage(
    config: TrainConfig,
    learner: LanguageLearner,
    features: Tensor,
    turns: list[list[Turn]],
    stage: str,
    steps: int,
    out: Path,
) -> None:
    """One language stage of `steps` steps."""
    language = config.language
    asked = np.array([row for row, available in enumerate(turns) if available])
    Trainer(
        model=learner,
        args=TrainingArguments(
            output_dir=str(out / stage),
            max_steps=steps,
            per_device_train_batch_size=language.batch_size,
            learning_rate=language.learning_rate,
            weight_decay=language.weight_decay,
            warmup_ratio=language.warmup_ratio,
            lr_scheduler_type="cosine",
            max_grad_norm=1.0,
            bf16=True,
            use_cpu=not torch.cuda.is_available(),
            logging_steps=20,
            save_strategy="no",
            remove_unused_columns=False,
            dataloader_drop_last=True,
            report_to=[],
            seed=config.seed,
        ),
        train_dataset=ImageTurns(turns, asked),
        data_collator=TurnCollator(features, turns, language.max_length),
        callbacks=[LogLoss(out / "language.jsonl", stage)],
    ).train()


def manifest(config: TrainConfig, out: Path) -> dict[str, Any]:
    """What `skinvl.json` says beside the weights."""
    calibration = json.loads((out / "calibration.json").read_text(encoding="utf-8"))
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    return {
        "schema_version": 1,
        "name": config.name,
        "version": config.version,
        "licence": config.licence,
        "provenance": run["provenance"],
        "contract": ContractRecord.make(config.preprocess, config.prompt).to_json(),
        "head": {
            "dermoscopy": list(config.data.dermoscopy_codes),
            "clinical": list(config.data.clinical_codes),
            "modality": list(MODALITIES),
        },
        **{key: calibration[key] for key in ("calibration", "conformal", "abstention", "quality")},
        "training": {"run": run, "selection": calibration["selection"], "specials": list(SPECIALS)},
    }
