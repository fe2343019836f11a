"""Settings survive; damaged ones do no harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from skinvl.desktop.core.settings import Settings, load_settings, save_settings, settings_file


def test_settings_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "desktop.json"
    settings = Settings(image_folder="/pictures", window="AAAA")
    save_settings(settings, file)
    assert load_settings(file) == settings
    assert [entry.name for entry in file.parent.iterdir()] == ["desktop.json"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"image_folder": 3}', '{"unknown": "x"}'])
def test_damaged_settings_are_ignored(content: str, tmp_path: Path) -> None:
    file = tmp_path / "desktop.json"
    file.write_text(content, encoding="utf-8")
    assert load_settings(file) == Settings()


def test_folder_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKINVL_CONFIG", str(tmp_path))
    assert settings_file() == tmp_path / "desktop.json"
