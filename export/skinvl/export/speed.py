"""How fast a variant is on the machine that exports it."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Mapping
from statistics import median

import numpy as np

from skinvl.contract.bundle import DecoderSpec
from skinvl.contract.preprocess import PreprocessSpec, preprocess
from skinvl.export.images import SEED, draw_lesion
from skinvl.export.reference import Floats
from skinvl.export.variant_record import Speed
from skinvl.export.workbench import find_tower
from skinvl.runtime.decode import Decoder
from skinvl.runtime.provider import count_threads
from skinvl.runtime.sessions import Graph
from skinvl.runtime.tuning import name_processor
from skinvl.runtime.vision import VisionModel

REPEATS = 7
BATCHES = (1, 8)
LONGEST_PROMPT = 256
_TOKENS = 32
# A model of billions of parameters is measured less often rather than for an hour.
_MOST_SECONDS = 20.0


def measure_speed(
    graphs: Mapping[str, Graph], preprocessing: PreprocessSpec, spec: DecoderSpec
) -> Speed:
    """Medians of `REPEATS` runs after one that is not counted.

    Args:
        graphs: of the variant, on the CPU.
        preprocessing: for the tower behind the head; made-up images are enough for it.
        spec: of the decoder.
    """
    model = VisionModel(find_tower(graphs), graphs["head"])
    vision = {}
    for batch in BATCHES:
        drawn = [preprocess(draw_lesion(SEED + number), preprocessing) for number in range(batch)]
        seconds = _repeat(functools.partial(_time, model, np.stack(drawn)))
        vision[str(batch)] = 1000 * seconds / batch
    tokens = min(_TOKENS, spec.max_length // 4)
    positions = min(LONGEST_PROMPT, spec.max_length - tokens)
    decoder = Decoder(graphs["embed"], graphs["decoder"], spec)
    ids = np.random.default_rng(SEED).integers(0, spec.vocab_size, (1, positions))
    prompt = decoder.embed(ids.astype(np.int64))
    first: list[float] = []
    rates: list[float] = []

    def read() -> float:
        marks = time_tokens(decoder, prompt, tokens)
        first.append(marks[1] - marks[0])
        rates.append((len(marks) - 2) / max(marks[-1] - marks[1], 1e-9))
        return marks[-1] - marks[0]

    _repeat(read)
    return Speed(
        machine=name_processor(),
        device="cpu",
        threads=count_threads(None),
        repeats=REPEATS,
        vision_ms=vision,
        prefill_positions=positions,
        prefill_ms=1000 * median(first[1:] or first),
        decode_tokens_per_second=median(rates[1:] or rates),
    )


def time_tokens(decoder: Decoder, prompt: Floats, tokens: int) -> list[float]:
    """Seconds of a clock at the start and after each of `tokens` tokens that follow a prompt
    float32 [1, S, D]."""
    context = decoder.open(prompt.shape[1] + tokens)
    marks = [time.perf_counter()]
    logits = decoder.read(context, prompt)[0]
    for _ in decoder.generate(context, logits, (), tokens):
        marks.append(time.perf_counter())
    return marks


def _time(model: VisionModel, images: Floats) -> float:
    started = time.perf_counter()
    model.classify(images)
    return time.perf_counter() - started


def _repeat(run: Callable[[], float]) -> float:
    """Median of the seconds that `run` gives; the first run is not counted."""
    started = time.perf_counter()
    run()
    found = [run()]
    while len(found) < REPEATS and time.perf_counter() - started < _MOST_SECONDS:
        found.append(run())
    return median(found)
