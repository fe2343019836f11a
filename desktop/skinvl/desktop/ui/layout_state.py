"""Qt's description of a layout as text that fits into a settings file."""

from __future__ import annotations

import base64

from PySide6.QtCore import QByteArray


def encode_state(state: QByteArray) -> str:
    """The state as base64."""
    return base64.b64encode(state.data()).decode("ascii")


def decode_state(text: str) -> QByteArray:
    """What `encode_state` made text of; empty where it is none."""
    return QByteArray.fromBase64(QByteArray(text.encode()))
