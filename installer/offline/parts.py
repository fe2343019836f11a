"""What a frozen folder is made of: packages, Python itself, libraries of the build system.

Every file is traced to where it came from. One that cannot be traced is an error: a list of parts
with a hole is worth nothing. Runs with the Python of the build environment, so that the versions
are those that were frozen.
"""

from __future__ import annotations

import json
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import quote

from PyInstaller.archive.readers import CArchiveReader

OWN = "skinvl"
SHARED = re.compile(r"\.(so(\.\d+)*|dll|pyd|dylib)$")
_LICENCE_NAME = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_DEBIAN_COPYRIGHT = Path("/usr/share/doc")


class Untraced(Exception):
    """Files in the folder that come from nowhere known."""


@dataclass(frozen=True)
class Part:
    """One component.

    Attributes:
        kind: "package" (from the Python index), "system" (a package of the build system),
            "inside" (built into another part) or "own".
        licence: SPDX expression or the maker's own words; "" where only the texts tell.
        texts: files with the licence and notices.
        files: names of the shared libraries in the folder that it accounts for.
        within: the part that carries it, "" for one that stands alone.
    """

    kind: str
    name: str
    version: str
    licence: str
    purl: str
    texts: tuple[Path, ...] = ()
    files: tuple[str, ...] = ()
    within: str = ""
    home: str = ""


@dataclass
class _Found:
    files: list[str] = field(default_factory=list)


def list_parts(frozen: Path) -> list[Part]:
    """Every part of a frozen folder, sorted by kind and name.

    Args:
        frozen: folder with the program and `_internal`.

    Raises:
        Untraced: a shared library belongs to no package that is installed here.
    """
    distributions = {
        _normalise(distribution.metadata["Name"]): distribution
        for distribution in metadata.distributions()
    }
    owners = dict(_list_library_owners(distributions))
    packages: dict[str, _Found] = {name: _Found() for name in _find_imported(frozen)}
    packages.update({name: _Found() for name in _find_named(frozen) if name in distributions})
    strangers: list[str] = []
    for library in sorted(_list_libraries(frozen)):
        owner = owners.get(library)
        if owner is None:
            strangers.append(library)
        else:
            packages.setdefault(owner, _Found()).files.append(library)
    parts = [
        _describe_package(distributions[name], tuple(found.files))
        for name, found in packages.items()
    ]
    parts += _trace_strangers(strangers)
    parts += _list_inside({part.name for part in parts})
    for name in packages:
        parts += _list_declared(distributions[name])
    # Two lists of one package may name the same thing.
    unique = {(part.within, part.name.lower(), part.version): part for part in parts}
    return sorted(unique.values(), key=lambda part: (part.kind, part.name.lower(), part.within))


def _list_libraries(frozen: Path) -> set[str]:
    return {path.name for path in frozen.rglob("*") if path.is_file() and SHARED.search(path.name)}


def _find_imported(frozen: Path) -> set[str]:
    """Packages of the modules in the program's archive."""
    (program,) = [path for path in (frozen / "skinvl", frozen / "skinvl.exe") if path.is_file()]
    archive = CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz")
    owners = metadata.packages_distributions()
    tops = {name.partition(".")[0] for name in archive.toc}
    return {_normalise(owner) for top in tops for owner in owners.get(top, ())}


def _find_named(frozen: Path) -> set[str]:
    """Packages whose metadata lie in the folder."""
    return {
        _normalise(path.name.removesuffix(".dist-info").rsplit("-", 1)[0])
        for path in frozen.rglob("*.dist-info")
    }


def _list_library_owners(
    distributions: dict[str, metadata.Distribution],
) -> Iterator[tuple[str, str]]:
    for name, distribution in distributions.items():
        for file in distribution.files or ():
            if SHARED.search(file.name):
                yield file.name, name


def _describe_package(distribution: metadata.Distribution, files: tuple[str, ...]) -> Part:
    facts = distribution.metadata
    name = facts["Name"]
    classifiers = [
        value.rsplit("::", 1)[1].strip()
        for value in facts.get_all("Classifier", [])
        if value.startswith("License ::")
    ]
    stated = _get_field(facts, "License-Expression") or _get_field(facts, "License")
    # Some makers put the whole text there.
    licence = stated if stated and "\n" not in stated and len(stated) < 80 else ""
    own = _normalise(name) == OWN
    return Part(
        "own" if own else "package",
        name,
        distribution.version,
        licence or " AND ".join(classifiers),
        "" if own else f"pkg:pypi/{_normalise(name)}@{distribution.version}",
        tuple(_list_licence_files(distribution)),
        files,
        home=_get_field(facts, "Home-page") or _find_home(facts.get_all("Project-URL", [])),
    )


