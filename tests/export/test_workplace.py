"""A bundle appears whole or not at all, whatever happens to the export."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from skinvl.contract.errors import ExportError
from skinvl.export.workplace import MARK, move, workplace

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from skinvl.cli.main import main
sys.exit(main(sys.argv[2:]))
"""


def start(checkpoint: Path, out: Path, home: Path, *prefix: str) -> subprocess.Popen[str]:
    words = prefix or ("-m", "skinvl.cli.main")
    return subprocess.Popen(
        [sys.executable, *words, "export", str(checkpoint), "--out", str(out)],
        env={**os.environ, "XDG_CONFIG_HOME": str(home), "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        # Started from a shell's background, the tests pass on that Ctrl-C is ignored.
        preexec_fn=heed_interrupts if os.name == "posix" else None,
    )


def heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def await_line(process: subprocess.Popen[str], start_of_line: str) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(start_of_line):
            return
    raise AssertionError(f"no line {start_of_line!r}")


@pytest.mark.parametrize(("line", "delay"), [("converting", 1.0), ("fp32", 0)])
def test_a_killed_export_leaves_no_bundle_and_the_next_one_cleans_up(
    checkpoint: Path, tmp_path: Path, line: str, delay: float
) -> None:
    out = tmp_path / "out" / "bundle"
    process = start(checkpoint, out, tmp_path / "home")
    await_line(process, line)
    time.sleep(delay)
    process.kill()
    process.communicate()
    (left,) = out.parent.iterdir()
    assert left.name.startswith(".bundle.") and (left / MARK).is_file()
    with workplace(out) as place:
        assert list(out.parent.iterdir()) == [place]
    assert list(out.parent.iterdir()) == []


def test_ctrl_c_gives_130_and_leaves_nothing(checkpoint: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "bundle"
    process = start(checkpoint, out, tmp_path / "home")
    await_line(process, "converting")
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130
    assert errors.splitlines()[-1] == "skinvl: interrupted"
    assert list(out.parent.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
@pytest.mark.parametrize("limit", [2_000, 60_000])
def test_a_full_disk_is_said_in_one_line(checkpoint: Path, tmp_path: Path, limit: int) -> None:
    """No file may grow beyond the limit, as on a disk that is full at that point."""
    out = tmp_path / "out" / "bundle"
    process = start(checkpoint, out, tmp_path / "home", "-c", LIMITED, str(limit))
    _, errors = process.communicate()
    assert process.returncode == 1
    last = errors.splitlines()[-1]
    assert last.startswith("skinvl: ") and "Traceback" not in errors
    assert "File too large" in last or "cannot be" in last
    assert list(out.parent.iterdir()) == []


def test_the_folder_of_a_running_export_stays(tmp_path: Path) -> None:
    out = tmp_path / "bundle"
    with workplace(out) as first:
        with workplace(out) as second:
            assert first.is_dir() and second.is_dir() and first != second
        assert first.is_dir() and not second.exists()


def test_folders_of_others_stay(tmp_path: Path) -> None:
    theirs = tmp_path / ".bundle.notes"
    theirs.mkdir()
    (theirs / "text").write_text("mine")
    with workplace(tmp_path / "bundle"):
        pass
    assert (theirs / "text").read_text() == "mine"


def test_a_name_taken_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    out = tmp_path / "bundle"
    with pytest.raises(ExportError, match="made by another program"), workplace(out) as place:
        out.mkdir()
        move(place / "bundle", out)
    assert list(tmp_path.iterdir()) == [out]
