"""Libraries that could report home are found by their symbols, names and texts."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

GATE = Path(__file__).resolve().parents[2] / "installer" / "gate"

pytestmark = pytest.mark.skipif(
    shutil.which("nm") is None or not sys.platform.startswith("linux"),
    reason="nm (binutils) on Linux",
)


@pytest.fixture(scope="module")
def libraries() -> Iterator[ModuleType]:
    sys.path.insert(0, str(GATE))
    import network_libraries

    yield network_libraries
    sys.path.remove(str(GATE))


def put(source: str, target: Path) -> None:
    """A real library of this Python, under another name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(str(sys.modules[source].__file__), target)


def test_library_with_sockets_is_a_fault(libraries: ModuleType, tmp_path: Path) -> None:
    import _socket  # noqa: F401

    put("_socket", tmp_path / "_internal" / "stranger.so")
    (fault,) = libraries.find_faults(tmp_path)
    assert fault.startswith("_internal/stranger.so: names ") and "getaddrinfo" in fault


def test_listed_library_is_none(libraries: ModuleType, tmp_path: Path) -> None:
    import _socket  # noqa: F401

    put("_socket", tmp_path / "_internal" / "_socket.cpython-311.so")
    assert libraries.find_faults(tmp_path) == []
    (library,) = libraries.list_network_libraries(tmp_path)
    assert "socket" in library.functions and "Python's own" in library.reason


def test_library_without_is_none(libraries: ModuleType, tmp_path: Path) -> None:
    import _ctypes  # noqa: F401

    put("_ctypes", tmp_path / "_ctypes.so")
    assert libraries.list_network_libraries(tmp_path) == []


@pytest.mark.parametrize("name", ["libQt6Network.so.6", "QtNetwork.abi3.so", "libssl.so.3"])
def test_name_is_a_fault(name: str, libraries: ModuleType, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"")
    assert libraries.find_faults(tmp_path) == [f"{name}: a library for networks"]


def test_address_inside_is_a_fault(libraries: ModuleType, tmp_path: Path) -> None:
    import _ctypes  # noqa: F401

    put("_ctypes", tmp_path / "quiet.so")
    with (tmp_path / "quiet.so").open("ab") as file:
        file.write(b"https://mobile.events.data.microsoft.com/")
    (fault,) = libraries.find_faults(tmp_path)
    assert fault == "quiet.so: holds the address events.data.microsoft.com"
