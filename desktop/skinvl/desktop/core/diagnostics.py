"""What may leave this computer when somebody asks for help: facts from a list, and nothing else.

No text that a person entered is ever copied. Lines about errors keep only words of the program's
own messages (``diagnostics_words.txt``); every name, number, file name and path in them becomes a
mark. They are reduced when they are noted, so that not even the memory holds more.
"""

from __future__ import annotations

import builtins
import io
import os
import platform
import re
import shutil
import sys
import threading
import zipfile
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
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
from skinvl.runtime.benchmark import describe_machine
from skinvl.runtime.isolation import list_refusals, read_isolation

HIDDEN = "[...]"
_KEPT = 50
# Settings whose value is one of a few words or a number; of the others only whether they are set.
_OPEN_SETTINGS = (
    "language", "theme", "text_percent", "backup_hours", "idle_minutes", "opinion_first",
    "notice", "provider",
)  # fmt: skip
_MEMORY = Path("/proc/meminfo")
_TOKEN = re.compile(r"[A-Za-z][A-Za-z]*|[^\sA-Za-z]+")
_PUNCTUATION = re.compile(r"[.,;:!?()'\"]{1,3}")


@dataclass(frozen=True)
class Noted:
    """A line about an error, reduced to the program's own words, and when it came (UTC)."""

    at: datetime
    text: str


class Troubles:
    """The last lines about errors, reduced; safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lines: deque[Noted] = deque(maxlen=_KEPT)

    def note(self, message: str) -> None:
        """Remember a line that a user saw."""
        noted = Noted(datetime.now(UTC), reduce_text(message))
        with self._lock:
            self._lines.append(noted)

    def list(self) -> tuple[Noted, ...]:
        """The lines, oldest first."""
        with self._lock:
            return tuple(self._lines)


def reduce_text(text: str) -> str:
    """Keep the program's own words and names of its errors; everything else becomes a mark."""
    kept: list[str] = []
    for part in text[:2000].split():
        # A part such as a path or a file name is hidden as a whole.
        tokens = _TOKEN.findall(part)
        if all(_is_open(token) for token in tokens):
            kept.append(part)
        elif not kept or kept[-1] != HIDDEN:
            kept.append(HIDDEN)
    return " ".join(kept)


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


def _is_open(token: str) -> bool:
    if token[0].isascii() and token[0].isalpha():
        return token in _words() or token in _error_names() or token == "SkinVL"
    return _PUNCTUATION.fullmatch(token) is not None


@cache
def _words() -> frozenset[str]:
    words = Path(__file__).with_name("diagnostics_words.txt").read_text(encoding="ascii").split()
    # A sentence begins with a capital letter.
    return frozenset(words) | {f"{word[0].upper()}{word[1:]}" for word in ("the", "no", "not")}


@cache
def _error_names() -> frozenset[str]:
    known = {name for name in dir(builtins) if name.endswith("Error")}
    return frozenset(known | {kind.__name__ for kind in _subclasses(SkinVLError)})


def _subclasses(kind: type[BaseException]) -> Iterator[type[BaseException]]:
    for child in kind.__subclasses__():
        yield child
        yield from _subclasses(child)


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
