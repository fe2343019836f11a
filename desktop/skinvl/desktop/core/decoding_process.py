"""The process that decodes images for those who need no model, one file after the other."""

from __future__ import annotations

import json
import os
import signal
import sys
from multiprocessing.connection import Connection

from skinvl.contract.errors import ImageError
from skinvl.desktop.core import messages
from skinvl.desktop.core.day_taken import find_day_taken
from skinvl.desktop.core.dicom_reading import open_any, read_facts
from skinvl.runtime.isolation import close_network

MEMORY = 6 * 2**30
"""Address space of the process in bytes: several times what the largest image allowed needs."""


def run_decoder(channel: Connection) -> None:
    """Body of the process: decode what is sent until the other side is gone.

    In: the bytes of one file. Out: ``{"refused": [kind, reason]}``, or ``{}`` and then a
    `messages.Opened`.
    """
    close_network()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    try:
        while True:
            _answer(channel, channel.recv_bytes())
    except (EOFError, OSError):
        os._exit(0)


def _answer(channel: Connection, content: bytes) -> None:
    try:
        image = open_any(content)
        facts = read_facts(content)
        opened = messages.Opened(0, image, facts, find_day_taken(content, facts))
    except ImageError as error:
        _send(channel, {"refused": [type(error).__name__, error.reason]})
    except MemoryError:
        _send(channel, {"refused": ["ImageTooLarge", "not enough memory for this image"]})
    else:
        _send(channel, {})
        messages.send_message(channel, opened)


def _send(channel: Connection, record: dict[str, object]) -> None:
    channel.send_bytes(json.dumps(record).encode())


def _limit_memory() -> None:
    if sys.platform == "win32":
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    allowed = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
