"""The programs that make an installer of a payload: whether they are there, and what they say."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from payload_files import PayloadError


def require_packer(program: str, package: str) -> None:
    """Refuse to go on without a program.

    Args:
        program: its command.
        package: Debian's package that has it.

    Raises:
        PayloadError: it is not installed.
    """
    if shutil.which(program) is None:
        raise PayloadError(f"{program} is not installed (Debian: apt install {package})")


def run_packer(command: Sequence[str], folder: Path) -> None:
    """Run a program in a folder.

    Raises:
        PayloadError: it refused; its words are in the message.
    """
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise PayloadError(f"{command[0]} failed:\n{result.stdout}{result.stderr}")
