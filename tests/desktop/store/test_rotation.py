"""Which backups are kept."""

from datetime import UTC, datetime, timedelta

from skinvl.desktop.core.store.rotation import Rotation, choose_kept

START = datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_a_year_of_days() -> None:
    times = [START + timedelta(days=day) for day in range(365)]
    kept = choose_kept(times, Rotation())
    assert set(times[-7:]) <= kept
    assert len({time.month for time in kept}) == 12
    assert len(kept) <= 7 + 4 + 12
    assert {max(time for time in times if time.month == month) for month in range(1, 13)} <= kept


def test_newest_of_a_day_and_always_the_newest() -> None:
    times = [START + timedelta(hours=hour) for hour in (0, 3, 6)]
    assert choose_kept(times, Rotation()) == {times[-1]}
    assert choose_kept(times, Rotation(0, 0, 0)) == {times[-1]}
    assert choose_kept([], Rotation()) == frozenset()


def test_gaps_do_not_cost_backups() -> None:
    times = [START + timedelta(days=40 * index) for index in range(5)]
    assert choose_kept(times, Rotation()) == set(times)
