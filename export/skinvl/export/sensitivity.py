"""Which layers of a graph bear fewer bits, found by measuring each of them alone.

Every layer, or run of neighbouring layers, is quantized with all the others in float32, and what
that does to the outputs is its damage. The most damaging ones are then kept in float32, few at
first, until a gate accepts the graph.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from skinvl.export.workbench import Report

# Layers kept in float32 by one attempt after the other, most damaging first.
STEPS = (1, 2, 3, 4, 6, 8, 12, 16, 24)
# Beyond this share of the layers in float32 there is little left to gain.
LARGEST_SHARE = 0.5
_PROBES = 2


@dataclass(frozen=True)
class Damage:
    """What quantizing these layers alone does to the outputs; larger is worse."""

    layers: tuple[str, ...]
    value: float


def rank_layers(
    layers: Sequence[str],
    measure: Callable[[tuple[str, ...]], float],
    seconds: float,
    report: Report,
) -> list[Damage]:
    """Damage of every layer, the most damaging first.

    Where the time is too short for one measurement a layer, neighbours are measured together.

    Args:
        layers: names in the order of the graph.
        measure: damage of quantizing the named layers and nothing else.
        seconds: about so long it may take.
        report: is told how it goes.
    """
    if not layers:
        return []
    started = time.monotonic()
    found = [Damage((name,), measure((name,))) for name in layers[:_PROBES]]
    each = max((time.monotonic() - started) / len(found), 1e-6)
    rest = list(layers[_PROBES:])
    affordable = max(1, int(seconds / each) - len(found))
    size = max(1, -(-len(rest) // affordable))
    blocks = [tuple(rest[start : start + size]) for start in range(0, len(rest), size)]
    about = len(blocks) * each
    report(f"measuring {len(layers)} layers, {size} at a time: about {about:.0f} s")
    found += [Damage(block, measure(block)) for block in blocks]
    return sorted(found, key=lambda damage: -damage.value)


def widen(ranked: Sequence[Damage]) -> Iterator[tuple[str, ...]]:
    """Layers to keep in float32, one attempt after the other, each with more than the last."""
    total = sum(len(damage.layers) for damage in ranked)
    for step in STEPS:
        kept = tuple(name for damage in ranked[:step] for name in damage.layers)
        if step > len(ranked) or len(kept) > LARGEST_SHARE * total:
            return
        yield kept
