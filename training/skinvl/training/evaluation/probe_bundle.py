"""A bundle with its graphs in reach: what the linear probe and the zero-shot protocol need and the
workstation does not, pooled features and log-likelihoods."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.errors import DataError
from skinvl.contract.image import OpenedImage, open_image
from skinvl.contract.preprocess import preprocess
from skinvl.training.evaluation.selection import Selected

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from skinvl.runtime.bundle import Bundle
    from skinvl.runtime.models import Models


@dataclass(frozen=True)
class OpenedBundle:
    """A verified bundle, the graphs that it runs and its tokenizer."""

    bundle: Bundle
    models: Models
    tokenizer: Tokenizer

    def pool(
        self, image: OpenedImage, pooling: Literal["tower", "projector"]
    ) -> NDArray[np.float32]:
        """Features float32 [F] of one image: pooled by the tower behind the head, or the mean over
        the projected image tokens, which is what the published probe takes."""
        if pooling == "projector":
            return np.asarray(self.bundle.encode(image).tokens.mean(axis=0), dtype=np.float32)
        pixels = preprocess(image.rgb, self.bundle.info.head_preprocess)
        (output,) = self.models.vision.vision.run(["features"], {"pixel_values": pixels[None]})
        return np.asarray(output[0], dtype=np.float32)

    def log_likelihoods(
        self, tokens: NDArray[np.float32], question: str, choices: tuple[str, ...]
    ) -> NDArray[np.float64]:
        """Log-likelihood of each choice as the whole answer, float64 [len(choices)].

        Args:
            tokens: image tokens float32 [T, D].
            question: as a user would ask it.
            choices: the closed set; the prompt is read once and its cache shared.

        Raises:
            ModelError: the question is too long for the model.
        """
        return self.models.language.score(tokens, question, choices)

    def count_tokens(self, question: str, choices: tuple[str, ...]) -> NDArray[np.int64]:
        """Tokens that each log-likelihood is the sum over, the end of the answer included."""
        prompt = self.bundle.info.contract.prompt.render(question)
        start = self.count(prompt)
        join = self.models.language.join
        return np.array([self.count(join(prompt, choice)) - start + 1 for choice in choices])

    def count(self, text: str) -> int:
        """Tokens of a text."""
        return len(self.tokenizer.encode(text, add_special_tokens=False).ids)


def open_bundle(
    folder: Path | None, provider: Literal["auto", "cpu", "cuda"], threads: int | None
) -> OpenedBundle:
    """Verify and open a bundle.

    Raises:
        BundleError: missing, unsigned or changed.
        ModelError: a graph that cannot be used.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from tokenizers import Tokenizer

    from skinvl.contract.bundle import TOKENIZER_FILE
    from skinvl.runtime.bundle import Bundle
    from skinvl.runtime.models import open_models
    from skinvl.runtime.provider import count_threads
    from skinvl.runtime.signature import read_trusted_keys
    from skinvl.runtime.store import DefaultBundle, find_default_bundle
    from skinvl.runtime.verify import verify_bundle

    place = DefaultBundle(folder) if folder else find_default_bundle()
    verified = verify_bundle(place.folder, read_trusted_keys(None))
    place.check(verified.sha256)
    models = open_models(verified, provider, count_threads(threads), place.cuda_refused)
    tokenizer = Tokenizer.from_file(str(verified.folder / TOKENIZER_FILE))
    return OpenedBundle(Bundle(verified, models), models, tokenizer)


def open_described(item: Selected) -> OpenedImage:
    """The image of a sample.

    Raises:
        ImageError: it cannot be read.
        DataError: it is not the image that the data set describes.
    """
    opened = open_image(item.file)
    if opened.sha256 != item.sample.image_sha256:
        raise DataError(item.file, "is not the image that samples.jsonl describes; import it again")
    return opened
