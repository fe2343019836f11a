"""What may be in the frozen folder, and whether it is: the rules are in `contents.toml`.

`python installer/contents.py FOLDER` checks a folder that was frozen, or a payload made for an
installer, and names everything that is wrong with it.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Flavour = Literal["cpu", "gpu"]
RULES = Path(__file__).with_name("contents.toml")
MODEL = "_internal/skinvl/runtime/_bundles/"
_LIBRARY = re.compile(r"\.so(\.|$)")
# Modules that PyInstaller brings, and the one with the paths of the interpreter's own build.
_MADE_BY_THE_BUILD = ("pyi", "_pyi", "_sysconfigdata")
# A smaller file may well be there twice, such as an empty one or a licence.
_COPY_BYTES = 100_000


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A path pattern: `*` within a name, `**` over names, `?` one character, `{a,b}` either."""
    parts = {"**": ".*", "*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")", ",": "|"}
    tokens = re.findall(r"\*\*|.", pattern)
    pattern = "".join(parts.get(token, re.escape(token)) for token in tokens)
    # Windows spells the same library in capitals and in small letters.
    return re.compile(pattern, re.IGNORECASE)


def _matches(path: str, patterns: Iterable[str]) -> bool:
    return any(compile_pattern(pattern).fullmatch(path) for pattern in patterns)


@dataclass(frozen=True)
class Rules:
    """The sections of `contents.toml`: reason to patterns, or reason to names."""

    sections: Mapping[str, Mapping[str, list[str]]]

    def entries(self, section: str) -> list[str]:
        """Every pattern or name of a section."""
        return [entry for entries in self.sections[section].values() for entry in entries]

    def is_allowed(self, path: str, flavour: Flavour) -> bool:
        """Whether a file may be in the folder."""
        extra = self.entries("allowed_gpu") if flavour == "gpu" else []
        return _matches(path, self.entries("allowed") + extra)

    def is_left_out(self, destination: str) -> bool:
        """Whether the specification drops a file that PyInstaller collected.

        Args:
            destination: its place below `_internal`, as PyInstaller names it.
        """
        path = "_internal/" + destination.replace("\\", "/")
        return not self.is_allowed(path, "gpu") and _matches(path, self.entries("files_left_out"))

    def explain(self, path: str) -> str:
        """Why a file that is not allowed is left out, as far as a rule says it."""
        for reason, patterns in self.sections["files_left_out"].items():
            if _matches(path, patterns):
                return reason
        return "not on the list in contents.toml"


def read_rules(file: Path = RULES) -> Rules:
    """The rules; a fault in the file raises."""
    return Rules(tomllib.loads(file.read_text(encoding="utf-8")))


def detect_flavour(folder: Path) -> Flavour:
    """What the folder was frozen from, by the library that computes on a graphics card."""
    found = (folder / "_internal/onnxruntime").rglob("*onnxruntime_providers_cuda*")
    return "gpu" if any(found) else "cpu"


def check_contents(folder: Path, rules: Rules | None = None) -> list[str]:
    """Everything that is wrong with a frozen folder, one line each; nothing wrong, no line."""
    rules = rules or read_rules()
    flavour = detect_flavour(folder)
    files = [path for path in sorted(folder.rglob("*")) if path.is_symlink() or path.is_file()]
    names = [path.relative_to(folder).as_posix() for path in files]
    faults = [
        f"{name}: {rules.explain(name)}" for name in names if not rules.is_allowed(name, flavour)
    ]
    faults += [
        f"{name}: a link; installers for other systems cannot carry it"
        for name, path in zip(names, files, strict=True)
        if path.is_symlink()
    ]
    for reason, patterns in rules.sections["needed"].items():
        for pattern in patterns:
            if not any(compile_pattern(pattern).fullmatch(name) for name in names):
                faults.append(f"{pattern}: missing; needed for {reason}")
    faults += find_copies(folder, files)
    faults += find_missing_libraries(folder, files, set(rules.entries("from_the_system")))
    return faults + find_foreign_modules(folder, rules)


def find_copies(folder: Path, files: Iterable[Path]) -> list[str]:
    """Large files that are there twice."""
    seen: dict[str, str] = {}
    faults = []
    for path in files:
        if path.is_symlink() or path.stat().st_size < _COPY_BYTES:
            continue
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        name = path.relative_to(folder).as_posix()
        if digest in seen:
            faults.append(f"{name}: the same as {seen[digest]}")
        seen.setdefault(digest, name)
    return faults


def find_missing_libraries(folder: Path, files: Iterable[Path], system: set[str]) -> list[str]:
    """Linux: libraries that something asks for and neither the folder nor the system has."""
    libraries = [path for path in files if _LIBRARY.search(path.name)]
    if not libraries or shutil.which("objdump") is None:
        return []
    inside = {path.name for path in libraries}
    faults = []
    for path in libraries:
        wanted = set(_list_needed(path)) - inside - system
        name = path.relative_to(folder).as_posix()
        faults += [f"{name}: asks for {library}, which is not there" for library in sorted(wanted)]
    return faults


def _list_needed(library: Path) -> Iterator[str]:
    listing = subprocess.run(
        ["objdump", "-p", library], stdout=subprocess.PIPE, text=True, check=True
    ).stdout
    for line in listing.splitlines():
        if line.startswith("  NEEDED"):
            yield line.split()[1]


def find_foreign_modules(folder: Path, rules: Rules) -> list[str]:
    """Python packages inside the program that are not on the list; asks PyInstaller's reader."""
    try:
        from PyInstaller.archive.readers import CArchiveReader
    except ImportError:
        return []
    program = next((path for path in folder.glob("skinvl*") if path.is_file()), None)
    if program is None:
        return ["skinvl: missing; there is no program"]
    modules = CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz").toc
    allowed = {*sys.stdlib_module_names, *rules.entries("modules_allowed")}
    unwanted = set(rules.entries("modules_left_out"))
    faults = {
        f"module {package}: not on the list in contents.toml"
        for package in {module.partition(".")[0] for module in modules}
        if package not in allowed and not package.startswith(_MADE_BY_THE_BUILD)
    }
    faults |= {f"module {module}: left out by contents.toml" for module in unwanted & set(modules)}
    return sorted(faults)


def measure(folder: Path) -> tuple[int, int]:
    """Bytes of the program and of the model in a folder."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    total = sum(path.stat().st_size for path in files)
    model = sum(path.stat().st_size for path in (folder / MODEL).rglob("*") if path.is_file())
    return total - model, model


def main() -> int:
    parser = argparse.ArgumentParser(description="Check what is in a frozen folder.")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    folder = parser.parse_args().folder
    faults = check_contents(folder)
    for fault in faults:
        print(f"contents: {fault}", file=sys.stderr)
    program, model = measure(folder)
    count = sum(path.is_file() for path in folder.rglob("*"))
    print(
        f"contents: {detect_flavour(folder)} flavour, {program / 1e6:.1f} MB and "
        f"{model / 1e6:.1f} MB of the model in {count} files, {len(faults)} faults"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
