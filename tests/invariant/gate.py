"""Runs a program so that it dies as soon as it reaches for the network.

    python gate.py GATES HOLD -m MODULE [ARGUMENTS]
    python gate.py GATES HOLD -c CODE

GATES is `audit`, `filter` or `audit,filter`; HOLD is how many seconds the process is kept alive
after the program ended, for libraries that report home later, from a thread of their own.

- audit: a Python audit hook. Sees sockets and name look-ups made by Python code, and every child
  process, which is refused because the hook cannot see into it. Ends the process with LEAK, since
  the program could swallow an exception.
- filter: a seccomp filter in the kernel. Sees the `socket` system call of any code, C++ included,
  and kills the process (SIGSYS) unless the socket is AF_UNIX.
"""

from __future__ import annotations

import ctypes
import os
import platform
import runpy
import socket
import struct
import sys
import time

LEAK = 99

NAME_LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
CHILDREN = ("subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.exec", "os.system")

# machine -> (AUDIT_ARCH of linux/audit.h, number of the system call `socket`)
SYSTEM_CALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}


def refuse(event: str, args: tuple[object, ...]) -> None:
    """Audit hook (PEP 578)."""
    family = args[1] if event == "socket.__new__" else socket.AF_UNIX
    if event in NAME_LOOKUPS or event in CHILDREN or family != socket.AF_UNIX:
        os.write(2, f"leak: {event} {args!r}\n".encode())
        os._exit(LEAK)


def filter_system_calls() -> None:
    """Installs the seccomp filter (classic BPF over `struct seccomp_data`) in this process.

    Raises:
        OSError: the kernel refused it.
    """
    architecture, socket_call = SYSTEM_CALLS[platform.machine()]
    load, equal, end = 0x20, 0x15, 0x06
    kill, allow = 0x80000000, 0x7FFF0000
    program = [
        (load, 0, 0, 4),
        (equal, 0, 4, architecture),
        (load, 0, 0, 0),
        (equal, 0, 3, socket_call),
        (load, 0, 0, 16),
        (equal, 1, 0, int(socket.AF_UNIX)),
        (end, 0, 0, kill),
        (end, 0, 0, allow),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in program))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))

    libc = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, set_filter, filter_mode = 38, 22, 2
    description = Program(len(program), ctypes.addressof(code))
    if libc.prctl(no_new_privileges, 1, 0, 0, 0) or libc.prctl(
        set_filter, filter_mode, ctypes.byref(description), 0, 0
    ):
        raise OSError(ctypes.get_errno(), "the kernel refused the filter")


def main(gates: str, hold: str, kind: str, program: str, *arguments: str) -> int:
    if "filter" in gates:
        filter_system_calls()
    if "audit" in gates:
        sys.addaudithook(refuse)
    sys.argv = [program, *arguments]
    code = 0
    try:
        if kind == "-m":
            runpy.run_module(program, run_name="__main__", alter_sys=True)
        else:
            exec(compile(program, "<program>", "exec"), {"__name__": "__main__"})
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    time.sleep(float(hold))
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
