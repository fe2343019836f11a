"""Rules that hold for every file of the repository."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
COMPONENTS = ("contract", "model", "dataset", "training", "export", "desktop", "cli")
LARGEST_FILE = 60 * 1024 * 1024
LONGEST_MODULE = 400

# Split so that this file does not contain what it forbids.
MACHINE_PATHS = re.compile("|".join(f"/{name}/" for name in ("work", "root", "farm", "home/[a-z]")))
REGISTRY_HOSTS = re.compile(
    "|".join(
        name + re.escape(ending)
        for name, ending in (
            ("pypi", ".org"),
            ("pythonhosted", ".org"),
            ("download.pytorch", ".org"),
            ("registry.npmjs", ".org"),
            ("conda.anaconda", ".org"),
        )
    )
)


def repository_files() -> list[Path]:
    """Files that are tracked, or would be by `git add --all`."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    files = [ROOT / name for name in listing.stdout.split("\0") if name]
    return [file for file in files if file.is_file()]


def lines_matching(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for file in repository_files():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{file.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
            for number, line in enumerate(text.splitlines(), start=1)
            if pattern.search(line)
        ]
    return found


@pytest.mark.parametrize("component", COMPONENTS)
def test_namespace_has_no_init(component: str) -> None:
    """An `__init__.py` beside the parts would hide the parts of the other components."""
    namespace = ROOT / component / "skinvl"
    assert namespace.is_dir()
    assert [entry.name for entry in namespace.iterdir() if entry.is_file()] == []


@pytest.mark.parametrize("component", COMPONENTS)
def test_parts_are_typed_packages(component: str) -> None:
    parts = [part for part in (ROOT / component / "skinvl").iterdir() if part.name[0] not in "._"]
    assert parts
    for part in parts:
        assert (part / "__init__.py").is_file(), part
        assert (part / "py.typed").is_file(), part


def test_tests_are_no_packages() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_no_paths_of_a_machine() -> None:
    assert lines_matching(MACHINE_PATHS) == []


def test_no_registry_hosts() -> None:
    assert lines_matching(REGISTRY_HOSTS) == []


def test_no_large_files() -> None:
    large = [file for file in repository_files() if file.stat().st_size > LARGEST_FILE]
    assert large == []


def test_modules_are_short() -> None:
    long = [
        str(file.relative_to(ROOT))
        for file in repository_files()
        if file.suffix == ".py" and len(file.read_text().splitlines()) > LONGEST_MODULE
    ]
    assert long == []


def test_version_is_written_once_per_place() -> None:
    """The package metadata and the contract name the same version, and the changelog has it."""
    import tomllib

    from skinvl.contract import __version__

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == __version__
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text()
