"""What the gate does with the frozen program without a display: a day in four commands.

    python installer/gate/flows.py dist/skinvl/skinvl

They run beside one another. The window and the folder are held for `HELD_SECONDS`, since a library
that reports home may wait; the window keeps the model in a process of its own meanwhile.
Exit code 0: nothing left the computer, or, with a word, this could not be tried here. 1: something
did, or the program did not do its work.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from gate import Gated, GateUnavailable, Place, choose_user, empty_network, report, run_gated

HELD_SECONDS = 40.0
LEAST_SECONDS = 35.0
# Qt draws the window into memory; everything else is as on a screen.
WITHOUT_DISPLAY = {"QT_QPA_PLATFORM": "offscreen"}
_IMAGES = 3


@dataclass(frozen=True)
class Flow:
    """One command and what it has to leave behind.

    Attributes:
        name: for the report.
        arguments: of the program.
        find_fault: why the program did not do its work; None if it did.
        held: interrupt it after `HELD_SECONDS`; it must have run `LEAST_SECONDS`.
        extra: environment variables.
    """

    name: str
    arguments: tuple[str, ...]
    find_fault: Callable[[Gated], str | None]
    held: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)


def find_sample(program: Path) -> Path:
    """The sample image of a frozen program.

    Raises:
        FileNotFoundError: there is none beside the program.
    """
    for file in program.parent.rglob("desktop/assets/sample.png"):
        return file
    raise FileNotFoundError(f"{program.parent}: holds no sample image; is it a frozen folder?")


def plan_flows(image: str, home: str) -> tuple[Flow, ...]:
    """The commands; `home/images` holds copies of the image."""
    report_file, out = f"{home}/report.pdf", f"{home}/out"
    return (
        Flow("window", ("desktop", image), _expect_end, held=True, extra=WITHOUT_DISPLAY),
        Flow(
            "folder",
            ("review", f"{home}/images", "--out", out, "--workers", "1", "--watch", "10"),
            lambda gated: _expect_results(gated, Path(out)),
            held=True,
        ),
        Flow(
            "one image",
            ("diagnose", image, "--json", "--question", "Is the border irregular?"),
            _expect_finding,
        ),
        Flow(
            "report",
            ("desktop", image, "--report", report_file),
            lambda gated: _expect_report(gated, Path(report_file)),
        ),
        Flow("model", ("bundle", "verify"), _expect_success),
    )


def run_flows(program: Path, scratch: Path) -> Iterator[tuple[Flow, Gated, str | None]]:
    """Run every flow; the flow, what was seen, and why it does not count (None: it counts)."""
    home = make_home(program, scratch)
    flows = plan_flows(str(home / "sample.png"), str(home))

    def run(flow: Flow) -> Gated:
        seconds = HELD_SECONDS if flow.held else None
        place = Place(str(home), user=choose_user(program))
        return run_gated([str(program), *flow.arguments], place, seconds, flow.extra)

    with ThreadPoolExecutor(len(flows)) as pool:
        for flow, gated in zip(flows, pool.map(run, flows), strict=True):
            yield flow, gated, find_fault(flow, gated, program)


def find_fault(flow: Flow, gated: Gated, program: Path) -> str | None:
    """Why a run proves nothing, although nothing left the computer."""
    if all(command[0] != str(program) for command in gated.trace.commands):
        return f"{program} was not started"
    if flow.held and gated.trace.longest < LEAST_SECONDS:
        return f"it ended after {gated.trace.longest:.0f} s"
    return flow.find_fault(gated)


def make_home(program: Path, scratch: Path) -> Path:
    """A home folder of an ordinary user with images in it."""
    home = scratch / "home"
    (home / "images").mkdir(parents=True)
    sample = find_sample(program)
    content = sample.read_bytes()
    (home / "sample.png").write_bytes(content)
    for number in range(_IMAGES):
        # Other bytes behind the end of the picture: the same bytes would be read once.
        (home / "images" / f"{number}.png").write_bytes(content + bytes(number))
    if os.geteuid() == 0:
        user = choose_user(program)
        for path in (home, *home.rglob("*")):
            shutil.chown(path, user, user)
    return home


def _expect_success(gated: Gated) -> str | None:
    return None if gated.code == 0 else f"it ended with {gated.code}"


def _expect_end(gated: Gated) -> str | None:
    """The window was closed by the interruption, and the analysis ran in a process of its own."""
    if not any("--multiprocessing-fork" in words for words in gated.trace.commands):
        return "no analysis process was started"
    return _expect_success(gated)


def _expect_finding(gated: Gated) -> str | None:
    for line in gated.output.splitlines():
        if line.startswith("{"):
            finding = json.loads(line)
            return None if finding["status"] == "ok" and finding["answer"] else "not diagnosed"
    return "no finding was printed"


def _expect_results(gated: Gated, out: Path) -> str | None:
    file = out / "results.csv"
    if not file.is_file():
        return "no results were written"
    rows = file.read_text(encoding="utf-8-sig").splitlines()[1:]
    good = sum(",ok," in row for row in rows)
    return None if good == _IMAGES else f"{good} of {_IMAGES} images were read"


def _expect_report(gated: Gated, file: Path) -> str | None:
    written = file.is_file() and file.read_bytes().startswith(b"%PDF-")
    return _expect_success(gated) if written else "no report was written"


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    program = Path(sys.argv[1]).resolve()
    try:
        empty_network()
    except GateUnavailable as error:
        print(f"flows: skipped, {error}")
        return 0
    leaks = idle = 0
    with tempfile.TemporaryDirectory(prefix="skinvl-flows-") as folder:
        scratch = Path(folder)
        # An ordinary user has to get through to the home folder.
        scratch.chmod(0o755)
        for flow, gated, fault in run_flows(program, scratch):
            print(f"{flow.name}: {report(gated)}", flush=True)
            if fault is not None:
                print(f"{flow.name}: proves nothing: {fault}\n{gated.output[-2000:]}")
            leaks += len(gated.trace.leaks)
            idle += fault is not None
    print(f"flows: {leaks} leaks" + (f", {idle} commands prove nothing" if idle else ""))
    return 1 if leaks or idle else 0


if __name__ == "__main__":
    sys.exit(main())
