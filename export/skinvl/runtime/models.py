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
        tokenizer = _open_tokenizer(self.plan)
        return LanguageModel(decoder, tokenizer, manifest.contract.prompt)


def open_models(
    verified: VerifiedBundle,
    request: ProviderRequest,
    threads: int,
    cuda_refused: str | None = None,
) -> Models:
    """Open the vision and head graphs on the best provider that works.

    CUDA that is missing, fails or is refused (`cuda_refused`: why, in one line) gives way to the
    CPU, and `provider_reason` says why.

    Raises:
        ProviderError: the bundle has no variant for the CPU.
        ModelError: a graph cannot be used.
        BundleTampered: a graph changed since it was verified.
    """
    choice = choose_provider(request)
    reason = choice.reason
    if choice.provider == "cuda" and cuda_refused is not None:
        reason = cuda_refused
    elif choice.provider == "cuda":
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


def _open_tokenizer(plan: SessionPlan) -> Tokenizer:
    """The tokenizer of a bundle.

    Raises:
        ModelError: not a tokenizer, or one that does not find the place of the image in a prompt.
        BundleTampered: it changed since the bundle was verified.
    """
    path, manifest = plan.folder / TOKENIZER_FILE, plan.manifest
    prompt, image_id = manifest.contract.prompt, manifest.decoder.image_id
    content = plan.read(TOKENIZER_FILE)
    try:
        tokenizer = Tokenizer.from_buffer(content)
        ids = tokenizer.encode(prompt.render("What is it?"), add_special_tokens=False).ids
    except BaseException as error:
        # What the library's Rust code panics with is no Exception, and is exported nowhere.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise ModelError(f"{path}: not a tokenizer ({error})") from error
    if tokenizer.token_to_id(prompt.image_token) != image_id or ids.count(image_id) != 1:
        raise ModelError(f"{path}: {prompt.image_token!r} is not the token {image_id} in a prompt")
    return tokenizer


def _find_variant(verified: VerifiedBundle, provider: Provider) -> Variant | None:
    return next((v for v in verified.manifest.variants if provider in v.providers), None)


def _open(
    verified: VerifiedBundle,
    variant: Variant,
    provider: Provider,
    threads: int,
    reason: str | None,
) -> Models:
    plan = SessionPlan(verified.folder, verified.manifest, provider, threads)
    vision = VisionModel(
        plan.open(variant.graphs["vision"], VISION),
        plan.open(variant.graphs["head"], HEAD, small=True),
    )
    return Models(plan, variant, vision, reason)
