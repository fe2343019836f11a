"""The language that is spoken: English, until the window puts another one in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Voice:
    """How texts, numbers and days are said.

    Attributes:
        code: of the language, such as "de".
        translate: a text of a context; gives the text itself where it has no translation.
        number: a number with so many digits after the point.
        day: a date with four digits of the year.
    """

    code: str
    translate: Callable[[str, str], str]
    number: Callable[[float, int], str]
    day: Callable[[date], str]


ENGLISH = Voice(
    "en",
    lambda context, text: text,
    lambda value, digits: f"{value:.{digits}f}",
    lambda day: day.isoformat(),
)
_spoken = ENGLISH


def use_voice(voice: Voice) -> None:
    """Speak like this from here on, in every thread of this process."""
    global _spoken
    _spoken = voice


def spoken_language() -> str:
    """The code of the language that is spoken."""
    return _spoken.code


def translate(context: str, text: str) -> str:
    """A text in the language that is spoken.

    `make translations` finds the call by its name, so both arguments are written out there, and
    fields are filled in afterwards by `str.format`.
    """
    return _spoken.translate(context, text)


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark a text of a table for `make translations`, which knows this name; gives the text."""
    return text


def tell_number(value: float, digits: int) -> str:
    """A number with so many digits after the point."""
    return _spoken.number(value, digits)


def tell_percent(share: float, digits: int = 0) -> str:
    """A share (0..1) in percent."""
    return f"{tell_number(share * 100, digits)} %"


def tell_day(day: date) -> str:
    """A date; in English as ISO 8601 has it."""
    return _spoken.day(day)


def tell_time(time: datetime) -> str:
    """A moment in the time of this place, with its offset from UTC."""
    local = time.astimezone()
    offset = f"{local:%z}"
    return f"{tell_day(local.date())} {local:%H:%M} (UTC{offset[:3]}:{offset[3:]})"
