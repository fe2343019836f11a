"""How pixels become input: between LLaVA's and transformers' settings and `PreprocessSpec`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from transformers import BaseImageProcessor, CLIPImageProcessor
from transformers.image_utils import PILImageResampling
from transformers.models.llava.image_processing_llava import LlavaImageProcessor
from transformers.utils.constants import OPENAI_CLIP_MEAN, OPENAI_CLIP_STD

from skinvl.contract.errors import ModelError
from skinvl.contract.preprocess import Fit, PreprocessSpec, Resample

_RESAMPLES: dict[int, Resample] = {
    int(PILImageResampling.BICUBIC): "bicubic",
    int(PILImageResampling.BILINEAR): "bilinear",
}
_ASPECTS: dict[object, Fit] = {"pad": "pad", "square": "crop", None: "crop"}


def fit_of_aspect(aspect: object) -> Fit | None:
    """What LLaVA's `image_aspect_ratio` does to an image; None: not supported.

    Without a value the CLIP processor alone works: shortest side to the input size, centre crop.
    """
    return _ASPECTS.get(aspect) if isinstance(aspect, str | None) else None


def read_preprocess(
    record: Mapping[str, Any] | None, size: int, fit: Fit, where: str
) -> PreprocessSpec:
    """The preprocessing for a tower of `size` pixels a side.

    Args:
        record: preprocessor_config.json; None for OpenAI's CLIP values.
        where: named in errors.

    Raises:
        ModelError: the file asks for something that `PreprocessSpec` cannot say.
    """
    found = record or {}
    resample = _RESAMPLES.get(found.get("resample", int(PILImageResampling.BICUBIC)))
    if resample is None:
        raise ModelError(f"{where}: resample {found['resample']} is neither bicubic nor bilinear")
    mean = _triple(found.get("image_mean", OPENAI_CLIP_MEAN), where)
    try:
        return PreprocessSpec(
            width=size,
            height=size,
            fit=fit,
            background=mean_colour(mean) if fit == "pad" else (0, 0, 0),
            resample=resample,
            mean=mean,
            std=_triple(found.get("image_std", OPENAI_CLIP_STD), where),
        )
    except ValueError as error:
        raise ModelError(f"{where}: {error}") from error


def read_processor(record: Mapping[str, Any], size: int, where: str) -> PreprocessSpec:
    """The preprocessing that a Hugging Face folder's preprocessor_config.json describes.

    Raises:
        ModelError: its size is not the tower's, or it asks for something unknown.
    """
    crop = bool(record.get("do_center_crop", True))
    fit: Fit = "pad" if record.get("do_pad", False) else "crop" if crop else "squash"
    stored = record.get("crop_size") if crop else record.get("size")
    sides = set(stored.values()) if isinstance(stored, dict) else {stored}
    if sides - {None} != {size}:
        raise ModelError(f"{where}: makes images of {stored}, but the tower takes {size} x {size}")
    return read_preprocess(record, size, fit, where)


def mean_colour(mean: tuple[float, float, float]) -> tuple[int, int, int]:
    """LLaVA's padding: the mean colour, cut to whole numbers (llava/mm_utils.py,
    process_images; transformers' LlavaImageProcessor does the same)."""
    red, green, blue = (int(value * 255) for value in mean)
    return red, green, blue


def make_processor(spec: PreprocessSpec) -> BaseImageProcessor:
    """transformers' image processor for `spec`.

    Raises:
        ModelError: the padding has a colour that transformers cannot express.
    """
    common: dict[str, Any] = {
        "image_mean": list(spec.mean),
        "image_std": list(spec.std),
        "resample": next(key for key, name in _RESAMPLES.items() if name == spec.resample),
    }
    area = {"height": spec.height, "width": spec.width}
    if spec.fit == "squash":
        # Its size goes unused, but the processor's own count of image tokens reads it.
        return CLIPImageProcessor(size=area, crop_size=area, do_center_crop=False, **common)
    if spec.width != spec.height:
        raise ModelError(f"transformers cannot {spec.fit} to {spec.width} x {spec.height}")
    size = {"shortest_edge": spec.height}
    if spec.fit == "crop":
        return CLIPImageProcessor(size=size, crop_size=area, **common)
    if spec.background != mean_colour(spec.mean):
        raise ModelError(f"transformers pads with the mean colour, not with {spec.background}")
    return LlavaImageProcessor(do_pad=True, size=size, crop_size=area, **common)


def select_strategy(feature: object) -> Literal["default", "full"] | None:
    """transformers' word for LLaVA's `mm_vision_select_feature`; None: unknown."""
    if feature in ("patch", None):
        return "default"
    return "full" if feature == "cls_patch" else None


def _triple(values: Any, where: str) -> tuple[float, float, float]:
    if not isinstance(values, list | tuple) or len(values) != 3:
        raise ModelError(f"{where}: image_mean and image_std need three values, one per channel")
    return float(values[0]), float(values[1]), float(values[2])
