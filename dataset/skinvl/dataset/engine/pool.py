"""The default engine: a few guarded child processes at a time on this machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import wait

from skinvl.dataset.engine.guard import (
    POLL_S,
    Child,
    Function,
    Limits,
    Outcome,
    start_context,
)

StepReport = Callable[[int, int, int], None]


def map_items(
    function: Function,
    items: Sequence[object],
    limits: Limits,
    *,
    workers: int,
    preload: Sequence[str] = (),
    on_step: StepReport | None = None,
) -> Iterator[tuple[int, Outcome]]:
    """Run ``function(item, report)`` for every item, each in a child of its own.

    Args:
        function: importable by name; calls ``report(done, total)`` at every step and returns plain
            JSON.
        items: picklable.
        limits: of each item.
        workers: children at a time.
        preload: modules that every child finds imported.
        on_step: told (position of the item, steps done, steps in all).

    Yields:
        (position, outcome) as items finish, in any order. Children that still run when the
        iteration ends are killed.
    """
    context = start_context(preload)
    waiting = deque(enumerate(items))
    running: dict[int, Child] = {}
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                position, item = waiting.popleft()
                running[position] = Child(function, item, limits, context)
            wait([handle for child in running.values() for handle in child.handles], POLL_S)
            for position, child in list(running.items()):
                outcome = child.poll()
                if on_step is not None:
                    on_step(position, *child.steps)
                if outcome is not None:
                    del running[position]
                    yield position, outcome
    finally:
        for child in running.values():
            child.kill()
