"""Everything that is shown about the installers, one after the other: `make installer-check`.

Freezes and packs what is not in `dist/` yet, then tries it: contents, libraries, a bare Debian,
Windows set-ups under wine, the network gate on the folder and on the installed package, and the
leaks that the gate has to catch. A step that lacks a tool is skipped and says which. The output of
each lies in `build/check/`; the exit code is 1 if one failed.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
FROZEN = DIST / "skinvl"
PROGRAM = FROZEN / "skinvl"
LOGS = ROOT / "build" / "check"

Outcome = Literal["passed", "skipped", "FAILED"]


@dataclass(frozen=True)
class Step:
    """One thing that is shown.

    Attributes:
        name: for the table.
        command: ends with 0 where it was shown, or where its last line says that it was skipped.
        needless: why it need not be done; None if it has to.
    """

    name: str
    command: tuple[str, ...]
    needless: Callable[[], str | None] = lambda: None


@dataclass(frozen=True)
class Result:
    """What became of a step."""

    name: str
    outcome: Outcome
    seconds: float
    word: str


def script(name: str, *arguments: str | Path) -> tuple[str, ...]:
    """A script of this folder."""
    return (sys.executable, str(ROOT / "installer" / name), *map(str, arguments))


def is_frozen() -> str | None:
    return f"{FROZEN.relative_to(ROOT)} is there" if PROGRAM.is_file() else None


def is_packed() -> str | None:
    """Whether packages of the frozen folder as it is now are there."""
    for pattern in ("skinvl_*_amd64.deb", "skinvl-*-linux-x86_64.run"):
        found = [file.stat().st_mtime for file in DIST.glob(pattern)]
        if not found or max(found) < PROGRAM.stat().st_mtime:
            return None
    return "packages of this folder are there"


STEPS = (
    Step("freeze", ("make", "installer"), is_frozen),
    Step("contents", script("contents.py", FROZEN)),
    Step("libraries", script("gate/network_libraries.py", FROZEN)),
    Step("self-test", (str(PROGRAM), "--selftest")),
    Step("packages", ("make", "packages"), is_packed),
    Step("bare Debian", script("linux/try_in_chroot.py")),
    Step("wine", script("windows/try_under_wine.py")),
    Step("gate, folder", script("gate/flows.py", PROGRAM)),
    Step("gate, package", script("gate/artefact.py")),
    Step("leaks", script("gate/controls.py", PROGRAM)),
)


def take_step(step: Step, log: Path) -> Result:
    """Do one step; its output goes into a file."""
    needless = step.needless()
    if needless is not None:
        return Result(step.name, "passed", 0, needless)
    began = time.monotonic()
    with log.open("w", encoding="utf-8") as stream:
        try:
            code = subprocess.run(
                step.command, cwd=ROOT, stdout=stream, stderr=subprocess.STDOUT, check=False
            ).returncode
        except OSError as error:
            stream.write(f"{step.command[0]}: {error.strerror}\n")
            code = 127
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    last = lines[-1].strip() if lines else ""
    outcome: Outcome = "FAILED" if code else "skipped" if "skipped" in last else "passed"
    return Result(step.name, outcome, time.monotonic() - began, last)


def take_steps(steps: Sequence[Step], logs: Path) -> list[Result]:
    """Do all steps; one that failed does not keep the others from being tried."""
    logs.mkdir(parents=True, exist_ok=True)
    results = []
    for number, step in enumerate(steps, 1):
        print(f"{step.name} ...", flush=True)
        log = logs / f"{number:02}-{step.name.replace(', ', '-').replace(' ', '-')}.log"
        results.append(take_step(step, log))
    return results


def tabulate(results: Sequence[Result]) -> str:
    """The outcome of every step, for a person."""
    width = max(24, shutil.get_terminal_size((120, 24)).columns - 34)
    return "\n".join(
        f"{result.outcome:<8} {result.name:<14} {result.seconds:6.0f} s  {result.word[:width]}"
        for result in results
    )


def main() -> int:
    names = [step.name for step in STEPS]
    parser = argparse.ArgumentParser(description="Try everything about the installers.")
    parser.add_argument("--only", action="append", choices=names, help="this step; repeatable")
    args = parser.parse_args()
    results = take_steps([s for s in STEPS if not args.only or s.name in args.only], LOGS)
    print(f"\n{tabulate(results)}\n\nlogs: {LOGS.relative_to(ROOT)}")
    return 1 if any(result.outcome == "FAILED" for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
