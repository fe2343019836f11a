"""The help: chapters of Markdown that come with the program, and a search through them.

A folder per language holds ``NN-name.md``; the first line is the title. A chapter that is missing
in a language is there in English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent
_FILE = re.compile(r"\d\d-([a-z-]+)\.md")
_AROUND = 60

CHAPTER_OF_PAGE = {
    "read": "reading",
    "cases": "patients",
    "patient": "patients",
    "review": "review",
    "report": "reports",
    "models": "models",
    "backups": "backups",
    "restore": "backups",
    "audit": "backups",
    "checklists": "checklists",
}
"""Which chapter F1 opens, by the name of a page or dialog."""


@dataclass(frozen=True)
class Chapter:
    """``text`` is Markdown, ``title`` its first heading."""

    name: str
    title: str
    text: str


@dataclass(frozen=True)
class Hit:
    """A chapter in which every word was found, with the text around the first of them."""

    chapter: Chapter
    excerpt: str
    count: int


def read_chapters(language: str = "en") -> tuple[Chapter, ...]:
    """The chapters in their order."""
    chapters = []
    for file in sorted((_FOLDER / "en").glob("*.md")):
        found = _FILE.fullmatch(file.name)
        if found is None:
            continue
        own = _FOLDER / language / file.name
        text = (own if own.is_file() else file).read_text(encoding="utf-8")
        title = text.partition("\n")[0].lstrip("# ").strip()
        chapters.append(Chapter(found[1], title, text))
    return tuple(chapters)


def find_chapters(chapters: Sequence[Chapter], words: str) -> tuple[Hit, ...]:
    """Chapters that hold every word, those with most of them first; case does not count."""
    wanted = words.casefold().split()
    if not wanted:
        return ()
    hits = []
    for chapter in chapters:
        plain = _strip_marks(chapter.text)
        folded = plain.casefold()
        counts = [folded.count(word) for word in wanted]
        if all(counts):
            start = folded.index(wanted[0])
            hits.append(Hit(chapter, _cut(plain, start), sum(counts)))
    return tuple(sorted(hits, key=lambda hit: -hit.count))


def _strip_marks(text: str) -> str:
    return " ".join(re.sub(r"[#*`]", "", text).split())


def _cut(text: str, start: int) -> str:
    low, high = max(0, start - _AROUND), start + _AROUND
    before = "... " if low else ""
    after = " ..." if high < len(text) else ""
    return f"{before}{text[low:high].strip()}{after}"
