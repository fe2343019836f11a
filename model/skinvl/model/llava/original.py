"""config.json of original LLaVA and LLaVA-Med, as transformers' configuration."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from transformers import CLIPVisionConfig, LlamaConfig, LlavaConfig, MistralConfig

from skinvl.contract.errors import ModelError
from skinvl.model.llava.preprocessing import fit_of_aspect, select_strategy

FAMILIES: dict[str, type[MistralConfig] | type[LlamaConfig]] = {
    "LlavaMistralForCausalLM": MistralConfig,
    "LlavaLlamaForCausalLM": LlamaConfig,
}


def find_family(record: Mapping[str, Any]) -> str | None:
    """The class of an original checkpoint; None: config.json is not of one."""
    architectures = record.get("architectures") or []
    named = [name for name in architectures if name in FAMILIES]
    if named:
        return str(named[0])
    kinds = {"llava_mistral": "LlavaMistralForCausalLM", "llava_llama": "LlavaLlamaForCausalLM"}
    return kinds.get(str(record.get("model_type")))


def check_settings(record: Mapping[str, Any], path: Path) -> None:
    """Refuse what this layout may say and no `LlavaForConditionalGeneration` can do.

    Raises:
        ModelError: names every such setting.
    """
    faults = []
    if fit_of_aspect(record.get("image_aspect_ratio")) is None:
        faults.append(
            f"image_aspect_ratio {record.get('image_aspect_ratio')!r} (pad and square are possible)"
        )
    if select_strategy(record.get("mm_vision_select_feature")) is None:
        faults.append(
            f"mm_vision_select_feature {record.get('mm_vision_select_feature')!r} "
            "(patch and cls_patch are possible)"
        )
    if not isinstance(record.get("mm_vision_select_layer", -2), int):
        faults.append("mm_vision_select_layer of several layers")
    if record.get("mm_patch_merge_type", "flat") != "flat":
        faults.append(f"mm_patch_merge_type {record['mm_patch_merge_type']!r}: LLaVA-NeXT")
    if record.get("mm_use_im_start_end", False):
        faults.append("mm_use_im_start_end: tokens around the image")
    if record.get("s2", False):
        faults.append("s2: an image at several scales")
    if record.get("quantization_config") is not None:
        faults.append("quantization_config: give the checkpoint in full precision")
    if faults:
        raise ModelError(f"{path}: not supported: {'; '.join(faults)}")


def llava_config(
    record: Mapping[str, Any], vision: CLIPVisionConfig, activation: str, path: Path
) -> LlavaConfig:
    """The configuration before `<image>` is added: `image_token_index` is still to be set.

    Args:
        record: config.json, checked by `check_settings`.
        activation: `projector_hidden_act`.
        path: of config.json, for errors.

    Raises:
        ModelError: the tower is of another width than mm_hidden_size.
    """
    width = record.get("mm_hidden_size", vision.hidden_size)
    if width != vision.hidden_size:
        raise ModelError(
            f"{path}: mm_hidden_size is {width}, but its vision tower has {vision.hidden_size}"
        )
    strategy = select_strategy(record.get("mm_vision_select_feature"))
    patches = (vision.image_size // vision.patch_size) ** 2
    return LlavaConfig(
        vision_config=vision,
        text_config=read_text_config(record),
        image_token_index=-1,
        projector_hidden_act=activation,
        vision_feature_select_strategy=strategy,
        vision_feature_layer=record.get("mm_vision_select_layer", -2),
        image_seq_length=patches + (strategy == "full"),
    )


def read_text_config(record: Mapping[str, Any]) -> MistralConfig | LlamaConfig:
    """The language model's own settings, those of LLaVA left out."""
    family = find_family(record)
    assert family is not None
    kind = FAMILIES[family]
    known = set(kind().to_dict()) - {"architectures", "model_type", "transformers_version"}
    known -= {"torch_dtype", "dtype"}
    return kind(**{key: value for key, value in record.items() if key in known})
