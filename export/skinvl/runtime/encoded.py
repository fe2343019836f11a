"""An image that was looked at, for several questions about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from skinvl.contract.image import OpenedImage
from skinvl.runtime.decode import Floats
from skinvl.runtime.explainer import View
from skinvl.runtime.scores import HeadOutput

UNNAMED = "<bytes>"


@dataclass(frozen=True)
class EncodedImage:
    """An image that the head has judged; every method takes it in place of the image.

    Attributes:
        file: how the image was named.
        head: what the head says.
        look: gives the image tokens; a language model with a tower of its own looks only then.
        notes: what was done to the image when it was opened.
        view: what explanations and outlines need.
    """

    file: str
    head: HeadOutput
    look: Callable[[], Floats]
    notes: tuple[str, ...]
    view: View

    @cached_property
    def tokens(self) -> Floats:
        """Image tokens float32 [T, D] for the language model, computed once."""
        return self.look()


ImageSource = str | Path | bytes | OpenedImage | EncodedImage


def name_image(image: ImageSource) -> str:
    """How an image is named in findings: its path, where it has one."""
    if isinstance(image, EncodedImage):
        return image.file
    if isinstance(image, OpenedImage):
        return str(image.path) if image.path is not None else UNNAMED
    return UNNAMED if isinstance(image, bytes) else str(image)
