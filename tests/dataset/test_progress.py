"""The progress bar passes items through and says how many were done."""

from __future__ import annotations

import pytest

from skinvl.dataset.progress import PageBar, track


def test_items_pass_and_the_last_line_is_complete(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(track([3, 1, 2], "reading")) == [3, 1, 2]
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("reading") and "3/3" in shown.err
    assert "." not in shown.err.split("[")[1].split("]")[0]


def test_an_unknown_number_of_items_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(track(iter("ab"), "reading")) == ["a", "b"]
    assert "2/2" in capsys.readouterr().err


def test_nothing_to_do_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(track([], "reading")) == []
    assert "0/0" in capsys.readouterr().err


def test_pages_of_unopened_books_are_guessed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with PageBar(3, steps_per_page=2) as bar:
        bar.step(0, 0, 40)
        bar.step(0, 20, 40)
        assert (bar.pages, bar.expected) == (10, 60)
        bar.finish(0)
        bar.step(1, 10, 80)
        assert (bar.pages, bar.expected) == (25, 90)
    shown = capsys.readouterr().err
    assert "documents 1/3" in shown
    assert "page/s" in shown


def test_the_page_bar_is_quiet_in_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    with PageBar(1) as bar:
        bar.step(0, 1, 2)
        bar.finish(0)
    assert capsys.readouterr().err == ""
