"""`skinvl bundle info` and `verify` as processes."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest


def test_verify_prints_each_check(cli: Any, tiny: Path) -> None:
    result = cli.run("bundle", "verify", tiny)
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert [line.split()[1].rstrip(":") for line in lines[:-1]] == [
        "signature", "manifest", "contract", "MODEL_CARD.md", "decoder.onnx", "embed.onnx",
        "head.onnx", "tokenizer.json", "vision.onnx", "graphs",
    ]  # fmt: skip
    assert lines[-1].endswith("complete, unchanged, signed, and runs as expected")


def test_verify_stops_at_the_first_fault(cli: Any, tiny: Path) -> None:
    broken = shutil.copytree(tiny, cli.folder / "broken")
    (broken / "head.onnx").unlink()
    result = cli.run("bundle", "verify", broken)
    assert result.returncode == 1
    assert result.stdout.splitlines()[-1].startswith("ok      embed.onnx")
    assert result.stderr.startswith(f"skinvl: {broken / 'head.onnx'}: ")
    assert len(result.stderr.splitlines()) == 1


def test_verify_json(cli: Any, tiny: Path) -> None:
    good = json.loads(cli.run("bundle", "verify", tiny, "--json").stdout)
    assert (good["ok"], good["error"], len(good["checks"])) == (True, None, 10)
    bad = cli.run("bundle", "verify", cli.folder, "--json")
    record = json.loads(bad.stdout)
    assert (bad.returncode, record["ok"], record["checks"]) == (1, False, [])
    assert "bundle.json" in record["error"]


def test_info(cli: Any, tiny: Path) -> None:
    result = cli.run("bundle", "info", tiny)
    assert result.returncode == 0, result.stderr
    for words in ("tiny 1.2.3", "test key", "Apache-2.0", "fp32 for cpu", "0.800 (0.700 to 0.900"):
        assert words in result.stdout


def test_info_json_is_the_manifest(cli: Any, tiny: Path) -> None:
    record = json.loads(cli.run("bundle", "info", tiny, "--json").stdout)
    assert record["manifest"] == json.loads((tiny / "bundle.json").read_bytes())
    assert record["signed_by"]["name"] == "test key"


def test_info_refuses_what_nobody_signed(cli: Any, tiny: Path) -> None:
    copy = shutil.copytree(tiny, cli.folder / "copy")
    (copy / "bundle.sig").unlink()
    result = cli.run("bundle", "info", copy)
    assert (result.returncode, result.stdout) == (1, "")
    assert "not signed" in result.stderr


@pytest.mark.parametrize("arguments", [[], ["destroy"]])
def test_wrong_usage(cli: Any, arguments: list[str]) -> None:
    assert cli.run("bundle", *arguments).returncode == 2
