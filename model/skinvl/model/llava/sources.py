"""What a folder with a whole LLaVA holds, read from configurations and headers alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from torch import Tensor
from transformers import LlavaConfig

from skinvl.contract.errors import ModelError
from skinvl.contract.preprocess import PreprocessSpec
from skinvl.model.llava.assembly import translate_stored
from skinvl.model.llava.original import check_settings, find_family, llava_config
from skinvl.model.llava.preprocessing import fit_of_aspect, read_preprocess, read_processor
from skinvl.model.llava.projector import check_configured, recognize_projector
from skinvl.model.llava.tower import find_tower
from skinvl.model.llava.weights import StoredTensor, list_weights, read_json


@dataclass(frozen=True)
class Source:
    """A whole model on disk.

    Args:
        config: of the model as stored, hence perhaps without an `<image>` token (index -1).
        stored: its tensors by the class's names.
        made: tensors that the class has and no file holds.
        image: how pixels become its input.
        layout: what it is, in words.
        notes: what the user should know.
    """

    config: LlavaConfig
    stored: dict[str, StoredTensor]
    made: dict[str, Tensor]
    image: PreprocessSpec
    layout: str
    notes: tuple[str, ...]


def read_original(folder: Path, vision_tower: Path | None) -> Source:
    """An original LLaVA or LLaVA-Med folder.

    Raises:
        ModelError: it is incomplete or a variant that is not supported.
    """
    path = folder / "config.json"
    record = read_json(path)
    check_settings(record, path)
    stored = translate_stored(list_weights(folder), folder)
    tower = find_tower(folder, str(record.get("mm_vision_tower") or ""), vision_tower, stored)
    projector = recognize_projector(stored, str(folder))
    config = llava_config(record, tower.config, projector.activation, path)
    fit = fit_of_aspect(record.get("image_aspect_ratio"))
    assert fit is not None  # check_settings refuses the others
    return Source(
        config=config,
        stored={**stored, **tower.stored},
        made=projector.made,
        image=read_preprocess(tower.preprocessor, tower.config.image_size, fit, str(path)),
        layout=f"original LLaVA ({find_family(record)})",
        notes=(
            *check_configured(projector.kind, record.get("mm_projector_type"), str(path)),
            *tower.notes,
        ),
    )


def read_huggingface(folder: Path) -> Source:
    """A `LlavaForConditionalGeneration` folder, under transformers' present or older names.

    Raises:
        ModelError: it is incomplete.
    """
    path = folder / "config.json"
    try:
        config = LlavaConfig.from_pretrained(folder, local_files_only=True)
    except Exception as error:
        raise ModelError(f"{path}: cannot be read ({error})") from error
    processor = folder / "preprocessor_config.json"
    size = getattr(config.vision_config, "image_size", None)
    if not isinstance(size, int):
        raise ModelError(f"{path}: vision_config.image_size is {size!r}, not one number")
    return Source(
        config=config,
        stored=translate_stored(list_weights(folder), folder),
        made={},
        image=read_processor(read_json(processor), size, str(processor)),
        layout="Hugging Face LLaVA",
        notes=(),
    )
