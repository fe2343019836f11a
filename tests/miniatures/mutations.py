"""Deterministic damage: the same seed, the same mutation."""

import json
import random
from typing import Any

VALUES: list[Any] = [
    None, True, 0, -1, 1, 2**31, 2**63, -(2**63), 10**30, 1e308, -1e308, 5e-324, "", "x", "../x",
    "\u0000", "x" * 5000, [], {}, [[]], {"a": 1},
]  # fmt: skip


def mutate_bytes(content: bytes, draw: random.Random) -> bytes:
    """One to three small accidents."""
    data = bytearray(content)
    for _ in range(draw.randint(1, 3)):
        if not data:
            break
        place = draw.randrange(len(data))
        length = draw.choice([1, 1, 2, 4, 8, 64, 512])
        match draw.randrange(8):
            case 0 | 1:
                data[place] ^= 1 << draw.randrange(8)
            case 2:
                data[place] = draw.choice([0, 1, 0x7F, 0x80, 0xFF])
            case 3:
                del data[place:]
            case 4:
                data[place:place] = draw.randbytes(length)
            case 5:
                del data[place : place + length]
            case 6:
                other = draw.randrange(len(data))
                data[place:place] = data[other : other + length]
            case 7:
                data[place : place + 9] = b"\xff" * 8 + b"\x01"
    return bytes(data)


def mutate_json(content: bytes, draw: random.Random) -> bytes:
    """A change of the structure; every third time the text itself is damaged."""
    record = json.loads(content)
    kind = draw.randrange(9)
    if kind < 3:
        return mutate_bytes(content, draw)
    holder, key = _choose(record, draw)
    if kind == 3:
        holder[key] = _nest(draw.choice([50, 900, 20_000]))
    elif kind == 4:
        if isinstance(holder, dict):
            del holder[key]
        else:
            holder.append(holder[key])
    elif kind == 5:
        other, place = _choose(record, draw)
        holder[key], other[place] = json.loads(json.dumps([other[place], holder[key]]))
    elif kind == 6:
        text = json.dumps(str(key))
        return content.replace(text.encode(), f"{text}:1,{text}".encode(), 1)
    elif isinstance(holder[key], int | float) and draw.random() < 0.5:
        holder[key] = holder[key] * draw.choice([-1, 2, 0.5, 1e6, 1 + 1e-12])
    else:
        holder[key] = draw.choice(VALUES)
    return _write(record)


def mutate_graph(content: bytes, draw: random.Random) -> bytes:
    """A change that leaves a model which protobuf can read; every third time of the bytes."""
    import onnx

    if draw.random() < 0.34:
        return mutate_bytes(content, draw)
    model = onnx.load_from_string(content)
    graph = model.graph
    for _ in range(draw.randint(1, 2)):
        if not graph.node:
            break
        node, other = draw.choice(graph.node), draw.choice(graph.node)
        match draw.randrange(10):
            case 0:
                node.op_type = draw.choice([other.op_type, "Reshape", "Gather", "Expand", "Tile"])
            case 1 if node.input:
                node.input[draw.randrange(len(node.input))] = draw.choice([*other.output, ""])
            case 2:
                node.input.extend(other.input)
            case 3:
                graph.node.remove(node)
            case 4 if graph.initializer:
                weight = draw.choice(graph.initializer)
                size = draw.choice([0, -1, 1, 7, 2**20, 2**40, 2**62])
                if weight.dims:
                    weight.dims[draw.randrange(len(weight.dims))] = size
                else:
                    weight.dims.append(size)
            case 5 if graph.initializer:
                draw.choice(graph.initializer).data_type = draw.randrange(24)
            case 6 if graph.initializer:
                weight = draw.choice(graph.initializer)
                weight.raw_data = mutate_bytes(weight.raw_data or b"\0", draw)
            case 7 if node.attribute:
                attribute = draw.choice(node.attribute)
                attribute.i = draw.choice([0, -1, 7, 2**31, 2**62, -(2**62)])
                if attribute.ints:
                    attribute.ints[draw.randrange(len(attribute.ints))] = attribute.i
            case 8:
                model.opset_import[0].version = draw.choice([0, 1, 7, 13, 18, 99, 2**40])
            case _:
                graph.node.add().CopyFrom(other)
    return bytes(model.SerializeToString())


def _choose(record: Any, draw: random.Random) -> tuple[Any, Any]:
    """A container somewhere in the record, and one of its keys."""
    holder, key = record, draw.choice(list(record))
    while isinstance(holder[key], dict | list) and holder[key] and draw.random() < 0.8:
        holder = holder[key]
        key = draw.choice(list(holder)) if isinstance(holder, dict) else draw.randrange(len(holder))
    return holder, key


def _nest(depth: int) -> Any:
    return f"nested:{depth}"


def _write(record: Any) -> bytes:
    """Canonical where it can be; nesting, which Python's writer limits, is put in afterwards."""
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    for depth in (50, 900, 20_000):
        text = text.replace(f'"nested:{depth}"', "[" * depth + "]" * depth)
    return text.encode("utf-8", errors="surrogatepass")
