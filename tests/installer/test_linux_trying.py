"""The try in a bare Debian where something for it is missing."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "installer" / "linux" / "try_in_chroot.py"


@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")
def test_without_packages_it_is_skipped_with_a_word(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, str(SCRIPT), "--frozen", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("Linux packages: skipped, ")
