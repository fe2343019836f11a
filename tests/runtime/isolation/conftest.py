"""What is refused is refused for good, so every test asks in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

CLOSE = "from skinvl.runtime.isolation import close_network\nclose_network()\n"


@pytest.fixture(scope="session")
def run_code() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs Python code in a process of its own, with the network closed unless `closed=False`."""

    def run(
        code: str, *, closed: bool = True, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", (CLOSE if closed else "") + code],
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return run
