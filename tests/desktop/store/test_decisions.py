"""Decisions, undo and redo, and the second reader."""

from collections.abc import Callable

import pytest
from miniatures.stores import make_finding

from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.errors import NotPermitted, RecordConflict
from skinvl.desktop.core.store.images import Photograph
from skinvl.desktop.core.store.readings import StoredReading

OTHER = "another long one"


@pytest.fixture
def reading(store: Store, photograph: Photograph) -> StoredReading:
    return store.readings.add(photograph.id, make_finding(photograph.image_sha256))


def stand(store: Store, photograph: Photograph) -> tuple[str, str | None]:
    found = store.images.get(photograph.id)
    return found.state, found.diagnosis


def test_every_decision_sets_the_state(
    store: Store, photograph: Photograph, reading: StoredReading
) -> None:
    assert stand(store, photograph) == ("read", "melanoma")
    decisions, where = store.decisions, photograph.id
    decisions.accept(where, reading.id, "melanoma")
    assert stand(store, photograph) == ("accepted", "melanoma")
    override = decisions.override(where, reading.id, "nevus", " sure ")
    assert stand(store, photograph) == ("overridden", "nevus")
    assert (override.comment, override.supersedes) == ("sure", 1)
    decisions.flag(where)
    assert stand(store, photograph) == ("flagged", "melanoma")
    decisions.skip(where)
    assert stand(store, photograph)[0] == "skipped"
    bad = decisions.mark_bad(where, comment="blurred")
    assert stand(store, photograph)[0] == "bad-image"
    decisions.comment(where, "look again")
    assert decisions.current(where) == bad
    assert [row.kind for row in decisions.list(where)] == [
        "comment", "bad-image", "skip", "flag", "override", "accept",
    ]  # fmt: skip


def test_undo_and_redo_go_back_step_by_step(
    store: Store, photograph: Photograph, reading: StoredReading
) -> None:
    decisions, where = store.decisions, photograph.id
    first = decisions.accept(where, reading.id, "melanoma")
    second = decisions.override(where, reading.id, "nevus")
    undo = decisions.withdraw(second.id)
    assert decisions.current(where) == first
    redo = decisions.withdraw(undo.id)
    assert decisions.current(where) == second
    decisions.withdraw(redo.id)
    assert decisions.current(where) == first
    decisions.withdraw(first.id)
    assert decisions.current(where) is None
    assert stand(store, photograph) == ("read", "melanoma")
    with pytest.raises(RecordConflict, match="withdraws is taken"):
        decisions.withdraw(first.id)
    assert decisions.list_withdrawn(where) == {first.id, second.id, redo.id}


def test_decisions_are_never_changed(
    store: Store, photograph: Photograph, reading: StoredReading
) -> None:
    store.decisions.accept(photograph.id, reading.id, "melanoma")
    for sql in ("UPDATE decision SET code = 'nevus'", "DELETE FROM decision"):
        with pytest.raises(RecordConflict), store.session.writing() as change:
            change.execute(sql)
    with pytest.raises(RecordConflict, match="empty"):
        store.decisions.comment(photograph.id, "  ")


def test_second_reader_is_another_and_blind(
    reopen: Callable[..., Store], store: Store, photograph: Photograph, reading: StoredReading
) -> None:
    store.users.add("ben", "Ben Roth", "reader", OTHER)
    store.decisions.accept(photograph.id, reading.id, "melanoma")
    assert store.second_reads.list_due() == ()
    with pytest.raises(RecordConflict, match="another than the first"):
        store.second_reads.add(photograph.id, "melanoma", "yes")
    as_ben = reopen("ben", OTHER)
    (due,) = as_ben.second_reads.list_due()
    assert not {"code", "diagnosis", "state", "malignant"} & set(vars(due))
    read = as_ben.second_reads.add(due.photograph_id, "nevus", "no")
    assert not read.agrees
    assert as_ben.second_reads.list_due() == ()
    with pytest.raises(NotPermitted):
        as_ben.second_reads.settle(read.id, "nevus")
    as_anna = reopen()
    assert as_anna.second_reads.list_disagreements() == (read,)
    settled = as_anna.second_reads.settle(read.id, "melanoma", "both looked")
    assert as_anna.second_reads.consensus(photograph) == settled
    assert as_anna.second_reads.list_disagreements() == ()
    assert as_anna.decisions.list(photograph.id)[0].code == "melanoma"
