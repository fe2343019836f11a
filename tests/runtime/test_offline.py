"""No socket, nothing heavy loaded before it is needed, no remote provider."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from skinvl.runtime.provider import list_ort_providers

# Ends the process at once: an exception could be swallowed by whoever opened the socket.
WATCH = """
import os, socket, sys

def watch(event, args):
    if event == "socket.__new__" and args[1] in (socket.AF_INET, socket.AF_INET6):
        os._exit(99)
    if event == "socket.getaddrinfo":
        os._exit(99)

sys.addaudithook(watch)
"""
RUN = "from skinvl.cli.main import main\nsys.exit(main(sys.argv[1:]))\n"


def watched(cli: Any, code: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WATCH + code, *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, env=cli.environment(), check=False
    )


def test_diagnose_creates_no_inet_socket(cli: Any, tiny: Path, images: dict[str, Path]) -> None:
    arguments = ["diagnose", images["melanoma"], "--bundle", tiny, "--question", "Why?"]
    result = watched(cli, RUN, *arguments)
    assert result.returncode == 0, result.stderr
    assert watched(cli, "socket.socket()").returncode == 99


def test_diagnose_without_any_network(cli: Any, tiny: Path, images: dict[str, Path]) -> None:
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-n", "true"], check=False).returncode != 0:
        pytest.skip("this machine may not make network namespaces (unshare -n)")
    command = cli.command("diagnose", images["melanoma"], "--bundle", tiny, "--json")
    result = subprocess.run(
        [unshare, "-n", *command],
        capture_output=True,
        text=True,
        env=cli.environment(),
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert '"status": "ok"' in result.stdout


def test_importing_the_package_is_cheap_and_turns_telemetry_off() -> None:
    code = (
        "import os, sys\n"
        "import skinvl.runtime, skinvl.runtime.commands.diagnose, skinvl.runtime.commands.bundle\n"
        "assert os.environ['ORT_DISABLE_TELEMETRY'] == '1'\n"
        "heavy = {'numpy', 'onnxruntime', 'tokenizers', 'cryptography', 'PIL'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "skinvl.runtime.load_bundle\n"
        "frameworks = {'torch', 'transformers', 'onnx', 'optimum', 'PySide6'} & set(sys.modules)\n"
        "assert not frameworks, frameworks\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr


def test_providers_are_named_and_local() -> None:
    assert list_ort_providers("cpu") == ["CPUExecutionProvider"]
    assert list_ort_providers("cuda") == ["CUDAExecutionProvider", "CPUExecutionProvider"]


def test_sessions_have_the_asked_providers_only(bundle: Any) -> None:
    assert bundle._models.vision.vision.session.get_providers() == ["CPUExecutionProvider"]
