"""Operators and external weights of a graph, read from its bytes before onnxruntime opens them.

The `onnx` package is not part of the installed program, and parsing a whole model with it would
hand hostile bytes to one more parser. This walker knows the few fields that matter (numbers from
`onnx.proto3` of ONNX 1.21), holds nothing in memory and refuses what it does not understand where
it matters. It runs after the file's hash was compared.
"""

from __future__ import annotations

import mmap
import posixpath
from collections.abc import Mapping
from pathlib import Path

from skinvl.contract.bundle import BundleFile
from skinvl.contract.errors import BundleSchemaError
from skinvl.runtime.operators import explain_refusal
from skinvl.runtime.wire import BYTES, VARINT, Field, WireError, WireReader

# Field numbers of onnx.proto3.
_MODEL_GRAPH, _MODEL_TRAINING, _MODEL_FUNCTIONS = 7, 20, 25
_GRAPH_NODE, _GRAPH_INITIALIZER, _GRAPH_SPARSE = 1, 5, 15
_NODE_OPERATOR, _NODE_ATTRIBUTE, _NODE_DOMAIN = 4, 5, 7
_ATTRIBUTE_TENSOR, _ATTRIBUTE_GRAPH = 5, 6
_ATTRIBUTE_TENSORS, _ATTRIBUTE_GRAPHS = 10, 11
_ATTRIBUTE_SPARSE, _ATTRIBUTE_SPARSES = 22, 23
_TENSOR_EXTERNAL, _TENSOR_LOCATION = 13, 14
_SPARSE_VALUES, _SPARSE_INDICES = 1, 2
_ENTRY_KEY, _ENTRY_VALUE = 1, 2

# Bodies of `If` inside bodies of `If`; the deepest graph of an exporter has two levels.
_DEEPEST = 8
# A decoder of 7 billion weights has about a hundred thousand parts.
_MOST_FIELDS = 2_000_000
_LARGEST_FILE = 2**31
_ORT_FORMAT = b"ORTM"


def check_graph(path: Path, name: str, files: Mapping[str, BundleFile]) -> frozenset[str]:
    """Check one graph.

    Args:
        path: the file.
        name: its name in the bundle.
        files: the files that the bundle lists, with their sizes.

    Returns:
        The names of the files that hold its external weights.

    Raises:
        BundleSchemaError: no graph, an operator that is not allowed, or weights outside the bundle.
    """
    try:
        with path.open("rb") as stream:
            size = stream.seek(0, 2)
            if not 0 < size < _LARGEST_FILE:
                raise WireError(f"has {size} bytes, which no graph has")
            with (
                mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as mapped,
                memoryview(mapped) as buffer,
            ):
                # By these bytes alone onnxruntime takes a file for its own format, not for ONNX.
                if buffer[4:8] == _ORT_FORMAT:
                    raise WireError("is in the format of onnxruntime, not in that of ONNX")
                walker = _Walker(WireReader(buffer, _MOST_FIELDS), name, files)
                walker.walk_model(size)
        return frozenset(walker.external)
    except WireError as error:
        raise BundleSchemaError(path, f"is not a graph that may be run: it {error}") from None
    except OSError as error:
        raise BundleSchemaError(path, f"cannot be read ({error.strerror})") from error


