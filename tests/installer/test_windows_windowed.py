"""The program without a console: what it starts, and that its last words are seen."""

import importlib.util
import sys
from collections.abc import Sequence
from types import ModuleType

import pytest
from miniatures.windows_installer import WINDOWS


@pytest.fixture
def windowed() -> ModuleType:
    specification = importlib.util.spec_from_file_location("windowed", WINDOWS / "windowed.py")
    assert specification is not None and specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_it_opens_the_workstation_with_the_file_that_was_clicked(windowed: ModuleType) -> None:
    asked: list[list[str]] = []
    shown: list[str] = []

    def run(arguments: Sequence[str]) -> int:
        asked.append(list(arguments))
        print("what nobody needs to see")
        sys.stdout.flush()
        return 0

    assert windowed.start([r"C:\Größe\mole.jpg"], run, shown.append) == 0
    assert asked == [["desktop", r"C:\Größe\mole.jpg"]]
    assert shown == []


def test_an_error_that_would_be_printed_is_shown(windowed: ModuleType) -> None:
    shown: list[str] = []

    def run(arguments: Sequence[str]) -> int:
        print("skinvl: the bundle is damaged; install it again", file=sys.stderr)
        return 1

    before = sys.stdout, sys.stderr
    assert windowed.start([], run, shown.append) == 1
    assert shown == ["skinvl: the bundle is damaged; install it again"]
    assert (sys.stdout, sys.stderr) == before


def test_a_defect_is_shown_without_what_it_was_about(windowed: ModuleType) -> None:
    shown: list[str] = []

    def run(arguments: Sequence[str]) -> int:
        raise KeyError("Jane Doe")

    assert windowed.start([], run, shown.append) == 1
    assert shown == ["skinvl: defect: KeyError"]


def test_an_end_without_words_is_told_too(windowed: ModuleType) -> None:
    shown: list[str] = []
    assert windowed.start([], lambda arguments: 3, shown.append) == 3
    assert shown == ["SkinVL ended with code 3."]
