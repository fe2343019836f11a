"""Reading protobuf's wire format without a schema, within bounds.

Source: the encoding guide of Protocol Buffers (varint, 64-bit, length-delimited, 32-bit). Groups,
which ONNX does not use, are refused. Nothing is copied but the numbers of varint fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
_WIDTHS = {FIXED64: 8, FIXED32: 4}
_VARINT_BYTES = 10


class WireError(ValueError):
    """Bytes that are no protobuf message of the expected form."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its number, wire type, varint value, and where its content lies in the buffer."""

    number: int
    wire: int
    value: int
    start: int
    end: int


class WireReader:
    """Fields of the messages in one buffer, at most `budget` of them altogether."""

    def __init__(self, buffer: memoryview, budget: int) -> None:
        self._buffer = buffer
        self._budget = budget

    def read_fields(self, start: int, end: int) -> Iterator[Field]:
        """The fields of the message at `start` up to `end`, in order.

        Raises:
            WireError: not a message, one that leaves its bounds, or too many fields.
        """
        place = start
        while place < end:
            self._budget -= 1
            if self._budget < 0:
                raise WireError("has more parts than any model of SkinVL")
            key, place = self._read_varint(place, end)
            number, wire = key >> 3, key & 7
            if number == 0:
                raise WireError("has a field without a number")
            value, first = 0, place
            if wire == VARINT:
                value, place = self._read_varint(place, end)
            elif wire == BYTES:
                length, first = self._read_varint(place, end)
                place = first + length
            elif wire in _WIDTHS:
                place = first + _WIDTHS[wire]
            else:
                raise WireError(f"has a field of the unknown kind {wire}")
            if place > end:
                raise WireError("has a field that ends outside the file")
            yield Field(number, wire, value, first, place)

    def read_text(self, field: Field, limit: int = 4096) -> str:
        """The content of a text field.

        Raises:
            WireError: no text field, not UTF-8, or longer than `limit` bytes.
        """
        if field.wire != BYTES or field.end - field.start > limit:
            raise WireError("has a text that is none or is too long")
        try:
            return bytes(self._buffer[field.start : field.end]).decode("utf-8")
        except UnicodeDecodeError as error:
            raise WireError("has a text that is not UTF-8") from error

    def _read_varint(self, place: int, end: int) -> tuple[int, int]:
        value = 0
        for index in range(_VARINT_BYTES):
            if place >= end:
                raise WireError("is cut off")
            byte = self._buffer[place]
            place += 1
            value |= (byte & 0x7F) << (7 * index)
            if byte < 0x80:
                return value & (2**64 - 1), place
        raise WireError("has a number that is too long")
