"""This project's own checkpoint as a plain LLaVA."""

from __future__ import annotations

from pathlib import Path

import torch
from transformers import GenerationConfig, LlavaConfig, PreTrainedTokenizerFast

from skinvl.contract.errors import ModelError
from skinvl.contract.preprocess import PreprocessSpec
from skinvl.model.checkpoint import load_checkpoint
from skinvl.model.llava.assembly import empty_model, place_tensor
from skinvl.model.llava.loaded import LoadedLlava

_HEAD = "head."


def load_own(folder: Path, dtype: torch.dtype) -> LoadedLlava:
    """A SkinVL checkpoint without its diagnosis head.

    Raises:
        ModelError: the checkpoint cannot be used.
    """
    checkpoint = load_checkpoint(folder)
    try:
        image = PreprocessSpec.from_json(checkpoint.manifest["contract"]["preprocess"])
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{folder / 'skinvl.json'}: contract.preprocess: {error}") from error
    found = checkpoint.model.config
    text = found.text_config
    config = LlavaConfig(
        vision_config=found.vision_config,
        text_config=text,
        image_token_index=found.image_token_index,
        projector_hidden_act=found.projector_hidden_act,
        vision_feature_select_strategy=found.vision_feature_select_strategy,
        vision_feature_layer=found.vision_feature_layer,
        image_seq_length=found.image_seq_length,
        multimodal_projector_bias=found.multimodal_projector_bias,
    )
    model = empty_model(config)
    for name, values in checkpoint.model.state_dict().items():
        if not name.startswith(_HEAD):
            place_tensor(model, name, values.to(dtype))
    model.tie_weights()
    ids = {
        word: index
        for word in ("bos", "eos", "pad")
        if (index := getattr(text, f"{word}_token_id")) is not None
    }
    model.generation_config = GenerationConfig(**{f"{w}_token_id": i for w, i in ids.items()})
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=checkpoint.tokenizer,
        **{
            f"{w}_token": checkpoint.tokenizer.id_to_token(i)
            for w, i in ids.items()
            if i is not None
        },
    )
    notes = ["the diagnosis head has no place in a LLaVA and is left out"]
    if config.vision_config.model_type.startswith("skinvl"):
        notes.append("its vision tower is this project's: import skinvl.model before loading it")
    return LoadedLlava(model.eval(), tokenizer, image, "SkinVL checkpoint", tuple(notes))
