"""Parameter names: every layout's, as `transformers.LlavaForConditionalGeneration` calls them."""

from __future__ import annotations

import re
from collections.abc import Iterable

PROJECTOR = "model.multi_modal_projector."
TOWER = "model.vision_tower."
EMBEDDING = "model.language_model.embed_tokens.weight"
OUTPUT = "lm_head.weight"

# Found prefix, the class's prefix. The first that fits decides.
_ORIGINAL = (
    ("model.mm_projector.0.", PROJECTOR + "linear_1."),
    ("model.mm_projector.2.", PROJECTOR + "linear_2."),
    ("model.vision_tower.vision_tower.", TOWER),
    ("model.embed_tokens.", "model.language_model.embed_tokens."),
    ("model.layers.", "model.language_model.layers."),
    ("model.norm.", "model.language_model.norm."),
    ("lm_head.", "lm_head."),
)
# A linear projector is no nn.Sequential, hence has no number.
_LINEAR = (
    ("model.mm_projector.weight", PROJECTOR + "linear_1.weight"),
    ("model.mm_projector.bias", PROJECTOR + "linear_1.bias"),
)
# As transformers named its parameters before 4.52, and still writes them.
_OLDER = (
    ("language_model.model.", "model.language_model."),
    ("language_model.lm_head.", "lm_head."),
    ("vision_tower.", TOWER),
    ("multi_modal_projector.", PROJECTOR),
)
_CURRENT = tuple(
    (prefix, prefix) for prefix in ("model.language_model.", TOWER, PROJECTOR, "lm_head.")
)
_PREFIXES = (*_ORIGINAL, *_LINEAR, *_OLDER, *_CURRENT)

# Computed from the configuration, though old checkpoints store them.
_DERIVED = re.compile(r"(rotary_emb\.inv_freq|embeddings\.position_ids)$")

_VARIANTS = {
    "image_newline": "a LLaVA-NeXT checkpoint (tiles at several resolutions)",
    "vision_resampler": "a checkpoint with a vision resampler",
    "mm_projector.4.": "a checkpoint with a projector of more than two layers",
    "mm_projector.model.": "a checkpoint with a projector of another family",
}


def translate(name: str) -> str | None:
    """The class's name of a parameter, or of a module or LoRA tensor below it; None: unknown."""
    for found, ours in _PREFIXES:
        if name.startswith(found):
            return ours + name[len(found) :]
    return None


def original_name(name: str, *, linear: bool = False) -> str:
    """The name that original LLaVA gives to the class's `name`; `linear`: of a linear projector."""
    for found, ours in (*_LINEAR, *_ORIGINAL) if linear else _ORIGINAL:
        if name.startswith(ours):
            return found + name[len(ours) :]
    return name


def is_derived(name: str) -> bool:
    """Whether a stored tensor is computed anyway, so that it is not read."""
    return _DERIVED.search(name) is not None


def find_variant(names: Iterable[str]) -> str | None:
    """What unsupported variant of LLaVA the names belong to, in words."""
    present = list(names)
    for mark, variant in _VARIANTS.items():
        hit = next((name for name in present if mark in name), None)
        if hit is not None:
            return f"{variant}: {hit}"
    return None


def shorten(names: Iterable[str]) -> str:
    """Every name, layers that differ by their number alone written once: `layers.{0,1}.norm`."""
    groups: dict[str, list[str]] = {}
    for name in names:
        number = re.search(r"(?<=\.)\d+(?=\.)", name)
        place = name if number is None else f"{name[: number.start()]}*{name[number.end() :]}"
        groups.setdefault(place, []).append(number.group() if number else "")
    return ", ".join(
        place.replace("*", found[0] if len(found) == 1 else "{" + ",".join(found) + "}")
        for place, found in groups.items()
    )
