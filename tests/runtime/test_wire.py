"""Protobuf's wire format, read within bounds."""

import pytest

from skinvl.runtime.wire import BYTES, VARINT, WireError, WireReader


def read(content: bytes, budget: int = 100) -> list[tuple[int, int, int, bytes]]:
    fields = WireReader(memoryview(content), budget).read_fields(0, len(content))
    return [(f.number, f.wire, f.value, content[f.start : f.end]) for f in fields]


def test_all_kinds() -> None:
    # Numbers from the encoding guide of Protocol Buffers: 150 and "testing".
    content = b"\x08\x96\x01" + b"\x12\x07testing" + b"\x19" + bytes(8) + b"\x25" + bytes(4)
    assert [(number, wire) for number, wire, _, _ in read(content)] == [
        (1, VARINT),
        (2, BYTES),
        (3, 1),
        (4, 5),
    ]
    assert read(content)[0][2] == 150
    assert read(content)[1][3] == b"testing"


def test_budget() -> None:
    assert len(read(b"\x08\x01" * 100)) == 100
    with pytest.raises(WireError, match="more parts"):
        read(b"\x08\x01" * 101)


def test_text() -> None:
    reader = WireReader(memoryview(b"\x0a\x02\xc3\xa4\x0a\x01\xff\x08\x01"), 9)
    good, bad, number = reader.read_fields(0, 9)
    assert reader.read_text(good) == "\u00e4"
    for field in (bad, number):
        with pytest.raises(WireError, match="text"):
            reader.read_text(field)
    with pytest.raises(WireError, match="too long"):
        reader.read_text(good, limit=1)
