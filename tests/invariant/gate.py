"""Runs a program so that it dies as soon as it reaches for the network.

    python gate.py GATES HOLD -m MODULE [ARGUMENTS]
    python gate.py GATES HOLD -c CODE

GATES is `audit`, `filter` or `audit,filter`; HOLD is how many seconds the process is kept alive
after the program ended, for libraries that report home later, from a thread of their own.

- audit: a Python audit hook. Sees sockets and name look-ups made by Python code, and every child
  process, which is refused because the hook cannot see into it. Ends the process with LEAK, since
  the program could swallow an exception.
- filter: the filter of `skinvl.runtime.isolation` in the kernel, which sees the system calls of
  any code, C++ included. Here it ends the process (SIGSYS), which nobody can swallow.
"""

from __future__ import annotations

import os
import runpy
import socket
import sys
import time

from skinvl.runtime.isolation.call_filter import KILL, filter_calls

LEAK = 99

NAME_LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
CHILDREN = ("subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.exec", "os.system")


def refuse(event: str, args: tuple[object, ...]) -> None:
    """Audit hook (PEP 578)."""
    family = args[1] if event == "socket.__new__" else socket.AF_UNIX
    if event in NAME_LOOKUPS or event in CHILDREN or family != socket.AF_UNIX:
        os.write(2, f"leak: {event} {args!r}\n".encode())
        os._exit(LEAK)


def main(gates: str, hold: str, kind: str, program: str, *arguments: str) -> int:
    if "filter" in gates:
        refused = filter_calls(KILL)
        if refused is not None:
            raise OSError(refused)
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
