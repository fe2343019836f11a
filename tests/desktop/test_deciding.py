"""Decisions that are kept and such that are not: one history, undone and redone the same way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from skinvl.desktop.core.deciding import (
    DecisionBook,
    History,
    StoredDecisions,
    UnkeptDecisions,
    find_diagnoses,
    join_history,
    name_diagnosis,
)
from skinvl.desktop.core.store import create_store
from skinvl.desktop.core.store.errors import RecordConflict
from skinvl.desktop.core.store.images import PhotographData
from skinvl.desktop.core.store.passwords import Cost

CHEAP = Cost(iterations=1, lanes=1, memory_kib=64)


def make_stored(folder: Path) -> tuple[DecisionBook, Callable[[], None]]:
    store = create_store(folder, "anna", "Dr. Anna Berg", "correct horse battery", cost=CHEAP).store
    photograph = store.images.add(b"image", PhotographData("a.png", 10, 10))
    return StoredDecisions(store, photograph.id, None), store.close


@pytest.fixture(params=["stored", "unkept"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> DecisionBook:
    if request.param == "unkept":
        return UnkeptDecisions()
    book, close = make_stored(tmp_path / "data")
    request.addfinalizer(close)
    return book


def history(book: DecisionBook) -> History:
    return join_history(book.list())


def test_undo_and_redo_only_add_rows(book: DecisionBook) -> None:
    book.add("override", "melanoma")
    book.add("comment", comment="deep")
    book.add("flag")
    assert history(book).standing.kind == "flag"
    for expected in ("override", "override", None):
        book.withdraw(history(book).undoable.id)
        standing = history(book).standing
        assert (standing.kind if standing else None) == expected
    assert history(book).undoable is None
    for expected in ("override", "override", "flag"):
        book.withdraw(history(book).redoable.id)
        assert history(book).standing.kind == expected
    assert history(book).redoable is None
    assert len(book.list()) == 9
    texts = [line.text for line in history(book).lines]
    assert texts[0] == "Redone: Flagged"
    assert "Undone: Overridden: Melanoma" in texts


def test_nothing_is_redone_over_a_new_decision(book: DecisionBook) -> None:
    book.add("flag")
    book.withdraw(history(book).undoable.id)
    book.add("skip")
    assert history(book).redoable is None


@pytest.mark.parametrize("kind", ["accept", "override"])
def test_verdict_needs_a_diagnosis(book: DecisionBook, kind: str) -> None:
    with pytest.raises(RecordConflict, match="diagnosis"):
        book.add(kind)  # type: ignore[arg-type]


def test_empty_comment_is_refused(book: DecisionBook) -> None:
    with pytest.raises(RecordConflict, match="empty"):
        book.add("comment", comment="  ")


def test_accepting_needs_a_stored_result(tmp_path: Path) -> None:
    book, close = make_stored(tmp_path / "data")
    with pytest.raises(RecordConflict, match="no result"):
        book.add("accept", "melanoma")
    close()


def test_diagnoses_are_found_by_synonym_and_word_order() -> None:
    assert find_diagnoses("melanoma")[0][0] == "melanoma"
    assert "basal-cell-carcinoma" in dict(find_diagnoses("carcinoma basal"))
    assert find_diagnoses("no such thing") == ()
    assert name_diagnosis("a-code-of-tomorrow") == "a-code-of-tomorrow"
