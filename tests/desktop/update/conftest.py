"""A key that may sign releases, an installed version, and update files for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from miniatures.update_files import (
    load_release_script,
    make_installation,
    make_key,
    make_program,
)

from skinvl.desktop.core.update.installation import Installation, open_installation
from skinvl.export.signing import SigningKey

pytestmark = pytest.mark.skipif(
    not Path("/bin/sh").exists(), reason="the program in miniature is a shell script"
)


@pytest.fixture(scope="module", autouse=True)
def trusted() -> None:
    """Nothing here needs a bundle."""


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SigningKey:
    """A key that may sign releases here."""
    monkeypatch.setenv("SKINVL_TRUSTED_KEYS", str(tmp_path / "keys"))
    return make_key(tmp_path / "keys")


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings of nobody: no store is known."""
    folder = tmp_path / "config"
    folder.mkdir()
    monkeypatch.setenv("SKINVL_CONFIG", str(folder))
    monkeypatch.setenv("SKINVL_POLICY", str(folder / "policy.json"))
    return folder


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """Version 0.1.0, installed for one user."""
    return open_installation(make_installation(tmp_path / "opt", "0.1.0"))


@pytest.fixture
def make_update(tmp_path: Path, key: SigningKey) -> Callable[..., Path]:
    """Makes update files; see `make_program` for the options."""

    def make(version: str = "0.2.0", notes: str = "What is new.", **options: Any) -> Path:
        folder = make_program(tmp_path / f"frozen-{version}", version, **options)
        made: Path = load_release_script().sign_program(folder, tmp_path, key, version, notes)
        return made

    return make


def stay_silent(stage: str, done: int, total: int) -> None:
    """Tells nobody how far it is."""


@pytest.fixture
def step() -> Callable[[str, int, int], None]:
    return stay_silent
