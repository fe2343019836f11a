"""Has the person left? The desktop says when it locks its screen, sleeps or shows another user.

Linux alone: the screen saver says so on the bus of the session, logind on that of the system. Both
are sockets of this computer. Without a bus, or where nobody speaks on it, nothing is noticed here
and the time without a key or the mouse (`idle`) locks.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection, QDBusPendingCallWatcher

# Each says `ActiveChanged(true)`: KDE and the specification of freedesktop.org, and the others.
SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
# https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html
_LOGIND = "org.freedesktop.login1"
_MANAGER_PATH = "/org/freedesktop/login1"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_SYSTEM_SOCKETS = ("/run/dbus/system_bus_socket", "/var/run/dbus/system_bus_socket")
# A message whose arguments are of other types does not reach its slot.
_SAVER = SLOT("_take_saver(bool)")
_SLEEP = SLOT("_take_sleep(bool)")
_LOCK = SLOT("_take_lock()")
_CHANGE = SLOT("_take_change(QString,QVariantMap,QStringList)")


class SessionWatch(QObject):
    """Emits ``left`` when the screen is locked, the computer sleeps or another user has it."""

    left = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._buses: list[str] = []
        self._question: QDBusPendingCallWatcher | None = None
        self.session_path: str | None = None
        """What logind calls the session that is followed, once it has answered."""

    def watch(self) -> None:
        """Begin to listen; once it listens, again does nothing."""
        if self._buses or not sys.platform.startswith("linux"):
            return
        try:
            # Not part of every installation of Qt, and only needed once somebody has logged in.
            from PySide6 import QtDBus  # noqa: F401
        except ImportError:
            return
        session, system = find_buses(os.environ)
        if session is not None and (bus := self._join(session, "session")) is not None:
            for saver in SCREEN_SAVERS:
                # From whoever answers to the name, on the path that it prefers.
                self._listen(bus, "", "", saver, "ActiveChanged", _SAVER)
        if system is not None and (bus := self._join(system, "system")) is not None:
            manager = f"{_LOGIND}.Manager"
            self._listen(bus, _LOGIND, _MANAGER_PATH, manager, "PrepareForSleep", _SLEEP)
            self._ask_for_session(bus)

    def stop(self) -> None:
        """Listen no longer."""
        if self._buses:
            from PySide6.QtDBus import QDBusConnection

            self._question = None
            for name in self._buses:
                QDBusConnection.disconnectFromBus(name)
            self._buses.clear()

    def _join(self, address: str, which: str) -> QDBusConnection | None:
        from PySide6.QtDBus import QDBusConnection

        name = f"skinvl-{which}-{id(self):x}"
        bus = QDBusConnection.connectToBus(address, name)
        self._buses.append(name)
        return bus if bus.isConnected() else None

    def _listen(
        self, bus: QDBusConnection, service: str, path: str, interface: str, name: str, slot: str
    ) -> None:
        # The stub asks for bytes, which PySide6 refuses: it takes what SLOT gives.
        bus.connect(service, path, interface, name, self, slot)  # type: ignore[call-overload]

    def _ask_for_session(self, bus: QDBusConnection) -> None:
        """Others may be logged in at this computer: only what is said of our session counts."""
        from PySide6.QtDBus import QDBusMessage, QDBusPendingCallWatcher

        call = QDBusMessage.createMethodCall(
            _LOGIND, _MANAGER_PATH, f"{_LOGIND}.Manager", "GetSession"
        )
        # "auto" is the session of the caller, or else the one in which its user sees a screen.
        call.setArguments([os.environ.get("XDG_SESSION_ID", "auto")])
        call.setAutoStartService(False)
        self._question = QDBusPendingCallWatcher(bus.asyncCall(call), self)
        self._question.finished.connect(lambda answer: self._follow_session(bus, answer))

    def _follow_session(self, bus: QDBusConnection, answer: QDBusPendingCallWatcher) -> None:
        if self._question is None or answer.isError():
            return
        path = answer.reply().arguments()[0].path()
        self._listen(bus, _LOGIND, path, f"{_LOGIND}.Session", "Lock", _LOCK)
        self._listen(bus, _LOGIND, path, _PROPERTIES, "PropertiesChanged", _CHANGE)
        self.session_path = path

    @Slot(bool)
    def _take_saver(self, active: bool) -> None:
        if active:
            self.left.emit()

    @Slot(bool)
    def _take_sleep(self, begins: bool) -> None:
        # Also when it wakes: a computer may sleep before the window has heard of it.
        self.left.emit()

    @Slot()
    def _take_lock(self) -> None:
        self.left.emit()

    @Slot("QString", "QVariantMap", "QStringList")
    def _take_change(
        self, interface: str, changed: Mapping[str, object], unknown: list[str]
    ) -> None:
        if changed.get("Active") is False or changed.get("LockedHint") is True:
            self.left.emit()


def find_buses(environment: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Addresses of the bus of the session and of the system; None where there is no local one.

    Looked for here, because the library would start a bus of its own where it finds none, and an
    address may name another computer (``tcp:``).
    """
    session = environment.get("DBUS_SESSION_BUS_ADDRESS")
    if session is None:
        socket = Path(environment.get("XDG_RUNTIME_DIR", "/nowhere")) / "bus"
        session = f"unix:path={socket}" if socket.is_socket() else None
    system = environment.get("DBUS_SYSTEM_BUS_ADDRESS")
    if system is None:
        there = next((place for place in _SYSTEM_SOCKETS if Path(place).is_socket()), None)
        system = None if there is None else f"unix:path={there}"
    return _only_local(session), _only_local(system)


def _only_local(addresses: str | None) -> str | None:
    """An address may be a list of several, of which the first that answers is taken."""
    local = [part for part in (addresses or "").split(";") if part.startswith("unix:")]
    return ";".join(local) or None