def _get_field(facts: metadata.PackageMetadata, name: str) -> str:
    return next(iter(facts.get_all(name, [])), "")


def _list_licence_files(distribution: metadata.Distribution) -> Iterator[Path]:
    for file in distribution.files or ():
        path = Path(str(distribution.locate_file(file)))
        in_metadata = ".dist-info" in file.parts[0]
        if (
            _LICENCE_NAME.search(file.name)
            and path.suffix in ("", ".txt", ".md", ".rst", ".APACHE", ".BSD", ".PSF")
            and (in_metadata or len(file.parts) == 2)
            and path.is_file()
        ):
            yield path


def _find_home(urls: Iterable[str]) -> str:
    pairs = [tuple(part.strip() for part in url.split(",", 1)) for url in urls]
    wanted = ("homepage", "source", "source code", "repository", "github", "documentation")
    for label in wanted:
        for pair in pairs:
            if len(pair) == 2 and pair[0].lower() == label:
                return pair[1]
    return ""


def _trace_strangers(names: list[str]) -> list[Part]:
    """The packages of the build system, and Python itself, that libraries come from.

    Raises:
        Untraced: some come from neither.
    """
    python, rest = _split_python(names)
    parts = [_describe_python(python)]
    if sys.platform != "linux" or shutil.which("dpkg-query") is None:
        # Elsewhere the interpreter's installer brings its libraries along.
        return [_describe_python(names)]
    origin = _ask_dpkg(rest)
    lost = sorted(set(rest) - set(origin))
    if lost:
        raise Untraced(f"these libraries belong to no installed package: {', '.join(lost)}")
    packages: dict[str, list[str]] = {}
    for library, package in origin.items():
        packages.setdefault(package, []).append(library)
    return parts + [_describe_debian(name, sorted(files)) for name, files in packages.items()]


def _split_python(names: list[str]) -> tuple[list[str], list[str]]:
    pattern = re.compile(r"^libpython3|\.cpython-3\d+|\.abi3\.so$")
    python = [name for name in names if pattern.search(name)]
    return python, [name for name in names if name not in python]


def _describe_python(files: list[str]) -> Part:
    version = platform.python_version()
    places = (Path(sys.base_prefix) / "LICENSE.txt", *_find_python_licences())
    texts = tuple(place for place in places if place.is_file())[:1]
    return Part(
        "system",
        "CPython",
        version,
        "PSF-2.0",
        f"pkg:generic/python@{version}",
        texts,
        tuple(files),
        home="https://www.python.org",
    )


def _find_python_licences() -> Iterator[Path]:
    short = f"{sys.version_info.major}.{sys.version_info.minor}"
    yield Path(sys.base_prefix) / "lib" / f"python{short}" / "LICENSE.txt"
    yield _DEBIAN_COPYRIGHT / f"python{short}" / "copyright"
    yield _DEBIAN_COPYRIGHT / f"python{short}-minimal" / "copyright"


