"""Delays after wrong passwords."""

from pathlib import Path

import pytest
from miniatures.stores import Clock

from skinvl.desktop.core.store.attempts import (
    LONGEST_DELAY,
    begin_try,
    clear_tries,
    delay_after,
    seconds_to_wait,
)
from skinvl.desktop.core.store.errors import LoginDelayed


def test_delays_double_up_to_a_limit() -> None:
    assert [delay_after(count) for count in range(7)] == [0, 0, 0, 2, 4, 8, 16]
    assert delay_after(60) == delay_after(1000) == LONGEST_DELAY


def test_count_is_on_the_disk_before_the_try(tmp_path: Path, clock: Clock) -> None:
    for _ in range(3):
        begin_try(tmp_path, "a", clock())
    assert seconds_to_wait(tmp_path, "a", clock()) == 2.0
    assert seconds_to_wait(tmp_path, "b", clock()) == 0.0
    with pytest.raises(LoginDelayed, match="wait 2 s"):
        begin_try(tmp_path, "a", clock())
    begin_try(tmp_path, "b", clock())
    clock.pass_time(seconds=2)
    begin_try(tmp_path, "a", clock())
    assert seconds_to_wait(tmp_path, "a", clock()) == 4.0


def test_clock_that_was_set_back_does_not_lock_out(tmp_path: Path, clock: Clock) -> None:
    for _ in range(3):
        begin_try(tmp_path, "a", clock())
    clock.pass_time(days=-400)
    assert seconds_to_wait(tmp_path, "a", clock()) <= LONGEST_DELAY
    with pytest.raises(LoginDelayed) as delayed:
        begin_try(tmp_path, "a", clock())
    assert delayed.value.seconds == 2.0


def test_wrong_tries_are_reported_once(tmp_path: Path, clock: Clock) -> None:
    for holder in ("a", "a", "b", "b", "a"):
        begin_try(tmp_path, holder, clock())
    reported = {tries.holder: tries.count for tries in clear_tries(tmp_path, "a")}
    assert reported == {"a": 2, "b": 2}
    begin_try(tmp_path, "b", clock())
    begin_try(tmp_path, "a", clock())
    assert {tries.holder: tries.count for tries in clear_tries(tmp_path, "a")} == {"b": 1}
    assert seconds_to_wait(tmp_path, "b", clock()) == 2.0


def test_damaged_counts_are_no_obstacle(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "attempts.json").write_text("{not json")
    begin_try(tmp_path, "a", clock())
    assert clear_tries(tmp_path, "a") == ()
