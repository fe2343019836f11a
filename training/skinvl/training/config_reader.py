"""A YAML file as a frozen dataclass, with every fault of the file told at once."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml

from skinvl.contract.errors import ConfigError

T = TypeVar("T")
Rules = Mapping[str, Callable[[Any], bool]]


def read_yaml(path: str | Path, kind: type[T], rules: Rules | None = None) -> T:
    """The file as the dataclass `kind`.

    Fields may be str, int, float, bool, Literal, another dataclass, an optional of these,
    `tuple[X, ...]`, `dict[str, X]`, or a class with `from_json`. A field with a default may be
    left out. `rules` are the faults that types cannot see: what is allowed, and whether it holds.

    Raises:
        ConfigError: every fault: file, key and what is allowed.
    """
    errors: list[str] = []
    config = _read(kind, read_mapping(path), "", errors)
    errors += broken_rules(config, rules or {})
    if errors:
        raise ConfigError([f"{path}: {error}" for error in errors])
    return typing.cast(T, config)


def broken_rules(config: Any, rules: Rules) -> list[str]:
    """The rules that do not hold; one about a missing or mistyped value says nothing, for that
    fault is told already."""
    broken = []
    for rule, holds in rules.items():
        try:
            if not holds(config):
                broken.append(rule)
        except (AttributeError, TypeError):
            continue
    return broken


def read_mapping(path: str | Path) -> dict[str, Any]:
    """The file as plain YAML.

    Raises:
        ConfigError: no such file, not YAML, or not a mapping.
    """
    file = Path(path)
    if not file.is_file():
        raise ConfigError([f"{file}: no such configuration file"])
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise ConfigError([f"{file}: not valid YAML ({reason})"]) from error
    if not isinstance(content, dict):
        raise ConfigError([f"{file}: a mapping of keys to values is needed"])
    return content


def write_mapping(config: Any) -> dict[str, Any]:
    """The dataclass as plain YAML values that `read_yaml` reads back."""
    return {field.name: _write(getattr(config, field.name)) for field in dataclasses.fields(config)}


def _write(value: Any) -> Any:
    if hasattr(value, "to_json"):
        return value.to_json()
    if dataclasses.is_dataclass(value):
        return write_mapping(value)
    if isinstance(value, tuple | list):
        return [_write(item) for item in value]
    if isinstance(value, dict):
        return {key: _write(item) for key, item in value.items()}
    return value


def _read(kind: Any, value: Any, key: str, errors: list[str]) -> Any:
    """`value` as `kind`; what does not fit is added to `errors` under `key`."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if hasattr(kind, "from_json"):
        return _read_contract(kind, value, key, errors)
    if dataclasses.is_dataclass(kind):
        return _read_dataclass(kind, value, key, errors)
    if origin is Literal:
        if value not in arguments:
            errors.append(f"{key}: {value!r} is none of {', '.join(map(str, arguments))}")
        return value
    if origin in (typing.Union, types.UnionType):
        if value is None and type(None) in arguments:
            return None
        return _read(next(a for a in arguments if a is not type(None)), value, key, errors)
    if origin is tuple:
        if not isinstance(value, list):
            errors.append(f"{key}: a list is needed")
            return ()
        return tuple(_read(arguments[0], v, f"{key}[{i}]", errors) for i, v in enumerate(value))
    if origin is dict:
        if not isinstance(value, dict):
            errors.append(f"{key}: a mapping is needed")
            return {}
        return {k: _read(arguments[1], v, f"{key}.{k}", errors) for k, v in value.items()}
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
        errors.append(f"{key}: {value!r} is not a {kind.__name__}")
    return value


def _read_contract(kind: Any, value: Any, key: str, errors: list[str]) -> Any:
    try:
        return kind.from_json(value)
    except Exception as error:
        errors.append(f"{key}: {error}")
        return None


def _read_dataclass(kind: Any, value: Any, key: str, errors: list[str]) -> Any:
    if not isinstance(value, dict):
        errors.append(f"{key}: a mapping is needed")
        return None
    prefix = f"{key}." if key else ""
    hints = typing.get_type_hints(kind)
    absent = dataclasses.MISSING
    optional = {
        field.name
        for field in dataclasses.fields(kind)
        if field.default is not absent or field.default_factory is not absent
    }
    errors += [
        f"{prefix}{k}: unknown key; known: {', '.join(hints)}" for k in value if k not in hints
    ]
    missing = [k for k in hints if k not in value and k not in optional]
    errors += [f"{prefix}{k}: missing" for k in missing]
    read = {k: _read(t, value[k], f"{prefix}{k}", errors) for k, t in hints.items() if k in value}
    return kind(**dict.fromkeys(missing), **read)
