"""Renewing card and figures of a bundle: signed anew, nothing else changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from skinvl.contract.bundle import MANIFEST_FILE
from skinvl.contract.errors import ExportError
from skinvl.export import Exported, ExportOptions
from skinvl.export.restating import restate_bundle
from skinvl.runtime import load_bundle


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    file = tmp_path / "metrics.json"
    metric = {"value": 0.75, "low": 0.7, "high": 0.8, "n": 1503}
    file.write_text(json.dumps({"metrics": {"ham/balanced_accuracy": metric}}), encoding="utf-8")
    return file


def test_figures_and_card_are_renewed(
    exported: Exported, keys: Path, figures: Path, tmp_path: Path
) -> None:
    card = tmp_path / "card.md"
    card.write_text("# Renewed\n", encoding="utf-8")
    options = ExportOptions(key=exported.key.path, model_card=card)
    renewed = restate_bundle(exported.folder, tmp_path / "new", [figures], options)
    bundle = load_bundle(renewed.folder, provider="cpu", trusted_keys=keys)
    assert bundle.info.evaluation["ham/balanced_accuracy"].value == 0.75
    assert (renewed.folder / "MODEL_CARD.md").read_text(encoding="utf-8") == "# Renewed\n"
    before = load_bundle(exported.folder, provider="cpu", trusted_keys=keys).info
    changed = {name for name in before.files if before.files[name] != bundle.info.files[name]}
    assert changed == {"MODEL_CARD.md"}
    assert bundle.info.calibration == before.calibration


def test_bad_figures_leave_nothing_behind(exported: Exported, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"metrics": {"a": {"value": "high"}}}', encoding="utf-8")
    options = ExportOptions(key=exported.key.path)
    with pytest.raises(ExportError, match=r"wrong\.json"):
        restate_bundle(exported.folder, tmp_path / "new", [wrong], options)
    assert not (tmp_path / "new").exists()


def test_a_changed_bundle_is_not_signed_again(
    exported: Exported, figures: Path, tmp_path: Path
) -> None:
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(exported.folder, copy)
    manifest = copy / MANIFEST_FILE
    manifest.write_bytes(manifest.read_bytes().replace(b"dermoscopy", b"dermoscopi", 1))
    options = ExportOptions(key=exported.key.path)
    with pytest.raises(ExportError, match="signed with your key"):
        restate_bundle(copy, tmp_path / "new", [figures], options)
    assert not (tmp_path / "new").exists()
