"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from skinvl.desktop.core.days import read_day, spell_days


@pytest.mark.parametrize("text", ["1961-04-03", "3.4.1961", " 03.04.1961 "])
def test_both_forms_are_read(text: str) -> None:
    assert read_day(text) == date(1961, 4, 3)


@pytest.mark.parametrize("text", ["", "31.2.1961", "3.4.61", "04/03/1961", "1961-13-01"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_day(text)


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("Muster 3.4.1961", "Muster 1961-04-03"),
        ("1961-04-03", "1961-04-03"),
        ("31.2.1961", "31.2.1961"),
        ("1.23.4.1961", "1.23.4.1961"),
        ("v1.2.2026.4", "v1.2.2026.4"),
    ],
)
def test_days_in_a_search_are_spelt_as_the_store_has_them(text: str, spelt: str) -> None:
    assert spell_days(text) == spelt
