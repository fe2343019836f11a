"""Frozen dataclasses to JSON and strictly back, and canonical JSON.

One writer and one reader for every schema of the contract: an unknown key, a missing key or a value
of the wrong type is a `ValueError` that names the key.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import math
import types
import typing
from collections.abc import Mapping
from typing import Any, Literal, NewType, TypeVar, Union, cast, get_args, get_origin

T = TypeVar("T")


def canonical_json(value: object) -> bytes:
    """UTF-8 JSON with sorted keys, no spaces and finite floats: equal values, equal bytes.

    Raises:
        ValueError: a NaN or infinite float, or a value that JSON does not have.
    """
    try:
        text = json.dumps(
            value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
        )
    except TypeError as error:
        raise ValueError(str(error)) from error
    return text.encode("utf-8")


def write_record(value: Any) -> Any:
    """Plain JSON values (dict, list, str, int, float, bool, None) of a dataclass and its fields."""
    if dataclasses.is_dataclass(value):
        return {f.name: write_record(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): write_record(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [write_record(item) for item in value]
    return value


def read_record(kind: type[T], record: object, where: str) -> T:
    """Build the dataclass `kind` from a decoded JSON object.

    Args:
        kind: a dataclass whose fields are str, int, float, bool, None, Literal, NewType, tuple,
            Mapping, Any or dataclasses of these.
        record: the decoded JSON.
        where: the key under which `record` was found, for messages; empty at the top.

    Raises:
        ValueError: names the first key that is missing, unknown or wrong.
    """
    if not isinstance(record, dict):
        raise ValueError(f"{where or 'top level'}: expected an object")
    hints = _hints(cast(Any, kind))
    fields = {f.name: f for f in dataclasses.fields(cast(Any, kind))}
    prefix = f"{where}." if where else ""
    unknown = sorted(set(record) - set(fields))
    if unknown:
        raise ValueError(f"{prefix}{unknown[0]}: unknown key")
    values: dict[str, Any] = {}
    for name, spec in fields.items():
        if name in record:
            values[name] = _read(hints[name], record[name], prefix + name)
        elif spec.default is dataclasses.MISSING and spec.default_factory is dataclasses.MISSING:
            raise ValueError(f"{prefix}{name}: missing")
    try:
        return kind(**values)
    except ValueError as error:
        raise ValueError(f"{where}: {error}" if where else str(error)) from error


@functools.cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read(hint: Any, value: object, where: str) -> Any:
    if isinstance(hint, NewType):
        return _read(hint.__supertype__, value, where)
    if hint is Any:
        return value
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        options = get_args(hint)
        if value is None and type(None) in options:
            return None
        remaining = [option for option in options if option is not type(None)]
        if len(remaining) != 1:
            raise TypeError(f"{where}: a union of several types cannot be read from JSON")
        return _read(remaining[0], value, where)
    if origin is Literal:
        allowed = get_args(hint)
        for option in allowed:
            if type(option) is type(value) and option == value:
                return option
        raise ValueError(f"{where}: {value!r} is not one of {', '.join(map(repr, allowed))}")
    if origin is tuple:
        return _read_tuple(get_args(hint), value, where)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        if not isinstance(value, dict):
            raise ValueError(f"{where}: expected an object")
        inner = get_args(hint)[1]
        return {str(key): _read(inner, item, f"{where}.{key}") for key, item in value.items()}
    if dataclasses.is_dataclass(hint):
        return read_record(cast(type[Any], hint), value, where)
    return _read_scalar(hint, value, where)


def _read_tuple(inner: tuple[Any, ...], value: object, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"{where}: expected a list")
    if len(inner) == 2 and inner[1] is Ellipsis:
        hints = [inner[0]] * len(value)
    elif len(inner) == len(value):
        hints = list(inner)
    else:
        raise ValueError(f"{where}: expected {len(inner)} values, found {len(value)}")
    pairs = enumerate(zip(hints, value, strict=True))
    return tuple(_read(hint, item, f"{where}[{index}]") for index, (hint, item) in pairs)


def _read_scalar(hint: Any, value: object, where: str) -> Any:
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        if not math.isfinite(value):
            raise ValueError(f"{where}: {value} is not a finite number")
        return float(value)
    if hint in (str, int, bool) and type(value) is hint:
        return value
    names = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
    if hint not in names:
        raise TypeError(f"{where}: {hint!r} cannot be read from JSON")
    raise ValueError(f"{where}: expected {names[hint]}, found {value!r}")
