from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pytest

from skinvl.contract.record import canonical_json, read_record, write_record


@dataclass(frozen=True)
class Inner:
    kind: Literal["a", "b"]
    pair: tuple[int, float]


@dataclass(frozen=True)
class Outer:
    name: str
    flag: bool
    inner: Inner
    many: tuple[Inner, ...]
    table: Mapping[str, float]
    anything: Any
    maybe: str | None = None


GOOD: dict[str, Any] = {
    "name": "x",
    "flag": True,
    "inner": {"kind": "a", "pair": [1, 2]},
    "many": [{"kind": "b", "pair": [3, 4.5]}],
    "table": {"t": 1},
    "anything": {"deep": [1, None]},
}


def test_what_is_written_is_read_back() -> None:
    outer = read_record(Outer, GOOD, "")
    assert outer.inner.pair == (1, 2.0)
    assert outer.maybe is None
    plain = json.loads(json.dumps(write_record(outer)))
    assert read_record(Outer, plain, "") == outer


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"name": 3}, "name"),
        ({"flag": 1}, "flag"),
        ({"flag": None}, "flag"),
        ({"inner": []}, "inner"),
        ({"inner": {"kind": "c", "pair": [1, 2]}}, "inner.kind"),
        ({"inner": {"kind": "a", "pair": [1]}}, "inner.pair"),
        ({"inner": {"kind": "a", "pair": [True, 2]}}, "inner.pair[0]"),
        ({"many": {}}, "many"),
        ({"many": [{"kind": "b"}]}, "many[0].pair"),
        ({"table": {"t": "1"}}, "table.t"),
        ({"table": {"t": float("nan")}}, "table.t"),
        ({"surplus": 1}, "surplus"),
    ],
)
def test_a_wrong_value_is_named(change: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError) as caught:
        read_record(Outer, {**GOOD, **change}, "")
    assert str(caught.value).startswith(f"{named}:")


def test_a_missing_key_is_named() -> None:
    record = {key: value for key, value in GOOD.items() if key != "name"}
    with pytest.raises(ValueError, match="name: missing"):
        read_record(Outer, record, "")


def test_canonical_json_is_the_same_for_equal_values() -> None:
    one = canonical_json({"b": 1, "a": [0.5, "ä"]})
    assert one == canonical_json({"a": [0.5, "ä"], "b": 1})
    assert one == '{"a":[0.5,"ä"],"b":1}'.encode()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"a": object()}, {1, 2}])
def test_canonical_json_refuses_what_json_has_not(value: object) -> None:
    with pytest.raises(ValueError):
        canonical_json(value)
