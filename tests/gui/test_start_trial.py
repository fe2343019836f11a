"""A model is tried again when something that it computes with has changed."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from miniatures.golden_bundle import build_golden_bundle

from skinvl.desktop.core import messages
from skinvl.desktop.core.start_trial import (
    HOLDS_FOR,
    is_trial_due,
    note_passed,
    read_surroundings,
)
from skinvl.desktop.ui.start_trial import StartTrial

TIMEOUT = 60_000
TODAY = date(2026, 3, 14)


@pytest.fixture(scope="module")
def golden(bundles: Any, images: dict[str, Path], tmp_path_factory: Any, trusted: None) -> Path:
    folder = tmp_path_factory.mktemp("golden") / "bundle"
    return build_golden_bundle(bundles, folder, images["melanoma"])


@pytest.fixture
def ready() -> messages.Ready:
    return messages.Ready("tiny", "1", "ab" * 32, "cpu", "fp32", None, 0.9, "none", ())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "golden.json"


@pytest.fixture
def trial(golden: Path, file: Path, qtbot: Any) -> Iterator[StartTrial]:
    trial = StartTrial(golden, file, delay=0)
    yield trial
    trial.stop()
    trial.deleteLater()


def test_model_that_passes_is_not_tried_again(
    trial: StartTrial, ready: messages.Ready, file: Path, qtbot: Any
) -> None:
    told: list[str] = []
    trial.failed.connect(told.append)
    trial.take(ready)
    assert trial.is_busy
    qtbot.waitUntil(lambda: not trial.is_busy, timeout=TIMEOUT)
    assert told == []
    assert json.loads(file.read_text())["with"]["bundle_sha256"] == ready.bundle_sha256
    trial.take(ready)
    assert not trial.is_busy
    trial.take(dataclasses.replace(ready, precision="int8"))
    assert trial.is_busy


def test_other_results_are_told(
    bundles: Any, images: dict[str, Path], ready: messages.Ready, file: Path, qtbot: Any,
    tmp_path: Path, trusted: None,
) -> None:  # fmt: skip
    def spoil(record: dict[str, Any]) -> None:
        record["golden"][0]["expected"]["differential"]["melanoma"] = 0.01

    other = build_golden_bundle(bundles, tmp_path / "other", images["melanoma"], edit=spoil)
    trial = StartTrial(other, file, delay=0)
    with qtbot.waitSignal(trial.failed, timeout=TIMEOUT) as told:
        trial.take(ready)
    assert "differ by" in told.args[0] and "Self-test" in told.args[0]
    assert not file.exists() and not trial.is_busy


def test_trial_that_is_stopped_leaves_nothing_behind(
    trial: StartTrial, ready: messages.Ready, file: Path, qtbot: Any
) -> None:
    trial.take(ready)
    qtbot.waitUntil(lambda: trial.process_id is not None)
    trial.stop()
    assert not trial.is_busy and trial.process_id is None
    assert not file.exists()


def test_what_passed_holds_for_a_week_and_for_the_same_surroundings(
    ready: messages.Ready, file: Path
) -> None:
    here = read_surroundings(ready)
    assert is_trial_due(file, here, TODAY)
    note_passed(file, here, TODAY)
    assert not is_trial_due(file, here, TODAY + HOLDS_FOR - timedelta(days=1))
    assert is_trial_due(file, here, TODAY + HOLDS_FOR)
    assert is_trial_due(file, here, TODAY - timedelta(days=1))
    assert is_trial_due(file, dataclasses.replace(here, driver="NVRM 999"), TODAY)
    file.write_text("{}")
    assert is_trial_due(file, here, TODAY)
