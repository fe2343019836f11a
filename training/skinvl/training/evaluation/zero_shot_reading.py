"""The class that a generated answer really names.

Names are matched as whole words, the longest first, so that "melanoma metastasis" is not also
"melanoma". What is negated in its clause is not named. An answer that names several classes is a
differential and decides for none of them. Diagnoses of the ontology are read through it: a kind of
a class counts as the class, in lists of malignancy every diagnosis as its malignancy.

Negations reach over five words, as in NegEx (Chapman et al. 2001), within one clause.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from skinvl.contract.ontology import ontology
from skinvl.training.evaluation.class_lists.class_list import ClassList

Words = tuple[str, ...]
Status = Literal["one", "several", "negated", "outside", "none"]
STATUSES: tuple[Status, ...] = ("one", "several", "negated", "outside", "none")

REACH = 5
_CLAUSES = re.compile(r"[.;:,!?\n]|\bbut\b|\bhowever\b|\balthough\b", re.IGNORECASE)
# Statements that something stays possible; they contain negations and negate nothing.
_STILL_POSSIBLE = re.compile(
    r"\b(?:cannot|can ?not|can't|could not|not) (?:be )?(?:fully |completely |entirely )?"
    r"(?:ruled out|rule out|excluded?)\b",
    re.IGNORECASE,
)
_BEFORE = {
    ("no",),
    ("not",),
    ("non",),
    ("without",),
    ("never",),
    ("neither",),
    ("nor",),
    ("isnt",),
    ("doesnt",),
    ("unlikely",),
    ("excludes",),
    ("exclude",),
    ("excluding",),
    ("rules", "out"),
    ("rule", "out"),
    ("absence", "of"),
    ("negative", "for"),
    ("rather", "than"),
    ("instead", "of"),
    ("free", "of"),
}
_AFTER = {("unlikely",), ("excluded",), ("absent",), ("ruled", "out"), ("not", "likely")}


@dataclass(frozen=True)
class Reading:
    """What an answer says: the columns named, in order of mention, and how that is to be taken.

    ``column`` is the class where the answer names exactly one, else None.
    """

    status: Status
    columns: tuple[int, ...] = ()

    @property
    def column(self) -> int | None:
        """The one class that the answer names."""
        return self.columns[0] if self.status == "one" else None


def read_answer(answer: str, classes: ClassList) -> Reading:
    """Read one answer.

    In a list of two classes a class that is negated by its own name speaks for the other one: "not
    malignant" is benign, "not a melanoma" says nothing.
    """
    named: list[int] = []
    negated: list[int] = []
    others: list[int] = []
    outside = False
    for clause in _CLAUSES.split(_STILL_POSSIBLE.sub(" possible ", answer)):
        words = _words(clause)
        for column, start, stop in _find(words, classes):
            if column is None:
                outside = True
            elif _is_negated(words, start, stop):
                negated.append(column)
                if len(classes.classes) == 2 and words[start:stop] in _own_names(classes):
                    others.append(1 - column)
            else:
                named.append(column)
    columns = tuple(dict.fromkeys(named))
    if columns:
        return Reading("one" if len(columns) == 1 else "several", columns)
    if len(set(others)) == 1:
        return Reading("one", (others[0],))
    if negated:
        return Reading("negated")
    return Reading("outside" if outside else "none")


def _find(words: Words, classes: ClassList) -> Iterator[tuple[int | None, int, int]]:
    """Column (None: a diagnosis outside the list) and word range of every name, longest first."""
    names, longest = _names(classes)
    start = 0
    while start < len(words):
        for length in range(min(longest, len(words) - start), 0, -1):
            if (key := words[start : start + length]) in names:
                yield names[key], start, start + length
                start += length
                break
        else:
            start += 1


@functools.cache
def _names(classes: ClassList) -> tuple[dict[Words, int | None], int]:
    """Column by the words of a name; names of the list go before those of the ontology."""
    names: dict[Words, int | None] = {}
    if classes.decided_by != "label":
        for diagnosis in ontology():
            column = classes.column_of_code(diagnosis.code)
            for name in (diagnosis.code, *diagnosis.synonyms, diagnosis.name):
                names[_words(name)] = column
    names |= _own_names(classes)
    names.pop((), None)
    return names, max(map(len, names))


@functools.cache
def _own_names(classes: ClassList) -> dict[Words, int | None]:
    """Column by the words of a class's own name; in lists of malignancy "benign", "malignant" and
    their opposites too, of which three classes leave it open which one is meant."""
    names: dict[Words, int | None] = {}
    if classes.decided_by == "malignancy":
        for word in ("benign", "malignant"):
            column = _column_of(classes, word)
            names[(word,)] = column
            two = len(classes.classes) == 2 and column is not None
            names["non", word] = 1 - (column or 0) if two else None
    return names | {_words(name): column for column, name in enumerate(classes.names)}


def _column_of(classes: ClassList, malignancy: str) -> int | None:
    return next(
        (i for i, entry in enumerate(classes.classes) if malignancy in entry.malignancies), None
    )


def _is_negated(words: Words, start: int, stop: int) -> bool:
    before, after = words[max(0, start - REACH) : start], words[stop : stop + REACH]
    return _holds(before, _BEFORE) or _holds(after, _AFTER)


def _holds(words: Words, phrases: set[Words]) -> bool:
    return any(
        words[index : index + len(phrase)] == phrase
        for phrase in phrases
        for index in range(len(words))
    )


def _words(text: str) -> Words:
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(re.findall(r"[a-z0-9]+", kept.replace("'", "").replace("\u2019", "")))
