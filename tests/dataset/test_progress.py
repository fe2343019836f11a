"""The progress bar passes items through and says how many were done."""

from __future__ import annotations

import pytest

from skinvl.dataset.progress import track


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
