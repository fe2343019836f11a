"""Packing, installing, going back, removing and keys, as processes."""

import json
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from miniatures.golden_bundle import build_golden_bundle


@dataclass(frozen=True)
class Shell:
    """Runs `skinvl bundle` with a store of its own."""

    cli: Any
    store: Path

    def run(self, *arguments: str | Path, command: str = "bundle") -> Any:
        environment = self.cli.environment() | {"SKINVL_BUNDLES": str(self.store)}
        return subprocess.run(
            self.cli.command(command, *arguments),
            capture_output=True, encoding="utf-8", env=environment, cwd=self.cli.folder,
            check=False,
        )  # fmt: skip

    def read(self, *arguments: str | Path) -> dict[str, Any]:
        result = self.run(*arguments, "--json")
        return dict(json.loads(result.stdout))


@pytest.fixture
def shell(cli: Any, tmp_path: Path) -> Shell:
    return Shell(cli, tmp_path / "store")


@pytest.fixture(scope="module")
def mine(bundles: Any, images: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("mine")
    return build_golden_bundle(bundles, place / "mine", images["melanoma"], name="mine")


def test_pack_install_use_roll_back(shell: Shell, mine: Path, images: dict[str, Path]) -> None:
    packed = shell.run("pack", mine, "--out", "mine.skinvl")
    assert (packed.returncode, packed.stderr) == (0, "")
    for action in ("info", "verify"):
        result = shell.run(action, "mine.skinvl")
        assert (result.returncode, result.stderr) == (0, "")
        assert "mine 1.2.3" in result.stdout
    installed = shell.run("install", "mine.skinvl")
    assert (installed.returncode, installed.stderr) == (0, "")
    assert installed.stdout.startswith("active: mine-1.2.3-")
    assert "(before: shipped)" in installed.stdout
    found = shell.run(images["melanoma"], "--json", "--no-description", command="diagnose")
    assert json.loads(found.stdout)["stamp"]["bundle"] == "mine 1.2.3"
    assert "mine 1.2.3" in shell.run("info").stdout
    assert "run golden/a.png" in shell.run("verify").stdout
    assert shell.run("rollback").stdout.startswith("active: shipped (before: mine-1.2.3-")
    assert "skinvl-mini" in shell.run("info").stdout


def test_list_activate_remove(shell: Shell, mine: Path) -> None:
    assert shell.read("list")["bundles"] == []
    record = shell.read("install", mine)
    assert (record["ok"], record["error"], record["former"]) == (True, None, "shipped")
    listed = shell.read("list")
    (row,) = listed["bundles"]
    assert listed["active"] == row["bundle"] == record["active"]
    assert (row["name"], row["version"], row["active"], row["error"]) == (
        "mine", "1.2.3", True, None,
    )  # fmt: skip
    assert f"* {row['bundle']}" in shell.run("list").stdout
    refused = shell.run("remove", "mine")
    assert refused.returncode == 1
    assert "is active" in refused.stderr
    assert shell.read("activate", "shipped")["active"] == "shipped"
    assert shell.read("remove", "mine@1.2.3") == {"removed": row["bundle"]}
    assert "* shipped" in shell.run("list").stdout
    gone = shell.run("activate", "mine")
    assert (gone.returncode, len(gone.stderr.splitlines())) == (1, 1)
    assert "is not installed" in gone.stderr


def test_refusal_is_one_line(
    shell: Shell, bundles: Any, images: dict[str, Path], tmp_path: Path
) -> None:
    def shift(record: dict[str, Any]) -> None:
        record["golden"][0]["expected"]["differential"]["melanoma"] -= 0.02

    bad = build_golden_bundle(bundles, tmp_path / "bad", images["melanoma"], edit=shift)
    result = shell.run("install", bad)
    (line,) = result.stderr.splitlines()
    assert result.returncode == 1
    assert line.startswith(f"skinvl: {bad}: golden/a.png: probabilities differ")
    record = shell.read("install", bad)
    assert (record["ok"], "active" in record) == (False, False)
    assert line == f"skinvl: {record['error']}"
    assert shell.read("list")["active"] == "shipped"


def test_damaged_active_bundle_is_never_replaced_by_another(
    shell: Shell, mine: Path, images: dict[str, Path]
) -> None:
    folder = shell.store / shell.read("install", mine)["active"]
    (folder / "head.onnx").write_bytes(b"")
    result = shell.run(images["melanoma"], "--json", command="diagnose")
    assert (result.returncode, result.stdout) == (1, "")
    assert str(folder / "head.onnx") in result.stderr
    assert shell.run("rollback").returncode == 0
    assert shell.run(images["melanoma"], "--json", command="diagnose").returncode == 0


def test_archive_in_place_of_a_folder(shell: Shell, mine: Path, images: dict[str, Path]) -> None:
    shell.run("pack", mine, "--out", "mine.skinvl")
    result = shell.run(images["melanoma"], "--bundle", "mine.skinvl", command="diagnose")
    assert result.returncode == 1
    assert "install it with `skinvl bundle install`" in result.stderr


def test_store_that_cannot_be_written(shell: Shell, mine: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    result = replace(shell, store=tmp_path / "file" / "store").run("install", mine)
    (line,) = result.stderr.splitlines()
    assert result.returncode == 1
    assert "cannot be written" in line


def test_keys(shell: Shell, stranger: Any) -> None:
    key = stranger.folder / "test.pub"
    wrong = shell.run("keys", "add", key, "--fingerprint", "0" * 64)
    assert (wrong.returncode, "nothing was added" in wrong.stderr) == (1, True)
    added = shell.run("keys", "add", key)
    assert added.returncode == 0, added.stderr
    lines = added.stdout.splitlines()
    assert lines[0].startswith(f"{stranger.key_id}  a stranger  (to be trusted)")
    assert lines[1].startswith(f"  fingerprint {stranger.key_id}")
    assert lines[2] == f"trusted from now on: {stranger.key_id} a stranger"
    rows = {row["key_id"]: row for row in shell.read("keys", "list")["keys"]}
    assert rows[stranger.key_id]["project"] is False
    assert any(row["project"] for row in rows.values())
    assert "the project's" in shell.run("keys", "list").stdout
    removed = shell.run("keys", "remove", stranger.key_id)
    assert "trusted no more" in removed.stdout
    again = shell.run("keys", "remove", stranger.key_id)
    assert (again.returncode, len(again.stderr.splitlines())) == (1, 1)


@pytest.mark.parametrize("arguments", [["keys"], ["pack", "x"], ["install"], ["activate"]])
def test_wrong_usage(shell: Shell, arguments: list[str]) -> None:
    assert shell.run(*arguments).returncode == 2
