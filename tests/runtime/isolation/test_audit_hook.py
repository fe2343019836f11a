"""Python code is refused in words, on every system, and the refusals are counted."""

from __future__ import annotations

from typing import Any

import pytest

ASK = (
    "import socket\ntry:\n    {}\nexcept PermissionError as error:\n    print(error.errno, error)\n"
)
# The hook alone, as where the kernel has no filter.
HOOK = "from skinvl.runtime.isolation import audit_hook\naudit_hook.install(show_kernel=False)\n"


@pytest.mark.parametrize(
    ("code", "event"),
    [
        ("socket.socket()", "socket.__new__"),
        ("socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)", "socket.__new__"),
        ("socket.create_connection(('192.0.2.1', 80))", "socket.getaddrinfo"),
        ("socket.getaddrinfo('localhost', 80)", "socket.getaddrinfo"),
        ("socket.gethostbyname('localhost')", "socket.gethostbyname"),
        ("socket.gethostbyaddr('127.0.0.1')", "socket.gethostbyaddr"),
        ("socket.getnameinfo(('127.0.0.1', 80), 0)", "socket.getnameinfo"),
    ],
)
def test_python_is_refused(code: str, event: str, run_code: Any) -> None:
    result = run_code(HOOK + ASK.format(code), closed=False)
    line = f"SkinVL works without a network: {event} was refused"
    assert result.stdout == f"13 [Errno 13] {line}\n"
    assert result.stderr == f"skinvl: {line}\n"


@pytest.mark.parametrize("use", ["connect(('127.0.0.1', 9))", "bind(('127.0.0.1', 0))"])
def test_socket_that_was_open_before(use: str, run_code: Any) -> None:
    code = f"import socket\nsocket.open = socket.socket()\n{HOOK}{ASK.format(f'socket.open.{use}')}"
    assert f"socket.{use[: use.index('(')]} was refused" in run_code(code, closed=False).stdout


def test_local_socket_is_not_refused(run_code: Any) -> None:
    code = "import socket\nsocket.socketpair()\nsocket.gethostname()\n"
    assert run_code(HOOK + code, closed=False).returncode == 0


def test_refusals_are_counted_and_told_once(run_code: Any) -> None:
    code = (
        "from skinvl.runtime.isolation import list_refusals\n"
        + 3 * ASK.format("socket.socket()")
        + "print(list_refusals())"
    )
    result = run_code(code)
    assert result.stdout.splitlines()[-1] == "{'socket.__new__': 3}"
    assert result.stderr.count("skinvl: ") == 1


def test_library_that_gives_up_quietly_goes_on(run_code: Any) -> None:
    """`getfqdn` takes an OSError for a name that is not known."""
    result = run_code("import socket\nassert socket.getfqdn() == socket.gethostname()")
    assert result.returncode == 0, result.stderr
