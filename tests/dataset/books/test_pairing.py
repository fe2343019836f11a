"""Figures and captions brought together."""

from __future__ import annotations

from miniatures.typeset import BOLD, ITALIC, Typesetter

from skinvl.dataset.books.captions import find_captions
from skinvl.dataset.books.layout import Pairing
from skinvl.dataset.books.pairing import pair, unpaired_captions
from skinvl.dataset.books.subcaptions import assign


def _pair(sheet: Typesetter) -> list[Pairing]:
    pages, figures = sheet.read()
    return pair(pages, figures, find_captions(pages, figures))


def _numbers(pairings: list[Pairing]) -> list[tuple[str, str | None]]:
    return [
        (pairing.figure.key, pairing.caption.number if pairing.caption else None)
        for pairing in pairings
    ]


def test_stacked_pictures_take_the_side_that_the_book_uses() -> None:
    below, above = Typesetter(), Typesetter()
    for place in range(3):
        y = 60 + 170 * place
        below.show((60, y, 290, y + 140))
        below.say(60, y + 152, (f"Fig. {place + 1}.", BOLD), "A picture.", size=8)
        above.say(60, y, (f"Fig. {place + 1}.", BOLD), "A picture.", size=8)
        above.show((60, y + 6, 290, y + 146))
    for sheet in (below, above):
        sheet.fill(310, 60, 220, 780)
        assert _numbers(_pair(sheet)) == [("p1-1", "1"), ("p1-2", "2"), ("p1-3", "3")]


def test_captions_beside_their_pictures() -> None:
    sheet = Typesetter()
    for place in range(3):
        y = 60 + 230 * place
        sheet.show((250, y, 530, y + 200))
        sheet.say(60, y + 10, (f"Figure 8.{place + 1}", BOLD), "A plaque.", size=8.5, width=170)
    sheet.turn_page()
    sheet.fill(60, 60, 470, 780)
    assert _numbers(_pair(sheet)) == [("p1-1", "8.1"), ("p1-2", "8.2"), ("p1-3", "8.3")]


