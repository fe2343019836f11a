"""The journal: what was acknowledged stays, and two models are never mixed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from skinvl.contract.errors import DataError
from skinvl.desktop.core.review.journal import JOURNAL_FILE, Done, open_journal
from skinvl.desktop.core.review.scan import FoundFile, LeftOut

CONDITIONS = {"folder": "/photographs", "model": "mini 1"}
WRITER = """
import itertools, sys
from pathlib import Path
from skinvl.desktop.core.review.journal import Done, open_journal
from skinvl.desktop.core.review.scan import FoundFile

journal = open_journal(Path(sys.argv[1]), {"folder": "/photographs", "model": "mini 1"})
start = sum(journal.counts().values())
for number in itertools.count(start):
    journal.note_scan([FoundFile(f"{number}.jpg", 1, 1)], 1)
    (file,) = journal.waiting(0, 1)
    journal.note([Done(file.id, f"hash {number}", {"n": number})])
    print(number, flush=True)
"""


def test_file_changed_since_waits_again_and_one_as_it_was_does_not(tmp_path: Path) -> None:
    journal = open_journal(tmp_path, CONDITIONS)
    journal.note_scan([FoundFile("a.jpg", 1, 10), FoundFile("b.jpg", 1, 10)], 1)
    journal.note([Done(f.id, f.path, {"n": 1}) for f in journal.waiting(0, 9)])
    journal.note_scan([FoundFile("a.jpg", 1, 10), FoundFile("b.jpg", 2, 10)], 2)
    assert [file.path for file in journal.waiting(0, 9)] == ["b.jpg"]
    assert journal.counts() == {"waiting": 1, "done": 1, "failed": 0, "left out": 0, "gone": 0}


def test_files_that_are_gone_are_counted_apart_and_come_back(tmp_path: Path) -> None:
    journal = open_journal(tmp_path, CONDITIONS)
    journal.note_scan([FoundFile("a.jpg", 1, 10)], 1)
    journal.end_scan(2)
    assert journal.counts()["gone"] == 1
    assert list(journal.rows()) == []
    journal.note_scan([FoundFile("a.jpg", 1, 10)], 3)
    assert journal.counts()["waiting"] == 1


def test_left_out_that_becomes_readable_waits(tmp_path: Path) -> None:
    journal = open_journal(tmp_path, CONDITIONS)
    journal.note_scan([LeftOut("a.jpg", "not a file")], 1)
    assert journal.counts()["left out"] == 1
    journal.note_scan([FoundFile("a.jpg", 0, 0)], 2)
    assert [file.path for file in journal.waiting(0, 9)] == ["a.jpg"]


def test_same_bytes_share_a_result_and_name_the_first(tmp_path: Path) -> None:
    journal = open_journal(tmp_path, CONDITIONS)
    journal.note_scan([FoundFile("b.jpg", 1, 1), FoundFile("a.jpg", 1, 1)], 1)
    first, second = journal.waiting(0, 9)
    journal.note([Done(first.id, "same", {"n": 7}), Done(second.id, "same", None)])
    rows = list(journal.rows())
    assert [(row.path, row.finding, row.duplicate_of) for row in rows] == [
        ("a.jpg", {"n": 7}, None),
        ("b.jpg", {"n": 7}, "a.jpg"),
    ]


def test_another_model_is_refused(tmp_path: Path) -> None:
    open_journal(tmp_path, CONDITIONS).close()
    with pytest.raises(DataError, match="model was mini 1, is mini 2"):
        open_journal(tmp_path, {**CONDITIONS, "model": "mini 2"})
    open_journal(tmp_path, CONDITIONS).close()


def test_second_writer_is_refused(tmp_path: Path) -> None:
    journal = open_journal(tmp_path, CONDITIONS)
    journal.note_scan([FoundFile("a.jpg", 1, 1)], 1)
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    other = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert other.returncode != 0
    assert "another review writes into this folder" in other.stderr


def test_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / JOURNAL_FILE).write_bytes(b"no database " * 500)
    with pytest.raises(DataError, match=JOURNAL_FILE):
        open_journal(tmp_path, CONDITIONS)


@pytest.mark.skipif(sys.platform == "win32", reason="sends POSIX signals")
def test_nothing_acknowledged_is_lost_when_the_writer_is_killed(tmp_path: Path) -> None:
    acknowledged: list[int] = []
    for lines in (1, 5, 17):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            acknowledged += [int(process.stdout.readline()) for _ in range(lines)]
            os.kill(process.pid, signal.SIGKILL)
    journal = open_journal(tmp_path, CONDITIONS)
    noted = {row.finding["n"] for row in journal.rows() if row.finding is not None}
    assert set(acknowledged) <= noted
    assert len(acknowledged) == 23
