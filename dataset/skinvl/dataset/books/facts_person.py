"""Age and sex of the patient, as far as a text says them of one person.

An age is read only where the words make it one: durations ("present for 10 years", "a 10-year
history"), the age at which something began and averages of groups are none. A text that gives two
ages or both sexes speaks of several people, and then nobody's age or sex is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from skinvl.dataset.books.facts_age import OLDEST, Age, find_ages
from skinvl.dataset.books.facts_age_languages import find_foreign_ages
from skinvl.dataset.books.facts_sex import Sex, SexWord, find_sexes, nearest_sex
from skinvl.dataset.books.facts_text import describing

_SAME = 0.02


@dataclass(frozen=True)
class Person:
    """``age`` in years, ``age_range`` where only a range is given, ``several`` for many people."""

    age: float | None = None
    age_range: tuple[float, float] | None = None
    sex: Sex | None = None
    several: bool = False

    @property
    def said(self) -> bool:
        """Whether the text says anything of a person."""
        return self.several or any(v is not None for v in (self.age, self.age_range, self.sex))


def read_person(words: str) -> Person:
    """The one person that `words` speak of."""
    text = describing(words)
    ages = find_ages(text)
    if not ages:
        ages = [age for age in find_foreign_ages(text) if 0 <= age.low <= OLDEST]
    sexes = find_sexes(text)
    exact = [age for age in ages if age.low == age.high]
    candidates = exact or ages
    if any(_differ(candidates[0], other) for other in candidates[1:]):
        return Person(sex=_agreed(sexes), several=True)
    if not candidates:
        return Person(sex=_agreed(sexes), several=len({word.sex for word in sexes}) > 1)
    age = candidates[0]
    sex = nearest_sex(sexes, text, age.start, age.end)
    if age.low == age.high:
        return Person(age=_rounded(age.low), sex=sex)
    return Person(age_range=(_rounded(age.low), _rounded(age.high)), sex=sex)


def _differ(first: Age, second: Age) -> bool:
    return abs(first.low - second.low) > _SAME or abs(first.high - second.high) > _SAME


def _agreed(sexes: Sequence[SexWord]) -> Sex | None:
    found = {word.sex for word in sexes}
    return found.pop() if len(found) == 1 else None


def _rounded(years: float) -> float:
    return round(years, 4)
