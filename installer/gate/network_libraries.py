"""Could a library of the frozen folder reach a network? `python network_libraries.py FOLDER`

Reads the symbol table of every library with `nm`. What this cannot see is a library that calls the
kernel by number, or that loads another one later: those are seen while the program runs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

RULES = Path(__file__).with_suffix(".toml")
_ELF = b"\x7fELF"


@dataclass(frozen=True)
class Library:
    """A library that names functions for a network; `reason` None is a fault."""

    path: str
    functions: tuple[str, ...]
    reason: str | None


def find_libraries(folder: Path) -> Iterator[Path]:
    """Every program and shared library, but no symbolic link."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == _ELF:
                    yield path


def read_functions(library: Path) -> frozenset[str]:
    """The functions that a library takes from others.

    Raises:
        ValueError: it could not be read.
    """
    command = ["nm", "--dynamic", "--undefined-only", "--format=posix", str(library)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise ValueError(f"{library}: {result.stderr.strip()}")
    return frozenset(line.split()[0].partition("@")[0] for line in result.stdout.splitlines())


def list_network_libraries(folder: Path) -> list[Library]:
    """Libraries that name functions for a network, and why they may."""
    rules = _read_rules()
    found = []
    for path in find_libraries(folder):
        functions = read_functions(path) & set(rules["functions"])
        if functions:
            name = path.relative_to(folder).as_posix()
            found.append(Library(name, tuple(sorted(functions)), _find_reason(name, rules)))
    return found


def find_faults(folder: Path) -> list[str]:
    """One line for everything in the folder that could report home."""
    rules = _read_rules()
    faults = [
        f"{library.path}: names {', '.join(library.functions)} and is not in {RULES.name}"
        for library in list_network_libraries(folder)
        if library.reason is None
    ]
    for path in sorted(folder.rglob("*")):
        if any(fnmatchcase(path.name, name) for name in rules["forbidden_names"]):
            faults.append(f"{path.relative_to(folder)}: a library for networks")
    for path in find_libraries(folder):
        content = path.read_bytes()
        for text in rules["forbidden_texts"]:
            if text.encode() in content:
                faults.append(f"{path.relative_to(folder)}: holds the address {text}")
    return faults


def _read_rules() -> dict[str, Any]:
    return tomllib.loads(RULES.read_text(encoding="utf-8"))


def _find_reason(path: str, rules: dict[str, Any]) -> str | None:
    allowed: dict[str, list[str]] = rules["allowed"]
    for reason, patterns in allowed.items():
        if any(fnmatchcase(f"/{path}", pattern) for pattern in patterns):
            return reason
    return None


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    if shutil.which("nm") is None:
        print("skipped: nm (binutils) is not installed")
        return 0
    folder = Path(sys.argv[1])
    count = sum(1 for _ in find_libraries(folder))
    if count == 0:
        print(f"{folder}: holds no library", file=sys.stderr)
        return 2
    for library in list_network_libraries(folder):
        if library.reason is not None:
            print(f"{library.path}: {', '.join(library.functions)}: {library.reason}")
    faults = find_faults(folder)
    print("\n".join(faults) or f"{count} libraries and programs, none that can report home")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
