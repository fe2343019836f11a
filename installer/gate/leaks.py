"""Deliberate leaks, to see that they are caught: `python leaks.py KIND [SECONDS]`.

Each asks for the network in another way, after SECONDS (0), and swallows what goes wrong, as a
library that reports home does. The address is one that is routed nowhere (RFC 5737).
"""

from __future__ import annotations

import ctypes
import socket
import struct
import subprocess
import sys
import threading
import time
from contextlib import suppress

ADDRESS = "192.0.2.1"
NAME = "telemetry.skinvl.invalid"
PORT = 443


def connect_python() -> None:
    """A socket of Python's own."""
    with suppress(OSError), socket.socket() as connection:
        connection.setblocking(False)
        connection.connect((ADDRESS, PORT))


def look_up_name() -> None:
    """A name, whose look-up alone can carry data away."""
    with suppress(OSError):
        socket.getaddrinfo(NAME, PORT)


def connect_qt() -> None:
    """C++ code that Python does not see."""
    from PySide6.QtCore import QCoreApplication, QTimer
    from PySide6.QtNetwork import QTcpSocket

    application = QCoreApplication([])
    connection = QTcpSocket()
    connection.connectToHost(ADDRESS, PORT)
    QTimer.singleShot(500, application.quit)
    application.exec()


def connect_native() -> None:
    """C code past Python's `socket`."""
    library = ctypes.CDLL(None)
    descriptor = library.socket(2, 1 | 0o4000, 0)
    address = struct.pack("=HH4s8x", 2, socket.htons(PORT), socket.inet_aton(ADDRESS))
    library.connect(descriptor, address, len(address))


def look_up_natively() -> None:
    """The C library's look-up of a name."""
    library = ctypes.CDLL(None)
    found = ctypes.c_void_p()
    library.getaddrinfo(NAME.encode(), b"443", None, ctypes.byref(found))


def start_child() -> None:
    """Another program, which has none of what was set up in this one's Python."""
    code = "import socket\ntry: socket.create_connection(('192.0.2.1', 443), 1)\nexcept OSError: 0"
    subprocess.run([sys.executable, "-I", "-c", code], check=False)


def make_ring() -> None:
    """A ring of requests to the kernel, which opens sockets without a call of its own."""
    parameters = ctypes.create_string_buffer(120)
    ctypes.CDLL(None).syscall(ctypes.c_long(425), 8, parameters)


def start_thread() -> None:
    """From another thread, as background work does."""
    thread = threading.Thread(target=connect_native, daemon=True)
    thread.start()
    thread.join()


KINDS = {
    "python": connect_python,
    "name": look_up_name,
    "qt": connect_qt,
    "native": connect_native,
    "native-name": look_up_natively,
    "child": start_child,
    "ring": make_ring,
    "thread": start_thread,
}


def main(kind: str, seconds: str = "0", line: str = "open") -> None:
    """Leak; with `closed` as the third word behind the program's own second line."""
    if line == "closed":
        from skinvl.runtime.isolation import close_network

        close_network()
    time.sleep(float(seconds))
    KINDS[kind]()


if __name__ == "__main__":
    main(*sys.argv[1:])
