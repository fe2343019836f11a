"""LoRA adapter folders: as the released training writes them, and as peft does.

The released merge script goes through a path that never reads `non_lora_trainables.bin`, so the
trained projector is lost; here an adapter folder is the adapter and everything beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peft import LoraConfig

from skinvl.contract.errors import ModelError
from skinvl.model.llava.assembly import check_shapes, translate_stored
from skinvl.model.llava.layouts import ADAPTER_FILE, LAYERED, find_layout
from skinvl.model.llava.names import PROJECTOR, shorten, translate
from skinvl.model.llava.weights import StoredTensor, list_file, read_json

WEIGHTS = ("adapter_model.safetensors", "adapter_model.bin")
TRAINABLES = "non_lora_trainables.bin"
# Of config.json: the recipe and the conversation templates that `skinvl train` records.
TRAINING_KEY = "skinvl"
# What of an adapter's config.json says how it was trained.
_KEPT = (
    TRAINING_KEY,
    "image_aspect_ratio",
    "mm_vision_select_feature",
    "mm_vision_select_layer",
)
_PREFIX = "base_model.model."
_MARK = ".lora_"


@dataclass(frozen=True)
class Adapter:
    """An adapter folder, read.

    Args:
        config: peft's, for the modules of `LlavaForConditionalGeneration`.
        low: LoRA tensors under peft's names over that class.
        whole: tensors that replace the base's, by the class's names: the trained projector.
        training: the config.json beside it, empty where there is none.
    """

    folder: Path
    config: LoraConfig
    low: dict[str, StoredTensor]
    whole: dict[str, StoredTensor]
    training: dict[str, Any]

    @property
    def kept_training(self) -> dict[str, Any]:
        """The entries of `training` that a merge reads."""
        return {key: self.training[key] for key in _KEPT if key in self.training}

    @property
    def modules(self) -> list[str]:
        return sorted({_module(name) for name in self.low})


def find_base(folder: Path, given: Path | None) -> Path:
    """The whole model below an adapter or a projector: `given`, else the folder that
    adapter_config.json names where it is on this computer.

    Raises:
        ModelError: there is none, or it is itself an adapter.
    """
    path = folder / ADAPTER_FILE
    name = read_json(path).get("base_model_name_or_path") if path.is_file() else None
    if given is None and name and (folder / name / "config.json").is_file():
        given = folder / name
    if given is None:
        trained = f" (trained over {name})" if name else ""
        raise ModelError(f"{folder}: belongs to a base model{trained}; give its folder with --base")
    if find_layout(given) in LAYERED:
        raise ModelError(f"{given}: is no whole model; --base takes the model below an adapter")
    return given


def read_adapter(folder: Path) -> Adapter:
    """Read an adapter folder of the released training or of peft over a Hugging Face LLaVA.

    Raises:
        ModelError: a file is missing or damaged, or it is no LoRA adapter of a LLaVA.
    """
    record = read_json(folder / ADAPTER_FILE)
    if record.get("peft_type") != "LORA":
        raise ModelError(f"{folder / ADAPTER_FILE}: {record.get('peft_type')} is not LORA")
    path = next((folder / name for name in WEIGHTS if (folder / name).is_file()), None)
    if path is None:
        raise ModelError(f"{folder}: no {' and no '.join(WEIGHTS)}")
    found = translate_lora(list_file(path), path)
    if (folder / TRAINABLES).is_file():
        found |= translate_lora(list_file(folder / TRAINABLES), folder / TRAINABLES)
    low = {_PREFIX + name: tensor for name, tensor in found.items() if _MARK in name}
    if not low:
        raise ModelError(f"{path}: holds no LoRA tensors")
    whole = {name: tensor for name, tensor in found.items() if _MARK not in name}
    training = folder / "config.json"
    return Adapter(
        folder,
        _read_config(folder, sorted({_module(name) for name in low})),
        low,
        whole,
        read_json(training) if training.is_file() else {},
    )


def check_adapter(adapter: Adapter, shapes: Mapping[str, tuple[int, ...]]) -> None:
    """Compare an adapter with the tensor shapes of its base.

    Raises:
        ModelError: names every tensor that has no place in the base or another shape.
    """
    absent = [m for m in adapter.modules if f"{m}.weight" not in shapes]
    if absent:
        raise ModelError(f"{adapter.folder}: adapts what the base lacks: {shorten(absent)}")
    expected: dict[str, tuple[int, ...]] = {}
    for module in adapter.modules:
        outputs, inputs = shapes[f"{module}.weight"][:2]
        place = f"{_PREFIX}{module}.lora_"
        stored = adapter.low.get(f"{place}A.weight")
        # peft itself matches rank_pattern with the tensors when it loads them.
        rank = stored.shape[0] if stored and adapter.config.rank_pattern else adapter.config.r
        expected[f"{place}A.weight"] = (rank, inputs)
        expected[f"{place}B.weight"] = (outputs, rank)
        if adapter.config.use_dora:
            expected[f"{place}magnitude_vector"] = (outputs,)
        if adapter.config.lora_bias:
            expected[f"{place}B.bias"] = (outputs,)
    check_shapes(adapter.low, expected, str(adapter.folder))
    others = [name for name in adapter.whole if not name.startswith(PROJECTOR)]
    if others:
        raise ModelError(
            f"{adapter.folder}: trained more than LoRA and the projector: {shorten(others)}"
        )


def translate_lora(stored: Mapping[str, StoredTensor], path: Path) -> dict[str, StoredTensor]:
    """Tensors of an adapter or a projector file by the class's names.

    Raises:
        ModelError: names of no layout.
    """
    bare = {name.removeprefix(_PREFIX): tensor for name, tensor in stored.items()}
    return translate_stored(bare, path)


def _read_config(folder: Path, modules: list[str]) -> LoraConfig:
    try:
        config: LoraConfig = LoraConfig.from_pretrained(str(folder))
    except (ValueError, TypeError, KeyError) as error:
        raise ModelError(f"{folder / ADAPTER_FILE}: cannot be read ({error})") from error
    # Names in full: a bare `q_proj` would hit the vision tower as well.
    config.target_modules = modules
    config.modules_to_save = None
    config.exclude_modules = None
    config.layers_to_transform = None
    config.layers_pattern = None
    config.rank_pattern = _rename(config.rank_pattern)
    config.alpha_pattern = _rename(config.alpha_pattern)
    return config


def _rename(pattern: dict[str, Any] | None) -> dict[str, Any]:
    return {translate(name) or name: value for name, value in (pattern or {}).items()}


def _module(name: str) -> str:
    return name.removeprefix(_PREFIX).partition(_MARK)[0]
