"""Sentences from anywhere, said in another language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from skinvl.contract.answer import Border, Colour
from skinvl.contract.errors import ImageTruncated
from skinvl.contract.ontology import GROUPS, ontology
from skinvl.desktop.core.language import (
    ENGLISH,
    join_words,
    name_diagnosis,
    name_diagnosis_in_english,
    say,
    tell_day,
    tell_percent,
    use_voice,
)
from skinvl.desktop.core.language.diagnoses import NAMES
from skinvl.desktop.core.language.names import BORDERS, COLOURS, MODALITIES, SITES
from skinvl.desktop.core.language.names import GROUPS as GROUP_NAMES
from skinvl.desktop.core.store.anatomy import SITES as ANATOMY
from skinvl.desktop.core.store.errors import LoginDelayed, RecordConflict
from skinvl.runtime.calibrate import MODALITY_NAMES

Speak = Callable[[dict[str, str]], None]


@pytest.fixture
def speak() -> Iterator[Speak]:
    """Speaks a language of a few texts; the rest stays English."""

    def begin(words: dict[str, str]) -> None:
        use_voice(
            replace(
                ENGLISH,
                code="xx",
                translate=lambda context, text: words.get(text, text),
                number=lambda value, digits: f"{value:.{digits}f}".replace(".", ","),
                day=lambda day: f"{day:%d.%m.%Y}",
            )
        )

    yield begin
    use_voice(ENGLISH)


def test_english_is_given_back_as_it_is() -> None:
    error = RecordConflict("comment", "is empty")
    assert say(error) == "comment: is empty"


def test_subject_and_reason_are_said(speak: Speak) -> None:
    speak({"comment": "Kommentar", "is empty": "ist leer"})
    assert say(RecordConflict("comment", "is empty")) == "Kommentar: ist leer"


def test_fields_are_filled_in(speak: Speak) -> None:
    speak({"too many wrong tries; wait {seconds} s": "zu oft; {seconds} s warten"})
    assert say(LoginDelayed("login", 12.4)) == "login: zu oft; 12 s warten"


def test_reason_within_a_reason_is_said(speak: Speak) -> None:
    speak(
        {
            "{fault}; copy the file again": "{fault}; erneut kopieren",
            "the JPEG ends early": "das JPEG endet früh",
        }
    )
    error = ImageTruncated("C:/a: b.jpg", "the JPEG ends early; copy the file again")
    assert say(error) == "C:/a: b.jpg: das JPEG endet früh; erneut kopieren"


def test_a_phrase_that_is_more_particular_wins(speak: Speak) -> None:
    speak({"is empty": "ist leer", "{what} is missing": "{what} fehlt", "is missing": "fehlt"})
    assert say("a.db: is missing") == "a.db: fehlt"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Patient Müller: {unfilled} 100 %",
        "Der Ordner ist nicht da: bitte anschließen; dann weiter. Danke.",
        ": ; . " * 300,
        "x" * 5000,
    ],
)
def test_what_nobody_knows_stays_as_it_is(speak: Speak, text: str) -> None:
    speak({"is empty": "ist leer"})
    assert say(text) == text


def test_saying_twice_changes_nothing(speak: Speak) -> None:
    speak({"is empty": "ist leer", "comment": "Kommentar"})
    once = say("comment: is empty")
    assert say(once) == once


def test_reasons_in_a_row_are_said_one_by_one(speak: Speak) -> None:
    speak(
        {
            "the image quality is not sufficient: {reasons}": "Reicht nicht: {reasons}",
            "too small": "zu klein",
            "blurred": "unscharf",
        }
    )
    told = say("the image quality is not sufficient: too small, blurred")
    assert told == "Reicht nicht: zu klein, unscharf"
    assert say("Doe, too small") == "Doe, too small"


def test_numbers_days_and_lists_follow_the_language(speak: Speak) -> None:
    speak({"{rest} and {last}": "{rest} und {last}"})
    assert tell_percent(0.1234, 1) == "12,3 %"
    assert tell_day(date(1961, 4, 3)) == "03.04.1961"
    assert join_words(["a", "b", "c"]) == "a, b und c"


def test_diagnoses_are_named_in_the_language_and_in_english(speak: Speak) -> None:
    speak({"Melanoma": "Melanom", "no diagnosis": "keine Diagnose"})
    assert name_diagnosis("melanoma") == "Melanom"
    assert name_diagnosis_in_english("melanoma") == "Melanoma"
    assert name_diagnosis(None) == "keine Diagnose"
    assert name_diagnosis("a-code-of-tomorrow") == "a-code-of-tomorrow"


def test_tables_are_those_of_the_ontology_and_the_anatomy() -> None:
    assert sorted(NAMES) == sorted(item.name for item in ontology())
    assert set(GROUP_NAMES) == set(GROUPS)
    assert set(MODALITIES) == set(MODALITY_NAMES)
    assert set(SITES) == set(ANATOMY) | {site for finer in ANATOMY.values() for site in finer}
    assert get_args(Colour) == COLOURS
    assert get_args(Border) == BORDERS
