"""What the window and its engine process say to each other, and how it travels.

A message is one frame of UTF-8 JSON, followed by a frame of raw bytes where the message carries
pixels or a pasted image. Nothing is pickled: the process that decodes files of unknown origin can
hand the window data, never objects. Every request has a number, and everything that answers it
carries that number and the sha256 of the image that was looked at.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from skinvl.contract.finding import Finding
from skinvl.contract.image import OpenedImage
from skinvl.contract.record import write_record
from skinvl.desktop.core.dicom_facts import DicomFacts


@dataclass(frozen=True)
class Open:
    """Open an image, diagnose it, describe it. Everything asked before is given up.

    ``data`` holds the bytes of a pasted or stored image; otherwise ``name`` is the path of the
    file. With ``look_only`` the image is decoded and nothing else: its result is known already.
    """

    request: int
    name: str
    data: bytes | None = None
    look_only: bool = False


@dataclass(frozen=True)
class Hold:
    """The image that the next questions are about, for an engine that was restarted."""

    image: OpenedImage


@dataclass(frozen=True)
class Ask:
    """Answer a question about the image with this sha256."""

    request: int
    sha256: str
    question: str


@dataclass(frozen=True)
class Explain:
    """Where the evidence lies in the image with this sha256, and the outline of the lesion.

    ``code`` is the diagnosis that is explained, None for the first of the differential.
    """

    request: int
    sha256: str
    code: str | None = None


@dataclass(frozen=True)
class Cancel:
    """Give up this request."""

    request: int


@dataclass(frozen=True)
class Ready:
    """The model is loaded.

    ``provider`` and ``precision`` are those really used; ``provider_reason`` says why the provider
    is not the one asked for; ``conformal_level`` is the coverage of the prediction sets, 0..1;
    ``sources`` names the data the model was trained on.
    """

    name: str
    version: str
    bundle_sha256: str
    provider: str
    precision: str
    provider_reason: str | None
    conformal_level: float
    licence: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Unavailable:
    """The model cannot be loaded; images can still be opened."""

    reason: str


@dataclass(frozen=True)
class Opened:
    """The decoded image: the pixels that are analysed and the pixels that are shown.

    ``facts`` are what a DICOM file states about whom it shows, None for any other file;
    ``taken_on`` is the day on which the picture was taken, where the file says so.
    """

    request: int
    image: OpenedImage
    facts: DicomFacts | None = None
    taken_on: date | None = None


@dataclass(frozen=True)
class Found:
    """The diagnosis, before the description is written."""

    request: int
    sha256: str
    finding: Finding


@dataclass(frozen=True)
class Piece:
    """The next piece of text of a description or an answer."""

    request: int
    sha256: str
    text: str


@dataclass(frozen=True)
class Described:
    """The description is complete; ``finding`` is the whole result."""

    request: int
    sha256: str
    finding: Finding


@dataclass(frozen=True)
class Answered:
    """The answer is complete."""

    request: int
    sha256: str


@dataclass(frozen=True)
class Explained:
    """Where, not why: the evidence for one diagnosis, and where the lesion lies.

    ``code`` and ``name`` are those of the diagnosis; ``map`` are bytes [map_height, map_width] over
    the whole image, 0 for none and 255 for the most. ``withheld`` says why no statement is made
    about the image, None if one is. ``outline`` are points (x, y) in pixels of the image, closed by
    the first; ``doubt`` says why it cannot be relied on, None if it can.
    """

    request: int
    sha256: str
    code: str
    name: str
    map_width: int
    map_height: int
    map: bytes
    withheld: str | None
    outline: tuple[tuple[float, float], ...]
    doubt: str | None

    @property
    def reliable(self) -> bool:
        """Whether the outline may be shown as the lesion's."""
        return self.doubt is None and len(self.outline) >= 3


@dataclass(frozen=True)
class Cancelled:
    """The request was given up, as asked."""

    request: int


@dataclass(frozen=True)
class Failed:
    """The request cannot be carried out; ``reason`` is one line for the user."""

    request: int
    reason: str


@dataclass(frozen=True)
class Stopped:
    """The engine process ended or hung. Never sent by the process itself.

    ``lost`` are the requests that have failed with it; ``restarting`` says whether a new process
    is being started.
    """

    lost: tuple[int, ...]
    reason: str
    restarting: bool


