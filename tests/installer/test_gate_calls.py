"""What strace notes is read, and what cannot be shown to stay on the computer is a leak."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

GATE = Path(__file__).resolve().parents[2] / "installer" / "gate"


@pytest.fixture(scope="module")
def calls() -> Iterator[ModuleType]:
    sys.path.insert(0, str(GATE))
    import system_calls

    yield system_calls
    sys.path.remove(str(GATE))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3", "family AF_INET"),
        ("socket(AF_INET6, SOCK_DGRAM, 0) = -1 EACCES (Permission denied)", "family AF_INET6"),
        ("socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) = 4", "family AF_NETLINK"),
        ("socket(0x63 /* AF_??? */, SOCK_STREAM, 0) = -1 EAFNOSUPPORT (…)", "family 0x63"),
        ("socket( <unfinished ...>", "family"),
        ("socketpair(AF_TIPC, SOCK_STREAM, 0, [3, 4]) = 0", "family AF_TIPC"),
        (
            'connect(3, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("192.0.2.1")}, '
            "16) = -1 EINPROGRESS (Operation now in progress)",
            "address of the family AF_INET",
        ),
        (
            'sendto(3, "\\27\\3", 2, 0, {sa_family=AF_INET6, sin6_port=htons(53)}, 28) = 2',
            "address of the family AF_INET6",
        ),
        ("sendmsg(4, {msg_name={sa_family=AF_NETLINK}, msg_iov=[]}, 0) = 20", "AF_NETLINK"),
        ("io_uring_setup(8, {flags=0}) = 3", "ring"),
        ("io_uring_setup(8, {flags=0}) = -1 ENOSYS (Function not implemented)", "ring"),
        ("socket(AF_INET, SOCK_STREAM, 0x534b /* IPPROTO_??? */) = 3", "family AF_INET"),
        (
            'connect(3, {sa_family=AF_UNIX, sun_path="/run/systemd/resolve/io.systemd.Resolve"}, '
            "42) = 0",
            "the service /run/systemd/resolve/io.systemd.Resolve",
        ),
        (
            'connect(3, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = 0',
            "the service /var/run/nscd/socket",
        ),
        ('bind(3, {sa_family=AF_UNIX, sun_path="/tmp/open"}, 12) = 0', "the service /tmp/open"),
        ("a line that nobody knows", "cannot be read"),
    ],
)
def test_leak_is_seen(line: str, reason: str, calls: ModuleType) -> None:
    assert reason in calls.judge_line(f"1700000000.000001 {line}")


@pytest.mark.parametrize(
    "line",
    [
        "socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3",
        "socketpair(AF_UNIX, SOCK_STREAM, 0, [3, 4]) = 0",
        "socket(AF_INET, SOCK_STREAM, 0x534b /* IPPROTO_??? */) = -1 EACCES (Permission denied)",
        "io_uring_setup(0, NULL)                 = -1 ENOSYS (Function not implemented)",
        'connect(3, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X99"}, 20) = 0',
        'connect(3, {sa_family=AF_UNIX, sun_path="/tmp/.X11-unix/X0"}, 20) = 0',
        'connect(3, {sa_family=AF_UNIX, sun_path="/run/cups/cups.sock"}, 22) = 0',
        'connect(4, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT (No '
        "such file or directory)",
        'sendto(3, "sa_family=AF_INET", 17, 0, NULL, 0) = 17',
        'execve("/bin/true", ["true", "socket(AF_INET"], 0x7ffd /* 9 vars */) = 0',
        "+++ exited with 0 +++",
        "+++ killed by SIGKILL +++",
        "[ Process PID=17 runs in 32 bit mode. ]",
    ],
)
def test_what_stays_here_is_no_leak(line: str, calls: ModuleType) -> None:
    assert calls.judge_line(f"1700000000.000001 {line}") is None


def test_run_is_put_together(calls: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "trace.10").write_text(
        '100.0 execve("/opt/skinvl/skinvl", ["skinvl", "desktop"], 0x7f /* 3 vars */) = 0\n'
        '100.1 execve("/opt/none", ["none"], 0x7f /* 3 vars */) = -1 ENOENT (No such file)\n'
        "140.5 +++ exited with 0 +++\n"
    )
    (tmp_path / "trace.9").write_text("120.5 socket(AF_INET, SOCK_STREAM, 0) = 3\n")
    trace = calls.read_trace(tmp_path)
    assert trace.commands == (("/opt/skinvl/skinvl", "desktop"),)
    assert (trace.processes, trace.longest, trace.seconds) == (2, 40.5, 40.5)
    (leak,) = trace.leaks
    assert (leak.process, leak.seconds) == (9, 20.5)


def test_nothing_noted_is_no_success(calls: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="noted nothing"):
        calls.read_trace(tmp_path)
