"""A bundle ready to work: the public face of the runtime."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from skinvl.contract import __version__
from skinvl.contract.bundle import BundleManifest
from skinvl.contract.errors import ImageError
from skinvl.contract.finding import Finding, Stamp
from skinvl.contract.image import OpenedImage, open_image
from skinvl.contract.preprocess import preprocess
from skinvl.contract.prompt import DESCRIBE_QUESTION
from skinvl.contract.quality import QualityMeasures, judge_quality, measure_quality
from skinvl.contract.sample import Modality
from skinvl.runtime.calibrate import calibrate, softmax
from skinvl.runtime.decode import Cancel, Floats
from skinvl.runtime.describe import (
    DESCRIPTION_TOKENS,
    review_description,
    withhold_answer,
    withhold_description,
)
from skinvl.runtime.location import find_shipped_bundle
from skinvl.runtime.models import Models, open_models
from skinvl.runtime.provider import Provider, ProviderRequest, count_threads
from skinvl.runtime.scores import HeadLogits, HeadOutput
from skinvl.runtime.signature import TrustedKey, read_trusted_keys
from skinvl.runtime.tuning import recall_settings
from skinvl.runtime.verify import VerifiedBundle, verify_bundle

ANSWER_TOKENS = 64
UNNAMED = "<bytes>"
# Images prepared while others are looked at, and images looked at together.
_PREPARING = 2
_BATCH = 8


@dataclass(frozen=True)
class EncodedImage:
    """An image that the vision tower has seen; every method takes it in place of the image.

    Attributes:
        file: how the image was named.
        head: what the head says.
        tokens: image tokens float32 [T, D] for the language model.
        notes: what was done to the image when it was opened.
    """

    file: str
    head: HeadOutput
    tokens: Floats
    notes: tuple[str, ...]


ImageSource = str | Path | bytes | OpenedImage | EncodedImage


class Bundle:
    """One verified, opened bundle. Make one with `load_bundle`; it may be used from any thread."""

    def __init__(self, verified: VerifiedBundle, models: Models) -> None:
        self._verified = verified
        self._models = models

    @property
    def folder(self) -> Path:
        """Where the bundle lies."""
        return self._verified.folder

    @property
    def info(self) -> BundleManifest:
        """The manifest."""
        return self._verified.manifest

    @property
    def sha256(self) -> str:
        """SHA-256 of `bundle.json`, hex."""
        return self._verified.sha256

    @property
    def key(self) -> TrustedKey:
        """The trusted key that signed the bundle."""
        return self._verified.key

    @property
    def provider(self) -> Provider:
        """The execution provider that is really used."""
        return self._models.plan.provider

    @property
    def provider_reason(self) -> str | None:
        """Why `provider` is not the requested one; None if it is."""
        return self._models.provider_reason

    @property
    def precision(self) -> str:
        """Precision of the graphs in use, as the manifest names it."""
        return self._models.variant.precision

    @property
    def threads(self) -> int:
        """Most threads of one operator on the CPU."""
        return self._models.plan.most_threads

    def encode(self, image: ImageSource) -> EncodedImage:
        """Look at one image once, for several questions about it.

        Raises:
            ImageError: the image cannot be used.
        """
        if isinstance(image, EncodedImage):
            return image
        opened = image if isinstance(image, OpenedImage) else open_image(image)
        prepared = self._prepare(opened)
        tokens, logits = self._models.vision.embed(prepared.pixels[None])
        head = self._judge(prepared, logits[0])
        return EncodedImage(_name_image(image), head, tokens[0], opened.notes)

    def diagnose(
        self,
        image: ImageSource,
        *,
        describe: bool = True,
        question: str | None = None,
        cancel: Cancel | None = None,
    ) -> Finding:
        """Everything about one image. An image that cannot be used is a finding that failed.

        Args:
            image: a path, the bytes of a file, or an opened or encoded image.
            describe: whether to draft a description, the slow part.
            question: a free question; its answer is generated text.
            cancel: asked before each token; a text that it cut short is None in the finding.

        Raises:
            ModelError: the question is empty or too long, or a graph failed.
        """
        try:
            encoded = self.encode(image)
        except ImageError as error:
            return Finding.failed(_name_image(image), error, self._stamp(None))
        finding = self._report(encoded)
        reason = encoded.head.abstain.reason
        if describe and reason is not None:
            finding = replace(finding, description=withhold_description(reason))
        elif describe:
            pieces = self._stream(encoded, DESCRIBE_QUESTION, DESCRIPTION_TOKENS, cancel)
            review = review_description("".join(pieces), encoded.head)
            if cancel is None or not cancel():
                finding = replace(
                    finding, description=review.text, description_agrees=review.agrees
                )
        if question is not None and reason is not None:
            finding = replace(finding, answer=withhold_answer(reason))
        elif question is not None:
            answer = "".join(self._stream(encoded, question, ANSWER_TOKENS, cancel))
            if cancel is None or not cancel():
                finding = replace(finding, answer=answer)
        return finding

    def differentials(self, images: Iterable[OpenedImage]) -> list[HeadOutput]:
        """What the head says of each image, in order; no text is written.

        Images are taken from the iterable as they are needed, so a generator keeps memory small.
        With dynamically quantized graphs every image is run alone: they scale a batch by its
        extremes, and the result for an image must not depend on its neighbours.
        """
        size = 1 if self.precision.startswith("int") else _BATCH
        outputs: list[HeadOutput] = []
        batch: list[_Prepared] = []
        for prepared in self._prepare_ahead(images):
            batch.append(prepared)
            if len(batch) == size:
                outputs.extend(self._classify(batch))
                batch = []
        return [*outputs, *self._classify(batch)]

    def describe(self, image: ImageSource, cancel: Cancel | None = None) -> Iterator[str]:
        """The drafted description, piece by piece.

        Where the head abstains, the only piece says that no description is given. Where the text
        cannot be relied on or disagrees with the head, the last piece says so.

        Raises:
            ImageError: the image cannot be used.
        """
        encoded = self.encode(image)
        reason = encoded.head.abstain.reason
        if reason is not None:
            yield withhold_description(reason)
            return
        text = ""
        for piece in self._stream(encoded, DESCRIBE_QUESTION, DESCRIPTION_TOKENS, cancel):
            text += piece
            yield piece
        if cancel is None or not cancel():
            note = review_description(text, encoded.head).note
            if note:
                yield note

    def answer(
        self,
        image: ImageSource,
        question: str,
        cancel: Cancel | None = None,
        max_tokens: int = ANSWER_TOKENS,
    ) -> Iterator[str]:
        """Generated answer to a free question, piece by piece.

        This is the language model alone: it answers even where the head abstains, which
        `diagnose` does not.

        Raises:
            ImageError: the image cannot be used.
            ModelError: the question is empty or too long.
        """
        yield from self._stream(self.encode(image), question, max_tokens, cancel)

    def score_answers(
        self, image: ImageSource, question: str, choices: Sequence[str]
    ) -> dict[str, float]:
        """Probability of each of a closed set of answers, by the likelihood of the whole answer.

        Returns:
            choice -> probability, in the order of `choices`; they sum to 1.

        Raises:
            ImageError: the image cannot be used.
            ModelError: no choices, or the question is empty or too long.
        """
        encoded = self.encode(image)
        scores = self._models.language.score(encoded.tokens, question, choices)
        return dict(zip(choices, map(float, softmax(scores)), strict=True))

    def _stream(
        self, encoded: EncodedImage, question: str, max_tokens: int, cancel: Cancel | None
    ) -> Iterator[str]:
        return self._models.language.stream(encoded.tokens, question, max_tokens, cancel)

    def _prepare(self, image: OpenedImage) -> _Prepared:
        pixels = preprocess(image.rgb, self.info.contract.preprocess)
        return _Prepared(pixels, measure_quality(image.rgb), image.sha256)

    def _prepare_ahead(self, images: Iterable[OpenedImage]) -> Iterator[_Prepared]:
        waiting: deque[Future[_Prepared]] = deque()
        with ThreadPoolExecutor(_PREPARING) as pool:
            for image in images:
                waiting.append(pool.submit(self._prepare, image))
                if len(waiting) > _PREPARING:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def _classify(self, batch: Sequence[_Prepared]) -> list[HeadOutput]:
        if not batch:
            return []
        rows = self._models.vision.classify(np.stack([prepared.pixels for prepared in batch]))
        pairs = zip(batch, rows, strict=True)
        return [self._judge(prepared, logits) for prepared, logits in pairs]

    def _judge(self, prepared: _Prepared, logits: HeadLogits) -> HeadOutput:
        quality = judge_quality(prepared.measures, self.info.quality)
        return calibrate(logits, prepared.sha256, quality, prepared.measures, self.info)

    def _report(self, encoded: EncodedImage) -> Finding:
        head = encoded.head
        return Finding(
            file=encoded.file,
            status="ok",
            error=None,
            modality=cast(Modality, head.top_modality),
            modality_probabilities=head.modality,
            quality=head.quality,
            abstain=head.abstain,
            differential=head.differential,
            groups=head.groups,
            malignant=head.malignant,
            conformal_set=head.conformal_set,
            description=None,
            description_agrees=None,
            answer=None,
            stamp=self._stamp(head.image_sha256),
            notes=encoded.notes,
        )

    def _stamp(self, image_sha256: str | None) -> Stamp:
        return Stamp(
            bundle=f"{self.info.name} {self.info.version}",
            bundle_sha256=self.sha256,
            provider=self.provider,
            precision=self.precision,
            app_version=__version__,
            image_sha256=image_sha256,
            time=datetime.now(UTC).isoformat(timespec="seconds"),
        )


def load_bundle(
    path: str | Path | None = None,
    *,
    provider: ProviderRequest = "auto",
    threads: int | None = None,
    trusted_keys: Path | None = None,
) -> Bundle:
    """Verify a bundle and open it.

    Args:
        path: folder of the bundle; None: the one that ships with SkinVL.
        provider: `auto` uses CUDA where it works and the CPU elsewhere.
        threads: most threads of one operator on the CPU; None: what `skinvl bundle benchmark
            --keep` found best for this bundle here, else the CPUs this process may use.
        trusted_keys: a folder of further `*.pub` keys to trust.

    Raises:
        BundleError: missing, unsigned, changed or not of the schema.
        ContractMismatch: made under another contract.
        ConfigError: a trusted key that cannot be read.
        ModelError: a graph or tokenizer that cannot be used.
        ProviderError: the bundle has no variant for the CPU.
        ValueError: fewer than one thread.
    """
    folder = find_shipped_bundle() if path is None else Path(path)
    count = count_threads(threads)
    verified = verify_bundle(folder, read_trusted_keys(trusted_keys))
    kept = recall_settings(verified.sha256) if threads is None else None
    return Bundle(verified, open_models(verified, provider, kept or count))


@dataclass(frozen=True)
class _Prepared:
    """Model input float32 [3, H, W], and what else is kept of an image."""

    pixels: NDArray[np.float32]
    measures: QualityMeasures
    sha256: str


def _name_image(image: ImageSource) -> str:
    if isinstance(image, EncodedImage):
        return image.file
    if isinstance(image, OpenedImage):
        return str(image.path) if image.path is not None else UNNAMED
    return UNNAMED if isinstance(image, bytes) else str(image)
