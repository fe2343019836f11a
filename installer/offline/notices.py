"""The notices of third parties: who made what, under which licence, with the texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from parts import Part

FILE = "THIRD-PARTY-NOTICES.txt"
_COMMON = Path("/usr/share/common-licenses")
_RULE = "=" * 80

_HEAD = """\
Notices of third parties
{rule}

SkinVL itself is licensed under the Apache License, Version 2.0 (LICENSE). The program carries the
parts of others listed below, each under its own licence. None of their code was changed; debugging
symbols were taken out of the Python library, and files that are not needed were left out.

Qt and Qt for Python (PySide6, Shiboken6) are used under the GNU Lesser General Public License,
version 3. They are dynamically linked and lie as files of their own in `_internal` (names with Qt6,
pyside6, shiboken6). You may replace them: put libraries of the same names, of a compatible version
6, built by yourself, in their place. No signature of SkinVL covers them at run time, and nothing in
SkinVL's terms forbids to modify them or to reverse engineer the program for debugging such a
modification. Their complete source is published by The Qt Company (download.qt.io, archive
"qt" and "pyside-setup", versions below); whoever ships this program has to offer it for three
years. The same holds for the other libraries below under the LGPL.

The model bundle has a licence of its own, stated in its model card: its weights were learned from
data under non-commercial licences.
"""


class NoLicenceText(Exception):
    """A part comes without any text of its licence."""


def write_notices(parts: Sequence[Part], file: Path) -> None:
    """Write the notices; texts that several parts share are printed once.

    Raises:
        NoLicenceText: a part states neither a licence nor a text.
    """
    for part in parts:
        if not part.licence and not part.texts:
            where = f" in {part.within}" if part.within else ""
            raise NoLicenceText(f"{part.name} {part.version}{where}: no licence and no text of one")
    file.write_text("\n".join(_compose(parts)) + "\n", encoding="utf-8")


def _compose(parts: Sequence[Part]) -> Iterator[str]:
    yield _HEAD.format(rule=_RULE)
    yield "Parts"
    yield _RULE
    texts: dict[str, tuple[str, list[str]]] = {}
    for part in parts:
        if part.kind == "own":
            continue
        yield ""
        where = f", inside {part.within}" if part.within else ""
        yield f"{part.name} {part.version}{where}"
        yield f"    Licence: {part.licence or 'see its text below'}"
        if part.home:
            yield f"    {part.home}"
        for path in part.texts:
            text = path.read_text(encoding="utf-8", errors="replace").strip()
            digest = hashlib.sha256(text.encode()).hexdigest()
            texts.setdefault(digest, (text, []))[1].append(f"{part.name} ({path.name})")
    for text, names in texts.values():
        yield ""
        yield _RULE
        yield "Text of: " + ", ".join(sorted(set(names)))
        yield _RULE
        yield text
    for name in ("LGPL-3", "GPL-3", "LGPL-2.1", "GPL-2", "Apache-2.0"):
        path = _COMMON / name
        if path.is_file():
            yield ""
            yield _RULE
            yield f"Text of the licence {name}"
            yield _RULE
            yield path.read_text(encoding="utf-8", errors="replace").strip()
