"""A bundle ready to work: the public face of the runtime."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
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
from skinvl.contract.grid import Frame
from skinvl.contract.image import OpenedImage, open_image
from skinvl.contract.preprocess import preprocess
from skinvl.contract.prompt import DESCRIBE_QUESTION
from skinvl.contract.quality import QualityMeasures, judge_quality, measure_quality
from skinvl.contract.sample import Modality
from skinvl.runtime.ahead import in_batches, work_ahead
from skinvl.runtime.calibrate import calibrate, softmax
from skinvl.runtime.decode import Cancel
from skinvl.runtime.describe import (
    DESCRIPTION_TOKENS,
    review_description,
    withhold_answer,
    withhold_description,
)
from skinvl.runtime.encoded import EncodedImage, ImageSource, name_image
from skinvl.runtime.explain import Explanation, Method
from skinvl.runtime.explainer import Explainer, View
from skinvl.runtime.grammar import ANSWER_GRAMMAR
from skinvl.runtime.models import Models, open_models
from skinvl.runtime.outline import Outline
from skinvl.runtime.provider import Provider, ProviderRequest, count_threads
from skinvl.runtime.sampling import Sampling
from skinvl.runtime.scores import HeadLogits, HeadOutput
from skinvl.runtime.signature import TrustedKey, read_trusted_keys
from skinvl.runtime.store import DefaultBundle, find_default_bundle
from skinvl.runtime.tuning import recall_settings
from skinvl.runtime.verify import VerifiedBundle, verify_bundle

ANSWER_TOKENS = 64
# Images prepared while others are looked at, and images looked at together.
_PREPARING = 2
_BATCH = 8


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

    def open_language(self) -> None:
        """Open the language model now, which otherwise happens with the first text.

        Raises:
            ModelError: a graph or the tokenizer cannot be used.
        """
        _ = self._models.language

    def encode(self, image: ImageSource) -> EncodedImage:
        """Look at one image once, for several questions about it.

        Raises:
            ImageError: the image cannot be used.
        """
        if isinstance(image, EncodedImage):
            return image
        opened = image if isinstance(image, OpenedImage) else open_image(image)
        prepared = self._prepare(opened)
        sight = self._models.vision.look(prepared.pixels)
        head = self._judge(prepared, sight.logits)
        height, width = opened.rgb.shape[:2]
        frame = Frame.of((width, height), self.info.head_preprocess)
        view = View(prepared.pixels, sight.patches, frame)
        name = name_image(image)
        if not self._models.has_own_viewer:
            return EncodedImage(name, head, lambda: sight.tokens, opened.notes, view)
        # The pixels are kept and not the photograph, which may be a hundred times as large.
        pixels = preprocess(opened.rgb, self.info.contract.preprocess)
        return EncodedImage(
            name, head, lambda: self._models.look(pixels[None])[0], opened.notes, view
        )

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
            question: a free question; its answer is generated text, or says why there is none.
            cancel: asked before each token; a text that it cut short is None in the finding.

        Raises:
            ModelError: the question is empty or too long, or a graph failed.
        """
        try:
            encoded = self.encode(image)
        except ImageError as error:
            return Finding.failed(name_image(image), error, self._stamp(None))
        finding = self._report(encoded.file, encoded.head, encoded.notes)
        reason = encoded.head.abstain.reason
        if describe and reason is not None:
            finding = replace(finding, description=withhold_description(reason))
        elif describe:
            pieces = self._describe(encoded, cancel)
            review = review_description("".join(pieces), encoded.head)
            if cancel is None or not cancel():
                finding = replace(
                    finding, description=review.text, description_agrees=review.agrees
                )
        if question is not None:
            withheld = withhold_answer(question, reason)
            answer = withheld or "".join(self.answer(encoded, question, cancel))
            if withheld or cancel is None or not cancel():
                finding = replace(finding, answer=answer)
        if finding.stamp is not None and finding.stamp.provider != self.provider:
            # CUDA failed on the way, and part of this was written on the CPU.
            finding = replace(finding, stamp=self._stamp(encoded.head.image_sha256))
        return finding

    def differentials(self, images: Iterable[OpenedImage]) -> list[HeadOutput]:
        """What the head says of each image, in order; no text is written.

        Images are taken from the iterable as they are needed, so a generator keeps memory small.
        On the CPU as many are looked at side by side as there are threads. There, and with
        dynamically quantized graphs anywhere, every image is run alone: such graphs scale a batch
        by its extremes, and a result must not depend on the neighbours.
        """
        return list(self._look_at(images))

    def findings(self, images: Iterable[OpenedImage]) -> Iterator[Finding]:
        """The findings of `diagnose` without description, in order and in less time."""
        named: deque[tuple[str, tuple[str, ...]]] = deque()

        def remember(image: OpenedImage) -> OpenedImage:
            named.append((name_image(image), image.notes))
            return image

        for head in self._look_at(map(remember, images)):
            file, notes = named.popleft()
            yield self._report(file, head, notes)

    def describe(self, image: ImageSource, cancel: Cancel | None = None) -> Iterator[str]:
        """The drafted description, piece by piece.

        Where the head abstains, the only piece says so. Where the text cannot be relied on or
        disagrees with the head, the last piece says that.

        Raises:
            ImageError: the image cannot be used.
        """
        encoded = self.encode(image)
        reason = encoded.head.abstain.reason
        if reason is not None:
            yield withhold_description(reason)
            return
        text = ""
        for piece in self._describe(encoded, cancel):
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
        sampling: Sampling | None = None,
    ) -> Iterator[str]:
        """Generated answer to a free question, piece by piece.

        The language model alone: it answers even where the head abstains, or where no image could
        tell, which `diagnose` does not. Without `sampling` it takes the likeliest token each time.

        Raises:
            ImageError: the image cannot be used.
            ModelError: the question is empty or too long.
        """
        encoded = self.encode(image)
        yield from self._models.language.stream(
            encoded.tokens, question, max_tokens, cancel, sampling=sampling
        )

    def score_answers(
        self, image: ImageSource, question: str, choices: Sequence[str]
    ) -> dict[str, float]:
        """Probability of each of a closed set of answers, by the likelihood of the whole answer.

        Returns: choice -> probability, in the order of `choices`; they sum to 1.

        Raises:
            ImageError: the image cannot be used.
            ModelError: no choices, or the question is empty or too long.
        """
        encoded = self.encode(image)
        scores = self._models.language.score(encoded.tokens, question, choices)
        return dict(zip(choices, map(float, softmax(scores)), strict=True))

    def explain(
        self,
        image: ImageSource,
        *,
        code: str | None = None,
        method: Method = "fast",
        cancel: Cancel | None = None,
    ) -> Explanation:
        """Where in the image the score of a diagnosis comes from: where, not why.

        Args:
            image: as for `diagnose`; an encoded image is not looked at again by `fast`.
            code: the diagnosis; None: the first of the differential.
            method: `fast` is exact and at once, `occlusion` slow and independent of it.
            cancel: asked between the steps of `occlusion`.

        Raises:
            ImageError: the image cannot be used.
            ModelError: the bundle does not know the diagnosis, or a graph failed.
            CancelledError: `cancel` stopped it (of `concurrent.futures`).
        """
        return self._explainer.explain(self.encode(image), code, method, cancel)

    def outline(self, image: ImageSource) -> Outline:
        """Where the lesion lies, and whether the outline can be relied on.

        Raises:
            ImageError: the image cannot be used.
            ModelError: a graph failed.
        """
        return self._explainer.outline(self.encode(image))

    @property
    def _explainer(self) -> Explainer:
        together = 1 if self.precision.startswith("int") else _BATCH
        return Explainer(self._models.vision, self.info, self.sha256, together)

    def _describe(self, encoded: EncodedImage, cancel: Cancel | None) -> Iterator[str]:
        return self._models.language.stream(
            encoded.tokens, DESCRIBE_QUESTION, DESCRIPTION_TOKENS, cancel, grammar=ANSWER_GRAMMAR
        )

    def _prepare(self, image: OpenedImage) -> _Prepared:
        pixels = preprocess(image.rgb, self.info.head_preprocess)
        return _Prepared(pixels, measure_quality(image.rgb), image.sha256)

    def _review(self, image: OpenedImage) -> HeadOutput:
        prepared = self._prepare(image)
        logits = self._models.reviewer.classify(prepared.pixels[None])[0]
        return self._judge(prepared, logits)

    def _classify(self, batch: Sequence[_Prepared]) -> list[HeadOutput]:
        rows = self._models.vision.classify(np.stack([prepared.pixels for prepared in batch]))
        pairs = zip(batch, rows, strict=True)
        return [self._judge(prepared, logits) for prepared, logits in pairs]

    def _look_at(self, images: Iterable[OpenedImage]) -> Iterator[HeadOutput]:
        if self.provider == "cpu":
            yield from work_ahead(images, self._review, self.threads)
            return
        size = 1 if self.precision.startswith("int") else _BATCH
        for batch in in_batches(work_ahead(images, self._prepare, _PREPARING), size):
            yield from self._classify(batch)

    def _judge(self, prepared: _Prepared, logits: HeadLogits) -> HeadOutput:
        quality = judge_quality(prepared.measures, self.info.quality)
        return calibrate(logits, prepared.sha256, quality, prepared.measures, self.info)

    def _report(self, file: str, head: HeadOutput, notes: tuple[str, ...]) -> Finding:
        return Finding(
            file=file,
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
            notes=notes,
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
        path: folder of the bundle; None: the active installed one, or where none is active the
            one that ships with SkinVL.
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
    place = find_default_bundle() if path is None else DefaultBundle(Path(path))
    count = count_threads(threads)
    verified = verify_bundle(place.folder, read_trusted_keys(trusted_keys))
    place.check(verified.sha256)
    kept = recall_settings(verified.sha256) if threads is None else None
    return Bundle(verified, open_models(verified, provider, kept or count, place.cuda_refused))


@dataclass(frozen=True)
class _Prepared:
    """Input float32 [3, H, W] of the tower behind the head, and what else is kept of an image."""

    pixels: NDArray[np.float32]
    measures: QualityMeasures
    sha256: str
