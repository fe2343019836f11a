"""Original LLaVA's forward pass by hand, as an independent reference for converted models."""

from typing import Any

import torch
from miniatures.llava_tensors import PATCHES, VISION, text_config
from torch import Tensor
from torch.nn import functional
from transformers import CLIPVisionConfig, CLIPVisionModel, LlamaForCausalLM, MistralForCausalLM

IMAGE_INDEX = -200
_TOWER = "model.vision_tower.vision_tower."
# As tokenized around the image: `<s> ... <image> ... `, ids of the miniature tokenizer.
PROMPT = [1, 302, 395, 263, 302, IMAGE_INDEX, 302, 13, 349, 328, 305, 296, 264]


def pixels(count: int = 1, seed: int = 5) -> Tensor:
    side = VISION["image_size"]
    return torch.randn(count, 3, side, side, generator=torch.Generator().manual_seed(seed))


def reference_logits(tensors: dict[str, Tensor], family: str = "mistral") -> Tensor:
    """Logits [T, V] for `PROMPT` and `pixels()` of a checkpoint's tensors by published names.

    CLIP's second last hidden state without the class token, the projector, and the result in the
    place of the image index (haotian-liu/LLaVA, llava/model/llava_arch.py).
    """
    language: Any = (MistralForCausalLM if family == "mistral" else LlamaForCausalLM)(
        text_config(family)
    )
    parts = {name: tensor.float() for name, tensor in tensors.items()}
    other = ("model.vision_tower.", "model.mm_projector.")
    language.load_state_dict({k: v for k, v in parts.items() if not k.startswith(other)})
    tower = CLIPVisionModel(CLIPVisionConfig(**VISION))
    inside = {k.removeprefix(_TOWER): v for k, v in parts.items() if k.startswith(_TOWER)}
    tower.load_state_dict(inside)
    with torch.no_grad():
        states = tower.eval()(pixels(), output_hidden_states=True).hidden_states
        features = project(parts, states[-2][:, 1:])[0]
        assert features.shape[0] == PATCHES
        place = PROMPT.index(IMAGE_INDEX)
        embed = language.get_input_embeddings()
        before, after = torch.tensor(PROMPT[:place]), torch.tensor(PROMPT[place + 1 :])
        embeds = torch.cat([embed(before), features, embed(after)])
        logits: Tensor = language.eval()(inputs_embeds=embeds[None]).logits[0]
    return logits


def project(tensors: dict[str, Tensor], features: Tensor) -> Tensor:
    name = "model.mm_projector."
    if f"{name}weight" in tensors:
        return functional.linear(features, tensors[f"{name}weight"], tensors[f"{name}bias"])
    hidden = functional.linear(features, tensors[f"{name}0.weight"], tensors[f"{name}0.bias"])
    hidden = functional.gelu(hidden)
    return functional.linear(hidden, tensors[f"{name}2.weight"], tensors[f"{name}2.bias"])


def converted_logits(model: Any) -> Tensor:
    """Logits [T, rows] of a LlavaForConditionalGeneration for the same prompt and pixels."""
    ids = []
    for token in PROMPT:
        ids += [model.config.image_token_id] * PATCHES if token == IMAGE_INDEX else [token]
    with torch.no_grad():
        logits: Tensor = model(input_ids=torch.tensor([ids]), pixel_values=pixels()).logits[0]
    return logits
