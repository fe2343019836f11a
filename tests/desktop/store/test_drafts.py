"""Texts that were begun: per user, replaced, gone when they are dropped, and on the log."""

from collections.abc import Callable

import pytest
from miniatures.stores import make_png

from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.images import PhotographData, PhotographId


def test_a_draft_is_there_until_it_is_dropped(store: Store, reopen: Callable[..., Store]) -> None:
    photograph = store.images.add(make_png(1), PhotographData("a.png", 24, 16)).id
    assert store.drafts.current(photograph) is None
    store.drafts.save(photograph, "half")
    store.drafts.save(photograph, "half a text")
    store.close()
    again = reopen()
    assert again.drafts.current(photograph) == "half a text"
    again.drafts.drop(photograph)
    again.drafts.drop(photograph)
    assert again.drafts.current(photograph) is None
    written = again.audit.list(subject="draft")
    assert [entry.event for entry in written] == ["delete", "change", "change"]
    assert all("half" not in str(entry.detail) for entry in written)


def test_nobody_sees_the_draft_of_another(store: Store, reopen: Callable[..., Store]) -> None:
    photograph = store.images.add(make_png(1), PhotographData("a.png", 24, 16)).id
    store.users.add("ben", "Ben Roth", "senior", "another long one")
    store.drafts.save(photograph, "of anna")
    store.close()
    ben = reopen("ben", "another long one")
    assert ben.drafts.current(photograph) is None
    ben.drafts.drop(photograph)
    ben.close()
    assert reopen().drafts.current(photograph) == "of anna"


def test_a_draft_belongs_to_a_photograph(store: Store) -> None:
    with pytest.raises(RecordConflict):
        store.drafts.save(PhotographId(99), "text")