Request = Open | Hold | Ask | Explain | Cancel
Event = (
    Ready
    | Unavailable
    | Opened
    | Found
    | Piece
    | Described
    | Answered
    | Explained
    | Cancelled
    | Failed
    | Stopped
)
Message = Request | Event

_KINDS: Mapping[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        Open, Hold, Ask, Explain, Cancel, Ready, Unavailable, Opened, Found, Piece, Described,
        Answered, Explained, Cancelled, Failed, Stopped,
    )
}  # fmt: skip


_BYTES: Mapping[type[Any], str] = {Open: "data", Explained: "map"}


def send_message(channel: Connection, message: Message) -> None:
    """Write one message to a pipe; blocks while the pipe is full.

    Raises:
        OSError: the other side is gone.
    """
    record, payload = _pack(message)
    channel.send_bytes(json.dumps(record).encode())
    if payload is not None:
        channel.send_bytes(payload)


def receive_message(channel: Connection) -> Message:
    """Read one message from a pipe; blocks until there is one.

    Raises:
        EOFError: the other side closed the pipe.
        OSError: the pipe is broken.
        ValueError: the frame is no message.
    """
    record = json.loads(channel.recv_bytes())
    payload = channel.recv_bytes() if record.pop("payload", False) else None
    return _unpack(record, payload)


def _pack(message: Message) -> tuple[dict[str, Any], bytes | None]:
    record: dict[str, Any] = {"kind": type(message).__name__}
    payload: bytes | None = None
    for field in fields(message):
        value = getattr(message, field.name)
        if isinstance(value, OpenedImage):
            record[field.name] = _pack_image(value)
            payload = value.rgb.tobytes()
        elif isinstance(value, Finding):
            record[field.name] = value.to_json()
        elif isinstance(value, DicomFacts):
            record[field.name] = {
                name: item.isoformat() if isinstance(item, date) else item
                for name, item in write_record(value).items()
            }
        elif isinstance(value, date):
            record[field.name] = value.isoformat()
        elif isinstance(value, bytes):
            payload = value
        else:
            record[field.name] = value
    record["payload"] = payload is not None
    return record, payload


def _unpack(record: dict[str, Any], payload: bytes | None) -> Message:
    kind = _KINDS.get(record.pop("kind", ""))
    if kind is None:
        raise ValueError("not a message of the engine")
    readers: Mapping[str, Callable[[Any], Any]] = {
        "finding": Finding.from_json,
        "image": lambda value: _unpack_image(value, payload or b""),
        "facts": lambda value: None if value is None else _unpack_facts(value),
        "taken_on": lambda value: None if value is None else date.fromisoformat(value),
    }
    values = {
        name: readers[name](value) if name in readers else value for name, value in record.items()
    }
    if kind in _BYTES:
        values[_BYTES[kind]] = payload
    values = {name: _freeze(value) for name, value in values.items()}
    message: Message = kind(**values)
    return message


def _freeze(value: Any) -> Any:
    """Lists, which JSON makes of tuples, as tuples again."""
    return tuple(_freeze(item) for item in value) if isinstance(value, list) else value


def _unpack_facts(record: Mapping[str, Any]) -> DicomFacts:
    days = ("birth_date", "taken_on")
    read: dict[str, Any] = {
        name: date.fromisoformat(value) if name in days and value is not None else value
        for name, value in record.items()
    }
    return DicomFacts(**read)


def _pack_image(image: OpenedImage) -> dict[str, Any]:
    height, width = image.rgb.shape[:2]
    return {
        "height": height,
        "width": width,
        "sha256": image.sha256,
        "path": str(image.path) if image.path is not None else None,
        "format": image.format,
        "original_size": list(image.original_size),
        "notes": list(image.notes),
    }


def _unpack_image(record: Mapping[str, Any], pixels: bytes) -> OpenedImage:
    width, height = record["original_size"]
    shape = (record["height"], record["width"], 3)
    return OpenedImage(
        rgb=np.frombuffer(pixels, dtype=np.uint8).reshape(shape),
        sha256=record["sha256"],
        path=Path(record["path"]) if record["path"] is not None else None,
        format=record["format"],
        original_size=(width, height),
        notes=tuple(record["notes"]),
    )
