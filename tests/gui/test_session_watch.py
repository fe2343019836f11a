"""The window locks with the screen: signals of a real message bus that belongs to the test."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6.QtDBus", reason="Qt has no D-Bus here", exc_type=ImportError)

from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusObjectPath, QDBusVirtualObject

from skinvl.desktop.core.configuration import Configuration
from skinvl.desktop.ui.session_watch import SCREEN_SAVERS, SessionWatch, find_buses

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux has such a bus"),
    pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="dbus-daemon is not here"),
]
LOGIND = "org.freedesktop.login1"
MANAGER = "/org/freedesktop/login1"
OURS, OTHERS = f"{MANAGER}/session/_32", f"{MANAGER}/session/_33"


class Logind(QDBusVirtualObject):
    """Answers as logind does which session is ours."""

    def __init__(self, bus: QDBusConnection) -> None:
        super().__init__()
        self._bus = bus
        self.asked: list[str] = []
        bus.registerService(LOGIND)
        bus.registerVirtualObject(
            MANAGER, self, QDBusConnection.VirtualObjectRegisterOption.SubPath
        )

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        if message.member() != "GetSession":
            return False
        self.asked += message.arguments()
        reply = message.createReply()
        reply.setArguments([QDBusObjectPath(OURS)])
        return connection.send(reply)

    def say(self, path: str, interface: str, name: str, arguments: list[object]) -> None:
        signal = QDBusMessage.createSignal(path, interface, name)
        signal.setArguments(arguments)
        assert self._bus.send(signal)


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bus that is both the session's and the system's."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
    monkeypatch.setenv("XDG_SESSION_ID", "2")
    yield address
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


@pytest.fixture
def logind(address: str, qtbot: Any) -> Iterator[Logind]:
    bus = QDBusConnection.connectToBus(address, "test-logind")
    assert bus.isConnected()
    service = Logind(bus)
    yield service
    bus.unregisterObject(MANAGER)
    QDBusConnection.disconnectFromBus("test-logind")


@pytest.fixture
def watch(logind: Logind, qtbot: Any) -> Iterator[SessionWatch]:
    watch = SessionWatch()
    watch.watch()
    # What is said of our session is followed as soon as logind has answered.
    qtbot.waitUntil(lambda: watch.session_path == OURS)
    yield watch
    watch.stop()
    watch.deleteLater()


SIGNALS: dict[str, tuple[str, str, str, list[object]]] = {
    **{name: ("/any/path", name, "ActiveChanged", [True]) for name in SCREEN_SAVERS},
    "sleep": (MANAGER, f"{LOGIND}.Manager", "PrepareForSleep", [True]),
    "lock": (OURS, f"{LOGIND}.Session", "Lock", []),
    "other user": (
        OURS,
        "org.freedesktop.DBus.Properties",
        "PropertiesChanged",
        [f"{LOGIND}.Session", {"Active": False}, ["Timestamp"]],
    ),
}
UNTOUCHED: dict[str, tuple[str, str, str, list[object]]] = {
    "screen saver ended": ("/any/path", SCREEN_SAVERS[0], "ActiveChanged", [False]),
    "no truth": ("/any/path", SCREEN_SAVERS[0], "ActiveChanged", ["yes"]),
    "another session is locked": (OTHERS, f"{LOGIND}.Session", "Lock", []),
    "we are back": (
        OURS,
        "org.freedesktop.DBus.Properties",
        "PropertiesChanged",
        [f"{LOGIND}.Session", {"Active": True, "LockedHint": False}, ["Timestamp"]],
    ),
}


@pytest.mark.parametrize("name", SIGNALS)
def test_person_who_left_is_noticed(
    name: str, watch: SessionWatch, logind: Logind, qtbot: Any
) -> None:
    with qtbot.waitSignal(watch.left, timeout=10_000):
        logind.say(*SIGNALS[name])
    assert logind.asked == ["2"]


@pytest.mark.parametrize("name", UNTOUCHED)
def test_what_does_not_concern_this_person_is_not(
    name: str, watch: SessionWatch, logind: Logind, qtbot: Any
) -> None:
    seen: list[str] = []
    watch.left.connect(lambda: seen.append(name))
    logind.say(*UNTOUCHED[name])
    # Messages arrive in order: the second one shows that the first has been dealt with.
    with qtbot.waitSignal(watch.left, timeout=10_000):
        logind.say(*SIGNALS["lock"])
    assert seen == [name]


def test_window_is_covered_when_the_screen_is_locked(
    logind: Logind, start_workplace: Callable[..., Any], store_folder: Path
) -> None:
    workplace = start_workplace(configuration=Configuration(data_folder=str(store_folder)))
    window = workplace.window
    page = window.access.login_page
    page.user.setText("anna")
    page.password.setText("correct horse battery")
    page.button.click()
    workplace.wait(lambda: window.desk.store is not None)
    logind.say(*SIGNALS[SCREEN_SAVERS[0]])
    workplace.wait(lambda: window.desk.store is None)
    assert window.access.must_log_in and page.isVisible()


def test_no_bus_is_no_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: Any) -> None:
    gone = f"unix:path={tmp_path}/gone"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", gone)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", gone)
    watch = SessionWatch()
    watch.watch()
    watch.stop()
    assert watch.session_path is None


def test_bus_of_another_computer_is_not_spoken_to() -> None:
    far = {
        "DBUS_SESSION_BUS_ADDRESS": "tcp:host=desk7,port=4000;unix:path=/near",
        "DBUS_SYSTEM_BUS_ADDRESS": "tcp:host=desk7,port=4001",
    }
    assert find_buses(far) == ("unix:path=/near", None)


def test_bus_is_looked_for_where_it_usually_is(tmp_path: Path) -> None:
    named = {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/system"}
    runtime = {**named, "XDG_RUNTIME_DIR": str(tmp_path)}
    assert find_buses(runtime) == (None, "unix:path=/system")
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(str(tmp_path / "bus"))
        assert find_buses(runtime)[0] == f"unix:path={tmp_path}/bus"
