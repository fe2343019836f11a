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
