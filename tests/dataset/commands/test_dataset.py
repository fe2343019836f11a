"""``skinvl dataset`` as a user calls it, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from skinvl.contract.sample import read_samples


def _call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "skinvl.cli", "dataset", *map(str, arguments)],
        capture_output=True, text=True, check=False,
    )


def test_import_and_vqa(ham10000: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = _call("import", "ham10000", ham10000, "--out", out, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["samples"] == 9
    assert "reading images" in done.stderr and "9/9" in done.stderr
    before = (out / "samples.jsonl").read_bytes()
    again = _call("vqa", out)
    assert again.returncode == 0 and "9 samples of HAM10000" in again.stdout
    assert (out / "samples.jsonl").read_bytes() == before
    assert len(read_samples(out)[0].qa) > 3


def test_an_error_is_one_line_that_names_the_folder(tmp_path: Path) -> None:
    failed = _call("import", "ham10000", tmp_path / "none", "--out", tmp_path / "out")
    assert failed.returncode == 1 and failed.stdout == ""
    assert failed.stderr.strip().count("\n") == 0 and str(tmp_path / "none") in failed.stderr


def test_help_shows_examples() -> None:
    for arguments in (("import", "--help"), ("vqa", "--help")):
        shown = _call(*arguments)
        assert shown.returncode == 0 and "skinvl dataset " + arguments[0] in shown.stdout


def test_fractions_must_be_three_numbers(tmp_path: Path) -> None:
    failed = _call("import", "folder", tmp_path, "--out", tmp_path / "o", "--fractions", "1,0")
    assert failed.returncode == 2 and "three numbers" in failed.stderr