def test_legends_on_the_facing_page_go_by_the_numbers_at_the_pictures() -> None:
    sheet = Typesetter()
    sheet.fill(60, 60, 470, 780)
    sheet.turn_page()
    for place in range(4):
        x, y = 60 + 245 * (place % 2), 80 + 330 * (place // 2)
        sheet.show((x, y, x + 220, y + 280))
        sheet.say(x + 90, y + 296, f"Fig. {4 - place}", size=9)
    sheet.turn_page()
    for place in range(4):
        sheet.say(60, 60 + 20 * place, (f"Fig. {place + 1}.", BOLD), "Eczema.", size=9)
    sheet.fill(60, 160, 470, 780)
    assert _numbers(_pair(sheet)) == [("p2-1", "4"), ("p2-2", "3"), ("p2-3", "2"), ("p2-4", "1")]


def test_the_caption_at_the_head_of_the_next_page() -> None:
    sheet = Typesetter()
    sheet.show((60, 60, 290, 200))
    sheet.say(60, 212, ("Fig. 1.", BOLD), "First.", size=8)
    sheet.fill(60, 240, 220, 780)
    sheet.fill(310, 60, 220, 500)
    sheet.show((310, 520, 530, 780))
    sheet.turn_page()
    sheet.say(60, 60, ("Fig. 2.", BOLD), "Second.", size=8)
    sheet.fill(60, 90, 220, 780)
    assert _numbers(_pair(sheet)) == [("p1-1", "1"), ("p1-2", "2")]


def test_pictures_without_a_caption_and_captions_without_a_picture() -> None:
    sheet = Typesetter()
    sheet.show((0, 0, 595, 300))
    sheet.say(60, 340, ("Chapter 3", BOLD), size=20)
    sheet.fill(60, 380, 470, 780)
    for place in range(3):
        sheet.turn_page()
        sheet.fill(60, 60, 470, 200)
        if place != 1:
            sheet.show((60, 210, 330, 400))
        sheet.say(60, 412, (f"Figure 3.{place + 1}", BOLD), "A plaque on the arm.", size=8.5)
        sheet.fill(60, 440, 470, 780)
    pages, figures = sheet.read()
    captions = find_captions(pages, figures)
    pairings = pair(pages, figures, captions)
    assert _numbers(pairings) == [("p1-1", None), ("p2-2", "3.1"), ("p4-3", "3.3")]
    assert pairings[0].confidence == 0.0
    assert [caption.number for caption in unpaired_captions(captions, pairings)] == ["3.2"]


def test_a_drawing_keeps_its_caption_from_a_photograph() -> None:
    sheet = Typesetter()
    sheet.show((60, 60, 290, 200), kind="drawing")
    sheet.say(60, 212, ("Fig. 1.", BOLD), "Ages.", size=8)
    sheet.show((60, 230, 290, 380))
    sheet.fill(60, 420, 220, 780)
    assert _numbers(_pair(sheet)) == [("p1-1", "1"), ("p1-2", None)]


def test_pictures_of_one_caption_become_one_figure() -> None:
    sheet = Typesetter()
    for row in range(2):
        for column in range(2):
            x, y = 60 + 165 * column, 60 + 130 * row
            sheet.show((x, y, x + 160, y + 125))
    sheet.say(
        60, 325, ("Fig. 6.", BOLD), "(a) Arm. (b) Leg. (c) Nail. (d) Scalp.", size=8, width=330
    )
    sheet.fill(60, 360, 470, 780)
    (pairing,) = _pair(sheet)
    assert pairing.caption is not None
    assert assign(pairing.figure, pairing.caption) == ("Arm", "Leg", "Nail", "Scalp")


def test_a_figure_with_two_captions_is_parted() -> None:
    sheet = Typesetter()
    sheet.show((60, 60, 290, 250), (300, 60, 530, 250))
    sheet.say(60, 262, ("Fig. 1.", BOLD), "Eczema of the hand.", size=8)
    sheet.say(300, 262, ("Fig. 2.", BOLD), "Psoriasis of the elbow.", size=8)
    sheet.fill(60, 300, 470, 780)
    pairings = _pair(sheet)
    assert [pairing.figure.box for pairing in pairings] == [(60, 60, 290, 250), (300, 60, 530, 250)]
    assert [pairing.caption.number for pairing in pairings if pairing.caption] == ["1", "2"]


def test_figures_that_go_on_over_the_page() -> None:
    sheet = Typesetter()
    sheet.show((60, 60, 290, 300), (300, 60, 530, 300), letters="ab")
    sheet.say(60, 315, ("Figure 4.1", BOLD), "(a) Early. (b) Late. (c) Deep. (d) Healed.", size=8.5)
    sheet.fill(60, 350, 470, 780)
    sheet.turn_page()
    sheet.show((60, 60, 290, 300), (300, 60, 530, 300), letters="cd")
    sheet.fill(60, 350, 470, 780)
    first, second = _pair(sheet)
    assert first.caption is not None and second.caption is not None
    assert assign(first.figure, first.caption) == ("Early", "Late")
    assert assign(second.figure, second.caption) == ("Deep", "Healed")


def test_words_under_each_panel() -> None:
    sheet = Typesetter()
    sheet.fill(60, 60, 470, 180)
    sheet.show((60, 190, 220, 320), (230, 190, 390, 320))
    sheet.say(60, 332, "(a) Early macules on the trunk", size=8)
    sheet.say(230, 332, "(b) Late plaques", size=8)
    sheet.say(60, 352, ("Figure 2.", BOLD), "Stages.", size=8.5)
    sheet.fill(60, 380, 470, 780)
    (pairing,) = _pair(sheet)
    assert pairing.caption is not None
    assert pairing.caption.number == "2"
    assert assign(pairing.figure, pairing.caption) == (
        "Early macules on the trunk",
        "Late plaques",
    )


def test_a_caption_far_off_is_trusted_less() -> None:
    sheet = Typesetter()
    sheet.show((60, 60, 290, 200))
    sheet.say(60, 212, ("Fig. 1.", BOLD), "First.", size=8)
    sheet.show((310, 60, 530, 200))
    sheet.say(310, 300, ("Fig. 2.", ITALIC), "Second.", size=8)
    sheet.fill(60, 330, 470, 780)
    near, far = _pair(sheet)
    assert far.caption is None or far.confidence < near.confidence


def test_every_panel_comes_back_once() -> None:
    sheet = Typesetter()
    sheet.show((60, 60, 60, 60), (60, 60, 290, 200), (300, 60, 530, 200))
    sheet.show((60, 210, 290, 400))
    sheet.say(60, 412, ("Fig. 1.", BOLD), "(a) Arm. (b) Leg. (c) Nail.", size=8)
    pages, figures = sheet.read()
    pairings = pair(pages, figures, find_captions(pages, figures))
    given = sorted(panel.box for figure in figures for panel in figure.panels)
    assert sorted(panel.box for pairing in pairings for panel in pairing.figure.panels) == given


def test_numbers_under_the_pictures_and_their_captions_in_one_place() -> None:
    sheet = Typesetter()
    for place in range(4):
        x, y = 60 + 245 * (place % 2), 60 + 200 * (place // 2)
        sheet.show((x, y, x + 220, y + 170))
        sheet.say(0, y + 180, (f"Figure 3.{place + 1}", BOLD), size=8.5, centre=x + 110)
    for place in range(4):
        text = f"Number {place + 1} of its kind."
        sheet.say(60, 470 + 16 * place, (f"Figure 3.{place + 1}.", BOLD), text, size=8.5)
    sheet.fill(60, 550, 470, 780)
    pairings = _pair(sheet)
    assert _numbers(pairings) == [
        ("p1-1", "3.1"),
        ("p1-2", "3.2"),
        ("p1-3", "3.3"),
        ("p1-4", "3.4"),
    ]
    assert all(pairing.caption and pairing.caption.body for pairing in pairings)
