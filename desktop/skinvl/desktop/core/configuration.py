"""How the workstation is set up: defaults, what IT decides for the machine, what a user prefers.

A value comes from the user's file, unless the machine's file locks it; else from the machine's
file; else it is the default. Nothing of a patient is ever here. The machine's file is JSON::

    {"values": {"idle_minutes": 5, "opinion_first": true}, "locked": ["idle_minutes"]}
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from skinvl.contract.record import read_record
from skinvl.desktop.core.settings import settings_file, write_json

Language = Literal["system", "en", "de"]
ThemeName = Literal["system", "light", "dark", "high-contrast"]
NoticeHabit = Literal["always", "daily", "once"]
Level = Literal["default", "machine", "user"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
THEMES: tuple[ThemeName, ...] = get_args(ThemeName)


@dataclass(frozen=True)
class Configuration:
    """``text_percent`` 100..200 enlarges all text; ``idle_minutes`` 0 never locks.

    ``opinion_first`` hides a result until the reader has entered an opinion. ``notice`` says how
    often the research notice has to be confirmed. Folders are None until they are chosen.
    """

    language: Language = "system"
    theme: ThemeName = "system"
    text_percent: int = 100
    data_folder: str | None = None
    backup_folder: str | None = None
    backup_hours: int = 24
    idle_minutes: int = 10
    opinion_first: bool = False
    notice: NoticeHabit = "daily"
    provider: Literal["auto", "cpu", "cuda"] = "auto"
    clinic_name: str = ""
    clinic_logo: str | None = None

    def faults(self) -> list[str]:
        """What is out of range, one line each."""
        found = []
        if not 100 <= self.text_percent <= 200:
            found.append(f"text_percent: {self.text_percent} is not 100..200")
        if not 0 <= self.idle_minutes <= 240:
            found.append(f"idle_minutes: {self.idle_minutes} is not 0..240")
        if not 1 <= self.backup_hours <= 168:
            found.append(f"backup_hours: {self.backup_hours} is not 1..168")
        return found


@dataclass(frozen=True)
class Configured:
    """The values in force, where each comes from, and what a user cannot change.

    ``problems`` are lines about files or values that were not used.
    """

    values: Configuration
    levels: Mapping[str, Level]
    locked: frozenset[str]
    problems: tuple[str, ...]


def machine_file() -> Path:
    """What IT writes; SKINVL_POLICY names another file."""
    override = os.environ.get("SKINVL_POLICY")
    if override:
        return Path(override)
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "SkinVL" / "policy.json"
    if sys.platform == "darwin":
        return Path("/Library/Application Support/SkinVL/policy.json")
    return Path("/etc/skinvl/policy.json")


def user_file() -> Path:
    """What the user prefers, beside the layout of the window."""
    return settings_file().with_name("preferences.json")


def read_configuration(machine: Path, user: Path) -> Configured:
    """Read both files; a value that cannot be used is told and the level below holds."""
    problems: list[str] = []
    policy = _read(machine, problems)
    locked_names = policy.pop("locked", [])
    machine_values = policy.pop("values", {})
    problems += [f"{machine}: unknown key {key}" for key in policy]
    values, levels = Configuration(), dict.fromkeys(_NAMES, "default")
    locked = frozenset(name for name in locked_names if name in _NAMES)
    for file, level, found in (
        (machine, "machine", machine_values),
        (user, "user", _read(user, problems)),
    ):
        for name, value in found.items() if isinstance(found, dict) else ():
            if level == "user" and name in locked:
                continue
            try:
                changed = _with(values, name, value)
            except ValueError as error:
                problems.append(f"{file}: {error}; the value is not used")
                continue
            values, levels[name] = changed, level
    return Configured(values, levels, locked, tuple(problems))  # type: ignore[arg-type]


def save_preferences(changes: Mapping[str, Any], configured: Configured, user: Path) -> None:
    """Add a user's choices to the user's file; what is locked is left out.

    Raises:
        ValueError: a name or a value is not allowed.
        OSError: the file cannot be written.
    """
    kept = _read(user, [])
    for name, value in changes.items():
        _with(configured.values, name, value)
        if name not in configured.locked:
            kept[name] = value
    write_json(kept, user)


_NAMES = tuple(field.name for field in fields(Configuration))


def _with(values: Configuration, name: str, value: Any) -> Configuration:
    if name not in _NAMES:
        raise ValueError(f"unknown setting {name}")
    changed = read_record(Configuration, {**dataclasses.asdict(values), name: value}, "")
    faults = changed.faults()
    if faults:
        raise ValueError("; ".join(faults))
    return changed


def _read(file: Path, problems: list[str]) -> dict[str, Any]:
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        problems.append(f"{file}: not readable ({error}); it is not used")
        return {}
    if not isinstance(record, dict):
        problems.append(f"{file}: not a JSON object; it is not used")
        return {}
    return record