def _ask_dpkg(names: list[str]) -> dict[str, str]:
    """The Debian package of each library, by name."""
    found: dict[str, str] = {}
    if not names:
        return found
    answer = subprocess.run(
        ["dpkg-query", "--search", *(f"*/{name}" for name in names)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    for line in answer.stdout.splitlines():
        package, _, path = line.partition(": ")
        if Path(path).name in names and "diversion" not in package:
            found.setdefault(Path(path).name, package.split(",")[0].split(":")[0])
    return found


def _describe_debian(name: str, files: list[str]) -> Part:
    answer = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Version}\t${Homepage}\n", name],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    version, _, home = answer.stdout.splitlines()[0].partition("\t")
    text = _DEBIAN_COPYRIGHT / name / "copyright"
    return Part(
        "system",
        name,
        version,
        " AND ".join(_read_debian_licences(text)),
        f"pkg:deb/debian/{name}@{version}",
        (text,) if text.is_file() else (),
        tuple(files),
        home=home,
    )


def _read_debian_licences(file: Path) -> list[str]:
    """Short names in a copyright file in Debian's machine-readable form (DEP-5)."""
    if not file.is_file():
        return []
    text = file.read_text(encoding="utf-8", errors="replace")
    names = re.findall(r"^License:[ \t]*(\S[^\n]*)$", text, re.MULTILINE)
    return sorted({name.strip() for name in names})


def _list_inside(present: set[str]) -> list[Part]:
    """What the packages carry within their libraries and do not name in their metadata."""
    found: list[Part] = []

    def add(within: str, name: str, version: str, licence: str, home: str) -> None:
        purl = f"pkg:generic/{name.lower().replace(' ', '-')}@{version}"
        found.append(Part("inside", name, version, licence, purl, within=within, home=home))

    if "PySide6_Essentials" in present:
        from PySide6.QtCore import qVersion

        licence = "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"
        add("PySide6_Essentials", "Qt", qVersion(), licence, "https://www.qt.io")
    if "sqlcipher3" in present:
        import sqlcipher3

        memory = sqlcipher3.connect(":memory:")
        # The maker of the cipher answers only where there is a key.
        memory.execute("PRAGMA key = 'any'")
        (version,) = memory.execute("PRAGMA cipher_version").fetchone()
        (maker,) = memory.execute("PRAGMA cipher_provider").fetchone()
        (made,) = memory.execute("PRAGMA cipher_provider_version").fetchone()
        memory.close()
        home = "https://www.zetetic.net/sqlcipher"
        add("sqlcipher3", "SQLCipher", version.split()[0], "BSD-3-Clause", home)
        sqlite = sqlcipher3.sqlite_version
        add("sqlcipher3", "SQLite", sqlite, "blessing", "https://sqlite.org")
        number = re.search(r"\d+(\.\d+)+", made)
        licence = _UNSTATED.get(maker.lower(), "")
        add("sqlcipher3", maker, number[0] if number else made, licence, "")
    return found


# Where a maker's own list states no licence.
_UNSTATED = {"openssl": "Apache-2.0", "libxau": "MIT"}


def _list_declared(distribution: metadata.Distribution) -> Iterator[Part]:
    """What a package says is built into it: CycloneDX files in its metadata (PEP 770)."""
    owner = distribution.metadata["Name"]
    for file in distribution.files or ():
        if file.parent.name != "sboms" or file.suffix != ".json":
            continue
        content = json.loads(Path(str(distribution.locate_file(file))).read_text("utf-8"))
        for component in content.get("components", ()):
            purl = (component.get("purl") or "").partition("?")[0]
            name, version = component["name"], component.get("version") or ""
            itself = purl.startswith(f"pkg:pypi/{_normalise(owner)}@")
            if itself or not version or not _is_built_in(component):
                continue
            licence = " AND ".join(_read_licences(component)) or _UNSTATED.get(name.lower(), "")
            purl = purl or f"pkg:generic/{quote(name.lower())}@{quote(version)}"
            yield Part("inside", name, version, licence, purl, within=owner)


# Parts that Pillow calls optional, by the names that it answers to; FriBiDi is never in its wheels.
_PILLOW = {
    "FreeType": "freetype2",
    "HarfBuzz": "harfbuzz",
    "Little CMS 2": "littlecms2",
    "OpenJPEG": "jpg_2000",
    "libavif": "avif",
    "libimagequant": "libimagequant",
    "libtiff": "libtiff",
    "libwebp": "webp",
    "libxcb": "xcb",
}


def _is_built_in(component: dict[str, Any]) -> bool:
    """Whether it is in the package as installed, not only needed to build it, or possible."""
    scope = component.get("scope", "required")
    if scope != "optional":
        return bool(scope == "required")
    from PIL import features

    name = component["name"]
    return name in _PILLOW and bool(features.check(_PILLOW[name]))


def _read_licences(component: dict[str, Any]) -> Iterator[str]:
    for entry in component.get("licenses") or ():
        licence = entry.get("license", {})
        yield entry.get("expression") or licence.get("id") or licence.get("name") or ""


def _normalise(name: str) -> str:
    """The name as the Python index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
