"""The reader of configurations: types, optional keys, rules, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
import yaml

from skinvl.contract.errors import ConfigError
from skinvl.training.config_reader import read_yaml, write_mapping


@dataclass(frozen=True)
class Inner:
    rate: float
    names: tuple[str, ...]
    shares: dict[str, float]


@dataclass(frozen=True)
class Outer:
    kind: Literal["a", "b"]
    inner: Inner
    file: str | None = None
    steps: int = 3


RULES = {
    "steps: at least 1": lambda c: c.steps >= 1,
    "inner.shares: add up to 1": lambda c: sum(c.inner.shares.values()) == 1,
}
GOOD = {"kind": "a", "inner": {"rate": 1, "names": ["x"], "shares": {"x": 1.0}}}


def write(tmp_path: Path, content: object) -> Path:
    file = tmp_path / "c.yaml"
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    return file


def test_what_is_read_is_written_back(tmp_path: Path) -> None:
    config = read_yaml(write(tmp_path, GOOD), Outer, RULES)
    assert config == Outer("a", Inner(1.0, ("x",), {"x": 1.0}), None, 3)
    assert isinstance(config.inner.rate, float)
    assert read_yaml(write(tmp_path, write_mapping(config)), Outer, RULES) == config


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    content = {
        "kind": "c",
        "steps": 0,
        "surplus": 1,
        "inner": {"rate": True, "names": "x", "shares": {"x": 0.5}},
    }
    with pytest.raises(ConfigError) as caught:
        read_yaml(write(tmp_path, content), Outer, RULES)
    assert len(caught.value.errors) == 6
    for part in (
        "kind: 'c' is none of a, b",
        "surplus: unknown key",
        "inner.rate: True is not a float",
        "inner.names: a list is needed",
        "steps: at least 1",
        "inner.shares: add up to 1",
    ):
        assert part in str(caught.value)


def test_a_rule_about_a_missing_value_says_nothing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        read_yaml(write(tmp_path, {"kind": "a"}), Outer, RULES)
    assert [error.split(": ", 1)[1] for error in caught.value.errors] == ["inner: missing"]


@pytest.mark.parametrize("content", ([1, 2], "text", None))
def test_a_file_that_is_no_mapping_is_refused(content: object, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="a mapping"):
        read_yaml(write(tmp_path, content), Outer)
