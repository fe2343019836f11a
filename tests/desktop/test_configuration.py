"""Three levels of settings: default, machine, user; and what is done with faults."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from skinvl.desktop.core.configuration import (
    Configuration,
    read_configuration,
    save_preferences,
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "policy.json", tmp_path / "user" / "preferences.json"


def test_defaults_without_files(files: tuple[Path, Path]) -> None:
    found = read_configuration(*files)
    assert found.values == Configuration()
    assert set(found.levels.values()) == {"default"}
    assert found.problems == ()


def test_user_wins_over_machine_unless_it_is_locked(files: tuple[Path, Path]) -> None:
    machine, user = files
    machine.write_text(
        json.dumps({"values": {"idle_minutes": 5, "theme": "dark"}, "locked": ["idle_minutes"]})
    )
    user.parent.mkdir()
    user.write_text(json.dumps({"idle_minutes": 60, "theme": "light", "language": "de"}))
    found = read_configuration(machine, user)
    assert (found.values.idle_minutes, found.values.theme) == (5, "light")
    assert found.levels["idle_minutes"] == "machine"
    assert found.levels["language"] == "user"
    assert found.locked == {"idle_minutes"}


def test_value_that_cannot_be_used_is_told_and_the_level_below_holds(
    files: tuple[Path, Path],
) -> None:
    machine, user = files
    machine.write_text(json.dumps({"values": {"text_percent": 150, "colour": "red"}}))
    user.parent.mkdir()
    user.write_text(json.dumps({"text_percent": 900, "theme": "pink"}))
    found = read_configuration(machine, user)
    assert found.values == Configuration(text_percent=150)
    told = "\n".join(found.problems)
    assert "colour" in told and "900" in told and "theme" in told


@pytest.mark.parametrize("text", ["{", "[1]", "\x00"])
def test_damaged_file_is_told(files: tuple[Path, Path], text: str) -> None:
    files[0].write_text(text)
    found = read_configuration(*files)
    assert found.values == Configuration()
    assert str(files[0]) in found.problems[0]


def test_choices_are_added_and_locked_ones_left_out(files: tuple[Path, Path]) -> None:
    machine, user = files
    machine.write_text(json.dumps({"values": {}, "locked": ["idle_minutes"]}))
    save_preferences({"theme": "dark"}, read_configuration(machine, user), user)
    save_preferences({"language": "de", "idle_minutes": 0}, read_configuration(machine, user), user)
    found = read_configuration(machine, user)
    assert (found.values.theme, found.values.language) == ("dark", "de")
    assert found.values.idle_minutes == Configuration().idle_minutes


def test_wrong_choice_is_refused_and_nothing_written(files: tuple[Path, Path]) -> None:
    machine, user = files
    with pytest.raises(ValueError, match="text_percent"):
        save_preferences({"text_percent": 20}, read_configuration(machine, user), user)
    assert not user.exists()
