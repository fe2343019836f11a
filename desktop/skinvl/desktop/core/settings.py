"""What the workstation remembers: folders and the window's place, nothing of a patient."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from skinvl.contract.record import read_record
from skinvl.runtime.durable import replacing


@dataclass(frozen=True)
class Settings:
    """``window`` and ``splitter`` are Qt's own description of the layout, base64."""

    image_folder: str | None = None
    report_folder: str | None = None
    window: str | None = None
    splitter: str | None = None


def settings_file() -> Path:
    """Where the settings of this user lie; SKINVL_CONFIG names another folder."""
    override = os.environ.get("SKINVL_CONFIG")
    if override:
        return Path(override) / "desktop.json"
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "skinvl" / "desktop.json"


def load_settings(file: Path) -> Settings:
    """The settings in `file`; defaults where it is missing, damaged or of another version."""
    try:
        return read_record(Settings, json.loads(file.read_text(encoding="utf-8")), "")
    except (OSError, ValueError):
        return Settings()


def save_settings(settings: Settings, file: Path) -> None:
    """Write the settings in one step, so that a crash leaves the old or the new ones.

    Raises:
        OSError: the folder cannot be written.
    """
    write_json(asdict(settings), file)


def write_json(record: Mapping[str, Any], file: Path) -> None:
    """Write a JSON file in one step; its folder is made where it is missing.

    Raises:
        OSError: the folder cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with replacing(file) as stream:
        stream.write(json.dumps(record).encode())
