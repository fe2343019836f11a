"""Runs a program in an empty network and fails if it, or a child, asks for one.

    python installer/gate/gate.py --seconds 40 --at-least 35 -- dist/skinvl/skinvl desktop

The program runs as an ordinary user, in a network namespace without any interface, under strace;
nothing of it is switched off. Its environment holds what `environment` gives and nothing else: on a
computer that calls itself CI a library that reports home may keep still.
Exit code 0: nothing left the computer. 1: something would have. 2: this could not be found out.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from system_calls import TRACED, Trace, read_trace

ORDINARY_USER = 65534
_PATIENCE_SECONDS = 300
_ENDING_SECONDS = 30


class GateUnavailable(Exception):
    """This computer cannot run the gate; says what it lacks."""


@dataclass(frozen=True)
class Gated:
    """What became of one program: exit code, what it wrote, what it asked the kernel for."""

    code: int
    output: str
    trace: Trace

    @property
    def is_tight(self) -> bool:
        """Whether nothing left the computer."""
        return not self.trace.leaks


@dataclass(frozen=True)
class Place:
    """Where the program runs.

    Attributes:
        home: home folder.
        user: number of an ordinary user, who owns `home`; used where this program runs as root.
    """

    home: str
    user: int = ORDINARY_USER


def environment(home: str, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """All variables that a program under the gate has."""
    return {"HOME": home, "LANG": "C.UTF-8", "PATH": os.defpath, **(extra or {})}


@cache
def empty_network() -> tuple[str, ...]:
    """The command that runs another one in a network without an interface.

    Raises:
        GateUnavailable: strace or such a network is not to be had here.
    """
    for tool in ("strace", "unshare", "setpriv", "timeout"):
        if shutil.which(tool) is None:
            raise GateUnavailable(f"{tool} is not installed")
    for prefix in (("unshare", "--net"), ("unshare", "--map-root-user", "--net")):
        command = [*prefix, "strace", "-qq", "-e", "trace=none", "cat", "/proc/net/dev"]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode == 0:
            interfaces = {line.split(":")[0].strip() for line in result.stdout.splitlines()[2:]}
            if interfaces <= {"lo"}:
                return prefix
    raise GateUnavailable("this computer lets nobody make an empty network or use strace")


@cache
def choose_user(*files: Path) -> int:
    """An ordinary user, or whoever runs this where that one cannot get to the files."""
    if os.geteuid() != 0:
        return os.geteuid()
    for file in files:
        command = [*_become(ORDINARY_USER), "test", "-r", str(file)]
        if subprocess.run(command, check=False).returncode != 0:
            return 0
    return ORDINARY_USER


def watch(folder: Path) -> list[str]:
    """What stands before a command so that `read_trace` of a folder tells what it asks for."""
    strace = ["strace", "-ff", "-ttt", "-q", "-s", "256", "-o", str(folder / "trace")]
    return [*strace, "-e", f"trace={TRACED}", "-e", "signal=none"]


def run_gated(
    command: Sequence[str],
    place: Place,
    seconds: float | None = None,
    extra: Mapping[str, str] | None = None,
) -> Gated:
    """Run a program and note what it asks for.

    Args:
        command: the program and its arguments.
        place: where and as whom it runs.
        seconds: interrupt it (SIGINT) after so many; None lets it end by itself.
        extra: environment variables beside those of `environment`.

    Raises:
        GateUnavailable: the gate cannot run here.
        subprocess.TimeoutExpired: the program did not end.
    """
    with tempfile.TemporaryDirectory(prefix="skinvl-gate-") as folder:
        limit = ["timeout", "--preserve-status", f"--kill-after={_ENDING_SECONDS}", "-s", "INT"]
        variables = [f"{name}={value}" for name, value in environment(place.home, extra).items()]
        whole = [*empty_network(), *watch(Path(folder)), *_as_user(place)]
        whole += () if seconds is None else (*limit, f"{seconds}")
        whole += ["env", "-i", *variables, *command]
        patience = _PATIENCE_SECONDS + (seconds or 0)
        result = subprocess.run(
            whole,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=patience,
            check=False,
        )
        return Gated(result.returncode, result.stdout, read_trace(Path(folder)))


def _as_user(place: Place) -> list[str]:
    return _become(place.user) if os.geteuid() == 0 else []


def _become(user: int) -> list[str]:
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"]


def report(gated: Gated) -> str:
    """What was seen, in lines for a person."""
    trace = gated.trace
    lines = [
        f"exit code {gated.code}; {trace.seconds:.0f} s, {trace.processes} processes and threads, "
        f"{trace.calls} calls about sockets, {len(trace.leaks)} of them leave the computer"
    ]
    return "\n".join([*lines, *map(str, trace.leaks[:20])])


def main() -> int:
    parser = argparse.ArgumentParser(description="Does a program ask for the network?")
    parser.add_argument("--seconds", type=float, help="interrupt it after so many")
    parser.add_argument("--at-least", type=float, default=0, help="it must have run so long")
    parser.add_argument("--user", type=int, default=ORDINARY_USER)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("command", nargs="+")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="skinvl-home-") as home:
        if os.geteuid() == 0:
            os.chown(home, args.user, args.user)
        try:
            place = Place(home, user=args.user)
            extra = dict(text.split("=", 1) for text in args.set)
            gated = run_gated(args.command, place, args.seconds, extra)
        except GateUnavailable as error:
            print(f"gate: {error}", file=sys.stderr)
            return 2
    print(gated.output, end="")
    print(report(gated))
    if gated.trace.longest < args.at_least:
        print(f"gate: it ran {gated.trace.longest:.0f} s, which is too short", file=sys.stderr)
        return 2
    return 0 if gated.is_tight else 1


if __name__ == "__main__":
    sys.exit(main())
