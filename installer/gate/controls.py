"""Deliberate leaks have to be caught: `python installer/gate/controls.py [PROGRAM]`.

Each kind of `leaks.py` runs under the gate, once as it is and once behind the program's own second
line, which has to refuse it while the gate still sees the attempt. With PROGRAM, the frozen one, a
leak that waits is put into it as well (`preload.c`), and the window goes on all the same.
Exit code 0: all were caught, or, with a word, this could not be tried here. 1: one was not.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flows import HELD_SECONDS, WITHOUT_DISPLAY, make_home
from gate import Gated, GateUnavailable, Place, choose_user, empty_network, run_gated
from leaks import KINDS

FOLDER = Path(__file__).resolve().parent
LATE_SECONDS = 20
# The one that Python sees is told in words.
WORDS = "SkinVL works without a network"


@dataclass(frozen=True)
class Control:
    """One deliberate leak and what became of it; `fault` None where it was caught."""

    name: str
    fault: str | None
    gated: Gated


def judge(gated: Gated, *, closed: bool, late: float = 0) -> str | None:
    """Why a leak was not caught as it should have been.

    Args:
        gated: what was seen.
        closed: the second line was there, which has to have refused every socket.
        late: no leak may have been seen before so many seconds.
    """
    leaks = gated.trace.leaks
    if not leaks:
        return f"it was not seen; the program wrote: {gated.output[-300:]!r}"
    if leaks[0].seconds < late:
        return f"it was seen after {leaks[0].seconds:.1f} s, before it was there"
    granted = [leak for leak in leaks if leak.line.startswith(("socket(", "io_uring_setup("))]
    granted = [leak for leak in granted if "= -1 E" not in leak.line]
    if closed and granted:
        return f"the second line let it through: {granted[0]}"
    return None if closed or granted else "nothing was granted, so the control shows nothing"


def leak(kind: str, *, closed: bool, seconds: float = 0) -> Control:
    """Run one kind of `leaks.py` with this Python."""
    line = "closed" if closed else "open"
    command = [sys.executable, str(FOLDER / "leaks.py"), kind, str(seconds), line]
    with tempfile.TemporaryDirectory(prefix="skinvl-leak-") as home:
        place = Place(home, user=choose_user(FOLDER / "leaks.py", Path(sys.executable)))
        gated = run_gated(command, place)
    waits = f", after {seconds:.0f} s" if seconds else ""
    behind = ", behind the second line" if closed else ""
    return Control(f"{kind}{waits}{behind}", judge(gated, closed=closed, late=seconds), gated)


def leak_inside(program: Path) -> Control:
    """Put a leak that waits into the frozen program, whose window stays; needs a C compiler."""
    with tempfile.TemporaryDirectory(prefix="skinvl-preload-") as folder:
        scratch = Path(folder)
        scratch.chmod(0o755)
        library = scratch / "preload.so"
        flags = ["-shared", "-fPIC", "-pthread", "-o", str(library)]
        subprocess.run(["cc", *flags, str(FOLDER / "preload.c")], check=True)
        home = make_home(program, scratch)
        extra = {"LD_PRELOAD": str(library), "LEAK_SECONDS": str(LATE_SECONDS)}
        gated = run_gated(
            [str(program), "desktop", str(home / "sample.png")],
            Place(str(home), user=choose_user(program)),
            HELD_SECONDS,
            {**WITHOUT_DISPLAY, **extra},
        )
    fault = judge(gated, closed=True, late=LATE_SECONDS)
    if fault is None and gated.code != 0:
        fault = f"the window ended with {gated.code}: {gated.output[-300:]!r}"
    return Control(f"inside the frozen program, after {LATE_SECONDS} s", fault, gated)


def run_controls(program: Path | None) -> Iterator[Control]:
    """Every control."""
    kinds = [kind for kind in KINDS if kind != "qt" or _has_qt_network()]
    tasks = [partial(leak, kind, closed=closed) for kind in kinds for closed in (False, True)]
    tasks.insert(0, partial(leak, "native", closed=False, seconds=LATE_SECONDS))
    if program is not None and shutil.which("cc") is not None:
        tasks.insert(0, partial(leak_inside, program))
    with ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(task) for task in tasks]:
            yield future.result()


def _has_qt_network() -> bool:
    command = [sys.executable, "-c", "import PySide6.QtNetwork"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def main() -> int:
    program = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None
    try:
        empty_network()
    except GateUnavailable as error:
        print(f"controls: skipped, {error}")
        return 0
    if not _has_qt_network():
        print("qt: left out, PySide6.QtNetwork is not installed")
    if shutil.which("cc") is None:
        print("inside the frozen program: left out, cc (a C compiler) is not installed")
    missed = count = 0
    for control in run_controls(program):
        first = control.gated.trace.leaks[:1]
        seen = f"caught after {first[0].seconds:.1f} s: {first[0].reason}" if first else ""
        print(f"{control.name}: {control.fault or seen}", flush=True)
        missed += control.fault is not None
        count += 1
    print(f"controls: {count - missed} of {count} leaks caught")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
