"""Text for a terminal: safe names, honest percentages."""

import pytest

from skinvl.runtime.commands.report import draw_bar, format_percent, make_printable


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.0, "0.0 %"),
        (0.0004, "<0.1 %"),
        (0.0005, "0.1 %"),
        (0.5, "50.0 %"),
        (0.9994, "99.9 %"),
        (0.9996, ">99.9 %"),
        (1.0, "100.0 %"),
    ],
)
def test_percent_is_never_rounded_to_certainty(probability: float, text: str) -> None:
    assert format_percent(probability) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Größe 漢 .png", "Größe 漢 .png"),
        ("a\nb", "a\\nb"),
        ("\x1b[2J", "\\x1b[2J"),
        ("\udcff", "\\udcff"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
    ],
)
def test_nothing_that_a_terminal_acts_on(text: str, safe: str) -> None:
    assert make_printable(text) == safe


def test_bar_has_one_width() -> None:
    for encoding in ("utf-8", "ascii", "no such encoding"):
        bars = [draw_bar(probability, encoding) for probability in (0, 0.01, 0.5, 1)]
        assert {len(bar) for bar in bars} == {20}
        assert len(set(bars)) == 3
    draw_bar(0.5, "ascii").encode("ascii")
