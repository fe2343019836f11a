"""The `skinvl` command itself, over stand-in commands and as a real process."""

import argparse
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from skinvl.cli import main as cli
from skinvl.contract import __version__
from skinvl.contract.errors import SkinVLError

HEAVY = ("torch", "transformers", "optimum", "onnx", "onnxruntime", "PySide6", "scipy", "sklearn")


def run_process(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "skinvl.cli", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A stand-in for `skinvl train` whose `run` a test replaces."""

    def add_arguments(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--times", type=int, default=0)

    stand_in = SimpleNamespace(
        SUMMARY="Counts.",
        EXAMPLE="skinvl train --times 3",
        add_arguments=add_arguments,
        run=lambda args: args.times,
    )
    monkeypatch.setattr(cli, "load_command", lambda name: stand_in)
    return stand_in


def test_version() -> None:
    result = run_process("--version")
    assert (result.returncode, result.stdout) == (0, f"skinvl {__version__}\n")


def test_overview_names_every_command() -> None:
    result = run_process("--help")
    assert result.returncode == 0
    for name in cli.COMMANDS:
        assert f"\n  {name} " in result.stdout
        assert cli.load_command(name).SUMMARY in result.stdout
    assert "not available" not in result.stdout


def test_overview_without_a_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2
    assert "usage: skinvl COMMAND" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in cli.COMMANDS)])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys; from skinvl.cli.main import main; code = main(sys.argv[1:]);"
        f"print('HEAVY', sorted(set({HEAVY!r}) & set(sys.modules))); sys.exit(code)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.endswith("HEAVY []\n")


def test_telemetry_is_off_before_any_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORT_DISABLE_TELEMETRY", "0")
    code = "import os, skinvl.cli.main; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout == "1\n"


def test_exit_code_of_the_command(command: SimpleNamespace) -> None:
    assert cli.main(["train", "--times", "7"]) == 7


def test_unknown_command_suggests_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["diagnos"]) == 2
    assert capsys.readouterr().err == (
        "skinvl: unknown command 'diagnos'; did you mean `skinvl diagnose`?\n"
    )


def test_part_that_is_not_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(cli.COMMANDS, "train", cli.Entry("skinvl.nothing.commands.train", "none"))
    assert cli.main(["train"]) == 2
    assert capsys.readouterr().err == "skinvl: `skinvl train` is not part of this installation\n"
    assert "\n  train " not in cli.overview()


def test_wrong_usage(command: SimpleNamespace, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["train", "--times", "many"]) == 2
    assert "invalid int value" in capsys.readouterr().err


def test_expected_error_is_one_line(
    command: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(args: argparse.Namespace) -> int:
        raise SkinVLError("photo.jpg: the file is empty; take the picture again")

    command.run = run
    assert cli.main(["train"]) == 1
    captured = capsys.readouterr()
    assert captured.err == "skinvl: photo.jpg: the file is empty; take the picture again\n"
    assert captured.out == ""


def test_defect_is_not_hidden(command: SimpleNamespace) -> None:
    def run(args: argparse.Namespace) -> int:
        raise ZeroDivisionError

    command.run = run
    with pytest.raises(ZeroDivisionError):
        cli.main(["train"])


def test_interrupt(command: SimpleNamespace) -> None:
    def run(args: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    command.run = run
    assert cli.main(["train"]) == 130


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            ModuleNotFoundError("No module named 'torch'", name="torch"),
            "skinvl: `skinvl train` needs torch: pip install 'skinvl[training]'\n",
        ),
        (
            ModuleNotFoundError("No module named 'onnxruntime'", name="onnxruntime"),
            "skinvl: `skinvl train` needs onnxruntime: pip install 'skinvl[cpu]'\n",
        ),
        (
            ImportError("libEGL.so.1: cannot open shared object file: No such file or directory"),
            "skinvl: the system library libEGL.so.1 is missing:"
            " apt-get install libegl1 (Debian, Ubuntu)\n",
        ),
    ],
)
def test_missing_package_names_what_to_install(
    command: SimpleNamespace,
    capsys: pytest.CaptureFixture[str],
    error: ImportError,
    message: str,
) -> None:
    def run(args: argparse.Namespace) -> int:
        raise error

    command.run = run
    assert cli.main(["train"]) == 1
    assert capsys.readouterr().err == message


def test_missing_part_of_skinvl_is_a_defect(command: SimpleNamespace) -> None:
    def run(args: argparse.Namespace) -> int:
        raise ModuleNotFoundError("No module named 'skinvl.nothing'", name="skinvl.nothing")

    command.run = run
    with pytest.raises(ModuleNotFoundError):
        cli.main(["train"])


def test_closed_pipe_is_quiet() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", PIPE_PROGRAM],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), errors) == (1, "")


PIPE_PROGRAM = """
import sys
from pathlib import Path
from types import SimpleNamespace
from skinvl.cli import main as cli

def run(args):
    for number in range(100_000):
        print(number)
    return 0

cli.load_command = lambda name: SimpleNamespace(
    SUMMARY="s", EXAMPLE="e", add_arguments=lambda parser: None, run=run
)
sys.exit(cli.main(["train"]))
"""


def test_every_fault_of_a_configuration_has_its_line(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="the training part is not installed")
    file = tmp_path / "bad.yaml"
    file.write_text("recipe: mini\nname: 3\n", encoding="utf-8")
    result = run_process("train", str(file), "--data", str(tmp_path), "--out", str(tmp_path / "o"))
    assert result.returncode == 1
    lines = result.stderr.splitlines()
    assert lines[0].startswith("skinvl: ")
    assert "  " + f"{file}: vision: missing" in lines
    assert any(line.endswith("name: 3 is not a str") for line in lines)
