"""Sentences that speak of figures."""

from __future__ import annotations

import pytest
from miniatures.typeset import BOLD, Typesetter

from skinvl.dataset.books.captions import find_captions
from skinvl.dataset.books.mentions import find_mentions, split_sentences


def _mentions(sheet: Typesetter) -> dict[str, tuple[str, ...]]:
    pages, figures = sheet.read()
    return find_mentions(pages, find_captions(pages, figures))


def _book(*sentences: str, restart: bool = False) -> Typesetter:
    sheet = Typesetter()
    y = sheet.say(60, 60, " ".join(sentences), width=300)
    sheet.fill(60, y, 300, 300)
    for place in range(1, 5):
        sheet.turn_page()
        sheet.show((60, 60, 330, 300))
        number = 1 if restart else place
        sheet.say(60, 312, (f"Fig. 3.{number}", BOLD), "A plaque on the arm.", size=8)
        sheet.fill(60, 340, 470, 780)
    return sheet


def test_sentences_are_found_whole() -> None:
    found = _mentions(
        _book(
            "The disease is rare.",
            "Scale is fine, as described by Dr. Hebra (Fig. 3.1), and often overlooked.",
            "The late stage is seen in Figs 3.2-3.4.",
        )
    )
    assert found["3.1"] == (
        "Scale is fine, as described by Dr. Hebra (Fig. 3.1), and often overlooked.",
    )
    late = ("The late stage is seen in Figs 3.2-3.4.",)
    assert found["3.2"] == found["3.3"] == found["3.4"] == late


def test_panel_letters_lead_to_their_figure() -> None:
    assert _mentions(_book("Note the border in Fig. 3.2a of this book."))["3.2"] == (
        "Note the border in Fig. 3.2a of this book.",
    )


def test_captions_do_not_mention_themselves() -> None:
    assert _mentions(_book("Nothing is said of pictures here.")) == {}


def test_numbers_that_begin_anew_are_left_out() -> None:
    assert _mentions(_book("Scale is fine as in Fig. 3.1 of this book.", restart=True)) == {}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It is seen in Fig. 3. The next one follows.", 2),
        ("It was described by Dr. Hebra. He was right.", 2),
        ("Compare e.g. Figs. 3 and 4.", 1),
        ("One? Two! Three.", 3),
    ],
)
def test_abbreviations_do_not_end_sentences(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count
