"""The graphs of a bundle on a provider: vision and head at once, the language model when asked."""

from __future__ import annotations

import threading

from tokenizers import Tokenizer

from skinvl.contract.bundle import TOKENIZER_FILE, Variant
from skinvl.contract.errors import ModelError, ProviderError
from skinvl.runtime.decode import Decoder
from skinvl.runtime.language import LanguageModel
from skinvl.runtime.provider import Provider, ProviderRequest, choose_provider
from skinvl.runtime.sessions import EMBED, HEAD, VISION, SessionPlan, describe_decoder_borders
from skinvl.runtime.threads import ThreadSettings
from skinvl.runtime.verify import VerifiedBundle
from skinvl.runtime.vision import VisionModel


class Models:
    """Opened graphs of one variant of a bundle.

    Attributes:
        plan: how further graphs are opened.
        variant: the set of graphs in use.
        vision: vision and head graphs.
        provider_reason: why the provider is not the requested one; None if it is.
    """

    def __init__(
        self, plan: SessionPlan, variant: Variant, vision: VisionModel, provider_reason: str | None
    ) -> None:
        self.plan = plan
        self.variant = variant
        self.vision = vision
        self.provider_reason = provider_reason
        self._language: LanguageModel | None = None
        self._opening = threading.Lock()

    @property
    def language(self) -> LanguageModel:
        """The language model, opened on first use by whichever thread asks first."""
        with self._opening:
            if self._language is None:
                self._language = self._open_language()
            return self._language

    def _open_language(self) -> LanguageModel:
        manifest, graphs = self.plan.manifest, self.variant.graphs
        decoder = Decoder(
            self.plan.open(graphs["embed"], EMBED, small=True),
            self.plan.open(graphs["decoder"], describe_decoder_borders(manifest.decoder)),
            manifest.decoder,
        )
        path = self.plan.folder / TOKENIZER_FILE
        try:
            tokenizer = Tokenizer.from_buffer(self.plan.read(TOKENIZER_FILE))
        except (ValueError, UnicodeDecodeError) as error:
            raise ModelError(f"{path}: not a tokenizer ({error})") from error
        token = manifest.contract.prompt.image_token
        if tokenizer.token_to_id(token) != manifest.decoder.image_id:
            raise ModelError(f"{path}: {token!r} is not the token {manifest.decoder.image_id}")
        return LanguageModel(decoder, tokenizer, manifest.contract.prompt)


def open_models(
    verified: VerifiedBundle, request: ProviderRequest, threads: int | ThreadSettings
) -> Models:
    """Open the vision and head graphs on the best provider that works.

    CUDA that is missing or fails gives way to the CPU, and `provider_reason` says why.

    Raises:
        ProviderError: the bundle has no variant for the CPU.
        ModelError: a graph cannot be used.
        BundleTampered: a graph changed since it was verified.
    """
    choice = choose_provider(request)
    reason = choice.reason
    if choice.provider == "cuda":
        variant = _find_variant(verified, "cuda")
        if variant is None:
            reason = "this bundle has no variant for CUDA" if request == "cuda" else None
        else:
            try:
                return _open(verified, variant, "cuda", threads, None)
            except ProviderError as error:
                reason = str(error)
    variant = _find_variant(verified, "cpu")
    if variant is None:
        raise ProviderError(f"{verified.folder}: this bundle has no variant for the CPU")
    return _open(verified, variant, "cpu", threads, reason)


def _find_variant(verified: VerifiedBundle, provider: Provider) -> Variant | None:
    return next((v for v in verified.manifest.variants if provider in v.providers), None)


def _open(
    verified: VerifiedBundle,
    variant: Variant,
    provider: Provider,
    threads: int | ThreadSettings,
    reason: str | None,
) -> Models:
    plan = SessionPlan(verified.folder, verified.manifest, provider, threads)
    vision = VisionModel(
        plan.open(variant.graphs["vision"], VISION),
        plan.open(variant.graphs["head"], HEAD, small=True),
    )
    return Models(plan, variant, vision, reason)
