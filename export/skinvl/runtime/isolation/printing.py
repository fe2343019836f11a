"""Printing without a network: by the computer's own service, over its local socket.

Left alone, CUPS asks the port 631 of this computer where the socket of the service is not there,
and another computer where one is named. A printer elsewhere is reached by the local service, which
has a queue for it and is not under the program's filter.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path

CUPS_SOCKET = "/run/cups/cups.sock"
_VARIABLE = "CUPS_SERVER"
_SETTINGS = ("/etc/cups/client.conf", "~/.cups/client.conf")
_SERVER = re.compile(r"^\s*ServerName\s+(\S+)", re.MULTILINE | re.IGNORECASE)


def use_local_printing() -> str | None:
    """Have CUPS ask the local service alone.

    Returns:
        One line where another computer was named, which is not asked.
    """
    if not sys.platform.startswith("linux"):
        return None
    named, where = _find_server()
    if named.startswith("/"):
        os.environ[_VARIABLE] = named
        return None
    os.environ[_VARIABLE] = CUPS_SOCKET
    if not named or named.partition(":")[0] in ("localhost", "127.0.0.1"):
        return None
    return (
        f"printing: {where} names the server {named}, which is reached over the network, and "
        "SkinVL uses none; set up a queue for it in CUPS on this computer"
    )


def _find_server() -> tuple[str, str]:
    """The server that CUPS would ask, empty for its own choice, and who says so."""
    if os.environ.get(_VARIABLE):
        return os.environ[_VARIABLE], _VARIABLE
    found = "", ""
    for file in _SETTINGS:
        with suppress(OSError, RuntimeError):
            text = Path(file).expanduser().read_text(encoding="utf-8", errors="replace")
            for server in _SERVER.findall(text):
                found = server, file
    return found
