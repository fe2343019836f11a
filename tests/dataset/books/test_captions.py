"""Captions found on pages that are set as publishers set them."""

from __future__ import annotations

from miniatures.typeset import BOLD, CHINESE, ITALIC, SANS, Typesetter

from skinvl.dataset.books.captions import find_captions

_LONG = (
    "A plaque with fine scale on the left forearm of an elderly man, present for several years "
    "before it was seen by a physician."
)


def _texts(sheet: Typesetter) -> list[str]:
    return [caption.text for caption in find_captions(*sheet.read())]


def test_a_caption_and_a_sentence_that_starts_alike() -> None:
    sheet = Typesetter()
    sheet.fill(60, 60, 470, 200)
    sheet.show((150, 210, 440, 400))
    sheet.say(60, 415, f"Figure 1. {_LONG}", width=470)
    sheet.fill(60, 460, 470, 560)
    sheet.say(60, 575, "Figure 1 shows how little the surface may reveal of all this.", width=470)
    sheet.fill(60, 602, 470, 780)
    assert _texts(sheet) == [f"Figure 1. {_LONG}"]


def test_a_reference_that_a_line_break_brought_to_the_front() -> None:
    sheet = Typesetter()
    sheet.fill(60, 60, 220, 300)
    sheet.say(60, 304, "The appearances of the late stage are well illustrated in", width=220)
    sheet.say(60, 328, "Fig. 4-5.")
    sheet.show((60, 345, 280, 600))
    sheet.say(60, 612, ("Fig. 4-5", BOLD), "Late stage.", size=8.5)
    assert _texts(sheet) == ["Fig. 4-5 Late stage."]


def test_captions_run_on_in_the_next_column() -> None:
    sheet = Typesetter()
    sheet.fill(60, 60, 220, 300)
    sheet.show((60, 310, 280, 720))
    sheet.say(60, 732, ("Fig. 1.", BOLD), _LONG.rstrip(".") + " who took", size=8, width=220)
    sheet.say(310, 60, "a biopsy from its border.", size=8)
    sheet.fill(310, 90, 220, 780)
    assert _texts(sheet) == [f"Fig. 1. {_LONG.rstrip('.')} who took a biopsy from its border."]


def test_two_captions_on_one_baseline() -> None:
    sheet = Typesetter()
    for x, number, first, second in (
        (60, 1, "Eczema of the hand with fissures and scale on the", "palm of a mason."),
        (300, 2, "Psoriasis of the elbow with silvery scale and a", "sharp margin."),
    ):
        sheet.show((x, 60, x + 230, 250))
        sheet.say(x, 262, (f"Fig. {number}.", BOLD), first, size=8)
        sheet.say(x, 271.6, second, size=8)
    sheet.fill(60, 300, 470, 780)
    assert _texts(sheet) == [
        "Fig. 1. Eczema of the hand with fissures and scale on the palm of a mason.",
        "Fig. 2. Psoriasis of the elbow with silvery scale and a sharp margin.",
    ]


def test_a_label_on_a_line_of_its_own() -> None:
    sheet = Typesetter()
    sheet.show((60, 60, 280, 300))
    sheet.say(60, 315, ("FIGURE 3-2", BOLD), size=9)
    sheet.say(60, 326, ("Psoriasis of the scalp.", SANS), size=9)
    sheet.fill(60, 370, 220, 780)
    (caption,) = find_captions(*sheet.read())
    assert (caption.label, caption.number, caption.body) == (
        "FIGURE 3-2",
        "3.2",
        "Psoriasis of the scalp.",
    )


def test_a_number_above_and_words_below_the_picture() -> None:
    sheet = Typesetter()
    for place in range(3):
        sheet.fill(60, 60, 470, 160)
        sheet.say(0, 180, (f"Fig. {place + 1}.", BOLD), size=8.5, centre=295)
        sheet.show((150, 186, 440, 400))
        sheet.say(0, 412, "Seborrhoea of the scalp.", size=8.5, centre=295)
        sheet.fill(60, 440, 470, 780)
        sheet.turn_page()
    assert _texts(sheet) == [f"Fig. {place}. Seborrhoea of the scalp." for place in (1, 2, 3)]


def test_captions_without_numbers() -> None:
    sheet = Typesetter()
    for name in ("Lichen planus", "Psoriasis", "Eczema"):
        sheet.show((60, 80, 280, 250))
        sheet.say(0, 262, (name, ITALIC), size=8.5, centre=170)
        sheet.fill(60, 300, 470, 780)
        sheet.turn_page()
    captions = find_captions(*sheet.read())
    assert [caption.text for caption in captions] == ["Lichen planus", "Psoriasis", "Eczema"]
    assert all(caption.number is None for caption in captions)


def test_numbers_without_a_word() -> None:
    sheet = Typesetter()
    for place in range(4):
        sheet.say(60, 40, (f"3.{place} Section", BOLD), size=14)
        sheet.fill(60, 60, 300, 160)
        sheet.show((60, 170, 360, 330))
        sheet.say(372, 180, (f"3.{place + 1}", BOLD), "A plaque on the arm.", size=8, width=140)
        sheet.fill(60, 360, 300, 780)
        sheet.turn_page()
    assert _texts(sheet) == [f"3.{place} A plaque on the arm." for place in (1, 2, 3, 4)]


