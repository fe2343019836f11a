"""The graphs of a bundle on a provider: what the head needs at once, what text needs when asked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from skinvl.contract.bundle import DIAGNOSIS_GRAPH, TOKENIZER_FILE, Variant
from skinvl.contract.errors import ModelError, ProviderError
from skinvl.runtime.decode import Decoder, Floats
from skinvl.runtime.language import LanguageModel
from skinvl.runtime.provider import Provider, ProviderRequest, choose_provider
from skinvl.runtime.sessions import (
    EMBED,
    HEAD,
    VISION,
    Graph,
    SessionPlan,
    describe_decoder_borders,
)
from skinvl.runtime.threads import ThreadSettings
from skinvl.runtime.verify import VerifiedBundle
from skinvl.runtime.vision import VisionModel

if TYPE_CHECKING:
    from tokenizers import Tokenizer


class Models:
    """Opened graphs of one variant of a bundle.

    Where CUDA fails in the middle of the work, for want of memory mostly, the graphs for the CPU
    take over for good, and `provider_reason` says why.

    Attributes:
        plan: how further graphs are opened.
        variant: the set of graphs in use.
        vision: the tower behind the head, and the head. Its image tokens are for the language
            model unless that has a tower of its own.
        provider_reason: why the provider is not the requested one; None if it is.
    """

    def __init__(
        self,
        verified: VerifiedBundle,
        variant: Variant,
        provider: Provider,
        threads: int | ThreadSettings,
        provider_reason: str | None,
    ) -> None:
        """Open the tower behind the head, and the head.

        Raises:
            ProviderError: CUDA could not take a graph.
            ModelError: a graph cannot be used.
            BundleTampered: a graph changed since it was verified.
        """
        self._verified = verified
        self._changing = threading.RLock()
        self._language: LanguageModel | None = None
        self._viewer: Graph | None = None
        self._reviewer: VisionModel | None = None
        self.plan = SessionPlan(verified.folder, verified.manifest, provider, threads)
        self.variant = variant
        self.provider_reason = provider_reason
        self.vision = self._open_vision()

    @property
    def has_own_viewer(self) -> bool:
        """Whether the language model looks at images through another tower than the head."""
        return DIAGNOSIS_GRAPH in self.variant.graphs

    def look(self, pixels: Floats) -> Floats:
        """Image tokens float32 [B, T, D] for the language model, through its own tower.

        The tower, the largest graph beside the decoder, is opened when it is first asked.

        Args:
            pixels: float32 [B, 3, H, W], prepared as the contract of the bundle says.
        """
        viewer = self._find_viewer()
        return np.asarray(viewer.run(["image_embeds"], {"pixel_values": pixels})[0])

    @property
    def reviewer(self) -> VisionModel:
        """The tower behind the head and the head, on the calling thread alone: on the CPU, several
        images side by side are quicker than one after the other on several threads."""
        with self._changing:
            if self.plan.provider != "cpu" or self.plan.most_threads == 1:
                return self.vision
            if self._reviewer is None:
                graphs = self.variant.graphs
                tower = graphs.get(DIAGNOSIS_GRAPH, graphs["vision"])
                alone = self.plan.open(tower, VISION, small=True)
                self._reviewer = replace(self.vision, vision=alone)
            return self._reviewer

    @property
    def language(self) -> LanguageModel:
        """The language model, opened on first use by whichever thread asks first."""
        with self._changing:
            if self._language is None:
                self._language = self._open_language()
            return self._language

    def leave_cuda(self, error: ProviderError) -> None:
        """Open the graphs for the CPU in place of those on CUDA, which failed.

        Raises:
            ProviderError: the bundle has none for the CPU.
        """
        with self._changing:
            if self.plan.provider == "cpu":
                return
            variant = _find_variant(self._verified, "cpu")
            if variant is None:
                raise error
            self.plan = replace(self.plan, provider="cpu")
            self.variant = variant
            self.provider_reason = str(error)
            self.vision = self._open_vision()
            self._viewer = None

    def _open_vision(self) -> VisionModel:
        graphs = self.variant.graphs
        tower = self.plan.open(graphs.get(DIAGNOSIS_GRAPH, graphs["vision"]), VISION)
        head = self.plan.open(graphs["head"], HEAD, small=True)
        return VisionModel(
            self._guard(tower, lambda: self.vision.vision),
            self._guard(head, lambda: self.vision.head),
        )

    def _find_viewer(self) -> Graph:
        with self._changing:
            if self._viewer is None:
                graph = self.plan.open(self.variant.graphs["vision"], VISION)
                self._viewer = self._guard(graph, self._find_viewer)
            return self._viewer

    def _open_decoder(self) -> Decoder:
        manifest, graphs = self.plan.manifest, self.variant.graphs
        # An embedding that fails on CUDA gives way through the decoder, which fails as well.
        return Decoder(
            self.plan.open(graphs["embed"], EMBED, small=True),
            self.plan.open(graphs["decoder"], describe_decoder_borders(manifest.decoder)),
            manifest.decoder,
        )

    def _open_language(self) -> LanguageModel:
        manifest = self.plan.manifest
        try:
            decoder = self._open_decoder()
        except ProviderError as error:
            decoder = self._replace_decoder(error)
        tokenizer = _open_tokenizer(self.plan)
        may_fail = self.plan.provider != "cpu"
        return LanguageModel(
            decoder,
            tokenizer,
            manifest.contract.prompt,
            self._replace_decoder if may_fail else None,
        )

    def _replace_decoder(self, error: ProviderError) -> Decoder:
        with self._changing:
            self.leave_cuda(error)
            return self._open_decoder()

    def _guard(self, graph: Graph, find: Callable[[], Graph]) -> Graph:
        """The graph; on CUDA, what `find` gives after `leave_cuda` is its substitute."""
        if graph.device == "cpu":
            return graph

        def substitute(error: ProviderError) -> Graph:
            self.leave_cuda(error)
            return find()

        return replace(graph, substitute=substitute)


def open_models(
    verified: VerifiedBundle,
    request: ProviderRequest,
    threads: int | ThreadSettings,
    cuda_refused: str | None = None,
) -> Models:
    """Open the tower behind the head, and the head, on the best provider that works.

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
                return Models(verified, variant, "cuda", threads, None)
            except ProviderError as error:
                reason = str(error)
    variant = _find_variant(verified, "cpu")
    if variant is None:
        raise ProviderError(f"{verified.folder}: this bundle has no variant for the CPU")
    return Models(verified, variant, "cpu", threads, reason)


def _open_tokenizer(plan: SessionPlan) -> Tokenizer:
    """The tokenizer of a bundle.

    Raises:
        ModelError: not a tokenizer, or one that does not find the place of the image in a prompt.
        BundleTampered: it changed since the bundle was verified.
    """
    from tokenizers import Tokenizer

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
