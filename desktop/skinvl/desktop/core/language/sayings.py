"""English sentences that come from anywhere, said in the language of the window.

Errors, reasons of child processes and reasons that were stored are English: they go through pipes,
into logs and into the store, and `skinvl` prints them. The tables of phrases hold each of them as
a template; a sentence is said by finding its template and filling the translation with its fields.
`tests/desktop/test_language.py` compares the tables with the sentences in the sources.
"""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

from skinvl.desktop.core.language import (
    phrases_analysis,
    phrases_bundles,
    phrases_images,
    phrases_review,
    phrases_store,
)
from skinvl.desktop.core.language.voice import spoken_language, translate

_BETWEEN = (": ", "; ", ". ")
_LONGEST = 2000


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
    for pattern, context, template in templates:
        found = pattern.fullmatch(text)
        if found is not None:
            fields = {name: _say(field, known) for name, field in found.groupdict().items()}
            return translate(context, template).format(**fields)
    for mark in _BETWEEN:
        for found in re.finditer(re.escape(mark), text):
            before, after = text[: found.start()], text[found.end() :]
            said = _say(after, known)
            if said != after:
                return f"{_say(before, known)}{mark}{said}"
    return text


@cache
def _read_tables() -> tuple[dict[str, str], list[tuple[re.Pattern[str], str, str]]]:
    """Texts without fields with their context, and the others, most words of their own first.

    Where two tables have a text the last one counts: it means the same wherever it comes from.
    """
    exact: dict[str, str] = {}
    templates: list[tuple[int, re.Pattern[str], str, str]] = []
    tables = (phrases_store, phrases_images, phrases_analysis, phrases_review, phrases_bundles)
    for table in tables:
        for text in table.PHRASES:
            parts = list(Formatter().parse(text))
            if not any(name for _, name, _, _ in parts):
                exact[text] = table.CONTEXT
                continue
            pattern = "".join(
                re.escape(literal) + (f"(?P<{name}>.+?)" if name else "")
                for literal, name, _, _ in parts
            )
            own = sum(len(literal) for literal, _, _, _ in parts)
            templates.append((own, re.compile(pattern, re.DOTALL), table.CONTEXT, text))
    ordered = sorted(templates, key=lambda item: -item[0])
    return exact, [(pattern, context, text) for _, pattern, context, text in ordered]
