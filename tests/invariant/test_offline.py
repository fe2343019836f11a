"""Nothing leaves the machine: the whole diagnosis where the network is absent or deadly.

Three gates, and for each a deliberate leak that it has to catch:
an empty network namespace, a Python audit hook, and a system-call filter (see gate.py).
"""

import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from skinvl.contract.errors import BundleError
from skinvl.runtime.location import find_shipped_bundle

GATE = Path(__file__).with_name("gate.py")
LEAK = 99

# Telemetry of onnxruntime 1.29 first reports some ten seconds after the import.
HOLD_SECONDS = 12

# Variables under which libraries keep still of their own accord, which would hide a leak.
QUIETING = ("CI", "GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "ORT_DISABLE_TELEMETRY")
DISPLAY = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")

on_linux = pytest.mark.skipif(
    not sys.platform.startswith("linux") or platform.machine() not in ("x86_64", "aarch64"),
    reason="the system-call filter is written for Linux on x86-64 and ARM64",
)


def run(*command: str, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    removed = {*QUIETING, *DISPLAY}
    environment = {name: value for name, value in os.environ.items() if name not in removed}
    if home is not None:
        environment |= {"HOME": str(home)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def run_gated(
    gates: str, *program: str, hold: float = 0, home: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, str(GATE), gates, str(hold), *program, home=home)


@pytest.fixture(scope="session")
def empty_network() -> list[str]:
    """Command prefix that runs a program in a network namespace without any interface."""
    for prefix in (["unshare", "-n"], ["unshare", "-r", "-n"]):
        if shutil.which("unshare") and run(*prefix, "true").returncode == 0:
            return prefix
    pytest.skip("this machine may not make network namespaces (unshare -n)")


@pytest.fixture(scope="session")
def shipped_bundle() -> Path:
    try:
        return find_shipped_bundle()
    except BundleError as error:
        pytest.skip(f"no bundle ships with this tree: {error}")


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """A brown disc on a pink ground with some grain, as a JPEG."""
    rows, columns = np.mgrid[:300, :400]
    inside = (rows - 150) ** 2 + (columns - 200) ** 2 < 70**2
    rgb = np.where(inside[..., None], (110, 70, 50), (224, 172, 150)).astype(np.float64)
    rgb += np.random.default_rng(0).normal(0, 8, rgb.shape)
    path = tmp_path / "photograph.jpg"
    Image.fromarray(rgb.clip(0, 255).astype(np.uint8)).save(path)
    return path


def diagnose_arguments(photograph: Path) -> list[str]:
    return ["diagnose", str(photograph), "--json", "--question", "Is the border irregular?"]


def check_finding(result: subprocess.CompletedProcess[str], photograph: Path) -> None:
    assert result.returncode == 0, result.stderr
    (finding,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert finding["status"] == "ok", finding["error"]
    assert Path(finding["file"]).name == photograph.name
    assert finding["differential"]
    assert finding["answer"] is not None


def test_diagnose_in_an_empty_network(
    empty_network: list[str], shipped_bundle: Path, photograph: Path
) -> None:
    result = run(
        *empty_network, sys.executable, "-m", "skinvl.cli", *diagnose_arguments(photograph)
    )
    check_finding(result, photograph)


@on_linux
def test_diagnose_makes_no_socket(shipped_bundle: Path, photograph: Path, tmp_path: Path) -> None:
    """Neither during the diagnosis nor later, and nothing is left in the home folder."""
    home = tmp_path / "home"
    home.mkdir()
    result = run_gated(
        "audit,filter",
        "-m",
        "skinvl.cli",
        *diagnose_arguments(photograph),
        hold=HOLD_SECONDS,
        home=home,
    )
    check_finding(result, photograph)
    assert list(home.rglob("*")) == []


def check_report(result: subprocess.CompletedProcess[str], report: Path) -> None:
    assert result.returncode == 0, result.stdout + result.stderr
    assert report.read_bytes().startswith(b"%PDF-")


def test_desktop_in_an_empty_network(
    empty_network: list[str], shipped_bundle: Path, photograph: Path, tmp_path: Path
) -> None:
    """Without a display the workstation reads one image and writes its report."""
    pytest.importorskip("PySide6.QtGui", exc_type=ImportError)
    report = tmp_path / "report.pdf"
    arguments = ["desktop", str(photograph), "--report", str(report)]
    result = run(*empty_network, sys.executable, "-m", "skinvl.cli", *arguments, home=tmp_path)
    check_report(result, report)


@on_linux
def test_desktop_makes_no_socket(shipped_bundle: Path, photograph: Path, tmp_path: Path) -> None:
    """The filter is inherited: a child process that reads the image is under it as well."""
    pytest.importorskip("PySide6.QtGui", exc_type=ImportError)
    report = tmp_path / "report.pdf"
    arguments = ["desktop", str(photograph), "--report", str(report)]
    result = run_gated("filter", "-m", "skinvl.cli", *arguments, home=tmp_path)
    check_report(result, report)


def test_empty_network_is_empty(empty_network: list[str]) -> None:
    """A server of this test is reached from outside the namespace and not from inside."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=server.accept, daemon=True).start()
        code = f"import socket; socket.create_connection({server.getsockname()!r}, timeout=5)"
        assert run(*empty_network, sys.executable, "-c", code).returncode != 0
        assert run(sys.executable, "-c", code).returncode == 0


PYTHON_SOCKET = "import socket; socket.socket()"
SWALLOWED = "import socket\ntry:\n    socket.socket()\nexcept BaseException:\n    pass"
NAME_LOOKUP = "import socket; socket.getaddrinfo('localhost', 80)"
CHILD = "import subprocess; subprocess.run(['true'])"
NATIVE = "import ctypes, socket; ctypes.CDLL(None).socket(int(socket.{family}), 1, 0)"
LATER = (
    "import threading, time, socket\n"
    "def report():\n"
    "    time.sleep(0.5)\n"
    "    socket.socket()\n"
    "threading.Thread(target=report, daemon=True).start()"
)
LOCAL = "import socket; socket.socket(socket.AF_UNIX)"
QT_NETWORK = (
    "from PySide6.QtCore import QCoreApplication, QTimer\n"
    "from PySide6.QtNetwork import QTcpSocket\n"
    "app = QCoreApplication([])\n"
    "connection = QTcpSocket()\n"
    "connection.connectToHost('192.0.2.1', 80)\n"
    "QTimer.singleShot(2000, app.quit)\n"
    "app.exec()"
)


@pytest.mark.parametrize("code", [PYTHON_SOCKET, SWALLOWED, NAME_LOOKUP, CHILD])
def test_audit_catches(code: str) -> None:
    result = run_gated("audit", "-c", code)
    assert (result.returncode, result.stderr.startswith("leak: ")) == (LEAK, True)


def test_audit_catches_a_late_leak_while_held() -> None:
    assert run_gated("audit", "-c", LATER).returncode == 0
    assert run_gated("audit", "-c", LATER, hold=30).returncode == LEAK


@on_linux
@pytest.mark.parametrize(
    "code",
    [
        PYTHON_SOCKET,
        NATIVE.format(family="AF_INET"),
        NATIVE.format(family="AF_INET6"),
        NATIVE.format(family="AF_NETLINK"),
        pytest.param(QT_NETWORK, id="qt"),
    ],
)
def test_filter_catches(code: str) -> None:
    if "PySide6" in code:
        pytest.importorskip("PySide6.QtNetwork", exc_type=ImportError)
    assert run_gated("filter", "-c", code).returncode == -signal.SIGSYS


@on_linux
def test_gates_let_local_sockets_through() -> None:
    assert run_gated("audit,filter", "-c", LOCAL).returncode == 0


def network_functions(library: Path) -> set[str]:
    """Names of the C library's network functions among the strings of a shared library."""
    content = library.read_bytes()
    names = ("getaddrinfo", "gethostbyname", "connect", "socket")
    return {name for name in names if b"\0" + name.encode() + b"\0" in content}


@on_linux
def test_onnxruntime_names_no_network_function() -> None:
    """Its wheels from 1.29 on do; the name of an imported function stands in the symbol table."""
    onnxruntime = pytest.importorskip("onnxruntime")
    libraries = sorted(Path(onnxruntime.__file__).parent.rglob("*.so*"))
    assert libraries
    assert {library.name: network_functions(library) for library in libraries} == {
        library.name: set() for library in libraries
    }


@on_linux
def test_network_functions_are_found_where_they_are() -> None:
    module = Path(str(sys.modules["_socket"].__file__))
    assert {"connect", "getaddrinfo"} <= network_functions(module)
