"""The window as a person uses it: open, look, ask, stop, save."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget

from skinvl.contract.image import open_image
from skinvl.desktop.core import messages, wording
from skinvl.desktop.core.settings import load_settings
from skinvl.desktop.core.store import Store


def pixels_of(image: QImage) -> Any:
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    return rows[:, : rgb.width() * 3].reshape(rgb.height(), rgb.width(), 3)


def mime_of(*files: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return mime


def test_file_from_the_dialog_is_read(
    workplace: Any, images: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = str(images["melanoma"])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *arguments: (chosen, ""))
    window = workplace.window
    window.actions_by_name["open"].trigger()
    workplace.wait_for_state("complete")
    assert window.reading_page.result.differential.row_names[0].startswith(
        "1. Melanoma, Malignant, "
    )
    assert window.reading_page.result.description.startswith("Dermoscopic image.")
    assert window.windowTitle() == "melanoma.png - SkinVL"
    assert not window.reading_page.progress.is_busy


def test_pixels_on_the_screen_are_those_analysed(workplace: Any, images: dict[str, Path]) -> None:
    workplace.read(images["melanoma"])
    shown = pixels_of(workplace.window.reading_page.view.shown_image())
    assert np.array_equal(shown, open_image(images["melanoma"]).rgb)
    assert np.array_equal(shown, workplace.window.reading.image.rgb)


def test_dropped_file_is_read(workplace: Any, images: dict[str, Path]) -> None:
    mime = mime_of(images["eczema"], images["melanoma"])
    how = (
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(workplace.window, QDragEnterEvent(QPoint(50, 50), *how))
    QApplication.sendEvent(workplace.window, QDropEvent(QPointF(50, 50), *how))
    assert "1 more" in workplace.window.message_bar.text
    workplace.wait_for_state("complete")
    assert workplace.window.reading.name == "eczema.png"


def test_pasted_image_is_read(workplace: Any, images: dict[str, Path]) -> None:
    QGuiApplication.clipboard().setImage(QImage(str(images["melanoma"])))
    workplace.window.actions_by_name["paste"].trigger()
    workplace.wait_for_state("complete")
    assert workplace.window.reading.name == "Pasted image"
    assert np.array_equal(workplace.window.reading.image.rgb, open_image(images["melanoma"]).rgb)


def test_empty_clipboard_is_explained(workplace: Any) -> None:
    QGuiApplication.clipboard().setText("words")
    workplace.window.actions_by_name["paste"].trigger()
    assert "clipboard holds no image" in workplace.window.message_bar.text


def test_wrong_file_is_explained_and_work_goes_on(
    workplace: Any, images: dict[str, Path], tmp_path: Path
) -> None:
    workplace.read(images["melanoma"])
    wrong = tmp_path / "letter.jpg"
    wrong.write_text("Dear colleague", encoding="utf-8")
    window = workplace.window
    window.open_file(wrong)
    assert window.reading_page.result.differential.row_names == []
    assert not window.reading_page.view.has_image
    workplace.wait_for_state("failed")
    assert "letter.jpg" in window.message_bar.text
    assert not window.actions_by_name["report"].isEnabled()
    workplace.read(images["eczema"])
    assert window.message_bar.text == ""
    assert window.reading_page.result.differential.row_names[0].startswith("1. Eczema")


def test_result_is_only_ever_shown_for_its_image(
    workplace: Any, images: dict[str, Path], qtbot: Any
) -> None:
    """Open images faster than they can be read and look at the window after every event."""
    window = workplace.window
    shown: list[tuple[str, str]] = []

    def look() -> None:
        reading = window.reading
        if window.reading_page.result.differential.row_names:
            assert reading.finding is not None
            shown.append((reading.image.sha256, reading.finding.stamp.image_sha256))
            pixels = pixels_of(window.reading_page.view.shown_image())
            assert np.array_equal(pixels, reading.image.rgb)

    workplace.operations.happened.connect(lambda event, levels: look())
    for name in ("melanoma", "eczema", "pathology", "melanoma", "eczema"):
        window.open_file(images[name])
        assert window.reading_page.result.differential.row_names == []
        assert not window.reading_page.view.has_image
        qtbot.wait(30)
    workplace.wait_for_state("complete")
    assert window.reading.name == "eczema.png"
    assert window.reading_page.result.differential.row_names[0].startswith("1. Eczema")
    assert shown
    assert all(image == result for image, result in shown)


def test_event_of_an_earlier_request_is_ignored(workplace: Any, images: dict[str, Path]) -> None:
    workplace.read(images["melanoma"])
    stale_finding = workplace.window.reading.finding
    stale_image = workplace.window.reading.image
    workplace.read(images["eczema"])
    request = workplace.window.reading.request
    for event in (
        messages.Opened(request - 1, stale_image),
        messages.Found(request - 1, stale_image.sha256, stale_finding),
        messages.Found(request, stale_image.sha256, stale_finding),
        messages.Described(request, stale_image.sha256, stale_finding),
        messages.Piece(request, stale_image.sha256, "stale"),
    ):
        workplace.operations.happened.emit(event, None)
    assert workplace.window.reading_page.result.differential.row_names[0].startswith("1. Eczema")
    assert "stale" not in workplace.window.reading_page.result.description


def test_cannot_say_is_a_result_of_its_own(workplace: Any, images: dict[str, Path]) -> None:
    workplace.read(images["pathology"])
    result = workplace.window.reading_page.result
    assert "does not look like a skin photograph" in result.abstention
    assert "Open a clinical photograph" in result.abstention
    assert result.description.startswith("No description is given")
    workplace.read(images["melanoma"])
    assert result.abstention == ""


def test_report_is_saved(
    workplace: Any, images: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workplace.read(images["melanoma"])
    window = workplace.window
    window.reading_page.ask("Is the border irregular?")
    workplace.wait(lambda: window.reading.can_report)
    file = tmp_path / "report.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *arguments: (str(file), ""))
    window.actions_by_name["report"].trigger()
    workplace.wait(lambda: "Report saved" in window.message_bar.text)
    pages = PdfReader(file).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for part in (
        wording.REPORT_STATUS,
        "melanoma.png",
        "Malignant",
        "Is the border irregular?",
        "tiny 1.2.3",
        open_image(images["melanoma"]).sha256,
        f"Page 1 of {len(pages)}",
    ):
        assert part in text


def test_report_that_cannot_be_saved_is_explained(
    workplace: Any, images: dict[str, Path], tmp_path: Path
) -> None:
    workplace.read(images["melanoma"])
    workplace.window.save_report(tmp_path / "no folder" / "report.pdf")
    workplace.wait(lambda: "was not saved" in workplace.window.message_bar.text)


def test_unexpected_error_reaches_the_window(
    workplace: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    workplace.presenter.present_exception(KeyError("defect"))
    assert "Unexpected error (KeyError" in workplace.window.message_bar.text
    assert "KeyError" in capsys.readouterr().err


def test_notice_is_always_there(workplace: Any, images: dict[str, Path]) -> None:
    workplace.read(images["melanoma"])
    labels = [
        label.text()
        for label in workplace.window.findChildren(type(workplace.window._notice))
        if label.isVisible()
    ]
    assert wording.NOTICE in labels


def test_zoom_keeps_the_point_under_the_cursor(
    workplace: Any, large_image: Path, qtbot: Any
) -> None:
    workplace.read(large_image)
    view = workplace.window.reading_page.view
    fitted = view.zoom
    position = QPointF(view.width() * 0.3, view.height() * 0.6)
    workplace.window.actions_by_name["actual"].trigger()
    assert view.zoom == 1.0
    point = view.image_point(position)
    wheel = QWheelEvent(
        position,
        QPointF(view.mapToGlobal(position.toPoint())),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, wheel)
    assert view.zoom > 1.0
    moved = view.image_point(position) - point
    assert abs(moved.x()) < 0.01
    assert abs(moved.y()) < 0.01
    workplace.window.actions_by_name["fit"].trigger()
    assert view.zoom == fitted


def test_layout_is_remembered(
    start_workplace: Callable[..., Any], images: dict[str, Path], tmp_path: Path
) -> None:
    workplace = start_workplace()
    workplace.read(images["melanoma"])
    workplace.window.close()
    settings = load_settings(tmp_path / "settings" / "desktop.json")
    assert settings.window is not None
    assert settings.image_folder == str(images["melanoma"].parent)


def test_every_control_has_a_name(workplace: Any, images: dict[str, Path]) -> None:
    """A screen reader finds words on everything that takes the focus."""
    workplace.read(images["melanoma"])
    nameless = [
        widget
        for widget in workplace.window.findChildren(QWidget)
        if widget.isVisible()
        and (
            isinstance(widget, QPushButton | QLineEdit)
            or widget is workplace.window.reading_page.view
        )
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def test_no_network_module_is_loaded(workplace: Any, images: dict[str, Path]) -> None:
    workplace.read(images["melanoma"])
    assert "PySide6.QtNetwork" not in sys.modules


def test_no_key_has_two_meanings_on_a_page(workplace: Any, store: Store, qtbot: Any) -> None:
    """Qt carries out neither of two actions that answer to one key."""
    window = workplace.window
    window.desk.set_store(store)
    for name in list(window.pages.actions_by_name):
        window.pages.show_page(name)
        page = window.pages.current_page
        keys: Counter[str] = Counter()
        for action in {*window.findChildren(QAction)}:
            parent = action.parent()
            everywhere = action.shortcutContext() == Qt.ShortcutContext.WindowShortcut
            near = isinstance(parent, QWidget) and (parent is page or page.isAncestorOf(parent))
            visible = not isinstance(parent, QWidget) or parent is window or parent.isVisible()
            if action.isEnabled() and visible and (everywhere or near):
                keys.update(key.toString() for key in action.shortcuts())
        for shortcut in window.findChildren(QShortcut):
            parent = shortcut.parent()
            if shortcut.isEnabled() and (parent is window or parent is page):
                keys[shortcut.key().toString()] += 1
        assert {key for key, count in keys.items() if count > 1} == set(), name
    window.desk.set_store(None)
