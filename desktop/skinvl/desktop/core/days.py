"""Days as people type them: 1961-04-03 or, as German has it, 3.4.1961."""

from __future__ import annotations

import re
from datetime import date

_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def read_day(text: str) -> date:
    """The day that was typed; between dots the day comes before the month.

    Raises:
        ValueError: not a day in one of the two forms, or one that no calendar has.
    """
    found = _DOTTED.fullmatch(text.strip())
    if found is None:
        return date.fromisoformat(text.strip())
    day, month, year = map(int, found.groups())
    return date(year, month, day)


def spell_days(text: str) -> str:
    """A text in which days between dots stand as 1961-04-03, as the store searches them."""

    def spell(found: re.Match[str]) -> str:
        try:
            return read_day(found[0]).isoformat()
        except ValueError:
            return found[0]

    return re.sub(rf"(?<![\d.]){_DOTTED.pattern}(?![\d.])", spell, text)
