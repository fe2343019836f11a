"""Models in the window: installed, refused, gone back from; the engine follows."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from miniatures.golden_bundle import build_golden_bundle
from PySide6.QtWidgets import QMessageBox

from skinvl.desktop.core import messages, models
from skinvl.desktop.core.configuration import Configuration, Configured
from skinvl.desktop.core.process import EngineChoice
from skinvl.desktop.core.store import Store
from skinvl.desktop.ui.desk import Desk
from skinvl.desktop.ui.models_dialog import ModelsDialog
from skinvl.desktop.ui.operations import Operations

TIMEOUT = 60_000
CONFIGURED = Configured(Configuration(provider="cpu"), {}, frozenset(), ())


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SKINVL_BUNDLES", str(tmp_path / "bundles"))
    return tmp_path / "bundles"


@pytest.fixture(scope="module")
def made(
    bundles: Any, images: dict[str, Path], tmp_path_factory: Any, trusted: None
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("made")
    return {
        version: build_golden_bundle(bundles, folder / version, images["melanoma"], version=version)
        for version in ("1.0.0", "1.1.0")
    }


@pytest.fixture
def operations(tiny: Path) -> Iterator[Operations]:
    operations = Operations(EngineChoice(tiny, "cpu"))
    yield operations
    operations.close()


@pytest.fixture
def open_dialog(qtbot: Any, operations: Operations) -> Callable[..., ModelsDialog]:
    def open_it(store: Store | None = None, configured: Configured = CONFIGURED) -> ModelsDialog:
        dialog = ModelsDialog(operations, store, configured, None)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return open_it


def titles(dialog: ModelsDialog) -> list[tuple[str, str]]:
    found = []
    for row in range(dialog.table.rowCount()):
        cells = [dialog.table.item(row, column) for column in (0, 1)]
        assert cells[0] is not None and cells[1] is not None
        found.append((cells[0].text(), cells[1].text()))
    return found


def finish(qtbot: Any, dialog: ModelsDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.strip.is_busy, timeout=TIMEOUT)


def test_shipped_model_with_card_and_figures(open_dialog: Callable[..., ModelsDialog]) -> None:
    dialog = open_dialog()
    assert titles(dialog) == [("skinvl-mini 0.1.0", "✓ Active")]
    assert "SHA-256" in dialog.facts.toPlainText()
    assert dialog.figures.count > 100
    dialog.figures.search.setText("auroc")
    assert 0 < dialog.figures.count < 100
    assert "not a medical device" in dialog.card.toPlainText()
    assert not dialog.card.openLinks()
    assert not dialog.buttons["remove"].isEnabled() and not dialog.buttons["back"].isEnabled()


@pytest.mark.parametrize(("answer", "active"), [("Yes", "tiny"), ("No", "skinvl-mini")])
def test_bundle_opened_like_a_file_is_installed_after_a_question(
    qtbot: Any,
    open_dialog: Callable[..., ModelsDialog],
    made: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    active: str,
) -> None:
    asked: list[str] = []

    def question(parent: object, title: str, text: str) -> QMessageBox.StandardButton:
        asked.append(text)
        return QMessageBox.StandardButton[answer]

    monkeypatch.setattr(QMessageBox, "question", question)
    dialog = open_dialog()
    dialog.offer(made["1.0.0"])
    finish(qtbot, dialog)
    assert made["1.0.0"].name in asked[0]
    assert next(name for name, state in titles(dialog) if state[0] == "✓").startswith(active)


def test_reader_is_told_that_a_model_is_for_the_administrator(
    open_dialog: Callable[..., ModelsDialog], store: Store
) -> None:
    store.users.add("carl", "Carl Reader", "reader", "another long pass")
    store.lock()
    store.unlock("carl", "another long pass")
    dialog = open_dialog(store)
    dialog.offer(Path("other.skinvl"))
    assert dialog.strip.is_error
    assert dialog.strip.text.endswith("that is for an administrator.")


def test_installed_model_runs_the_engine_and_is_in_the_audit_log(
    qtbot: Any,
    open_dialog: Callable[..., ModelsDialog],
    operations: Operations,
    made: dict[str, Path],
    store: Store,
) -> None:
    dialog = open_dialog(store)
    events: list[Any] = []
    operations.happened.connect(lambda event, levels: events.append(event))
    dialog.install(made["1.0.0"])
    finish(qtbot, dialog)
    assert not dialog.strip.is_error, dialog.strip.text
    assert titles(dialog)[1] == ("tiny 1.0.0", "✓ Active")
    qtbot.waitUntil(lambda: any(isinstance(e, messages.Ready) for e in events), timeout=TIMEOUT)
    assert "tiny 1.0.0 on CPU" in dialog.used_text
    entry, begun = store.audit.list(event="model")
    assert begun.detail["change"] == "begun"
    assert entry.detail["former"] == "shipped" and entry.detail["name"].startswith("tiny-1.0.0")
    dialog.roll_back()
    finish(qtbot, dialog)
    assert titles(dialog)[0] == ("skinvl-mini 0.1.0", "✓ Active")
    assert "out of date" in dialog.strip.text


def test_refusal_is_one_line_and_nothing_changes(
    qtbot: Any, open_dialog: Callable[..., ModelsDialog], made: dict[str, Path], tmp_path: Path
) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(made["1.0.0"], changed)
    with (changed / "tokenizer.json").open("ab") as stream:
        stream.write(b" ")
    dialog = open_dialog()
    dialog.install(changed)
    finish(qtbot, dialog)
    assert dialog.strip.is_error
    assert "tokenizer.json" in dialog.strip.text and "\n" not in dialog.strip.text
    assert len(titles(dialog)) == 1


def test_cancel_leaves_the_former_model(
    qtbot: Any,
    open_dialog: Callable[..., ModelsDialog],
    made: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = open_dialog()
    install = models.install_model

    def slowly(path: Path, step: Any, **options: Any) -> Any:
        def cancelled_step(stage: str, done: int, total: int) -> None:
            dialog.strip._cancelled.wait(TIMEOUT / 1000)
            step(stage, done, total)

        return install(path, cancelled_step, **options)

    monkeypatch.setattr(models, "install_model", slowly)
    dialog.install(made["1.0.0"])
    dialog.strip.cancel_button.click()
    finish(qtbot, dialog)
    assert "nothing was changed" in dialog.strip.text
    assert len(titles(dialog)) == 1


def test_closing_while_it_works_stops_first(
    qtbot: Any, open_dialog: Callable[..., ModelsDialog], made: dict[str, Path]
) -> None:
    dialog = open_dialog()
    dialog.install(made["1.0.0"])
    dialog.close()
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=TIMEOUT)
    assert not dialog.strip.is_busy


def test_measured_figures_are_shown(
    qtbot: Any, open_dialog: Callable[..., ModelsDialog], made: dict[str, Path]
) -> None:
    dialog = open_dialog()
    dialog.install(made["1.0.0"])
    finish(qtbot, dialog)
    dialog.table.setCurrentCell(1, 0)
    dialog.measure()
    finish(qtbot, dialog)
    assert dialog.speed.count > 5
    assert "cores" in dialog.strip.text


def test_reader_can_look_and_not_change(
    open_dialog: Callable[..., ModelsDialog], store: Store
) -> None:
    store.users.add("carl", "Carl Reader", "reader", "another long pass")
    store.lock()
    store.unlock("carl", "another long pass")
    dialog = open_dialog(store)
    enabled = {name for name, button in dialog.buttons.items() if button.isEnabled()}
    assert enabled == {"measure"}
    assert not dialog.provider.isEnabled()


def test_locked_provider_stays(open_dialog: Callable[..., ModelsDialog]) -> None:
    dialog = open_dialog(None, Configured(Configuration(), {}, frozenset({"provider"}), ()))
    assert not dialog.provider.isEnabled()


def test_another_provider_starts_the_engine_again(
    qtbot: Any, open_dialog: Callable[..., ModelsDialog], operations: Operations
) -> None:
    dialog = open_dialog()
    dialog.provider.setCurrentIndex(dialog.provider.findData("auto"))
    with qtbot.waitSignal(dialog.provider_chosen) as chosen:
        dialog.provider.activated.emit(dialog.provider.currentIndex())
    assert chosen.args == ["auto"]
    qtbot.waitUntil(lambda: "Really used now" in dialog.used_text, timeout=TIMEOUT)


def test_lock_meanwhile_leaves_an_entry_in_the_audit_log(
    qtbot: Any, open_dialog: Callable[..., ModelsDialog], made: dict[str, Path], store: Store
) -> None:
    desk = Desk()
    desk.set_store(store)
    dialog = open_dialog(store)
    dialog.close_with(desk)
    dialog.install(made["1.0.0"])
    qtbot.waitUntil(lambda: bool(store.audit.list(event="model")), timeout=TIMEOUT)
    desk.lock()
    assert not dialog.isVisible()
    finish(qtbot, dialog)
    store.unlock("anna", "correct horse battery")
    assert store.audit.list(event="model")[-1].detail["change"] == "begun"
