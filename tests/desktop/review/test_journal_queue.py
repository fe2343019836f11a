"""The queue of a journal: states that add up, decisions that are only added to, old journals."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest
from miniatures.stores import make_finding, make_png

from skinvl.contract.errors import DataError, SkinVLError
from skinvl.desktop.core.review.journal import JOURNAL_FILE, Done, Journal, open_journal
from skinvl.desktop.core.review.journal_queue import JournalQueue
from skinvl.desktop.core.review.queue import REVIEW_STATES, Item, Wanted
from skinvl.desktop.core.review.scan import FoundFile, LeftOut

OLD = """
CREATE TABLE run (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE files (
    id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE, size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL, scan INTEGER NOT NULL, state TEXT NOT NULL, sha256 TEXT,
    reason TEXT
) STRICT;
CREATE TABLE results (sha256 TEXT PRIMARY KEY, finding TEXT NOT NULL) STRICT;
PRAGMA user_version = 1;
"""


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Six images: five read, one of them twice, one damaged; one left out."""
    place = tmp_path / "photographs"
    place.mkdir()
    journal = open_journal(tmp_path / "results", {"folder": str(place), "model": "mini 1"})
    contents = {f"{n}.png": make_png(n % 4) for n in range(5)}
    for name, content in contents.items():
        (place / name).write_bytes(content)
    names = [*contents, "broken.png"]
    journal.note_scan([FoundFile(name, 1, 1) for name in names], 1)
    journal.note_scan([LeftOut("link.png", "a link to a file that is not there")], 1)
    outcomes = []
    for file in journal.waiting(0, 9):
        if file.path == "broken.png":
            outcomes.append(Done(file.id, None, None, "not an image"))
        else:
            number = int(file.path[0])
            sha256 = hashlib.sha256(contents[file.path]).hexdigest()
            finding = make_finding(sha256, malignant=(0.1, 0.9, 0.4, 0.6)[number % 4])
            outcomes.append(Done(file.id, sha256, finding.to_json(), None, (24, 16)))
    journal.note(outcomes)
    return journal


@pytest.fixture
def queue(journal: Journal) -> JournalQueue:
    return JournalQueue(journal)


def item_of(queue: JournalQueue, path: str) -> Item:
    return next(item for item in queue.items(queue.arrange(Wanted()).ids) if item.path == path)


def test_states_add_up_and_every_image_is_in_one(queue: JournalQueue) -> None:
    queue.decide(item_of(queue, "1.png"), "flag")
    queue.decide(item_of(queue, "2.png"), "skip")
    balance = queue.arrange(Wanted()).balance
    assert (balance.found, balance.reviewed, balance.failed) == (6, 1, 1)
    assert (balance.skipped, balance.waiting, balance.left_out) == (1, 3, 1)
    assert balance.adds_up
    listed = [number for state in REVIEW_STATES for number in queue.arrange(Wanted((state,))).ids]
    assert sorted(listed) == sorted(queue.arrange(Wanted()).ids)


def test_urgent_ones_first_and_failed_ones_last(queue: JournalQueue) -> None:
    paths = [item.path for item in queue.items(queue.arrange(Wanted()).ids)]
    assert paths == ["1.png", "3.png", "2.png", "0.png", "4.png", "broken.png"]


def test_same_bytes_are_decided_together(queue: JournalQueue) -> None:
    queue.decide(item_of(queue, "0.png"), "override", "melanoma")
    assert item_of(queue, "4.png").state == "overridden"
    assert item_of(queue, "4.png").decided == "melanoma"


def test_undo_brings_back_the_decision_before(queue: JournalQueue) -> None:
    item = item_of(queue, "1.png")
    queue.decide(item, "override", "melanoma")
    queue.decide(item, "flag", comment="look again")
    assert queue.undo() is not None
    assert item_of(queue, "1.png").state == "overridden"
    assert queue.undo() is not None
    assert item_of(queue, "1.png").state == "open"
    assert queue.undo() is None
    assert len(queue.history(item)) == 4


def test_history_cannot_be_rewritten(queue: JournalQueue, journal: Journal) -> None:
    queue.decide(item_of(queue, "1.png"), "flag")
    for statement in ("UPDATE decisions SET kind = 'skip'", "DELETE FROM decisions"):
        with pytest.raises(DataError, match="only added to"), journal.writing() as connection:
            connection.execute(statement)


def test_image_without_a_result_cannot_be_decided(queue: JournalQueue) -> None:
    with pytest.raises(SkinVLError, match="no result"):
        queue.decide(item_of(queue, "broken.png"), "flag")


def test_decisions_are_in_the_rows_that_are_exported(queue: JournalQueue, journal: Journal) -> None:
    queue.decide(item_of(queue, "1.png"), "bad-image", comment="blurred")
    (row,) = [row for row in journal.rows() if row.path == "1.png"]
    assert row.verdict is not None
    assert (row.verdict.state, row.verdict.comment) == ("bad-image", "blurred")


def test_journal_of_the_first_version_is_taken_over(tmp_path: Path) -> None:
    finding = make_finding("a" * 64, malignant=0.8).to_json()
    with sqlite3.connect(tmp_path / JOURNAL_FILE) as connection:
        connection.executescript(OLD)
        connection.execute("INSERT INTO run VALUES ('folder', ?)", (str(tmp_path),))
        connection.execute("INSERT INTO results VALUES (?, ?)", ("a" * 64, json.dumps(finding)))
        connection.execute(
            "INSERT INTO files VALUES (1, ?, 1, 1, 1, 'done', ?, NULL)", (b"a.jpg", "a" * 64)
        )
    connection.close()
    queue = JournalQueue(open_journal(tmp_path, None))
    (item,) = queue.items(queue.arrange(Wanted()).ids)
    assert (item.path, item.state, item.malignant) == ("a.jpg", "open", 0.8)


def test_folder_without_a_review_is_said_to_have_none(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds no review"):
        open_journal(tmp_path / "nothing", None)
    assert not (tmp_path / "nothing").exists()
