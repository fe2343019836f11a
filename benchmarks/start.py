"""How long the frozen workstation takes until its window is there, cold and warm.

`python benchmarks/start.py [FOLDER] [--runs N]` needs Xvfb and xdotool. Cold: the files of the
folder are dropped from the page cache before each start (`posix_fadvise`, DONTNEED); those of the
system are not. On a computer that does something else, run it with `nice -n -19`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0
STEP = 0.01


@contextmanager
def display() -> Iterator[str]:
    """A screen of one's own; `-noreset` keeps it the same when the last window has gone."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-noreset", "-screen", "0", "1280x860x24"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def evict(folder: Path) -> None:
    """Drop every file of a folder from the page cache."""
    os.sync()
    for file in folder.rglob("*"):
        if file.is_file():
            handle = os.open(file, os.O_RDONLY)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(handle)


def read_cpu_seconds(process: int) -> float:
    """User and system time that a process has taken; fields 14 and 15 of proc(5)'s `stat`."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def time_start(program: Path, screen: str) -> tuple[float, float]:
    """Seconds from the start until a window is on the screen, and those of the CPU among them."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            "DISPLAY": screen,
            "HOME": home,
            "LANG": "C.UTF-8",
            "PATH": os.defpath,
            "SKINVL_CONFIG": f"{home}/config",
        }
        begun = time.perf_counter()
        command = [str(program), "desktop"]
        # Its engine process complains when it is ended in the middle of its own start.
        process = subprocess.Popen(command, env=environment, cwd=home, stderr=subprocess.DEVNULL)
        try:
            search = ["xdotool", "search", "--onlyvisible", "--pid", str(process.pid)]
            while time.perf_counter() - begun < PATIENCE and process.poll() is None:
                found = subprocess.run(search, env=environment, capture_output=True, text=True)
                if found.stdout.strip():
                    return time.perf_counter() - begun, read_cpu_seconds(process.pid)
                time.sleep(STEP)
        finally:
            process.terminate()
            process.wait()
    sys.exit(f"{program} opened no window (exit code {process.returncode})")


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the start of the frozen workstation.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "dist" / "skinvl")
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    for tool in ("Xvfb", "xdotool"):
        if shutil.which(tool) is None:
            sys.exit(f"{tool} is not installed")
    program = args.folder.resolve() / "skinvl"
    with display() as screen:
        time_start(program, screen)
        warm = [time_start(program, screen) for _ in range(args.runs)]
        cold = []
        for _ in range(args.runs):
            evict(program.parent)
            cold.append(time_start(program, screen))
    for name, found in (("warm", warm), ("cold", cold)):
        seconds, busy = zip(*found, strict=True)
        print(
            f"{name}: {statistics.median(seconds):.2f} s, {min(seconds):.2f} at best; "
            f"{statistics.median(busy):.2f} s of the CPU (medians of {args.runs})"
        )
    print(f"load of the computer: {os.getloadavg()[0]:.1f}, CPUs: {os.cpu_count()}")


if __name__ == "__main__":
    main()
