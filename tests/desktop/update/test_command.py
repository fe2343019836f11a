"""`skinvl update` as IT people run it: exit codes and words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from miniatures.stores import PASSWORD

from skinvl.desktop.core.store import create_store, open_store
from skinvl.desktop.core.store.patients import PatientData
from skinvl.desktop.core.update.installation import Installation, open_installation

MakeUpdate = Callable[..., Path]


def run(*arguments: object, typed: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "skinvl.cli", "update", *map(str, arguments)]
    return subprocess.run(
        command, input=typed, capture_output=True, text=True, check=False, timeout=120
    )


def test_check_changes_nothing(installation: Installation, make_update: MakeUpdate) -> None:
    told = run(make_update(), "--check", "--installation", installation.root)
    assert (told.returncode, told.stderr.count("Traceback")) == (0, 0)
    for words in ("SkinVL 0.2.0", "signed by Maker (", "What is new.", "can be installed"):
        assert words in told.stdout
    assert open_installation(installation.root).versions.list_versions() == ("0.1.0",)


def test_update_list_and_back(installation: Installation, make_update: MakeUpdate) -> None:
    here = ("--installation", installation.root)
    told = run(make_update(), *here)
    assert told.returncode == 0, told.stderr
    assert "0.2.0 is in use from the next start on (before: 0.1.0)" in told.stdout
    listed = run("--list", *here).stdout
    assert "0.2.0        in use" in listed and "0.1.0        before" in listed
    assert run("--rollback", *here).returncode == 0
    assert open_installation(installation.root).version == "0.1.0"


def test_refusal_is_one_line_and_exit_code_1(
    installation: Installation, make_update: MakeUpdate
) -> None:
    path = make_update("0.0.9")
    for more in ((), ("--check",)):
        told = run(path, *more, "--installation", installation.root)
        assert told.returncode == 1
        assert "--allow-downgrade" in told.stderr.splitlines()[-1]
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    told = run(path, "--check", "--installation", installation.root)
    assert told.returncode == 1 and "Traceback" not in told.stderr


@pytest.mark.parametrize("arguments", [(), ("a.update", "--rollback"), ("a.update", "--list")])
def test_what_to_do_has_to_be_said(arguments: tuple[str, ...]) -> None:
    told = run(*arguments)
    assert told.returncode == 1 and "name either a .update file or one of" in told.stderr


def test_program_from_python_packages_says_what_to_do(make_update: MakeUpdate) -> None:
    told = run(make_update())
    assert told.returncode == 1 and "pip" in told.stderr.splitlines()[-1]


def test_store_is_copied_and_can_be_put_back(
    installation: Installation, make_update: MakeUpdate, settings: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    made = create_store(data, "anna", "Anna", PASSWORD)
    made.store.patients.add(PatientData("1", "Doe", "Jane"))
    (settings / "preferences.json").write_text(json.dumps({"data_folder": str(data)}))
    path, here = make_update(schema=9), ("--installation", installation.root)
    told = run(path, *here)
    assert told.returncode == 1 and "already running" in told.stderr.splitlines()[-1]
    made.store.close()
    told = run(path, *here)
    assert told.returncode == 0, told.stderr
    assert "copy of the store:" in told.stdout
    with open_store(data, "anna", PASSWORD) as store:
        store.patients.add(PatientData("2", "Roe", "Rick"))
    # The miniature that was there before knows an older schema than this store has.
    told = run("--rollback", *here)
    assert told.returncode == 1 and "cannot open the store" in told.stderr.splitlines()[-1]
    (name,) = [
        line.partition(": ")[2] for line in run("--list", *here).stdout.splitlines()
        if line.startswith("copy of the store")
    ]  # fmt: skip
    wrong = run("--put-back", name, "--user", "anna", typed="not the password\n")
    assert wrong.returncode == 1 and "password" in wrong.stderr
    told = run("--put-back", name, "--user", "anna", typed=f"{PASSWORD}\n")
    assert told.returncode == 0, told.stderr
    with open_store(data, "anna", PASSWORD) as store:
        assert store.patients.count() == 1
    assert run("--put-back", "../../etc", "--user", "anna").returncode == 1


def test_no_socket_is_opened(installation: Installation, make_update: MakeUpdate) -> None:
    program = make_update(
        selftest=f"{sys.executable} -c 'import socket; socket.socket()' && exit 1; exit 0"
    )
    told = run(program, "--installation", installation.root)
    assert told.returncode == 0, told.stderr
    assert os.readlink(installation.root / "current") == "versions/0.2.0"
