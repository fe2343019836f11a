"""Questions, their answers, and Stop."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from skinvl.desktop.core import messages
from skinvl.desktop.core.reading import Exchange
from skinvl.desktop.ui.question_panel import ExchangeView
from skinvl.runtime.describe import withhold_answer


def test_question_is_answered(workplace: Any, images: dict[str, Path], qtbot: Any) -> None:
    workplace.read(images["melanoma"])
    window = workplace.window
    qtbot.keyClicks(window.reading_page.questions.line, "Is the border irregular?")
    qtbot.keyClick(window.reading_page.questions.line, Qt.Key.Key_Return)
    exchange = window.reading.exchanges[0]
    workplace.wait(lambda: exchange.state == "complete")
    assert exchange.question == "Is the border irregular?"
    assert window.reading_page.questions.answers == [exchange.answer or "The model gave no answer."]
    assert not window.reading_page.questions.stop_button.isEnabled()


def test_answer_can_be_stopped(workplace: Any, images: dict[str, Path], qtbot: Any) -> None:
    workplace.read(images["melanoma"])
    window = workplace.window
    seen: list[str] = []

    def stop_at_first_word(event: messages.Event, levels: object) -> None:
        if isinstance(event, messages.Piece) and not seen:
            seen.append(event.text)
            window.reading_page.questions.stop_button.click()

    workplace.operations.happened.connect(stop_at_first_word)
    window.reading_page.ask("Is the border irregular?")
    exchange = window.reading.exchanges[0]
    workplace.wait(lambda: exchange.state == "stopped")
    window.reading_page.ask("Which colours are present?")
    workplace.wait(lambda: window.reading.exchanges[1].state == "complete")
    assert exchange.answer == seen[0]
    assert window.reading_page.questions.answers[0] == f"{seen[0]} [stopped]"


def test_questions_belong_to_their_image(workplace: Any, images: dict[str, Path]) -> None:
    workplace.read(images["melanoma"])
    workplace.window.reading_page.ask("Why?")
    workplace.window.open_file(images["eczema"])
    assert workplace.window.reading_page.questions.answers == []
    workplace.wait_for_state("complete")
    assert workplace.window.reading_page.questions.answers == []


def test_plan_of_care_is_not_answered(workplace: Any, images: dict[str, Path]) -> None:
    workplace.read(images["melanoma"])
    questions = workplace.window.reading_page.questions
    questions.asked.emit("Should I excise it?")
    workplace.wait(lambda: workplace.window.reading.exchanges[0].state == "complete")
    assert questions.answers[0].startswith("No answer is given: an image shows no treatment")


@pytest.mark.usefixtures("german")
def test_withheld_answer_is_in_the_language_of_the_window(qtbot: Any) -> None:
    answer = withhold_answer("Should I excise it?", None)
    assert answer is not None
    view = ExchangeView(Exchange(1, "Should I excise it?", answer, "complete"))
    qtbot.addWidget(view)
    assert view.answer.startswith("Es gibt keine Antwort: ein Bild zeigt keine")
    own = ExchangeView(Exchange(2, "Is it round?", "no", "complete"))
    qtbot.addWidget(own)
    assert own.answer == "no"


def test_german_question_is_not_sent(workplace: Any, images: dict[str, Path], qtbot: Any) -> None:
    workplace.read(images["melanoma"])
    questions = workplace.window.reading_page.questions
    sent: list[str] = []
    questions.asked.connect(sent.append)
    assert "in English" in questions.line.placeholderText()
    questions.line.setText("Ist der Rand unregelmäßig?")
    assert "the model understands English only" in questions.warning
    qtbot.keyClick(questions.line, Qt.Key.Key_Return)
    assert (sent, questions.line.text()) == ([], "Ist der Rand unregelmäßig?")
    questions.line.setText("Is the border irregular?")
    assert questions.warning == ""
    qtbot.keyClick(questions.line, Qt.Key.Key_Return)
    assert sent == ["Is the border irregular?"]
