"""What fits an installation and what does not, before anything is changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from skinvl.desktop.core.models import Step
from skinvl.desktop.core.update import offer as offers
from skinvl.desktop.core.update.errors import UpdateUnfit
from skinvl.desktop.core.update.installation import (
    Installation,
    find_flavour,
    find_installation,
    open_installation,
)
from skinvl.desktop.core.update.installing import install_update
from skinvl.desktop.core.update.offer import examine_update, refuse_unfit
from skinvl.desktop.core.update.store_state import StoreState

MakeUpdate = Callable[..., Path]


def refuse(
    path: Path, installation: Installation, step: Step, state: StoreState | None = None, **more: Any
) -> str:
    """What is said against an update."""
    found = examine_update(path, installation, step)
    with pytest.raises(UpdateUnfit) as refusal:
        refuse_unfit(found, state or StoreState(), **{"allow_downgrade": False, **more})
    assert "\n" not in str(refusal.value)
    return refusal.value.reason


def test_offer_tells_what_is_in_the_file(
    installation: Installation, make_update: MakeUpdate, step: Step
) -> None:
    path = make_update()
    found = examine_update(path, installation, step)
    assert (found.release.version, found.direction) == ("0.2.0", "newer")
    assert found.signer.startswith("Maker (") and found.size == path.stat().st_size
    refuse_unfit(found, StoreState(), allow_downgrade=False)


def test_same_version(installation: Installation, make_update: MakeUpdate, step: Step) -> None:
    path = make_update("0.1.0")
    for allow in (False, True):
        reason = refuse(path, installation, step, allow_downgrade=allow)
        assert "installed already" in reason


def test_older_version_needs_leave(
    installation: Installation, make_update: MakeUpdate, step: Step
) -> None:
    path = make_update("0.0.9")
    assert "--allow-downgrade" in refuse(path, installation, step)
    found = examine_update(path, installation, step)
    refuse_unfit(found, StoreState(), allow_downgrade=True)
    assert install_update(found, step, allow_downgrade=True).version == "0.0.9"


def test_older_version_that_cannot_open_the_store(
    installation: Installation, make_update: MakeUpdate, step: Step
) -> None:
    state = StoreState(Path("data"), 3, "0.1.0")
    reason = refuse(make_update("0.0.9"), installation, step, state, allow_downgrade=True)
    assert "schema 3" in reason and "knows 2" in reason and "put back" in reason
    same = examine_update(make_update("0.0.8", schema=3), installation, step)
    refuse_unfit(same, state, allow_downgrade=True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"platform": "windows-x86_64"}, "is for linux-x86_64"),
        ({"flavour": "gpu"}, "GPU flavour"),
        ({"kind": "package"}, "sudo apt install ./skinvl_0.2.0_amd64.deb"),
        ({"kind": "copy"}, "put the new folder in its place"),
        ({"kind": "macos", "platform": None}, "macOS"),
        ({"kind": "python", "platform": None}, "pip"),
    ],
)
def test_installations_that_it_is_not_for(
    installation: Installation,
    make_update: MakeUpdate,
    step: Step,
    changes: Mapping[str, Any],
    words: str,
) -> None:
    other = replace(installation, **changes)
    path = make_update()
    assert words in refuse(path, other, step)
    found = examine_update(path, other, step)
    with pytest.raises(UpdateUnfit):
        install_update(found, step)
    assert open_installation(installation.root).version == "0.1.0"


def test_too_little_room(
    installation: Installation,
    make_update: MakeUpdate,
    step: Step,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    full = shutil.disk_usage(installation.root)._replace(free=1_000_000)
    monkeypatch.setattr(offers.shutil, "disk_usage", lambda path: full)
    assert "1 MB are free; make room" in refuse(make_update(), installation, step)


def test_where_a_program_lies_says_how_it_was_installed(
    installation: Installation, tmp_path: Path
) -> None:
    def kind(program: Path, **options: bool) -> str:
        return find_installation(program, **options).kind

    version = installation.root / "versions" / "0.1.0"
    assert kind(version / "skinvl", frozen=True) == "folder"
    assert kind(installation.root / "current" / "skinvl", frozen=True) == "folder"
    found = find_installation(installation.root / "current" / "skinvl", frozen=True)
    assert (found.root, found.version) == (installation.root, "0.1.0")
    assert kind(Path("/usr/lib/skinvl/skinvl"), frozen=True) == "package"
    assert kind(tmp_path / "copied" / "skinvl", frozen=True) == "copy"
    assert kind(version / "skinvl", frozen=False) == "python"
    assert find_installation().kind == "python"


def test_folder_without_installation(tmp_path: Path) -> None:
    with pytest.raises(UpdateUnfit, match="holds no installation"):
        open_installation(tmp_path)
    (tmp_path / "versions").mkdir()
    (tmp_path / "current").symlink_to("versions/0.1.0")
    with pytest.raises(UpdateUnfit, match="holds no installation"):
        open_installation(tmp_path)


def test_flavour_by_libraries(tmp_path: Path) -> None:
    assert find_flavour(tmp_path) == "cpu"
    library = tmp_path / "_internal/onnxruntime/capi/libonnxruntime_providers_cuda.so"
    library.parent.mkdir(parents=True)
    library.touch()
    assert find_flavour(tmp_path) == "gpu"