def test_lists_of_figures_and_tables_are_no_captions() -> None:
    sheet = Typesetter()
    for place in range(1, 6):
        sheet.say(60, 60 + 14 * place, f"Figure {place}. Psoriasis {'.' * 40} {place + 7}")
    sheet.turn_page()
    sheet.fill(60, 60, 470, 200)
    sheet.show((60, 210, 330, 400))
    sheet.say(60, 414, "Figure 1. Psoriasis of the elbow.")
    sheet.say(60, 470, ("Table 1.", BOLD), "Doses.", size=8)
    sheet.fill(60, 500, 470, 780)
    assert _texts(sheet) == ["Figure 1. Psoriasis of the elbow."]


def test_titles_and_credits_belong_to_the_caption() -> None:
    sheet = Typesetter()
    sheet.fill(60, 60, 470, 250)
    sheet.show((60, 260, 330, 400))
    sheet.say(60, 412, ("Figure 5.2", BOLD), "Psoriasis of the elbow.", size=8.5)
    sheet.say(60, 421, ("(Courtesy of Dr. Hebra.)", ITALIC), size=7.5)
    sheet.fill(60, 450, 470, 780)
    assert _texts(sheet) == ["Figure 5.2 Psoriasis of the elbow. (Courtesy of Dr. Hebra.)"]


def test_a_title_above_and_its_legend_below() -> None:
    sheet = Typesetter()
    sheet.say(60, 60, ("Figure 1. Rash on the Trunk", BOLD), size=9)
    sheet.show((60, 70, 290, 250))
    sheet.say(60, 262, "Erythematous papules coalesce into plaques.", size=8)
    sheet.fill(60, 300, 470, 780)
    assert _texts(sheet) == [
        "Figure 1. Rash on the Trunk Erythematous papules coalesce into plaques."
    ]


def test_letters_in_bold_name_the_panels() -> None:
    sheet = Typesetter()
    sheet.fill(60, 60, 470, 300)
    sheet.show((60, 310, 290, 470), (300, 310, 530, 470))
    sheet.say(
        60,
        482,
        ("Figure 1 | Views. a", BOLD),
        "Plaque on the arm.",
        ("b", BOLD),
        "Vessels.",
        size=8,
    )
    sheet.fill(60, 520, 470, 780)
    (caption,) = find_captions(*sheet.read())
    assert caption.lead == "Views"
    assert caption.parts == (("a", "Plaque on the arm"), ("b", "Vessels"))


def test_scripts_without_spaces() -> None:
    sheet = Typesetter()
    for line in range(10):
        sheet.say(60, 60 + 14 * line, ("皮肤病的诊断依据临床表现和组织病理学检查", CHINESE))
    sheet.show((150, 210, 440, 400))
    sheet.say(
        150, 412, ("图3-2银屑病患者头皮的红斑和鳞屑边界清楚可见薄膜现象和点", CHINESE), size=8
    )
    sheet.say(150, 422, ("状出血。", CHINESE), size=8)
    (caption,) = find_captions(*sheet.read())
    assert caption.number == "3.2"
    assert caption.body == "银屑病患者头皮的红斑和鳞屑边界清楚可见薄膜现象和点状出血。"


def test_text_that_is_set_upwards() -> None:
    sheet = Typesetter()
    sheet.say(250, 30, "Running head", size=8)
    sheet.show((60, 60, 480, 780))
    sheet.say(495, 770, ("Fig. 7.", BOLD), "The trunk with many naevi.", size=9, rotate=90)
    sheet.turn_page()
    sheet.fill(60, 60, 470, 780)
    assert _texts(sheet) == ["Fig. 7. The trunk with many naevi."]


def test_pages_without_text() -> None:
    sheet = Typesetter()
    sheet.show((60, 60, 480, 780))
    assert _texts(sheet) == []
    assert find_captions([], []) == []


def test_an_atlas_with_more_captions_than_running_text() -> None:
    sheet = Typesetter()
    for place in range(6):
        x, y = 60 + 245 * (place % 2), 80 + 230 * (place // 2)
        sheet.show((x, y, x + 220, y + 170))
        first, second = f"Lichen planus of the wrist, number {place},", "of long standing."
        sheet.say(0, y + 182, first, size=8.5, centre=x + 110)
        sheet.say(0, y + 192, second, size=8.5, centre=x + 110)
    sheet.turn_page()
    sheet.fill(60, 60, 470, 90)
    assert sorted(_texts(sheet)) == [
        f"Lichen planus of the wrist, number {place}, of long standing." for place in range(6)
    ]


def test_numbers_in_brackets() -> None:
    sheet = Typesetter()
    for place in range(3):
        sheet.fill(60, 60, 470, 160)
        sheet.show((60, 170, 360, 330))
        sheet.say(60, 342, f"(3.{place + 1}) A plaque on the arm.", size=8)
        sheet.fill(60, 360, 470, 780)
        sheet.turn_page()
    captions = find_captions(*sheet.read())
    assert [(caption.number, caption.body) for caption in captions] == [
        (f"3.{place}", "A plaque on the arm.") for place in (1, 2, 3)
    ]
