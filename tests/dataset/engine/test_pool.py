"""Items run side by side, each in its own child, and come back as they finish."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from miniatures.hostile import behave, note_pid

from skinvl.dataset.engine.guard import Done, Failed, Limits
from skinvl.dataset.engine.pool import map_items

LIMITS = Limits(memory_mb=300, silent_s=1.5, step_s=60)


@pytest.mark.parametrize("workers", [1, 3, 9])
def test_every_item_comes_back_once(workers: int) -> None:
    found = dict(map_items(behave, list(range(7)), LIMITS, workers=workers))
    assert sorted(found) == list(range(7))
    for position, outcome in found.items():
        assert isinstance(outcome, Done)
        assert outcome.value == position


def test_nothing_to_do() -> None:
    assert list(map_items(behave, [], LIMITS, workers=2)) == []


def test_bad_items_cost_themselves() -> None:
    items = ["good", "crash", "hang", "gulp", "raise", "fine"]
    found = dict(map_items(behave, items, LIMITS, workers=2))
    reasons = {
        items[position]: outcome.reason if isinstance(outcome, Failed) else None
        for position, outcome in found.items()
    }
    assert reasons == {
        "good": None,
        "crash": "crashed",
        "hang": "timed_out",
        "gulp": "out_of_memory",
        "raise": "crashed",
        "fine": None,
    }


def test_each_item_has_a_process_of_its_own() -> None:
    found = dict(map_items(note_pid, [None] * 4, LIMITS, workers=2))
    pids = {outcome.value for outcome in found.values() if isinstance(outcome, Done)}
    assert len(pids) == 4
    assert os.getpid() not in pids


def test_steps_are_told_with_their_item() -> None:
    told: dict[int, tuple[int, int]] = {}
    list(
        map_items(
            behave,
            ["a", "b"],
            LIMITS,
            workers=1,
            on_step=lambda position, done, total: told.__setitem__(position, (done, total)),
        )
    )
    assert told == {0: (4, 4), 1: (4, 4)}


def test_leaving_early_ends_the_children(tmp_path: Path) -> None:
    told: list[int] = []
    running = map_items(
        note_pid,
        [None, str(tmp_path / "second")],
        Limits(silent_s=600, step_s=600),
        workers=2,
        on_step=lambda position, *_: told.append(position),
    )
    next(running)
    file = tmp_path / "second"
    end = time.monotonic() + 60
    while not file.is_file() or not file.read_text():
        assert time.monotonic() < end
        time.sleep(0.05)
    running.close()
    assert not Path(f"/proc/{file.read_text()}").exists()
