"""Labels and references of many languages."""

# Dashes and letters of other scripts are meant as they stand.
# ruff: noqa: RUF001

from __future__ import annotations

import pytest

from skinvl.dataset.books.numbering import (
    find_references,
    number_key,
    order_key,
    read_bare_number,
    read_label,
)


@pytest.mark.parametrize(
    ("text", "label", "number", "body"),
    [
        ("Figure 12.3 Psoriasis", "Figure 12.3", "12.3", "Psoriasis"),
        ("FIGURE 3 | Acne", "FIGURE 3", "3", "Acne"),
        ("Fig. 4-7. Scalp", "Fig. 4-7", "4.7", "Scalp"),
        ("Fig 12·3 Scalp", "Fig 12·3", "12.3", "Scalp"),
        ("Fig. 12:3 Scalp", "Fig. 12:3", "12.3", "Scalp"),
        ("Figure 3.4A Nail", "Figure 3.4A", "3.4A", "Nail"),
        ("Figure 3.4a-c Nail", "Figure 3.4a-c", "3.4", "Nail"),
        ("Abb. 3.1 a, b. Nagel", "Abb. 3.1 a, b", "3.1", "Nagel"),
        ("Figure 2 A 45-year-old man", "Figure 2", "2", "A 45-year-old man"),
        ("Figure 3. 12 patients", "Figure 3", "3", "12 patients"),
        ("PLATE IV. Acne", "PLATE IV", "IV", "Acne"),
        ("Abbildung 3: Akne", "Abbildung 3", "3", "Akne"),
        ("Tafel 3", "Tafel 3", "3", ""),
        ("Figura 2.1 Acné", "Figura 2.1", "2.1", "Acné"),
        ("Рис. 3. Псориаз", "Рис. 3", "3", "Псориаз"),
        ("图 3-2 银屑病", "图 3-2", "3.2", "银屑病"),
        ("圖３－２ 銀屑病", "圖３－２", "3.2", "銀屑病"),
        ("図3.2 乾癬", "図3.2", "3.2", "乾癬"),
        ("3.1. ábra Foo", "3.1. ábra", "3.1", "Foo"),
        ("▲ Fig. 3.2 Foo", "Fig. 3.2", "3.2", "Foo"),
        ("Fig. 3 (continued) Foo", "Fig. 3", "3", "Foo"),
        ("F IGURE 3 Foo", "F IGURE 3", "3", "Foo"),
        ("Figure S1. Foo", "Figure S1", "S1", "Foo"),
    ],
)
def test_labels_of_many_styles(text: str, label: str, number: str, body: str) -> None:
    found = read_label(text)
    assert found is not None
    assert (found.text, found.number, text[found.end :]) == (label, number, body)


@pytest.mark.parametrize(
    "text", ["figment 3", "Figure It out", "please 3", "figured 3", "Psoriasis"]
)
def test_words_that_are_no_labels(text: str) -> None:
    assert read_label(text) is None


def test_labels_of_several_figures() -> None:
    found = read_label("Figures 3.4 and 3.5 Rosacea")
    assert found is not None
    assert found.numbers == ("3.4", "3.5")
    found = read_label("FIg. 77. FIG. 78.")
    assert found is not None
    assert found.numbers == ("77", "78")


def test_tables_are_told_from_figures() -> None:
    kinds = [read_label(text) for text in ("Table 3.1 Doses", "Tabelle 2", "Plate 3", "Case 4")]
    assert [label.kind if label else None for label in kinds] == [
        "table",
        "table",
        "plate",
        "picture",
    ]


def test_a_number_alone_is_read_only_on_request() -> None:
    assert read_label("12.3 Psoriasis") is None
    label = read_bare_number("12.3 Psoriasis")
    assert label is not None
    assert (label.number, "12.3 Psoriasis"[label.end :]) == ("12.3", "Psoriasis")


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("4-7", "4.7"),
        ("4·7", "4.7"),
        ("iv", "IV"),
        ("3.4a", "3.4A"),
        ("十二", "12"),
        ("３－２", "3.2"),
    ],
)
def test_numbers_come_in_one_form(number: str, key: str) -> None:
    assert number_key(number) == key


def test_numbers_sort_as_books_count() -> None:
    keys = ["3.10", "3.9", "3.9B", "3.9A"]
    assert sorted(keys, key=lambda key: order_key(key) or ()) == ["3.9", "3.9A", "3.9B", "3.10"]
    assert order_key("IX") == (9,)


@pytest.mark.parametrize(
    ("text", "compound", "numbers"),
    [
        ("as in Figs 3.4-3.6 and Fig. 3.9a", True, ("3.4", "3.5", "3.6", "3.9A")),
        ("see Fig. 4-7 and 4-9", True, ("4.7", "4.9")),
        ("see Figs 4-7, 9 and 12", False, ("4", "5", "6", "7", "9", "12")),
        ("in Plate II and Plates IV–VI", False, ("II", "IV", "V", "VI")),
        ("如图3-2所示", True, ("3.2",)),
        ("nothing of the kind 3", False, ()),
    ],
)
def test_references_are_expanded(text: str, compound: bool, numbers: tuple[str, ...]) -> None:
    found = find_references(text, compound=compound)
    assert tuple(number for _, _, group in found for number in group) == numbers
