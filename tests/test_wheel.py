"""What the wheel carries: every module and data file of the parts, and the default bundle."""

import shutil
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[1]
BUNDLE = "skinvl/runtime/_bundles/skinvl-mini"


def build_wheel(tree: Path, version: str = "standard") -> set[str]:
    """File names in the wheel built from a tree."""
    builder = WheelBuilder(str(tree))
    (wheel,) = builder.build(directory=str(tree / "dist"), versions=[version])
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The sources without the bundle, since its presence is what some tests vary."""
    ignored = shutil.ignore_patterns("__pycache__", "_bundles")
    for folder in [*ROOT.glob("*/skinvl"), ROOT / "installer"]:
        shutil.copytree(folder, tmp_path / folder.relative_to(ROOT), ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_every_file_of_the_parts(tree: Path) -> None:
    expected = {
        file.relative_to(folder.parent).as_posix()
        for folder in tree.glob("*/skinvl")
        for file in folder.rglob("*")
        if file.is_file()
    }
    assert {"skinvl/contract/ontology.json", "skinvl/runtime/py.typed"} <= expected
    found = build_wheel(tree)
    assert expected - found == set()
    assert {name for name in found - expected if not name.startswith("skinvl-")} == set()


def test_bundle_is_package_data(tree: Path) -> None:
    bundle = tree / "bundles" / "skinvl-mini"
    (bundle / "golden").mkdir(parents=True)
    (bundle / "bundle.json").write_text("{}")
    (bundle / "golden" / "one.png").touch()
    assert {f"{BUNDLE}/bundle.json", f"{BUNDLE}/golden/one.png"} <= build_wheel(tree)
    editable = build_wheel(tree, "editable")
    assert not any(name.startswith(BUNDLE) for name in editable)
