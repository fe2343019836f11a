"""Text as its author wrote it: line breaks, hyphens at line ends, ligatures and spaces repaired."""

# Dashes and letters of other scripts are meant as they stand.
# ruff: noqa: RUF001, RUF003

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

# Presentation forms that stand for letters, and the private-use codes that older fonts put them at.
_LIGATURES = str.maketrans(
    {
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "ft",
        "ﬆ": "st",
        "\uf001": "fi",
        "\uf002": "fl",
        "\uf6be": "j",
        "‐": "-",
        "‑": "-",
        "\u00a0": " ",
        "\u2002": " ",
        "\u2003": " ",
        "\u2009": " ",
        "\u200a": " ",
        "\u202f": " ",
        "\u200b": "",
        "\u2060": "",
        "\ufeff": "",
    }
)
_LOST = re.compile(r"[\ufffd\x02-\x08\x0b\x0c\x0e-\x1f]")
_LOST_FORMS = ("fi", "fl", "ff", "ffi", "ffl", "tt", "ft", "Th", "ti", "–", "-")
# A mark that a typesetter put beside its letter: "Scho¨nlein", "caf´e".
_MARKS = {"¨": "\u0308", "´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "˜": "\u0303", "¸": "\u0327"}
_LOOSE_MARK = re.compile(r"([^\W\d_])\s?([¨´ˆ˜¸])\s?([^\W\d_])")
_HYPHENS = "-‐‑\u00ad"
_SOFT = "\u00ad"
_WORD = re.compile(r"[^\W_]+(?:[-‐‑'’][^\W_]+)*")
_TAIL = re.compile(r"([^\W_]+(?:[-‐‑'’][^\W_]+)*)[-‐‑\u00ad]$")
_HEAD = re.compile(r"[^\W_]+(?:[-‐‑'’][^\W_]+)*")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
# Scripts that are written without spaces between words.
_UNSPACED = r"⺀-鿿぀-ヿ豈-﫿\u3000-\u303f\uff00-\uff65฀-๿"
_UNSPACED_END = re.compile(rf"[{_UNSPACED}]$")
_UNSPACED_START = re.compile(rf"^[{_UNSPACED}]")
# A hyphen after these parts belongs to the word wherever the line ends.
_KEEPING = re.compile(
    "all|blue|brown|cross|dark|day|ex|gr[ae]y|half|high|ill|light|long|low|month|non|old|pink|"
    "quasi|red|self|short|week|well|white|years?|yellow"
)


@dataclass(frozen=True)
class Vocabulary:
    """The words of one book, folded, with how often each stands inside a line."""

    counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, lines: Iterable[str]) -> Vocabulary:
        """Count the words of `lines`; the pieces at a line's end are left out."""
        counts: Counter[str] = Counter()
        for line in lines:
            words = _WORD.findall(line.translate(_LIGATURES).casefold())
            if words and line.rstrip()[-1:] in _HYPHENS:
                words.pop()
            counts.update(words)
        return cls(counts)

    def __getitem__(self, word: str) -> int:
        """How often `word` stands in the book."""
        return self.counts.get(word.casefold().translate(_LIGATURES), 0)


def join_lines(lines: Sequence[str], vocabulary: Vocabulary) -> str:
    """One text out of a paragraph's lines."""
    text = ""
    automatic = False
    for line in lines:
        piece = mend(line, vocabulary).strip()
        if not piece:
            continue
        text = _join(text, piece, vocabulary, automatic) if text else piece
        automatic = line.rstrip().endswith("‐")
    return _SPACES.sub(" ", text.replace(_SOFT, "")).strip()


def mend(text: str, vocabulary: Vocabulary) -> str:
    """`text` with ligatures, spaces and accents as single characters; lost letters restored."""
    text = text.translate(_LIGATURES)
    if _LOST.search(text):
        text = " ".join(_restore(word, vocabulary) for word in text.split(" "))
    if _LOOSE_MARK.search(text):
        text = _LOOSE_MARK.sub(_compose, text)
    return unicodedata.normalize("NFC", text)


def _compose(match: re.Match[str]) -> str:
    """A mark between two letters, on the one that takes it; typesetters put it before or after."""
    before, mark, after = match[1], _MARKS[match[2]], match[3]
    composed = unicodedata.normalize("NFC", after + mark)
    return before + composed if len(composed) == 1 else before + mark + after


def _restore(word: str, vocabulary: Vocabulary) -> str:
    """A word in which a ligature had no character code, by the words of the book."""
    if not _LOST.search(word):
        return word
    core = word.strip(".,;:()[]")
    best = max(_LOST_FORMS, key=lambda form: vocabulary[_LOST.sub(form, core)])
    if not vocabulary[_LOST.sub(best, core)]:
        best = "fi"
    return _LOST.sub(best, word)


def _join(text: str, piece: str, vocabulary: Vocabulary, automatic: bool) -> str:
    """`text` and the line after it; `automatic` where a program set the hyphen (U+2010)."""
    if text[-1] == _SOFT:
        return text[:-1] + piece
    if _UNSPACED_END.search(text) and _UNSPACED_START.search(piece):
        return text + piece
    tail = _TAIL.search(text)
    head = _HEAD.match(piece)
    if tail is None or head is None:
        if text[-1] in "—/" or (text[-1] in "–‐-" and text[-2:-1].isdigit()):
            return text + piece
        return f"{text} {piece}"
    if _keeps_hyphen(tail[1], head[0], automatic, vocabulary):
        return text + piece
    if _hangs(head[0]):
        return f"{text} {piece}"
    return text[:-1] + piece


def _hangs(right: str) -> bool:
    """Whether the hyphen stands for a word that follows later ("pre- and postoperative")."""
    return right.casefold() in {"and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "e", "o"}


def _keeps_hyphen(left: str, right: str, automatic: bool, vocabulary: Vocabulary) -> bool:
    """Whether the hyphen at the line's end is part of the word."""
    if _hangs(right):
        return False
    if not right[0].islower() or left[-1].isdigit() or right[0].isdigit():
        return True
    whole, parted = vocabulary[left + right], vocabulary[f"{left}-{right}"]
    if whole or parted:
        return parted > whole
    last = re.split(r"[-‐‑]", left)[-1].casefold()
    first = re.split(r"[-‐‑]", right)[0].casefold()
    if last != left.casefold() or first != right.casefold():
        inner_whole, inner_parted = vocabulary[last + first], vocabulary[f"{last}-{first}"]
        if inner_whole or inner_parted:
            return inner_parted > inner_whole
        if "year" in (last, first) or first in ("old", "fold"):
            return True
    if automatic:
        return False
    if _KEEPING.fullmatch(last):
        return True
    return len(last) > 2 and len(first) > 2 and vocabulary[last] > 1 and vocabulary[first] > 1
