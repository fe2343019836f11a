"""A program without a network prints through the service of its own computer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from skinvl.runtime.isolation.printing import CUPS_SOCKET

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="CUPS on Linux")

ASK = "import os\nprint(os.environ['CUPS_SERVER'])\nprint(close_network().printing)\n"


@pytest.mark.parametrize(
    ("server", "used"),
    [("", CUPS_SOCKET), ("localhost:631", CUPS_SOCKET), ("/srv/own.sock", "/srv/own.sock")],
)
def test_local_service_is_asked(server: str, used: str, run_code: Any, tmp_path: Path) -> None:
    result = run_code(ASK, CUPS_SERVER=server, HOME=str(tmp_path))
    assert result.stdout.splitlines() == [used, "None"]


def test_server_elsewhere_is_told(run_code: Any, tmp_path: Path) -> None:
    result = run_code(ASK, CUPS_SERVER="printers.clinic:631", HOME=str(tmp_path))
    used, told = result.stdout.splitlines()
    assert used == CUPS_SOCKET
    assert told.startswith("printing: CUPS_SERVER names the server printers.clinic:631,")


def test_settings_file_is_read(run_code: Any, tmp_path: Path) -> None:
    (tmp_path / ".cups").mkdir()
    settings = "# comment\nServerName printers.clinic\nEncryption Required\n"
    (tmp_path / ".cups" / "client.conf").write_text(settings)
    used, told = run_code(ASK, CUPS_SERVER="", HOME=str(tmp_path)).stdout.splitlines()
    assert used == CUPS_SOCKET
    assert "~/.cups/client.conf names the server printers.clinic" in told
