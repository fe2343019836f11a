"""What the window relies on in the installed Qt binding."""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import QObject, Signal


class Sender(QObject):
    sent = Signal(object)


def test_signals_keep_the_references_of_shared_objects(qtbot: Any) -> None:
    """A binding that drops one with each signal ends the program after some hundred of them."""
    sender = Sender()
    received: list[object] = []
    sender.sent.connect(received.append)
    shared = (True, False, None)
    before = [sys.getrefcount(item) for item in shared]
    for _ in range(100):
        for item in shared:
            sender.sent.emit(item)
    received.clear()
    after = [sys.getrefcount(item) for item in shared]
    assert all(abs(now - then) < 50 for now, then in zip(after, before, strict=True))
