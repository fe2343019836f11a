"""From an update file to the version in use and back, with real files and real programs."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from miniatures.stores import PASSWORD, QUICK

from skinvl.desktop.core.models import GivenUp, Step
from skinvl.desktop.core.store import create_store, open_store
from skinvl.desktop.core.store.backup import list_backups, place_of
from skinvl.desktop.core.store.errors import NotPermitted
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.core.store.safety_copy import list_safety_copies
from skinvl.desktop.core.update.errors import UpdateDamaged, UpdateFailed, UpdateUnfit
from skinvl.desktop.core.update.installation import Installation, open_installation
from skinvl.desktop.core.update.installing import (
    Updated,
    install_update,
    note_updated,
    roll_back,
)
from skinvl.desktop.core.update.offer import examine_update

MakeUpdate = Callable[..., Path]


def update(path: Path, installation: Installation, step: Step, **options: Any) -> Updated:
    return install_update(examine_update(path, installation, step), step, **options)


def leftovers(root: Path) -> list[str]:
    return sorted(path.name for path in [*root.iterdir(), *(root / "versions").iterdir()])


def test_new_version_is_in_use_and_the_former_stays(
    installation: Installation, make_update: MakeUpdate, step: Step
) -> None:
    root = installation.root
    done = update(make_update(), installation, step)
    assert (done.version, done.former, done.copy) == ("0.2.0", "0.1.0", None)
    assert os.readlink(root / "current") == "versions/0.2.0"
    assert os.readlink(root / "previous") == "versions/0.1.0"
    assert leftovers(root) == ["0.1.0", "0.2.0", "current", "previous", "versions"]
    new = root / "current"
    assert os.readlink(new / "_internal" / "link.so") == "library.so"
    assert (new / "_internal" / "library.so").read_bytes() == b"0.2.0" * 1000
    assert os.access(done.program, os.X_OK)
    assert not os.access(new / "_internal" / "library.so", os.X_OK)
    assert (new / "release.json").is_file() and (new / "release.sig").is_file()


def test_back_and_forth(installation: Installation, make_update: MakeUpdate, step: Step) -> None:
    update(make_update(), installation, step)
    for version in ("0.1.0", "0.2.0"):
        assert roll_back(open_installation(installation.root), step).version == version
        assert open_installation(installation.root).version == version


def test_nothing_to_go_back_to(installation: Installation, step: Step) -> None:
    with pytest.raises(UpdateUnfit, match="no former version"):
        roll_back(installation, step)


def test_two_versions_are_kept(
    installation: Installation, make_update: MakeUpdate, step: Step
) -> None:
    root = installation.root
    for version in ("0.2.0", "0.3.0", "0.4.0"):
        done = update(make_update(version), open_installation(root), step)
    assert done.pruned == ("0.2.0",)
    assert open_installation(root).versions.list_versions() == ("0.3.0", "0.4.0")


@pytest.mark.parametrize(
    ("selftest", "words"),
    [
        ("echo 'FAILED Store: no room'; exit 1", "Store: no room"),
        ("kill -9 $$", "ended with -9"),
    ],
)
def test_version_that_does_not_work_here_is_not_used(
    installation: Installation, make_update: MakeUpdate, step: Step, selftest: str, words: str
) -> None:
    with pytest.raises(UpdateFailed, match=words):
        update(make_update(selftest=selftest), installation, step)
    assert leftovers(installation.root) == ["0.1.0", "current", "versions"]


def test_version_that_is_another_one_is_not_used(
    installation: Installation, make_update: MakeUpdate, tmp_path: Path, step: Step
) -> None:
    program = tmp_path / "frozen-0.2.0" / "skinvl"
    make_update()
    program.write_text(program.read_text().replace("0.2.0", "0.1.9"))
    from miniatures.update_files import load_release_script, make_key

    key = make_key(tmp_path / "keys")
    path = load_release_script().sign_program(tmp_path / "frozen-0.2.0", tmp_path, key, "0.2.0")
    with pytest.raises(UpdateFailed, match=r"not 0\.2\.0"):
        update(path, installation, step)
    assert leftovers(installation.root) == ["0.1.0", "current", "versions"]


@pytest.mark.parametrize("stage", ["verify", "unpack", "try", "backup", "switch"])
def test_giving_up_changes_nothing(
    installation: Installation, make_update: MakeUpdate, stage: str
) -> None:
    def give_up(now: str, done: int, total: int) -> None:
        if now == stage:
            raise GivenUp("given up")

    with pytest.raises(GivenUp):
        update(make_update(), installation, give_up)
    assert leftovers(installation.root) == ["0.1.0", "current", "versions"]


def test_file_that_changes_after_the_check_is_refused(
    installation: Installation, make_update: MakeUpdate, step: Step
) -> None:
    path = make_update()
    offer = examine_update(path, installation, step)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(UpdateDamaged):
        install_update(offer, step)
    assert leftovers(installation.root) == ["0.1.0", "current", "versions"]


def test_second_update_at_once_is_refused(
    installation: Installation, make_update: MakeUpdate, step: Step
) -> None:
    offer = examine_update(make_update(), installation, step)
    with (
        installation.versions.change(),
        pytest.raises(UpdateFailed, match="another update"),
    ):
        install_update(offer, step)
    install_update(offer, step)


def test_open_store_is_copied_and_the_log_tells(
    installation: Installation, make_update: MakeUpdate, tmp_path: Path, step: Step
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    made = create_store(tmp_path / "data", "anna", "Anna", PASSWORD, cost=QUICK)
    with made.store as store:
        store.patients.add(PatientData("1", "Doe", "Jane"))
        done = update(make_update(schema=9), installation, step, store=store, backup_folder=stick)
        assert note_updated(store, done) is None
        begun, installed = reversed(store.audit.list(event="change", subject="application"))
        assert begun.detail == {"update": "begun", "to": "0.2.0"}
        assert installed.detail == {"update": "installed", "from": "0.1.0", "to": "0.2.0"}
        (backup,) = list_backups(place_of(stick, store.session.unlocked.keys.store_id))
        assert done.copy == backup.folder
    (copy,) = list_safety_copies(tmp_path / "data")
    assert copy.name.startswith("before-update-0.2.0-")


def test_update_is_for_administrators(
    installation: Installation, make_update: MakeUpdate, tmp_path: Path, step: Step
) -> None:
    made = create_store(tmp_path / "data", "anna", "Anna", PASSWORD, cost=QUICK)
    made.store.users.add("carl", "Carl", "senior", "another long pass")
    made.store.close()
    with open_store(tmp_path / "data", "carl", "another long pass", cost=QUICK) as store:
        for change in (
            lambda: update(make_update(), installation, step, store=store),
            lambda: roll_back(installation, step, store=store),
        ):
            with pytest.raises(NotPermitted):
                change()
    assert leftovers(installation.root) == ["0.1.0", "current", "versions"]


def test_former_version_that_cannot_open_the_store_is_refused(
    installation: Installation, make_update: MakeUpdate, tmp_path: Path, step: Step
) -> None:
    with create_store(tmp_path / "data", "anna", "Anna", PASSWORD, cost=QUICK).store as store:
        update(make_update(schema=9), installation, step, store=store)
        # The miniature that was there before knows schema 2 only.
        with pytest.raises(UpdateUnfit, match="cannot open the store"):
            roll_back(open_installation(installation.root), step, store=store)
    assert open_installation(installation.root).version == "0.2.0"
