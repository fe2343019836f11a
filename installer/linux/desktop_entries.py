"""What a desktop gets to know: entry in the menu, icons, file types, metadata, manual."""

from __future__ import annotations

import gzip
import shutil
from datetime import UTC, datetime
from pathlib import Path

INSTALLER = Path(__file__).resolve().parents[1]
SOURCES = Path(__file__).resolve().parent / "share"
ICONS = INSTALLER / "icons"


def write_entries(share: Path, version: str, seconds: int) -> None:
    """Write everything below a `share` folder, laid out as `/usr/share` is.

    Args:
        share: created where it is missing.
        version: of the program.
        seconds: the day of the release, since 1970.
    """
    words = {
        "@VERSION@": version,
        "@DATE@": datetime.fromtimestamp(seconds, UTC).date().isoformat(),
    }
    _fill(SOURCES / "skinvl.desktop", share / "applications" / "skinvl.desktop", words)
    _fill(SOURCES / "skinvl.xml", share / "mime" / "packages" / "skinvl.xml", words)
    name = "org.skinvl.SkinVL.metainfo.xml"
    _fill(SOURCES / "skinvl.metainfo.xml", share / "metainfo" / name, words)
    manual = _fill(SOURCES / "skinvl.1", share / "man" / "man1" / "skinvl.1", words)
    compress(manual)
    hicolor = share / "icons" / "hicolor"
    for picture in ICONS.glob("skinvl-*.png"):
        pixels = picture.stem.rpartition("-")[2]
        _copy(picture, hicolor / f"{pixels}x{pixels}" / "apps" / "skinvl.png")
    _copy(ICONS / "skinvl.svg", hicolor / "scalable" / "apps" / "skinvl.svg")


def compress(file: Path) -> Path:
    """Replace a file by its gzip, with nothing of the day in it; the new file."""
    packed = file.with_name(file.name + ".gz")
    packed.write_bytes(gzip.compress(file.read_bytes(), compresslevel=9, mtime=0))
    file.unlink()
    return packed


def _fill(source: Path, target: Path, words: dict[str, str]) -> Path:
    text = source.read_text(encoding="utf-8")
    for word, value in words.items():
        text = text.replace(word, value)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return target


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
