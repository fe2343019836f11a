"""The diagnosis that a generated text names, through the ontology."""

from __future__ import annotations

import functools
import re
import unicodedata

from skinvl.contract.answer import parse_answer
from skinvl.contract.errors import AnswerError
from skinvl.contract.ontology import ontology


def find_diagnosis(text: str) -> str | None:
    """Code of the one diagnosis that `text` names, or None where it names none or several.

    A text of the answer grammar is read by it. Otherwise names and synonyms are matched as whole
    words, longest first, so that "seborrheic keratosis" is not also "keratosis"; no class wins by
    its place in a list.
    """
    try:
        return parse_answer(text.strip()).diagnosis
    except AnswerError:
        words = _words(text)
    names, longest = _names()
    found: set[str] = set()
    start = 0
    while start < len(words):
        for length in range(min(longest, len(words) - start), 0, -1):
            code = names.get(words[start : start + length])
            if code is not None:
                found.add(code)
                start += length
                break
        else:
            start += 1
    return found.pop() if len(found) == 1 else None


def names_truth(found: str | None, truth: str) -> bool:
    """Whether the diagnosis found is the true one or a kind of it."""
    return found is not None and ontology().ancestor_among(found, (truth,)) is not None


@functools.cache
def _names() -> tuple[dict[tuple[str, ...], str], int]:
    names = {
        _words(name): str(diagnosis.code)
        for diagnosis in ontology()
        for name in (diagnosis.code, *diagnosis.synonyms, diagnosis.name)
    }
    return names, max(map(len, names))


def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c)).replace("'", "")
    return tuple(re.findall(r"[a-z0-9]+", kept))
