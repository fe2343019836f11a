"""What a program asked the kernel for, read from strace; and what of it leaves the computer.

Everything is a leak that is not known to stay here: a family of sockets other than AF_UNIX, an
AF_UNIX service that is not listed in `PEERS`, a line that cannot be read. An attempt that the
kernel refused is a leak as well: strace notes a call before a filter of the program's own sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# `-e trace=` of strace. Filters of strace itself (--seccomp-bpf) would come after those of the
# program and never see what these refuse.
TRACED = "%network,io_uring_setup,io_uring_enter,execve"

# Services of the computer that a workstation talks to, each with the reason.
PEERS = {
    r"@?/tmp/\.X11-unix/X\d+": "the display (X11)",
    r"/run/user/\d+/wayland-\d+": "the display (Wayland)",
    r"(/var)?/run/dbus/system_bus_socket": "D-Bus: printers, sleep, who is at the screen",
    r"/run/user/\d+/bus|@?/tmp/dbus-\w+": "D-Bus of the session: desktop, input methods, lock",
    r"/run/user/\d+/(at-spi|ibus)/.*": "screen readers and input methods",
    r"(/var)?/run/cups/cups\.sock": "the local printing service",
}
# The C library asks it for the name of a user, and would for that of a computer: where it is not
# there, nobody was asked.
NAME_CACHE = "/var/run/nscd/socket"

_LINE = re.compile(r"(?P<time>\d+\.\d+) (?P<name>\w+)\((?P<arguments>.*)$")
_NOTE = re.compile(r"(?P<time>\d+\.\d+) (\+\+\+ (exited with|killed by) .*|\[ Process PID=.* \])$")
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_PATH = re.compile(r'sun_path=(@?)"((?:[^"\\]|\\.)*)"')
_FAMILY = re.compile(r"sa_family=(\w+)")
_MAKING = ("socket", "socketpair")
# How the program's self-test asks whether its network is closed (skinvl.runtime.isolation.attempt):
# for a protocol that does not exist, and for a ring without entries. Neither can ever be granted.
_QUESTION = re.compile(
    r"(socket\(AF_INET6?, SOCK_STREAM, 0x534b\b.*\)|io_uring_setup\(0, NULL\)) += -1 E.*"
)


@dataclass(frozen=True)
class Leak:
    """A call that leaves the computer, or cannot be shown to stay.

    `seconds` counts from the first call of the whole run.
    """

    process: int
    seconds: float
    reason: str
    line: str

    def __str__(self) -> str:
        return f"{self.seconds:7.2f} s, process {self.process}: {self.reason}: {self.line[:160]}"


@dataclass(frozen=True)
class Trace:
    """All processes of a run.

    Attributes:
        seconds: from the first noted call to the last.
        commands: programs that were started, in order, each with its arguments.
        processes: processes and threads.
        calls: noted calls, without the starting of programs.
        longest: seconds that the process with the longest life was seen.
    """

    seconds: float
    commands: tuple[tuple[str, ...], ...]
    processes: int
    calls: int
    longest: float
    leaks: tuple[Leak, ...]


def read_trace(folder: Path) -> Trace:
    """Read what `strace -ff -ttt -o FOLDER/trace` wrote: one file per process and thread.

    Raises:
        ValueError: nothing was written.
    """
    files = sorted(folder.glob("trace.*"), key=lambda file: int(file.suffix[1:]))
    lines = {int(file.suffix[1:]): list(_read_lines(file)) for file in files}
    times = [time for noted in lines.values() for time, _ in noted]
    if not times:
        raise ValueError(f"{folder}: strace noted nothing")
    begin = min(times)
    commands: list[tuple[float, tuple[str, ...]]] = []
    leaks: list[Leak] = []
    calls = 0
    for process, noted in lines.items():
        for time, line in noted:
            match = _LINE.fullmatch(line)
            if match is not None and match["name"] == "execve":
                if line.endswith(" = 0"):
                    program, _, *words = [text[1:-1] for text in _TEXT.findall(line)]
                    commands.append((time, (program, *words)))
                continue
            calls += match is not None
            reason = judge_line(line)
            if reason is not None:
                leaks.append(Leak(process, time - begin, reason, line.partition(" ")[2]))
    return Trace(
        seconds=max(times) - begin,
        commands=tuple(command for _, command in sorted(commands)),
        processes=len(files),
        calls=calls,
        longest=max(noted[-1][0] - noted[0][0] for noted in lines.values() if noted),
        leaks=tuple(sorted(leaks, key=lambda leak: leak.seconds)),
    )


def judge_line(line: str) -> str | None:
    """Why a line of strace is a leak; None where it stays on the computer."""
    match = _LINE.fullmatch(line)
    if match is None:
        return None if _NOTE.fullmatch(line) else "cannot be read"
    name, arguments = match["name"], match["arguments"]
    if name == "execve":
        return None
    if _QUESTION.fullmatch(line.partition(" ")[2]):
        return None
    if name.startswith("io_uring"):
        return "a ring can open sockets unseen"
    if name in _MAKING and not arguments.startswith("AF_UNIX,"):
        return f"socket of the family {arguments.partition(',')[0]}"
    foreign = [family for family in _FAMILY.findall(_TEXT.sub('""', arguments))]
    foreign = [family for family in foreign if family != "AF_UNIX"]
    if foreign:
        return f"address of the family {foreign[0]}"
    for mark, path in _PATH.findall(arguments):
        if not _is_peer(name, mark + path, arguments):
            return f"the service {mark}{path}"
    return None


def _is_peer(name: str, path: str, arguments: str) -> bool:
    if name not in ("connect", "sendto", "sendmsg", "sendmmsg", "bind"):
        return True
    if path == NAME_CACHE:
        return name == "connect" and "= -1 ENOENT" in arguments
    return name != "bind" and any(re.fullmatch(peer, path) for peer in PEERS)


def _read_lines(file: Path) -> Iterator[tuple[float, str]]:
    last = 0.0
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        if line:
            number = line.partition(" ")[0]
            last = float(number) if re.fullmatch(r"\d+\.\d+", number) else last
            yield last, line
