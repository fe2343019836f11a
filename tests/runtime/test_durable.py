"""Files that are replaced in one step."""

import stat
import sys
from pathlib import Path

import pytest

from skinvl.runtime import durable


def test_replaced_or_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    durable.write_atomically(path, b"one")
    durable.write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o644

    def fail(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable, "sync_file", fail)
    with pytest.raises(OSError, match="No space"):
        durable.write_atomically(path, b"three")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("code", [5, 32])
def test_on_windows_a_file_that_is_looked_at_is_tried_again(code: int) -> None:
    answers = [code, code, 0]
    pauses: list[float] = []
    assert durable.try_patiently(lambda: answers.pop(0), pauses.append) == 0
    assert answers == [] and len(pauses) == 2


def test_on_windows_patience_ends_and_other_faults_are_told_at_once() -> None:
    tried: list[int] = []
    pauses: list[float] = []

    def fail() -> int:
        tried.append(32)
        return 32

    assert durable.try_patiently(fail, pauses.append) == 32
    assert len(tried) == len(pauses) + 1 and sum(pauses) < 3
    pauses.clear()
    disk_full = 112
    assert durable.try_patiently(lambda: disk_full, pauses.append) == disk_full
    assert pauses == []
