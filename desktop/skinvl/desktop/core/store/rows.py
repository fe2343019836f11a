"""Frozen dataclasses to columns and back: the fields of a record are named like its columns."""

from __future__ import annotations

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Hashable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, NewType, TypeVar, Union, cast, get_args, get_origin

from skinvl.contract.record import canonical_json, write_record

T = TypeVar("T")
Column = str | int | float | bytes | None


def to_column(value: object) -> Column:
    """What is stored: ISO 8601 in UTC for a time, 0 or 1 for a bool, JSON for what has parts."""
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, str | int | float | bytes):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds")
    if isinstance(value, date):
        return value.isoformat()
    return canonical_json(write_record(value)).decode("utf-8")


def read_row(kind: type[T], row: Mapping[str, Any]) -> T:
    """Build the dataclass `kind` from a row that has a column for each of its fields."""
    values = {name: _read(hint, row[name]) for name, hint in _fields(cast(Hashable, kind))}
    return kind(**values)


def read_rows(kind: type[T], rows: Iterable[Mapping[str, Any]]) -> tuple[T, ...]:
    """Build a dataclass from every row."""
    return tuple(read_row(kind, row) for row in rows)


def column_names(kind: type[Any], table: str = "") -> str:
    """The columns of `kind` for a SELECT: "id, number, ..." or "t.id, t.number, ..."."""
    prefix = f"{table}." if table else ""
    return ", ".join(f"{prefix}{name}" for name, _ in _fields(cast(Hashable, kind)))


@functools.cache
def _fields(kind: Any) -> tuple[tuple[str, Any], ...]:
    hints = typing.get_type_hints(kind)
    return tuple((f.name, _core(hints[f.name])) for f in dataclasses.fields(cast(Any, kind)))


def _core(hint: Any) -> Any:
    """The type that decides how a column is read: without None, NewType and arguments."""
    if isinstance(hint, NewType):
        return _core(hint.__supertype__)
    if get_origin(hint) in (Union, types.UnionType):
        return _core(next(item for item in get_args(hint) if item is not type(None)))
    return get_origin(hint) or hint


def _read(kind: Any, value: Column) -> Any:
    if value is None:
        return None
    if kind is bool:
        return bool(value)
    if kind is datetime:
        return datetime.fromisoformat(str(value))
    if kind is date:
        return date.fromisoformat(str(value))
    if kind is float:
        return float(cast(float, value))
    if kind is tuple:
        return tuple(json.loads(str(value)))
    if isinstance(kind, type) and issubclass(kind, Mapping):
        return json.loads(str(value))
    return value