class _Walker:
    def __init__(self, reader: WireReader, name: str, files: Mapping[str, BundleFile]) -> None:
        self._reader = reader
        self._name = name
        self._files = files
        self.external: set[str] = set()

    def walk_model(self, size: int) -> None:
        graphs = 0
        for field in self._reader.read_fields(0, size):
            if field.number == _MODEL_GRAPH:
                graphs += 1
                self._walk_graph(_require_message(field), 1)
            elif field.number in (_MODEL_FUNCTIONS, _MODEL_TRAINING):
                raise WireError("defines operators of its own or training steps")
        if graphs != 1:
            raise WireError(f"holds {graphs} graphs where one is expected")

    def _walk_graph(self, graph: Field, depth: int) -> None:
        if depth > _DEEPEST:
            raise WireError("is nested too deeply")
        for field in self._reader.read_fields(graph.start, graph.end):
            if field.number == _GRAPH_NODE:
                self._walk_node(_require_message(field), depth)
            elif field.number == _GRAPH_INITIALIZER:
                self._walk_tensor(_require_message(field))
            elif field.number == _GRAPH_SPARSE:
                self._walk_sparse(_require_message(field))

    def _walk_node(self, node: Field, depth: int) -> None:
        # protobuf lets the last of a repeated single field win; here there may be only one.
        texts: dict[int, str] = {}
        for field in self._reader.read_fields(node.start, node.end):
            if field.number in (_NODE_OPERATOR, _NODE_DOMAIN):
                if field.number in texts:
                    raise WireError("names an operator twice in one node")
                texts[field.number] = self._reader.read_text(field)
            elif field.number == _NODE_ATTRIBUTE:
                self._walk_attribute(_require_message(field), depth)
        refusal = explain_refusal(texts.get(_NODE_DOMAIN, ""), texts.get(_NODE_OPERATOR, ""))
        if refusal is not None:
            raise WireError(refusal)

    def _walk_attribute(self, attribute: Field, depth: int) -> None:
        seen: set[int] = set()
        for field in self._reader.read_fields(attribute.start, attribute.end):
            single = field.number in (_ATTRIBUTE_TENSOR, _ATTRIBUTE_GRAPH, _ATTRIBUTE_SPARSE)
            if single and field.number in seen:
                raise WireError("gives one attribute twice")
            seen.add(field.number)
            if field.number in (_ATTRIBUTE_TENSOR, _ATTRIBUTE_TENSORS):
                self._walk_tensor(_require_message(field))
            elif field.number in (_ATTRIBUTE_GRAPH, _ATTRIBUTE_GRAPHS):
                self._walk_graph(_require_message(field), depth + 1)
            elif field.number in (_ATTRIBUTE_SPARSE, _ATTRIBUTE_SPARSES):
                self._walk_sparse(_require_message(field))

    def _walk_sparse(self, sparse: Field) -> None:
        for field in self._reader.read_fields(sparse.start, sparse.end):
            if field.number in (_SPARSE_VALUES, _SPARSE_INDICES):
                self._walk_tensor(_require_message(field))

    def _walk_tensor(self, tensor: Field) -> None:
        entries: dict[str, str] = {}
        is_external = False
        for field in self._reader.read_fields(tensor.start, tensor.end):
            if field.number == _TENSOR_EXTERNAL:
                key, value = self._read_entry(_require_message(field))
                if key in entries:
                    raise WireError(f"gives the {key!r} of external weights twice")
                entries[key] = value
            elif field.number == _TENSOR_LOCATION:
                if field.wire != VARINT or field.value not in (0, 1):
                    raise WireError("has weights in an unknown place")
                is_external = is_external or field.value == 1
        if is_external or entries:
            self._check_external(entries)

    def _read_entry(self, entry: Field) -> tuple[str, str]:
        texts: dict[int, str] = {}
        for field in self._reader.read_fields(entry.start, entry.end):
            if field.number in (_ENTRY_KEY, _ENTRY_VALUE):
                if field.number in texts:
                    raise WireError("describes external weights twice")
                texts[field.number] = self._reader.read_text(field)
        return texts.get(_ENTRY_KEY, ""), texts.get(_ENTRY_VALUE, "")

    def _check_external(self, entries: Mapping[str, str]) -> None:
        location = entries.get("location", "")
        own = posixpath.basename(self._name)
        # The session is opened by path exactly where such a file is listed beside the graph.
        if "/" in location or not location.startswith((f"{own}.data", f"{own}_data")):
            raise WireError(f"keeps weights in {location!r}, not in a file {own}.data beside it")
        name = posixpath.join(posixpath.dirname(self._name), location)
        if name not in self._files:
            raise WireError(f"keeps weights in {location!r}, which the bundle does not list")
        size = self._files[name].size
        offset = _read_count(entries.get("offset", "0"))
        length = _read_count(entries.get("length", str(max(size - offset, 0))))
        if offset + length > size:
            raise WireError(f"reads weights beyond the end of {location!r}")
        self.external.add(name)


def _require_message(field: Field) -> Field:
    if field.wire != BYTES:
        raise WireError("has a number where a part is expected")
    return field


def _read_count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise WireError(f"has external weights at {text[:40]!r}")
    return int(text)
