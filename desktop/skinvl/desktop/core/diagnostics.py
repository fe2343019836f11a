"""What may leave this computer when somebody asks for help: facts from a list, and nothing else.

No text that a person entered is ever copied; lines about errors are those of `troubles`.
"""

from __future__ import annotations

import io
import os
import platform
import shutil
import sys
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from skinvl.contract import __version__
from skinvl.contract.errors import SkinVLError
from skinvl.desktop.core import messages, models
from skinvl.desktop.core.configuration import Configured
from skinvl.desktop.core.self_test import Check
from skinvl.desktop.core.store import Store
from skinvl.desktop.core.store.exporting import write_export
from skinvl.desktop.core.store.manifest import count_rows
from skinvl.desktop.core.troubles import Noted, reduce_text
from skinvl.runtime.benchmark import describe_machine
from skinvl.runtime.isolation import list_refusals, read_isolation

# Settings whose value is one of a few words or a number; of the others only whether they are set.
_OPEN_SETTINGS = (
    "language", "theme", "text_percent", "backup_hours", "idle_minutes", "opinion_first",
    "notice", "provider",
)  # fmt: skip
_MEMORY = Path("/proc/meminfo")


def collect_diagnostics(
    configured: Configured,
    model: messages.Ready | None,
    store: Store | None,
    troubles: Sequence[Noted] = (),
    checks: Sequence[Check] = (),
    display: Mapping[str, str] | None = None,
) -> str:
    """All facts as one text, to be looked at before it is saved.

    Args:
        configured: settings and their levels.
        model: the model that is loaded.
        store: the open store, of which rows are counted.
        troubles: the last lines about errors.
        checks: outcome of a self-test; only names and outcomes are taken.
        display: versions and sizes of the window system, each a word or a number.
    """
    lines = ["SkinVL diagnostics", f"Made: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"]
    for title, facts in (
        ("Program", _describe_program()),
        ("Computer", _describe_computer(store)),
        ("Window system", dict(display or {})),
        ("Network", _describe_network()),
        ("Model in use", _describe_model(model)),
        ("Installed models", _describe_models()),
        ("Settings", _describe_settings(configured)),
        ("Store", _describe_store(store)),
        ("Self-test", {check.name: _name_outcome(check) for check in checks}),
    ):
        lines += ["", title]
        lines += [f"  {name}: {value}" for name, value in facts.items()] or ["  none"]
    lines += ["", "Last messages, reduced to the program's own words"]
    lines += [f"  {noted.at:%Y-%m-%d %H:%M} {noted.text}" for noted in troubles] or ["  none"]
    return "\n".join(lines) + "\n"


def save_diagnostics(text: str, file: Path) -> None:
    """Write what was looked at as a text file, or as a ZIP file with it.

    Raises:
        StoreError: the file could not be written.
    """
    content = text.encode("utf-8")
    if file.suffix.casefold() == ".zip":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("skinvl-diagnostics.txt", content)
        content = packed.getvalue()
    write_export(file, [content])


def _describe_program() -> dict[str, object]:
    connection = sqlcipher.connect(":memory:")
    try:
        (cipher,) = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    return {
        "SkinVL": __version__,
        "Python": platform.python_version(),
        "ONNX Runtime": describe_machine().onnxruntime,
        "SQLite": sqlcipher.sqlite_version,
        "SQLCipher": cipher,
        "Installed as": "program" if getattr(sys, "frozen", False) else "Python packages",
    }


def _describe_computer(store: Store | None) -> dict[str, object]:
    machine = describe_machine()
    facts: dict[str, object] = {
        "System": f"{platform.system()} {platform.release()}",
        "Architecture": platform.machine(),
        "Processor": machine.processor,
        "Cores": f"{machine.cores} of {os.cpu_count()}",
    }
    with suppress(OSError, ValueError, IndexError):
        for line in _MEMORY.read_text(encoding="ascii").splitlines():
            name, _, value = line.partition(":")
            if name in ("MemTotal", "MemAvailable"):
                facts[f"Memory, {name[3:].lower()}"] = f"{int(value.split()[0]) / 1e6:.1f} GB"
    if store is not None:
        with suppress(OSError):
            usage = shutil.disk_usage(store.folder)
            facts["Disk of the store, free"] = f"{usage.free / 1e9:.1f} GB"
    return facts


def _describe_network() -> dict[str, object]:
    """What refuses it to this process, and what was refused; events have names of Python's own."""
    isolation = read_isolation()
    facts: dict[str, object] = {
        "Refused to Python": "yes" if isolation.python else "no",
        "Refused by the kernel": "yes" if isolation.kernel else f"no, {isolation.reason}",
    }
    refused = ", ".join(f"{event} {count}" for event, count in list_refusals().items())
    facts["Refused so far"] = refused or "nothing"
    facts["Print server elsewhere"] = "named" if isolation.printing else "none"
    return facts


def _describe_model(model: messages.Ready | None) -> dict[str, object]:
    if model is None:
        return {}
    return {
        "Name": f"{model.name} {model.version}",
        "SHA-256": model.bundle_sha256,
        "Provider": model.provider,
        "Precision": model.precision,
        "Why not another provider": reduce_text(model.provider_reason or "") or "-",
    }


def _describe_models() -> dict[str, object]:
    try:
        found = models.list_models()
    except SkinVLError as error:
        return {"refused": type(error).__name__}
    facts: dict[str, object] = {}
    for number, model in enumerate(found, 1):
        state = "refused" if model.fault else "active" if model.is_active else "not active"
        facts[f"{number}"] = f"{model.title if not model.fault else '-'} {model.sha256} ({state})"
    return facts


def _describe_settings(configured: Configured) -> dict[str, object]:
    facts: dict[str, object] = {}
    for name, value in vars(configured.values).items():
        level = configured.levels.get(name, "default")
        locked = ", locked" if name in configured.locked else ""
        shown = value if name in _OPEN_SETTINGS else ("set" if value else "not set")
        facts[name] = f"{shown} ({level}{locked})"
    facts["lines about settings files"] = len(configured.problems)
    return facts


def _describe_store(store: Store | None) -> dict[str, object]:
    if store is None:
        return {}
    with store.session.reading() as connection:
        counts = count_rows(connection)
        schema = connection.execute("PRAGMA user_version").fetchone()[0]
    return {"schema": schema, "role of the user": store.user.role, **counts}


def _name_outcome(check: Check) -> str:
    return {True: "passed", False: "failed", None: "not tested"}[check.ok]
