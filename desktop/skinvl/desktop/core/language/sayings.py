"""English sentences that come from anywhere, said in the language of the window.

Errors, reasons of child processes and reasons that were stored are English: they go through pipes,
into logs and into the store, and `skinvl` prints them. The tables of phrases hold each of them as
a template; a sentence is said by finding its template and filling the translation with its fields.
`tests/desktop/test_language.py` compares the tables with the sentences in the sources.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice
from string import Formatter

from skinvl.desktop.core.language import (
    phrases_analysis,
    phrases_bundles,
    phrases_images,
    phrases_review,
    phrases_store,
    phrases_updates,
)
from skinvl.desktop.core.language.voice import spoken_language, translate

TABLES = (
    phrases_store,
    phrases_images,
    phrases_analysis,
    phrases_review,
    phrases_bundles,
    phrases_updates,
)
_BETWEEN = (": ", "; ", ". ")
_IN_LISTS = ", "
_LONGEST = 1000
_MOST_TRIES = 8


def say(words: object) -> str:
    """A sentence, or that of an error, in the language that is spoken.

    What has no template stays as it is, so that a text which is said twice, or was written by a
    person, is not harmed.
    """
    text = str(words)
    if spoken_language() == "en" or len(text) > _LONGEST:
        return text
    return _say(text, {})


def _say(text: str, known: dict[str, str]) -> str:
    """Say a text; ``known`` are its parts that were tried already."""
    if text not in known:
        known[text] = text
        known[text] = _find(text, known)
    return known[text]


def _find(text: str, known: dict[str, str]) -> str:
    exact, templates = _read_tables()
    context = exact.get(text)
    if context is not None:
        return translate(context, text)
    for template in templates:
        fields = template.read(text)
        if fields is not None:
            said = {name: _say(field, known) for name, field in fields.items()}
            return translate(template.context, template.text).format(**said)
    for mark in _BETWEEN:
        for found in islice(re.finditer(re.escape(mark), text), _MOST_TRIES):
            before, after = text[: found.start()], text[found.end() :]
            said_after = _say(after, known)
            if said_after != after:
                return f"{_say(before, known)}{mark}{said_after}"
    listed = text.split(_IN_LISTS)
    if len(listed) > 1 and all(part in exact for part in listed):
        return _IN_LISTS.join(_say(part, known) for part in listed)
    return text


@dataclass(frozen=True)
class _Template:
    """A phrase with fields; ``literals`` are its own words."""

    context: str
    text: str
    literals: tuple[str, ...]
    pattern: str

    def read(self, text: str) -> dict[str, str] | None:
        """The fields with which it is a text; None where it is another one."""
        # Looking for words is much faster than trying a pattern on a long text.
        if not all(literal in text for literal in self.literals):
            return None
        found = re.fullmatch(self.pattern, text, re.DOTALL)
        return None if found is None else found.groupdict()


@cache
def _read_tables() -> tuple[dict[str, str], list[_Template]]:
    """Texts without fields with their context, and the others, most words of their own first.

    Where two tables have a text the last one counts: it means the same wherever it comes from.
    """
    exact: dict[str, str] = {}
    templates: list[_Template] = []
    for table in TABLES:
        for text in table.PHRASES:
            parts = [(literal, name) for literal, name, _, _ in Formatter().parse(text)]
            literals = tuple(literal for literal, _ in parts if literal)
            if literals == (text,):
                exact[text] = table.CONTEXT
                continue
            pattern = "".join(
                re.escape(literal) + (f"(?P<{name}>.+?)" if name else "") for literal, name in parts
            )
            templates.append(_Template(table.CONTEXT, text, literals, pattern))
    return exact, sorted(templates, key=lambda item: -sum(map(len, item.literals)))
