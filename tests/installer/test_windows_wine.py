"""The set-up program under Wine: installed, compared with its payload, removed."""

import shutil
from pathlib import Path

import pytest
from miniatures.windows_installer import scripts

TOOLS = ("wine", "wineserver", "makensis", "x86_64-w64-mingw32-gcc")

pytestmark = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in TOOLS),
    reason="not installed: wine, nsis or gcc-mingw-w64-x86-64",
)


def test_installed_for_one_user_and_removed_without_the_data(tmp_path: Path) -> None:
    names = ("miniature", "nsis", "try_place", "wine")
    with scripts(*names) as (miniature, nsis, try_place, wine_module):
        payload = miniature.make_miniature(tmp_path / "payload", "0.1.0")
        setup = nsis.build_setup(payload, tmp_path / "skinvl-setup.exe", tmp_path / "work")
        wine = wine_module.Wine(tmp_path / "wine")
        try:
            assert wine.run(setup, "/S")[0] == 10, "Wine passes for Windows 7 by itself"
            wine.say_windows_10()
            local = wine.ask("LOCALAPPDATA")
            folder = rf"{local}\Programs\SkinVL"
            data = wine.find(rf"{local}\skinvl\data\skinvl.db")
            data.parent.mkdir(parents=True)
            data.write_bytes(b"records")
            assert wine.run(setup, "/S")[0] == 0
            assert try_place.compare(payload, wine.find(folder)) == []
            assert wine.run(rf"{folder}\skinvl.exe", "--version")[1].startswith("skinvl 0.1.0")
            assert wine.run(rf"{folder}\uninstall.exe", "/S")[0] == 0
            wine.wait()
            assert not wine.find(folder).exists()
            assert data.read_bytes() == b"records"
        finally:
            wine.end()
