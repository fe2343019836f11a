"""The frozen program asks for no network, and what deliberately does is caught by the same gate.

The parts run beside one another: each of the long ones waits most of its time.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

GATE = Path(__file__).resolve().parents[2] / "installer" / "gate"
LATE_SECONDS = 20
KINDS = ("python", "name", "qt", "native", "native-name", "child", "ring", "thread")


@pytest.fixture(scope="module")
def controls() -> Iterator[ModuleType]:
    """The scripts of the gate, where this computer can run them."""
    if not sys.platform.startswith("linux"):
        pytest.skip("strace and namespaces are Linux's")
    sys.path.insert(0, str(GATE))
    import controls as scripts
    from gate import GateUnavailable, empty_network

    try:
        empty_network()
    except GateUnavailable as error:
        pytest.skip(str(error))
    yield scripts
    sys.path.remove(str(GATE))


@pytest.fixture(scope="module")
def running(controls: ModuleType) -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


@pytest.fixture(scope="module")
def late(controls: ModuleType, running: ThreadPoolExecutor) -> Future[Any]:
    return running.submit(partial(controls.leak, "native", closed=False, seconds=LATE_SECONDS))


@pytest.fixture(scope="module")
def inside(
    controls: ModuleType, running: ThreadPoolExecutor, frozen: Path, late: Future[Any]
) -> Future[Any]:
    return running.submit(controls.leak_inside, frozen / "skinvl")


@pytest.fixture(scope="module")
def flows(
    controls: ModuleType, running: ThreadPoolExecutor, frozen: Path, late: Future[Any]
) -> Iterator[Future[Any]]:
    import flows as scripts

    with tempfile.TemporaryDirectory(prefix="skinvl-flows-") as folder:
        # An ordinary user has to get through to the home folder.
        Path(folder).chmod(0o755)
        yield running.submit(lambda: list(scripts.run_flows(frozen / "skinvl", Path(folder))))


@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
@pytest.mark.parametrize("kind", KINDS)
def test_leak_is_caught(kind: str, closed: bool, controls: ModuleType, late: Future[Any]) -> None:
    """As it is, and, refused, behind the program's own second line."""
    if kind == "qt":
        pytest.importorskip("PySide6.QtNetwork", exc_type=ImportError)
    assert controls.leak(kind, closed=closed).fault is None


def test_second_line_tells_python_in_words(controls: ModuleType) -> None:
    assert controls.WORDS in controls.leak("python", closed=True).gated.output


def test_frozen_program_asks_for_no_network(flows: Future[Any], inside: Future[Any]) -> None:
    """A window, a folder, an image, a report, the model; two of them for 35 seconds and more."""
    results = flows.result()
    assert {flow.name for flow, _, _ in results} >= {"window", "folder", "one image", "report"}
    for flow, gated, fault in results:
        assert fault is None, (flow.name, fault, gated.output)
        assert gated.trace.leaks == (), (flow.name, [str(leak) for leak in gated.trace.leaks])


def test_leak_that_waits_is_caught(late: Future[Any]) -> None:
    control = late.result()
    assert control.fault is None
    assert control.gated.trace.leaks[0].seconds >= LATE_SECONDS


@pytest.mark.skipif(shutil.which("cc") is None, reason="cc, a C compiler, is not installed")
def test_leak_inside_the_frozen_program_is_caught(inside: Future[Any]) -> None:
    """Native code in the program itself, which the second line refuses and the window survives."""
    assert inside.result().fault is None


def test_no_library_can_report_home(frozen: Path) -> None:
    if shutil.which("nm") is None:
        pytest.skip("nm (binutils) is not installed")
    sys.path.insert(0, str(GATE))
    try:
        import network_libraries
    finally:
        sys.path.remove(str(GATE))
    assert network_libraries.find_faults(frozen) == []
