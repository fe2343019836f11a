"""The notice is due once, daily or at every start, for each person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from skinvl.desktop.core.notice import NoticeBook
from skinvl.desktop.core.store import Store, create_store
from skinvl.desktop.core.store.passwords import Cost

CHEAP = Cost(iterations=1, lanes=1, memory_kib=64)
NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = create_store(tmp_path / "data", "anna", "Dr. Berg", "correct horse battery", cost=CHEAP)
    yield made.store
    made.store.close()


@pytest.mark.parametrize("with_store", [True, False])
def test_habits(store: Store, tmp_path: Path, with_store: bool) -> None:
    used = store if with_store else None
    file = tmp_path / "notice.json"
    first = NoticeBook(file)
    assert first.is_due("once", used, NOW) and first.is_due("daily", used, NOW)
    first.confirm(used, NOW)
    assert not first.is_due("always", used, NOW)
    later = NoticeBook(file)
    assert later.is_due("always", used, NOW)
    assert not later.is_due("daily", used, NOW + timedelta(hours=5))
    assert later.is_due("daily", used, NOW + timedelta(days=1))
    assert not later.is_due("once", used, NOW + timedelta(days=400))


def test_each_person_confirms(store: Store, tmp_path: Path) -> None:
    book = NoticeBook(tmp_path / "notice.json")
    book.confirm(store, NOW)
    store.users.add("carl", "Carl", "reader", "another long pass")
    store.lock()
    store.unlock("carl", "another long pass")
    assert book.is_due("once", store, NOW)
    assert book.is_due("once", None, NOW)


def test_damaged_file_means_due(tmp_path: Path) -> None:
    file = tmp_path / "notice.json"
    for text in ("nothing", "[]", '{"confirmed_at": 3}', '{"confirmed_at": "2026-03-04T09:00:00"}'):
        file.write_text(text)
        assert NoticeBook(file).is_due("once", None, NOW)
