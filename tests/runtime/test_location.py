"""Where the shipped bundle and the store of installed ones lie."""

from pathlib import Path

import pytest

from skinvl.contract.errors import BundleMissingFile
from skinvl.runtime import load_bundle, location
from skinvl.runtime.location import find_shipped_bundle, find_store


def test_shipped_bundle_loads_and_is_trusted() -> None:
    try:
        folder = find_shipped_bundle()
    except BundleMissingFile:
        pytest.skip("no bundle ships with this tree yet")
    bundle = load_bundle(provider="cpu")
    assert bundle.folder == folder
    assert bundle.info.name == "skinvl-mini"


@pytest.mark.parametrize(
    ("platform", "variable", "place"),
    [
        ("linux", "XDG_DATA_HOME", "base/skinvl/bundles"),
        ("linux", None, "home/.local/share/skinvl/bundles"),
        ("win32", "LOCALAPPDATA", "base/SkinVL/bundles"),
        ("win32", None, "home/AppData/Local/SkinVL/bundles"),
        ("darwin", None, "home/Library/Application Support/SkinVL/bundles"),
        ("darwin", "SKINVL_BUNDLES", "base"),
    ],
)
def test_store_follows_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, variable: str | None, place: str
) -> None:
    for name in ("SKINVL_BUNDLES", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    if variable is not None:
        monkeypatch.setenv(variable, str(tmp_path / "base"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    monkeypatch.setattr(location.sys, "platform", platform)
    assert find_store() == tmp_path / place
