"""Somebody at the keyboard of a workstation on a display of its own, who keeps pictures of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

TOOLS = ("Xvfb", "openbox", "xdotool", "import", "pdftotext")
DISPLAY = os.environ.get("TAKE_DISPLAY", ":88")
# On a computer that does something else everything takes longer.
PACE = float(os.environ.get("TAKE_PACE", "1"))
SIZE = (1280, 860)
NOWHERE = (640, 850)
LARGEST = 200_000
PASSWORD = "correct horse battery"
# The window manager only hands the focus on; frames would not be part of the program.
WITHOUT_FRAMES = """<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
<placement><policy>Smart</policy><center>yes</center></placement>
<applications><application class="*"><decor>no</decor></application></applications>
</openbox_config>
"""


class Person:
    """Somebody at the keyboard of a workstation.

    Args:
        scratch: folder for configuration, data and files.
        wanted: names of the pictures to keep.
        into: folder for the pictures.
    """

    def __init__(self, scratch: Path, wanted: tuple[str, ...], into: Path) -> None:
        self._scratch = scratch
        self._wanted = wanted
        self._into = into
        self._environment: Mapping[str, str] = {
            **os.environ,
            "DISPLAY": DISPLAY,
            "QT_QPA_PLATFORM": "xcb",
            "LC_ALL": "C.UTF-8",
            "HOME": str(scratch / "home"),
            "SKINVL_CONFIG": str(scratch / "config"),
            "SKINVL_POLICY": str(scratch / "no-policy.json"),
        }
        (scratch / "home").mkdir()
        self._screen: list[subprocess.Popen[bytes]] = []
        self._program: subprocess.Popen[bytes] | None = None

    def enter(self) -> None:
        """Switch the screen on."""
        frames = self._scratch / "openbox.xml"
        frames.write_text(WITHOUT_FRAMES, encoding="utf-8")
        screen = f"{SIZE[0]}x{SIZE[1]}x24"
        self._start_part("Xvfb", DISPLAY, "-screen", "0", screen, "-noreset", "-nolisten", "tcp")
        time.sleep(1)
        self._start_part("openbox", "--config-file", str(frames))
        time.sleep(0.5)

    def leave(self) -> None:
        """Switch everything off."""
        for process in (self._program, *reversed(self._screen)):
            if process is not None and process.poll() is None:
                process.terminate()
                process.wait(30)

    def start(self, *arguments: str) -> None:
        """Start the program and wait for its window."""
        command = [sys.executable, "-m", "skinvl.cli", "desktop", *arguments]
        with (self._scratch / "errors.txt").open("ab") as errors:
            self._program = subprocess.Popen(
                command, cwd=self._scratch, env=self._environment, stderr=errors
            )
        window = self._find_window()
        # A model that is still loading would make a picture that nobody sees for long.
        time.sleep(8)
        self._ask("xdotool", "windowmove", window, "0", "0")
        self._ask("xdotool", "windowsize", window, str(SIZE[0]), str(SIZE[1]))
        time.sleep(1)

    def wait_for_end(self) -> None:
        """Wait until the program has ended; say what it wrote to stderr."""
        assert self._program is not None
        code = self._program.wait(60)
        written = (self._scratch / "errors.txt").read_text(encoding="utf-8")
        if code or written:
            print(f"take: the program ended with {code}\n{written}", file=sys.stderr)

    def press(self, *keys: str, then: float = 0.5) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self._ask("xdotool", "key", "--clearmodifiers", key)
            time.sleep(0.15 * PACE)
        time.sleep(then * PACE)

    def write(self, text: str) -> None:
        """Type a text."""
        self._ask("xdotool", "type", "--delay", "15", text)
        time.sleep(0.3 * PACE)

    def click(self, x: int, y: int) -> None:
        """Click at a point of the screen."""
        self._ask("xdotool", "mousemove", str(x), str(y), "click", "1")
        time.sleep(0.6)

    def take(self, name: str, *, always: bool = False) -> None:
        """Keep a picture of the screen, if it is wanted or `always`."""
        if not always and name not in self._wanted:
            return
        # Nothing shall look as if the mouse lay on it.
        self._ask("xdotool", "mousemove", *map(str, NOWHERE))
        time.sleep(0.3 * PACE)
        file = self._into / f"{name}.png"
        self._ask("import", "-window", "root", str(file))
        with Image.open(file) as picture:
            whole = picture.convert("RGB")
        for colours in (256, 128, 64, 32):
            few = whole.quantize(colours, kmeans=4, dither=Image.Dither.NONE)
            few.save(file, optimize=True)
            if file.stat().st_size <= LARGEST:
                break

    def _find_window(self) -> str:
        # `search --sync` gives up when a window goes while it looks.
        command = ("xdotool", "search", "--onlyvisible", "--name", "^SkinVL$")
        end = time.monotonic() + 60 * PACE
        while time.monotonic() < end and self._program and self._program.poll() is None:
            found = subprocess.run(command, env=self._environment, capture_output=True, text=True)
            if found.stdout.split():
                return found.stdout.split()[-1]
            time.sleep(0.2)
        written = (self._scratch / "errors.txt").read_text(encoding="utf-8")
        sys.exit(f"take: the program opened no window\n{written}")

    def _ask(self, *command: str) -> str:
        return subprocess.run(
            command, env=self._environment, check=True, capture_output=True, text=True
        ).stdout

    def _start_part(self, *command: str) -> None:
        quiet = subprocess.DEVNULL
        self._screen.append(
            subprocess.Popen(command, env=self._environment, stdout=quiet, stderr=quiet)
        )
