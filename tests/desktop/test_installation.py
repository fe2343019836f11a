"""What can be told of an installation without a window and without a password."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from skinvl.desktop.core import help as chapters
from skinvl.desktop.core import installation
from skinvl.desktop.core.configuration import Configured, read_configuration
from skinvl.desktop.core.self_test import Check
from skinvl.desktop.core.store import create_store
from skinvl.desktop.core.store.errors import StorePlaceRefused
from skinvl.desktop.core.store.passwords import Cost

CHEAP = Cost(iterations=1, lanes=1, memory_kib=64)


def configure(folder: Path, text: str) -> Configured:
    file = folder / "policy.json"
    file.write_text(text, encoding="utf-8")
    return read_configuration(file, folder / "preferences.json")


def the_one(checks: list[Check]) -> Check:
    (check,) = checks
    return check


def test_every_module_can_be_loaded() -> None:
    check = the_one(installation.check_program())
    assert check.ok is True
    assert int(check.detail.partition(" ")[0]) > 200


def test_module_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "a_part"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "broken.py").write_text("import a_library_that_is_not_there\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(installation, "PARTS", ("a_part",))
    check = the_one(installation.check_program())
    assert check.ok is False
    assert "a_part.broken" in check.detail and "a_library_that_is_not_there" in check.detail


def test_image_formats() -> None:
    assert the_one(installation.check_images()).ok is True


def test_image_format_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = ModuleType("features")
    stand_in.check = lambda name: name != "webp"  # type: ignore[attr-defined]
    monkeypatch.setattr(installation, "features", stand_in)
    check = the_one(installation.check_images())
    assert (check.ok, check.detail) == (False, "cannot be read: WebP")


def test_help_is_there_in_both_languages() -> None:
    assert the_one(installation.check_help("de")).ok is True


def test_help_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert the_one(installation.check_help("fr")).ok is False
    monkeypatch.setattr(chapters, "_FOLDER", tmp_path)
    check = the_one(installation.check_help("de"))
    assert check.ok is False and "no chapter" in check.detail


def test_scratch_store_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert the_one(installation.check_scratch_store()).ok is True
    assert list(tmp_path.iterdir()) == []


def test_data_folder_before_and_after_the_first_run(tmp_path: Path) -> None:
    assert the_one(installation.check_data_folder(configure(tmp_path, "{}"))).ok is None
    folder = tmp_path / "clinic" / "data"
    configured = configure(tmp_path, f'{{"values": {{"data_folder": "{folder}"}}}}')
    before = the_one(installation.check_data_folder(configured))
    assert before.ok is True and "holds no store yet" in before.detail
    assert not folder.exists()
    create_store(folder, "anna", "Dr. Berg", "correct horse battery", cost=CHEAP).store.close()
    content = {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}
    after = the_one(installation.check_data_folder(configured))
    assert after.ok is True and "holds a store" in after.detail
    assert {file.name: file.stat().st_mtime_ns for file in folder.iterdir()} == content


def test_data_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    configured = configure(tmp_path, f'{{"values": {{"data_folder": "{tmp_path}/file/data"}}}}')
    check = the_one(installation.check_data_folder(configured))
    assert check.ok is False and "cannot write" in check.detail


def test_data_folder_on_a_network_drive_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skinvl.desktop.core.store.place.network_type", lambda folder: "nfs4")
    configured = configure(tmp_path, f'{{"values": {{"data_folder": "{tmp_path}"}}}}')
    with pytest.raises(StorePlaceRefused, match="nfs4"):
        installation.check_data_folder(configured)


def test_settings_that_are_not_in_force_are_named(tmp_path: Path) -> None:
    assert the_one(installation.check_settings(configure(tmp_path, "{}"))).ok is True
    check = the_one(installation.check_settings(configure(tmp_path, '{"values": {"idle": 5}}')))
    assert check.ok is False and "idle" in check.detail
