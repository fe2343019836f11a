"""One variant of a bundle, opened to be measured: its stages one by one, on made-up input."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from skinvl.contract.bundle import Variant
from skinvl.runtime.decode import Decoder, Floats
from skinvl.runtime.provider import Provider
from skinvl.runtime.sessions import EMBED, VISION, Graph, SessionPlan, describe_decoder_borders
from skinvl.runtime.threads import ThreadSettings
from skinvl.runtime.verify import VerifiedBundle

# Positions of the question about an image, and tokens written after it.
QUESTION = 32
WRITTEN = 64


@dataclass(frozen=True)
class Pass:
    """Seconds of one image, its prompt and its text, the graphs running right after each other.

    `decoding` is without the first token, which comes out of `prefill`; it covers `tokens`.
    """

    vision: float
    prefill: float
    decoding: float
    tokens: int

    @property
    def total(self) -> float:
        """Seconds of the whole."""
        return self.vision + self.prefill + self.decoding

    @property
    def token_rate(self) -> float:
        """Tokens a second of decoding."""
        return self.tokens / self.decoding


@dataclass(frozen=True)
class Probe:
    """The graphs of one variant."""

    vision: Graph
    decoder: Decoder
    pixels: Floats

    def look(self, batch: int) -> float:
        """Seconds of the vision graph for `batch` images together."""
        pixels = np.repeat(self.pixels, batch, axis=0)
        return measure(lambda: self.vision.run(["image_embeds"], {"pixel_values": pixels}))

    def run(self) -> Pass:
        """An image, a question and an answer, as a description is written."""
        started = time.perf_counter()
        (image,) = self.vision.run(["image_embeds"], {"pixel_values": self.pixels})
        seen = time.perf_counter()
        spec = self.decoder.spec
        room = spec.max_length - image.shape[1]
        question = max(1, min(QUESTION, room // 3))
        written = max(2, min(WRITTEN, room - question))
        ids = np.arange(question, dtype=np.int64)[None] % spec.vocab_size
        context = self.decoder.open(image.shape[1] + question + written)
        embeds = np.concatenate([image, self.decoder.embed(ids)], axis=1)
        logits = self.decoder.read(context, embeds)[0]
        read = time.perf_counter()
        tokens = sum(1 for _ in self.decoder.generate(context, logits, (), written)) - 1
        return Pass(seen - started, read - seen, time.perf_counter() - read, tokens)


def open_probe(
    verified: VerifiedBundle, variant: Variant, provider: Provider, threads: int | ThreadSettings
) -> Probe:
    """Open the graphs of one variant.

    Raises:
        ProviderError: the provider could not take a graph.
        ModelError: a graph cannot be used.
        BundleTampered: a graph changed since it was verified.
    """
    plan = SessionPlan(verified.folder, verified.manifest, provider, threads)
    spec = verified.manifest.decoder
    decoder = Decoder(
        plan.open(variant.graphs["embed"], EMBED, small=True),
        plan.open(variant.graphs["decoder"], describe_decoder_borders(spec)),
        spec,
    )
    size = verified.manifest.contract.preprocess
    pixels = make_noise(0, size.height, size.width).transpose(2, 0, 1)[None]
    scaled = np.ascontiguousarray(pixels / np.float32(127.5) - 1, dtype=np.float32)
    return Probe(plan.open(variant.graphs["vision"], VISION), decoder, scaled)


def choose_variant(verified: VerifiedBundle, variant: Variant) -> VerifiedBundle:
    """The bundle as if it had this variant alone."""
    return replace(verified, manifest=replace(verified.manifest, variants=(variant,)))


def make_noise(seed: int, height: int, width: int) -> NDArray[np.uint8]:
    """A picture uint8 [height, width, 3]: coarse noise, which decodes and resizes like a photo."""
    generator = np.random.default_rng(seed)
    coarse = generator.integers(40, 220, (-(-height // 8), -(-width // 8), 3), dtype=np.uint8)
    return np.asarray(coarse.repeat(8, axis=0).repeat(8, axis=1)[:height, :width])


def measure(action: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started
