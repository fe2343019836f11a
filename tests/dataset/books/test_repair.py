"""Text made whole again."""

# Dashes and letters of other scripts are meant as they stand.
# ruff: noqa: RUF001

from __future__ import annotations

import pytest

from skinvl.dataset.books.repair import Vocabulary, join_lines

_BOOK = Vocabulary.of(
    [
        "follow-up of the patient with a moth-eaten border and inflammation",
        "a clinico-pathological study of the office and its confirmed cases",
    ]
)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["a 40-year-", "old man"], "a 40-year-old man"),
        (["a 40-", "year-old man"], "a 40-year-old man"),
        (["male pa-", "tient"], "male patient"),
        (["a follow-", "up"], "a follow-up"),
        (["clinico-", "pathological"], "clinico-pathological"),
        (["moth‐", "eaten"], "moth-eaten"),
        (["pre-", "and postoperative"], "pre- and postoperative"),
        (["X-", "Ray"], "X-Ray"),
        (["erythe\u00ad", "ma of the so\u00adle"], "erythema of the sole"),
        (["in\ufb02am-", "mation"], "inflammation"),
        (["the o\ufffdce"], "the office"),
        (["con\uf001rmed"], "confirmed"),
        (["Scho¨nlein and Sch¨onlein"], "Schönlein and Schönlein"),
        (["银屑病", "皮损"], "银屑病皮损"),
        (["1998–", "2003"], "1998–2003"),
        (["two  words", "", " more "], "two words more"),
    ],
)
def test_lines_become_a_text(lines: list[str], text: str) -> None:
    assert join_lines(lines, _BOOK) == text


def test_the_words_of_the_book_decide() -> None:
    parted = Vocabulary.of(["galvano-cautery"])
    whole = Vocabulary.of(["galvanocautery"])
    assert join_lines(["galvano-", "cautery"], parted) == "galvano-cautery"
    assert join_lines(["galvano-", "cautery"], whole) == "galvanocautery"
