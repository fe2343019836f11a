"""The model of the language stages: what is built, and the part of it that learns."""

from __future__ import annotations

from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import LlamaConfig

from skinvl.model import SkinVLConfig, SkinVLForConditionalGeneration
from skinvl.training.config import TrainConfig
from skinvl.training.data.conversation import IGNORED, attention_bias
from skinvl.training.stages.classifier import TYPICALITY_RANK, Classifier


class LanguageLearner(nn.Module):
    """Projector and decoder on stored vision features; `forward` gives Trainer its loss."""

    # Trainer then hands over the number of learned tokens of the whole optimizer step, so that
    # accumulated batches of unlike length weigh as in one large batch.
    accepts_loss_kwargs = True

    def __init__(self, model: SkinVLForConditionalGeneration, bos: int) -> None:
        super().__init__()
        self.projector = model.model.multi_modal_projector
        self.decoder = model.model.language_model
        self.lm_head = model.lm_head
        self.bos = bos

    def gradient_checkpointing_enable(self, gradient_checkpointing_kwargs: Any = None) -> None:
        """Called by Trainer when activations are to be computed twice instead of kept."""
        self.decoder.gradient_checkpointing_enable(gradient_checkpointing_kwargs)

    def forward(
        self,
        tokens: Tensor,
        input_ids: Tensor,
        labels: Tensor,
        position_ids: Tensor,
        turn: Tensor,
        num_items_in_batch: Tensor | None = None,
    ) -> dict[str, Tensor]:
        """The loss: summed over learned tokens, divided by `num_items_in_batch`, or by their
        number in this batch.

        tokens [B, T, C]; input_ids, labels, position_ids, turn [B, S].
        """
        count, length = tokens.shape[:2]
        embed = self.decoder.get_input_embeddings()
        start = embed(torch.full((count, 1), self.bos, device=tokens.device))
        image = self.projector(tokens.float())
        text = embed(input_ids)
        before = torch.arange(1 + length, device=tokens.device).expand(count, -1)
        hidden = self.decoder(
            inputs_embeds=torch.cat([start, image.to(text.dtype), text], dim=1),
            attention_mask=attention_bias(turn, 1 + length),
            position_ids=torch.cat([before, position_ids], dim=1),
            use_cache=False,
        ).last_hidden_state
        logits = self.lm_head(hidden[:, length:-1])
        loss = functional.cross_entropy(
            logits.flatten(0, 1).float(), labels.flatten(), ignore_index=IGNORED, reduction="sum"
        )
        if num_items_in_batch is None:
            num_items_in_batch = (labels != IGNORED).sum()
        return {"loss": loss / num_items_in_batch}


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
